"""What is logged, and what never is."""

from __future__ import annotations

import logging

import pytest
from tests.web.security.conftest import Server

from sanso.web.security.logs import MaskSecrets
from sanso.workspace.people import Account, Organization


def test_secrets_in_addresses_are_masked_in_the_request_log(server: Server) -> None:
    assert any(isinstance(each, MaskSecrets) for each in logging.getLogger("uvicorn.access").filters)
    record = logging.LogRecord(
        "uvicorn.access",
        logging.INFO,
        "",
        0,
        '%s - "%s %s HTTP/%s" %d',
        ("192.0.2.1", "GET", "/s/SECRET?token=SECRET&next=/join%3Ftoken%3DSECRET&code=SECRET", "1.1", 200),
        None,
    )
    assert MaskSecrets().filter(record)
    assert "SECRET" not in record.getMessage()
    assert "192.0.2.1" in record.getMessage()


def test_failures_to_sign_in_are_logged_without_the_secret(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="sanso.web.security"):
        server.stranger("192.0.2.5").get("/start?token=SECRET%0Aforged-line")
        server.stranger("192.0.2.5").get("/s/SECRET")
    assert "192.0.2.5" in caplog.text
    assert "SECRET" not in caplog.text


def test_refused_access_is_logged(
    server: Server, ito: Account, bus: Organization, caplog: pytest.LogCaptureFixture
) -> None:
    workspace = server.workspace(bus)
    abe = server.person("Abe")
    with caplog.at_level(logging.WARNING, logger="sanso.web.security"):
        server.client(abe.id).get(f"/w/{workspace}/shares")
        server.client(ito.id).post("/sign-out", headers={"Origin": "https://evil.example"})
        server.stranger().get("/", headers={"Host": "evil.example"})
    assert f"refused account {abe.id}" in caplog.text
    assert "refused 403" in caplog.text
    assert "refused 421" in caplog.text


def test_sign_ins_stand_in_the_audit_chain(server: Server, ito: Account) -> None:
    before = server.desk.auditing.head()[0]
    client = server.client(ito.id)
    server.post(client, "/sign-out")
    assert server.desk.auditing.head()[0] == before + 2
    assert server.desk.auditing.verify() == ()
