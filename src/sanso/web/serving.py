"""Run the application: one process on this machine, or several workers behind a proxy."""

from __future__ import annotations

import gc
import os
import secrets
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Language
from sanso.web.settings import DEFAULT_PORT, Oidc, Public, Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = [
    "NotConfigured",
    "PortTaken",
    "application",
    "bound",
    "data_folder",
    "prepare_server",
    "public_settings",
    "run_embedded",
    "run_server",
    "serve",
    "server_settings",
    "start_secret",
]

_BACKLOG = 2048
_COLLECTION = (50_000, 10, 40)
"""How many new objects, and how many smaller collections, come before a collection of each generation."""
_TURN = 0.002
"""Seconds that a thread computes before another one that waits gets its turn."""
_GRACE = 5
"""Seconds that requests under way have to end when the application stops."""
_WORKER_ANSWERS = 30
"""Seconds after which a worker that says nothing is replaced; one that works hard on a busy machine may take long."""
_KEPT_OPEN = 75
"""Seconds that an idle connection is kept: longer than proxies keep theirs, which else meet one just closed."""


class PortTaken(Exception):
    """Another program listens on the port that was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken")
        self.port = port


class NotConfigured(Exception):
    """A server needs an environment variable that is not set, or holds what cannot be used: *name*."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def start_secret() -> str:
    """Return a new secret for the start address."""
    return secrets.token_urlsafe(32)


def bound(port: int | None, default: int, host: str = "127.0.0.1") -> socket.socket:
    """Return a socket that listens on *port*; without one on *default*, or any free port where that is taken.

    Raises:
        PortTaken: *port* was asked for and is taken.

    """
    for tried in (port,) if port is not None else (default, 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, tried))
        except OSError:
            listener.close()
            continue
        listener.listen(_BACKLOG)
        listener.set_inheritable(True)
        return listener
    raise PortTaken(port if port is not None else default)


def server_settings(data: Path) -> Settings:
    """Return the settings of a server from the environment.

    Raises:
        NotConfigured: the address or the database is missing, or the provider is named in part only.

    """
    database, address = os.environ.get("SANSO_DATABASE_URL", ""), os.environ.get("SANSO_ADDRESS", "")
    if not database:
        raise NotConfigured("SANSO_DATABASE_URL")
    if not address.startswith(("https://", "http://")):
        raise NotConfigured("SANSO_ADDRESS")
    proxies = os.environ.get("SANSO_PROXIES", "")
    return Settings.server(database, address, data, oidc=_oidc(), proxies=proxies, public=public_settings())


def public_settings() -> Public:
    """Return what strangers may see, from SANSO_LABELS, SANSO_LABEL_PINS and SANSO_LOG in the environment."""
    labels, log = os.environ.get("SANSO_LABELS", ""), os.environ.get("SANSO_LOG", "")
    pins = tuple(os.environ.get("SANSO_LABEL_PINS", "").replace(",", " ").split())
    return Public(Path(labels).resolve() if labels else None, pins, Path(log).resolve() if log else None)


def _oidc() -> Oidc | None:
    names = ("SANSO_OIDC_ISSUER", "SANSO_OIDC_CLIENT_ID", "SANSO_OIDC_CLIENT_SECRET")
    values = [os.environ.get(name, "") for name in names]
    if not any(values):
        return None
    for name, value in zip(names, values, strict=True):
        if not value:
            raise NotConfigured(name)
    issuer, client, secret = values
    return Oidc(issuer, client, secret, os.environ.get("SANSO_OIDC_LABEL", "OpenID Connect"))


def data_folder() -> Path:
    """Return the folder of what is kept: SANSO_DATA, else the user's own data folder."""
    from platformdirs import user_data_path

    given = os.environ.get("SANSO_DATA")
    return Path(given) if given else user_data_path("sanso", appauthor=False)


def serve(
    file: Path | str | None = None,
    *,
    port: int | None = None,
    data: Path | str | None = None,
    lang: Language = "en",
    on_address: Callable[[str], object] | None = None,
    on_ready: Callable[[str], object] | None = None,
) -> None:
    """Serve one person on this machine until told to stop: the model in *file*, or a sample.

    *on_address* hears the start address at once, *on_ready* when it answers. What is kept lies in the folder *data*.

    Raises:
        PortTaken: *port* was asked for and is taken.
        StoreError: the store cannot be opened, or the file cannot be read.

    """
    listener = bound(port, DEFAULT_PORT)
    settings = Settings.embedded(
        Path(data if data is not None else data_folder()).resolve(),
        port=listener.getsockname()[1],
        start_file=Path(file).resolve() if file is not None else None,
        public=public_settings(),
    )
    secret = start_secret()
    address = f"{settings.address}/start?token={secret}"
    if on_address is not None:
        on_address(address)
    from sanso.web.app import create_app

    app = create_app(settings, start_secret=secret, lang=lang)
    run_embedded(app, listener, lambda: on_ready(address) if on_ready is not None else None)


def prepare_server(settings: Settings) -> str | None:
    """Bring the database up to date before workers start; return the set-up address while nobody has an account.

    Raises:
        StoreError: the database cannot be opened.

    """
    from sanso.web.app import create_app
    from sanso.web.home import offer_set_up

    app = create_app(settings)
    try:
        secret = offer_set_up(app.state.desk)
    finally:
        app.state.service.database.close()
    return None if secret is None else f"{settings.address}/set-up?token={secret}"


def application() -> FastAPI:
    """Return the application of one worker of a server; settings come from the environment.

    Raises:
        NotConfigured: an environment variable is missing.
        StoreError: the database cannot be opened.

    """
    from sanso.web.app import create_app

    app = create_app(server_settings(Path(os.environ.get("SANSO_DATA", "."))))
    _collect_seldom()
    _take_turns_often()
    return app


def _collect_seldom() -> None:
    """Let the garbage collector pass over what stays, and look at large models seldom: it stops everybody meanwhile.

    Models, assessments and pages hold no cycles worth waiting for; what is given up is freed at once without it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTION)


def _take_turns_often() -> None:
    """Let threads take turns often: who waits for a page need not wait long for whoever computes something large."""
    sys.setswitchinterval(_TURN)


def run_embedded(app: FastAPI, listener: socket.socket, on_ready: Callable[[], object]) -> None:
    """Serve *app* on *listener* until it is told to stop; *on_ready* is called once it answers."""
    import uvicorn

    from sanso.web.connections import Connection

    _collect_seldom()
    _take_turns_often()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready()

    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        log_level="warning",
        server_header=False,
        timeout_keep_alive=_KEPT_OPEN,
        timeout_graceful_shutdown=_GRACE,
    )
    Server(config).run([listener])


def run_server(listener: socket.socket, workers: int, proxies: str) -> None:
    """Serve with *workers* processes that share *listener*, until told to stop.

    What a request says of its origin and scheme is believed from the addresses *proxies* only.
    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from sanso.web.connections import Connection

    config = uvicorn.Config(
        "sanso.web.serving:application",
        factory=True,
        http=Connection,
        ws="none",
        log_level="info",
        access_log=False,  # addresses hold secrets: start, set-up and share links
        workers=workers,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_keep_alive=_KEPT_OPEN,
        timeout_graceful_shutdown=_GRACE,
        timeout_worker_healthcheck=_WORKER_ANSWERS,
    )
    server = uvicorn.Server(config)
    if workers > 1:
        Multiprocess(config, sockets=[listener]).run()
    else:
        server.run([listener])
