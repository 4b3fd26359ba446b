"""Cookies, sessions and what ends them."""

from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.security.conftest import Server

from sanso.catalogue import Catalogue
from sanso.web.app import create_app
from sanso.web.settings import Settings
from sanso.workspace.people import Account, Organization


def _cookies(answer) -> dict[str, SimpleCookie]:
    found: SimpleCookie = SimpleCookie()
    for value in answer.headers.get_list("set-cookie"):
        found.load(value)
    return dict(found)


def test_over_tls_the_cookie_is_locked_to_this_host(server: Server) -> None:
    secret = server.desk.challenges.make("set-up", {}, 60)
    client = server.stranger()
    answer = client.post("/set-up", data={"token": secret, "organization": "Bus", "name": "Ito"})
    assert answer.status_code == 303, answer.text
    cookie = _cookies(answer)["__Host-sanso-session"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"].lower() == "strict"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert client.get("/account").status_code == 200


def test_embedded_cookies_carry_the_port_and_start_links_work_once(tmp_path: Path, content: Catalogue) -> None:
    settings = Settings.embedded(tmp_path, port=8361)
    app = create_app(settings, start_secret="start-secret", catalogue=content)
    client = TestClient(app, base_url=settings.address, follow_redirects=False)
    assert client.get("/start?token=start-secre").status_code == 403
    answer = client.get("/start?token=start-secret")
    assert answer.status_code == 303
    cookie = _cookies(answer)["sanso-session-8361"]
    assert cookie["httponly"]
    assert not cookie["secure"]
    assert cookie["samesite"].lower() == "strict"
    assert client.get("/").status_code == 200
    assert client.get("/start?token=start-secret").headers["location"] == "/"
    other = TestClient(app, base_url=settings.address, follow_redirects=False)
    assert other.get("/start?token=start-secret").status_code == 403
    assert other.get("/").headers["location"].startswith("/sign-in")
    app.state.service.database.close()


def test_a_session_that_was_planted_is_not_taken_over(server: Server, ito: Account) -> None:
    """Fixation: whatever secret the browser brought, signing in gives a new one and ends the old one."""
    attacker = server.person("Attacker")
    planted = server.desk.sessions.begin(attacker.id, "passkey")
    secret = server.desk.challenges.make("start", {"account": ito.id}, 60)
    for brought in (planted, "made-up"):
        client = server.stranger()
        client.cookies.set(server.cookie, brought)
        secret = server.desk.challenges.make("start", {"account": ito.id}, 60)
        answer = client.get(f"/start?token={secret}")
        given = _cookies(answer)[server.cookie].value
        assert given != brought
        assert server.desk.sessions.find(brought) is None
        found = server.desk.sessions.find(given)
        assert found is not None
        assert found.account.id == ito.id


def test_signing_out_ends_the_session_on_the_server(server: Server, ito: Account) -> None:
    client = server.client(ito.id)
    secret = client.cookies[server.cookie]
    answer = server.post(client, "/sign-out")
    assert answer.status_code == 303
    assert "storage" in answer.headers["clear-site-data"]
    thief = server.stranger()
    thief.cookies.set(server.cookie, secret)
    assert thief.get("/account").status_code == 303


def test_signing_out_needs_the_token(server: Server, ito: Account) -> None:
    client = server.client(ito.id)
    assert client.post("/sign-out").status_code == 403
    assert client.get("/account").status_code == 200


def test_sign_out_everywhere(server: Server, ito: Account) -> None:
    first, second = server.client(ito.id), server.client(ito.id)
    other = server.client(server.person("Abe").id)
    assert server.post(first, "/sign-out/everywhere").status_code == 303
    assert second.get("/account").status_code == 303
    assert other.get("/account").status_code == 200


def test_one_session_is_ended_from_another(server: Server, ito: Account) -> None:
    first, second = server.client(ito.id), server.client(ito.id)
    other = server.client(server.person("Abe").id)
    handles = {each.handle for each in server.desk.sessions.of_account(ito.id)}
    mine = server.desk.sessions.find(first.cookies[server.cookie])
    assert mine is not None
    (elsewhere,) = handles - {mine.session.handle}
    assert server.post(other, f"/account/sessions/{elsewhere}/end").status_code == 404
    assert server.post(first, f"/account/sessions/{elsewhere}/end").status_code == 303
    assert second.get("/account").status_code == 303
    assert server.post(first, f"/account/sessions/{mine.session.handle}/end").headers["location"] == "/sign-in"
    assert first.get("/account").status_code == 303


def test_idle_and_old_sessions_end(server: Server, ito: Account) -> None:
    client = server.client(ito.id)
    server.watch.on(hours=11)
    assert client.get("/account").status_code == 200
    server.watch.on(hours=13)
    assert client.get("/account").status_code == 303
    client = server.client(ito.id)
    for _ in range(17):
        server.watch.on(hours=10)
        if client.get("/account").status_code == 303:
            break
    else:
        pytest.fail("a session without end")


def test_strangers_are_sent_to_sign_in_and_back(server: Server) -> None:
    client = server.stranger()
    assert client.get("/w/abc/layers?x=1").headers["location"] == "/sign-in?next=/w/abc/layers%3Fx%3D1"
    assert client.get("/w/abc", headers={"HX-Request": "true"}).status_code == 401
    answer = client.get("/w/abc", headers={"HX-Request": "true", "HX-Current-URL": "https://sanso.example/w/abc?a=1"})
    assert answer.headers["hx-redirect"] == "/sign-in?next=/w/abc%3Fa%3D1"


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", "evil"]
)
def test_signing_in_leads_nowhere_else(server: Server, ito: Account, onward: str) -> None:
    client = server.client(ito.id)
    assert client.get("/sign-in", params={"next": onward}).headers["location"] == "/"
    secret = server.desk.challenges.make("start", {"account": ito.id, "next": onward}, 60)
    assert server.stranger().get(f"/start?token={secret}").headers["location"] == "/"
    page = server.stranger().get("/sign-in", params={"next": onward}).text
    form = page.split("/sign-in/passkey/options")[0].rsplit("<form", 1)[1]
    assert 'name="next" value="/"' in form


