"""Passkeys in a real browser with a virtual device: set up, add, sign out, sign in; no report of the CSP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.security.conftest import Server, Watch

from sanso.catalogue import Catalogue
from sanso.web.app import create_app
from sanso.web.serving import bound
from sanso.web.settings import Settings

pytestmark = pytest.mark.long
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def listening(tmp_path: Path, content: Catalogue) -> Iterator[Server]:
    """A server for organizations on a real socket; browsers take localhost for a safe place."""
    import uvicorn

    listener = bound(0, 0)
    address = f"http://localhost:{listener.getsockname()[1]}"
    settings = Settings.server(f"sqlite:///{tmp_path / 'sanso.db'}", address, tmp_path)
    watch = Watch()
    app = create_app(settings, clock=watch, catalogue=content)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield Server(app, watch)
    server.should_exit = True
    thread.join(20)
    listener.close()


def test_the_first_owner_adds_a_passkey_and_signs_in_with_it(browser, listening: Server) -> None:
    address = listening.service.settings.address
    secret = listening.desk.challenges.make("set-up", {}, 600)
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page.goto(f"{address}/set-up?token={secret}")
    page.fill("#organization", "Bus company")
    page.fill("#name", "Ito Hanako")
    page.click("button[value=passkey]")
    page.wait_for_url("**/account?first=1")
    page.fill("#passkey-name", "this laptop")
    page.click("[data-passkey=create]")
    page.wait_for_url(f"{address}/account")
    assert page.input_value("input[aria-label='Name of the passkey']") == "this laptop"

    page.click("form[action='/sign-out'] button")
    page.wait_for_url("**/sign-in*")
    page.click("[data-passkey=get]")
    page.wait_for_url(f"{address}/")
    assert page.get_by_text("Bus company").first.is_visible()

    context.close()
    assert problems == []
    assert listening.app.state.csp_reports.count == 0
