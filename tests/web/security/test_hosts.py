"""Only one's own name is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.security.conftest import Server

from sanso.catalogue import Catalogue
from sanso.web.app import create_app
from sanso.web.settings import Settings


@pytest.mark.parametrize(
    "host", ["evil.example", "sanso.example.evil.example", "127.0.0.1", "sanso.example:8443", "localhost", "", "sanso"]
)
def test_another_host_is_misdirected(server: Server, host: str) -> None:
    answer = server.stranger().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 421
    assert "アドレス" in answer.text


@pytest.mark.parametrize("host", ["sanso.example", "SANSO.example", "sanso.example:443"])
def test_the_own_host_is_answered(server: Server, host: str) -> None:
    assert server.stranger().get("/sign-in", headers={"Host": host}).status_code == 200


def test_two_hosts_are_no_host(server: Server) -> None:
    answer = server.stranger().get("/sign-in", headers=[("Host", "sanso.example"), ("Host", "evil.example")])
    assert answer.status_code == 400


def test_a_forwarded_host_counts_for_nothing(server: Server) -> None:
    answer = server.stranger().get("/sign-in", headers={"Host": "evil.example", "X-Forwarded-Host": "sanso.example"})
    assert answer.status_code == 421
    answer = server.stranger().get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in answer.headers["location"]


def test_a_nul_in_an_address_is_refused(server: Server) -> None:
    for path in ("/w/a%00b", "/sign-in?next=%00"):
        assert server.stranger().get(path).status_code == 400


@pytest.mark.parametrize("address", ["192.0.2.9", "10.0.0.5", "2001:db8::1"])
def test_an_embedded_application_serves_its_own_machine_only(tmp_path: Path, content: Catalogue, address: str) -> None:
    settings = Settings.embedded(tmp_path, port=8347)
    app = create_app(settings, catalogue=content)
    away = TestClient(app, base_url=settings.address, client=(address, 1))
    assert away.get("/sign-in").status_code == 403
    for own in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        assert TestClient(app, base_url=settings.address, client=(own, 1)).get("/sign-in").status_code == 200
    for name in ("127.0.0.1:8347", "localhost:8347"):
        here = TestClient(app, base_url=settings.address, client=("127.0.0.1", 1))
        assert here.get("/sign-in", headers={"Host": name}).status_code == 200
    assert here.get("/sign-in", headers={"Host": "rebound.example:8347"}).status_code == 421
    app.state.service.database.close()