def test_a_link_from_elsewhere_finds_the_session(server: Server, ito: Account) -> None:
    """A strict cookie stays at home when another site leads here; a page of this site brings it along."""
    away = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    answer = server.stranger().get("/sign-in?next=/account", headers=away)
    assert '0; url=/sign-in?next=/account"' in answer.text
    assert server.client(ito.id).get("/sign-in?next=/account").headers["location"] == "/account"


def test_too_many_tries_are_refused_for_one_address_only(server: Server) -> None:
    guesser = server.stranger("192.0.2.66")
    seen = [guesser.get(f"/start?token=guess{number}").status_code for number in range(40)]
    assert seen[0] == 403
    assert seen[-1] == 429
    assert server.stranger("192.0.2.67").get("/start?token=guess").status_code == 403
    for path in ("/s/guess", "/join?token=guess", "/set-up?token=guess"):
        seen = [guesser.get(path).status_code for _ in range(40)]
        assert seen[-1] == 429, path
    seen = [
        guesser.get("/account", headers={"Authorization": f"Bearer sanso_{number}"}).status_code for number in range(40)
    ]
    assert (seen[0], seen[-1]) == (401, 429)


def test_a_token_opens_the_interface_of_its_organization_only(server: Server, ito: Account, bus: Organization) -> None:
    secret, _ = server.desk.tokens.make(ito.id, bus.id, "test", "read", 1)
    bearer = {"Authorization": f"Bearer {secret}"}
    client = server.stranger()
    assert client.get("/account", headers=bearer).status_code == 401
    assert client.get("/", headers=bearer).status_code == 401
    signed_in = server.client(ito.id)
    answer = signed_in.get("/account", headers={"Authorization": "Bearer sanso_wrong"})
    assert answer.status_code == 401, "a bad token is not saved by a good cookie"
