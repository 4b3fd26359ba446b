"""Passkeys, end to end with a key in software."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.security.authenticator import Authenticator, text
from tests.web.security.conftest import ADDRESS, Server

from sanso.workspace.people import Account

SITE = "sanso.example"


def _add(server: Server, client: TestClient, device: Authenticator, name: str = "laptop"):
    headers = {"X-CSRF": server.csrf(client)}
    asked = client.post("/account/passkeys/options", json={}, headers=headers)
    assert asked.status_code == 200, asked.text
    answer = {"credential": device.create(asked.json()), "name": name}
    return client.post("/account/passkeys", json=answer, headers=headers)


def _sign_in(client: TestClient, device: Authenticator, **more: Any):
    asked = client.post("/sign-in/passkey/options", json={})
    assert asked.status_code == 200
    return client.post("/sign-in/passkey", json={"credential": device.get(asked.json()), **more})


@pytest.fixture
def device(server: Server, ito: Account) -> Authenticator:
    """A key that Ito has added."""
    made = Authenticator(ADDRESS, SITE)
    answer = _add(server, server.client(ito.id), made)
    assert answer.status_code == 200, answer.text
    return made


def test_a_passkey_signs_in(server: Server, ito: Account, device: Authenticator) -> None:
    client = server.stranger()
    answer = _sign_in(client, device, next="/account")
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"next": "/account"}
    assert "Ito" in client.get("/account").text
    (kept,) = server.desk.credentials.passkeys_of(ito.id)
    assert (kept.name, kept.sign_count) == ("laptop", 1)
    assert kept.used is not None


def test_options_ask_for_a_verified_person_and_a_key_that_is_found_by_itself(
    server: Server, ito: Account, device: Authenticator
) -> None:
    client = server.client(ito.id)
    made = client.post("/account/passkeys/options", json={}, headers={"X-CSRF": server.csrf(client)}).json()
    assert made["rp"] == {"id": SITE, "name": "Sanso"}
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert [each["id"] for each in made["excludeCredentials"]] == [text(device.id)]
    used = server.stranger().post("/sign-in/passkey/options", json={}).json()
    assert used["userVerification"] == "required"
    assert not used.get("allowCredentials")


def test_an_answer_is_good_once(server: Server, device: Authenticator) -> None:
    client = server.stranger()
    options = client.post("/sign-in/passkey/options", json={}).json()
    ceremony = dict(client.cookies)
    answer = {"credential": device.get(options)}
    assert client.post("/sign-in/passkey", json=answer).status_code == 200
    again = server.stranger()
    for name, value in ceremony.items():
        again.cookies.set(name, value)
    assert again.post("/sign-in/passkey", json=answer).status_code == 403


def test_an_answer_belongs_to_the_browser_that_asked(server: Server, device: Authenticator) -> None:
    asker, other = server.stranger(), server.stranger()
    options = asker.post("/sign-in/passkey/options", json={}).json()
    other.post("/sign-in/passkey/options", json={})
    answer = {"credential": device.get(options)}
    assert other.post("/sign-in/passkey", json=answer).status_code == 403
    assert server.stranger().post("/sign-in/passkey", json=answer).status_code == 403


def test_an_old_challenge_is_no_challenge(server: Server, device: Authenticator) -> None:
    client = server.stranger()
    options = client.post("/sign-in/passkey/options", json={}).json()
    server.watch.on(minutes=6)
    assert client.post("/sign-in/passkey", json={"credential": device.get(options)}).status_code == 403


def test_a_page_of_another_site_gets_nothing(server: Server, ito: Account, device: Authenticator) -> None:
    device.origin = "https://sanso.example.evil.example"
    assert _sign_in(server.stranger(), device).status_code == 403
    device.origin, device.site = ADDRESS, "evil.example"
    assert _sign_in(server.stranger(), device).status_code == 403
    assert _add(server, server.client(ito.id), Authenticator("https://evil.example", SITE)).status_code == 403


def test_a_device_that_does_not_verify_the_person_is_not_enough(server: Server, ito: Account) -> None:
    careless = Authenticator(ADDRESS, SITE, verifies=False)
    assert _add(server, server.client(ito.id), careless).status_code == 403
    careful = Authenticator(ADDRESS, SITE)
    assert _add(server, server.client(ito.id), careful).status_code == 200
    careful.flags = careless.flags
    assert _sign_in(server.stranger(), careful).status_code == 403


def test_a_copied_key_is_noticed(server: Server, device: Authenticator) -> None:
    assert _sign_in(server.stranger(), device).status_code == 200
    device.counter = 0
    assert _sign_in(server.stranger(), device).status_code == 403


def test_a_key_without_counter_works_again_and_again(server: Server, ito: Account) -> None:
    synced = Authenticator(ADDRESS, SITE, counts=False)
    assert _add(server, server.client(ito.id), synced).status_code == 200
    for _ in range(3):
        assert _sign_in(server.stranger(), synced).status_code == 200


def test_a_key_of_one_person_never_opens_another(server: Server, device: Authenticator) -> None:
    device.owner = server.person("Abe").id.encode()
    assert _sign_in(server.stranger(), device).status_code == 403


def test_a_key_is_added_to_the_account_that_asked(server: Server, ito: Account) -> None:
    mine, other = server.client(ito.id), server.client(server.person("Abe").id)
    device = Authenticator(ADDRESS, SITE)
    options = mine.post("/account/passkeys/options", json={}, headers={"X-CSRF": server.csrf(mine)}).json()
    for name, value in mine.cookies.items():
        if "ceremony" in name:
            other.cookies.set(name, value)
    answer = {"credential": device.create(options), "name": "x"}
    given = other.post("/account/passkeys", json=answer, headers={"X-CSRF": server.csrf(other)})
    assert given.status_code == 403


@pytest.mark.parametrize(
    "credential",
    [
        None,
        {},
        [],
        "x",
        {"id": ""},
        {"id": "a" * 5000},
        {"id": "unknown", "rawId": "unknown", "response": {}, "type": "public-key"},
        {"id": 3},
    ],
)
def test_odd_answers_are_refused_in_words(server: Server, credential: object) -> None:
    client = server.stranger()
    client.post("/sign-in/passkey/options", json={})
    answer = client.post("/sign-in/passkey", json={"credential": credential}, headers={"Accept-Language": "ja"})
    assert answer.status_code == 403
    assert "パスキー" in answer.json()["error"]


@pytest.mark.parametrize("field", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("put", [None, "", "!!", "AAAA", 3])
def test_damaged_answers_are_refused(server: Server, device: Authenticator, field: str, put: object) -> None:
    client = server.stranger()
    credential = device.get(client.post("/sign-in/passkey/options", json={}).json())
    credential["response"][field] = put
    assert client.post("/sign-in/passkey", json={"credential": credential}).status_code == 403


def test_ways_to_sign_in_change_only_shortly_after_signing_in(
    server: Server, ito: Account, device: Authenticator
) -> None:
    client = server.client(ito.id)
    server.watch.on(minutes=16)
    headers = {"X-CSRF": server.csrf(client)}
    assert client.post("/account/passkeys/options", json={}, headers=headers).status_code == 403
    data = {"passkey": text(device.id), "action": "remove"}
    assert server.post(client, "/account/passkeys/change", data).status_code == 403
    assert "/sign-in?again=1" in client.get("/account").text
    assert "/sign-in/passkey/options" in client.get("/sign-in?again=1&next=/account").text


def test_the_only_key_stays_others_are_renamed_and_removed(server: Server, ito: Account, device: Authenticator) -> None:
    client = server.client(ito.id)
    data = {"passkey": text(device.id), "action": "remove"}
    answer = server.post(client, "/account/passkeys/change", data)
    assert answer.status_code == 409
    second = Authenticator(ADDRESS, SITE)
    assert _add(server, client, second, "phone").status_code == 200
    rename = {"passkey": text(second.id), "action": "rename", "name": "work phone"}
    assert server.post(client, "/account/passkeys/change", rename).status_code == 303
    assert server.post(client, "/account/passkeys/change", data).status_code == 303
    assert [each.name for each in server.desk.credentials.passkeys_of(ito.id)] == ["work phone"]
    assert _sign_in(server.stranger(), device).status_code == 403
    foreign = server.client(server.person("Abe").id)
    assert server.post(foreign, "/account/passkeys/change", {**rename, "name": "mine"}).status_code == 404
