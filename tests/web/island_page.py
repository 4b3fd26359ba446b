"""A page for the tests of scripts: pages come from a table in memory, static files from the build, under the policy."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.web.frontend_build import ensure_assets

from sanso.web.assets import STATIC, assets
from sanso.web.security.headers import CONTENT_SECURITY_POLICY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

__all__ = ["ORIGIN", "Answer", "Islands", "opened", "real_server"]

ORIGIN = "http://localhost"
_MEDIA = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_SHELL = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="csrf" content="token-1">
<meta name="htmx-config" content='{{"includeIndicatorCSS":false}}'><title>Test</title>
<link rel="icon" href="{icon}"><link rel="stylesheet" href="{css}">
<script type="module" src="{js}"></script></head><body>
<header class="bar"><button type="button" data-theme-switch>Light or dark</button>
<button type="button" data-open="help">Help</button></header>
<div class="frame"><nav class="side"><details open data-side><summary>Pages</summary><section><h2>See</h2><ul>
<li><a href="/overview" data-go="o">Overview</a></li>
<li><a href="/layers" data-go="l">Three-layer map</a></li></ul></section></details></nav>
<main class="main" id="main">{body}</main></div>
<div class="toasts" aria-live="polite" data-toasts
 data-away="The server is away." data-failed="That failed." data-retry="Again"></div>
<dialog id="palette" data-palette data-source="/palette.json" aria-label="Find">
<input type="search" role="combobox" aria-expanded="true" aria-controls="found" aria-label="Find">
<ul id="found" role="listbox" aria-label="Found"></ul><p data-nothing hidden>Nothing.</p></dialog>
<dialog id="help" data-help aria-label="Keys"><form method="dialog"><button>Close</button></form></dialog>
</body></html>"""


@dataclass(frozen=True)
class Answer:
    """What the server answers."""

    body: str = ""
    status: int = 200
    media: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Islands:
    """A browser page, and what stands at each address; `None` stands for a server that is away."""

    page: Page
    lang: str = "en"
    answers: dict[str, Answer | Callable[[Request], Answer] | None] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.route("**/*", self._route)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)

    def show(self, body: str, path: str = "/page") -> None:
        """Open a page with *body* in its main part, and wait for its scripts."""
        self.answers[path] = Answer(self.shell(body))
        self.page.goto(ORIGIN + path)
        self.ready()

    def shell(self, body: str) -> str:
        """Return a whole page around *body*."""
        url = assets().url
        return _SHELL.format(lang=self.lang, body=body, icon=url("icon.svg"), css=url("sanso.css"), js=url("sanso.js"))

    def ready(self) -> None:
        """Wait until the islands are bound."""
        self.page.wait_for_selector("html[data-scripted]")

    def until(self, condition: str, patience: float = 5.0) -> None:
        """Wait until *condition* holds; unlike `wait_for_function` this evaluates nothing inside the page's policy."""
        end = time.monotonic() + patience
        while not self.page.evaluate(condition):
            assert time.monotonic() < end, condition
            self.page.wait_for_timeout(20)

    def sent(self, path: str) -> list[Request]:
        """Return the requests that were made for *path*."""
        return [request for request in self.asked if urlsplit(request.url).path == path]

    def json(self, path: str, data: object) -> None:
        """Let *path* answer with JSON."""
        self.answers[path] = Answer(json.dumps(data), media="application/json")

    def _route(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            media = _MEDIA[path.rsplit(".", 1)[-1]]
            route.fulfill(path=STATIC / path.removeprefix("/static/"), content_type=media)
            return
        self.asked.append(request)
        given = self.answers.get(path, Answer("not here", 404, "text/plain"))
        if given is None:
            route.abort("connectionrefused")
            return
        answer = given(request) if callable(given) else given
        headers = {
            "content-type": answer.media,
            "content-security-policy": CONTENT_SECURITY_POLICY.format(form_action=""),
            **answer.headers,
        }
        route.fulfill(status=answer.status, body=answer.body, headers=headers)


@contextmanager
def opened(browser: Browser) -> Iterator[Islands]:
    """Give a page of its own in *browser*; afterwards nothing may stand in its console but what was meant."""
    ensure_assets()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.set_default_timeout(10_000)
    made = Islands(context.new_page())
    made.json("/palette.json", [{"title": "Onboard unit", "note": "component onboard", "address": "/elements/onboard"}])
    try:
        yield made
    finally:
        context.close()
    meant = ("status of", "ERR_CONNECTION", "htmx:error: Failed to fetch")
    assert not [problem for problem in made.problems if not any(part in problem for part in meant)]


@contextmanager
def real_server(pages: Mapping[str, str], *, leads_to: str) -> Iterator[str]:
    """Serve *pages* on a real socket, where every form leads to another page; give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rsplit("/", 1)[-1]
            if self.path.startswith("/static/"):
                self._answer((STATIC / name).read_bytes(), _MEDIA[name.rsplit(".", 1)[-1]])
            else:
                self._answer(pages.get(self.path, "").encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(303)
            self.send_header("Location", leads_to)
            self.end_headers()

        def _answer(self, content: bytes, media: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
