"""A running application, a signed-in client and a real browser for the tests of pages."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient
from tests.web.frontend_build import ensure_assets

from sanso.web.app import create_app
from sanso.web.serving import bound, start_secret
from sanso.web.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from playwright.sync_api import Browser, Page

    from sanso.web.service import Service

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session", autouse=True)
def _assets() -> None:
    ensure_assets()


@dataclass
class Running:
    """An embedded application with the sample, signed in to."""

    app: FastAPI
    client: TestClient
    workspace: str
    address: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def service(self) -> Service:
        service: Service = self.app.state.service
        return service

    @property
    def base(self) -> str:
        return f"/w/{self.workspace}"

    @property
    def head(self) -> int:
        return self.service.workspaces.find(self.workspace).head

    def csrf(self) -> str:
        """Return the token that forms of this session carry."""
        page = self.client.get(self.base).text
        return page.split('<meta name="csrf" content="', 1)[1].split('"', 1)[0]

    def post(self, path: str, data: dict[str, object] | None = None, **more: object):
        """Post a form as the pages do."""
        fields = {"csrf": self.csrf(), **(data or {})}
        return self.client.post(path, data=fields, headers={"Origin": self.address}, **more)


def make_running(folder: Path, *, port: int = 8347, start_file: Path | None = None) -> Running:
    """Return an embedded application in *folder*, signed in, with the sample or the model in *start_file*."""
    settings, secret = Settings.embedded(folder, port=port, start_file=start_file), start_secret()
    app = create_app(settings, start_secret=secret)
    client = TestClient(app, base_url=settings.address, follow_redirects=False)
    answer = client.get(f"/start?token={secret}")
    assert answer.status_code in (302, 303), answer.text
    service = app.state.service
    (workspace,) = service.workspaces.of_organization(app.state.home)
    return Running(app, client, workspace.id, settings.address)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """An embedded application of its own for this test."""
    made = make_running(tmp_path / "data")
    yield made
    made.service.database.close()


@pytest.fixture
def client(running: Running) -> TestClient:
    """A client that is signed in."""
    return running.client


@pytest.fixture
def workspace(running: Running) -> str:
    """The id of the sample's workspace."""
    return running.workspace


class LiveServer:
    """The application on a real socket, in a thread."""

    def __init__(self, folder: Path) -> None:
        import uvicorn

        self.listener = bound(0, 0)
        self.port = self.listener.getsockname()[1]
        self.secret = start_secret()
        self.settings = Settings.embedded(folder, port=self.port)
        self.app = create_app(self.settings, start_secret=self.secret)
        self.server = uvicorn.Server(uvicorn.Config(self.app, log_level="warning", server_header=False))
        self.thread = threading.Thread(target=self.server.run, args=([self.listener],), daemon=True)

    def start(self) -> None:
        self.thread.start()
        until = time.monotonic() + 20
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.02)
        assert self.server.started

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        self.listener.close()

    @property
    def address(self) -> str:
        return self.settings.address

    @property
    def service(self) -> Service:
        service: Service = self.app.state.service
        return service

    @property
    def workspace(self) -> str:
        (workspace,) = self.service.workspaces.of_organization(self.app.state.home)
        return workspace.id

    @property
    def base(self) -> str:
        return f"{self.address}/w/{self.workspace}"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveServer]:
    """The application on a real socket."""
    server = LiveServer(tmp_path / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium found: browser tests are left out")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def browser_page(browser: Browser, live: LiveServer) -> Iterator[Page]:
    """A page that is signed in; the test fails on any error of the console and on any report of the CSP."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: problems.append(f"console: {message.text}") if message.type == "error" else None,
    )
    page.on(
        "request",
        lambda request: (
            problems.append(f"elsewhere: {request.url}")
            if not request.url.startswith((live.address, "data:", "blob:"))
            else None
        ),
    )
    page.goto(f"{live.address}/start?token={live.secret}")
    page.problems = problems  # type: ignore[attr-defined]
    yield page
    context.close()
    expected = getattr(page, "expected_problems", ())
    left = [problem for problem in problems if not any(part in problem for part in expected)]
    assert not left, left
