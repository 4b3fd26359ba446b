"""SIGKILL of the application while people save: every save that was acknowledged is there, and the history verifies."""

from __future__ import annotations

import multiprocessing
import pkgutil
import random
import threading
import time
from pathlib import Path

import pytest
from tests.web.faults.caller import MODEL, Caller, Gone
from tests.web.faults.killed_server import serve_until_killed

import sanso.web
from sanso.web.home import HOME
from sanso.web.service import new_id, utc_now
from sanso.workspace.database import Database
from sanso.workspace.history import Workspaces

NAME = "plant.yaml"


@pytest.fixture(scope="module")
def processes():
    context = multiprocessing.get_context("forkserver")
    web = (module.name for module in pkgutil.walk_packages(sanso.web.__path__, "sanso.web."))
    others = ("tests.web.faults.killed_server", "alembic.command", "uvicorn.lifespan.on", "sanso.report.html")
    context.set_forkserver_preload([*others, *web])
    return context


class Writing:
    """Somebody who saves without pause until the server is gone, and notes what was acknowledged."""

    def __init__(self, caller: Caller, head: int) -> None:
        self.caller, self.head, self.rng = caller, head, random.Random(head)
        self.acknowledged: list[str] = []
        self.refused: list[int] = []
        self.begun = threading.Event()
        self.thread = threading.Thread(target=self._write)
        self.thread.start()

    def _write(self) -> None:
        while True:
            text = f"{MODEL}# {self.rng.getrandbits(64):x}\n"
            try:
                answer = self.caller.save(text, NAME, self.head)
            except Gone:
                return
            if answer.status_code != 303:
                self.refused.append(answer.status_code)
                return
            self.acknowledged.append(text)
            self.head += 1
            self.begun.set()


def one_life(processes, file: Path, data: Path, after: float, head: int) -> tuple[list[str], list[int]]:
    """Start the server, save without pause, kill it some time after the first save; return what was acknowledged."""
    ours, theirs = processes.Pipe(duplex=False)
    server = processes.Process(target=serve_until_killed, args=(str(file), str(data), theirs))
    server.start()
    theirs.close()
    assert ours.poll(60)
    caller = Caller(ours.recv())
    writing = Writing(caller, head)
    assert writing.begun.wait(60)
    time.sleep(after)
    server.kill()
    server.join()
    writing.thread.join()
    caller.close()
    ours.close()
    assert server.exitcode == -9
    return writing.acknowledged, writing.refused


@pytest.mark.parametrize("lives", [2, pytest.param(25, marks=pytest.mark.long)])
def test_what_was_acknowledged_is_there(processes, tmp_path, lives):
    file, data, rng = tmp_path / "model" / NAME, tmp_path / "data", random.Random(lives)
    file.parent.mkdir()
    file.write_text(MODEL)
    acknowledged: list[str] = []
    head = 1
    for _ in range(lives):
        told, refused = one_life(processes, file, data, rng.uniform(0, 0.15), head)
        acknowledged += told
        assert not refused
        database = Database.open(data / "sanso.sqlite")
        workspaces = Workspaces(database, utc_now, new_id)
        (workspace,) = workspaces.of_organization(HOME)
        head = workspace.head
        newest = workspaces.versions(workspace.id, most=len(told) + 2)
        texts = [workspaces.files(workspace.id, version.seq).contents[NAME].decode() for version in newest]
        assert set(told) <= set(texts)
        assert file.read_text() in {*texts, MODEL}  # whole: a content of the history, never a part of one
        database.close()
    assert len(acknowledged) >= lives
    database = Database.open(data / "sanso.sqlite")
    workspaces = Workspaces(database, utc_now, new_id)
    assert workspaces.verify(workspace.id) == ()
    kept = {workspaces.files(workspace.id, seq).contents[NAME].decode() for seq in range(1, head + 1)}
    assert set(acknowledged) <= kept
    database.close()
