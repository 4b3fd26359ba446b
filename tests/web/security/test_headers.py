"""Every answer carries the headers that keep a browser in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.security.conftest import Server

from sanso.catalogue import Catalogue
from sanso.web.app import create_app
from sanso.web.settings import Settings

PATHS = ("/sign-in", "/", "/nothing", "/s/guess", "/api/v1/nothing", "/join?token=x", "/set-up?token=x")


@pytest.mark.parametrize("path", PATHS)
def test_headers_of_every_answer(server: Server, path: str) -> None:
    headers = server.stranger().get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy
    for part in ("object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert headers["cache-control"] == "no-store"
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert "server" not in headers


def test_refusals_before_any_page_carry_them_too(server: Server) -> None:
    answer = server.stranger().get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_failure_inside_shows_nothing_of_the_inside(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail in /home/someone")

    monkeypatch.setattr("sanso.workspace.challenges.Challenges.take", broken)
    answer = server.stranger().get("/start?token=x")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text


def test_without_tls_there_is_no_hsts(tmp_path: Path, content: Catalogue) -> None:
    settings = Settings.embedded(tmp_path, port=8347)
    app = create_app(settings, catalogue=content)
    client = TestClient(app, base_url=settings.address)
    assert "strict-transport-security" not in client.get("/sign-in").headers
    app.state.service.database.close()


def test_reports_of_the_policy_are_counted_and_bounded(server: Server) -> None:
    client = server.stranger()
    told = b'{"csp-report": {"blocked-uri": "https://evil.example", "violated-directive": "script-src\\u001b[31m"}}'
    kind = {"Content-Type": "application/csp-report"}
    assert client.post("/csp-reports", content=told, headers=kind).status_code == 204
    for odd in (b"", b"[]", b"no json", b'{"csp-report": 3}', b"x" * 60_000, b"[" * 50_000):
        assert client.post("/csp-reports", content=odd, headers=kind).status_code == 204
    reports = server.app.state.csp_reports
    assert reports.count == 7
    assert reports.newest[0]["blocked-uri"] == "https://evil.example"
    assert "\x1b" not in reports.newest[0]["violated-directive"]


def test_every_answer_names_its_type(server: Server) -> None:
    client = server.stranger()
    for path in ("/sign-in", "/nothing", "/s/guess", "/api/v1/nothing"):
        kind = client.get(path).headers["content-type"]
        assert kind in ("text/html; charset=utf-8", "application/json"), (path, kind)


def test_no_listing_and_no_trace(server: Server) -> None:
    client = server.stranger()
    for path in ("/static", "/static/", "/docs", "/redoc", "/openapi.json", "/.git/config", "/static/../app.py"):
        answer = client.get(path)
        assert answer.status_code in (404, 405, 307), path
        assert "sanso.js" not in answer.text or answer.status_code != 200
    for method in ("TRACE", "CONNECT", "DEBUG"):
        assert client.request(method, "/sign-in").status_code in (403, 404, 405)
