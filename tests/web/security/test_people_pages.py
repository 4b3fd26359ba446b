"""Set-up, invitations, members, tokens and shares through their pages."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Running
from tests.web.security.conftest import Server

from sanso.workspace.challenges import digest_of
from sanso.workspace.people import Account, Organization


def _shown(page: str, label: str) -> str:
    found = re.search(rf'<input readonly size="72" value="([^"]+)" aria-label="{label}"', page)
    assert found, page
    return found[1]


def test_the_first_owner_sets_the_server_up_once(server: Server) -> None:
    secret = server.desk.challenges.make("set-up", {}, 60)
    client = server.stranger()
    assert "first owner" in client.get(f"/set-up?token={secret}").text
    missing = client.post("/set-up", data={"token": secret, "organization": "", "name": "Ito"})
    assert missing.status_code == 422
    data = {"token": secret, "organization": "Bus", "name": "Ito"}
    assert client.post("/set-up", data=data).headers["location"] == "/account?first=1"
    assert "Add a passkey now" in client.get("/account?first=1").text
    assert "Bus" in client.get("/").text
    assert server.stranger().post("/set-up", data=data).status_code == 403
    assert server.stranger().get(f"/set-up?token={secret}").status_code == 403


def test_an_invitation_makes_a_member(server: Server, ito: Account, bus: Organization) -> None:
    owner = server.client(ito.id)
    page = server.post(owner, f"/o/{bus.id}/invitations", {"role": "editor", "days": "3"})
    link = _shown(page.text, "Invitation link")
    assert link.startswith("https://sanso.example/join?token=")
    assert link not in owner.get(f"/o/{bus.id}/settings").text
    path = link.removeprefix("https://sanso.example")
    guest = server.stranger()
    assert "Bus" in guest.get(path).text
    token = path.split("token=")[1]
    assert guest.post("/join", data={"token": token}).headers["location"].startswith("/sign-in")
    answer = guest.post("/join/account", data={"token": token, "name": "Abe"})
    assert answer.status_code == 303
    assert [(each.account.name, each.role) for each in server.desk.people.members(bus.id)] == [
        ("Abe", "editor"),
        ("Ito", "owner"),
    ]
    assert server.stranger().post("/join/account", data={"token": token, "name": "Uno"}).status_code == 404
    for days in ("0", "31"):
        answer = server.post(owner, f"/o/{bus.id}/invitations", {"role": "editor", "days": days})
        assert answer.status_code == 422


def test_an_invitation_is_taken_back(server: Server, ito: Account, bus: Organization) -> None:
    owner = server.client(ito.id)
    page = server.post(owner, f"/o/{bus.id}/invitations", {"role": "reader"})
    token = _shown(page.text, "Invitation link").split("token=")[1]
    answer = server.post(owner, f"/o/{bus.id}/invitations/{digest_of(token)[:16]}/revoke")
    assert answer.status_code == 303
    assert server.stranger().get(f"/join?token={token}").status_code == 404


@pytest.fixture
def abe(server: Server, bus: Organization) -> Account:
    made = server.person("Abe")
    server.join(bus, made, "reader")
    return made


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("name", {"name": "Mine"}),
        ("members/{ito}", {"action": "remove", "role": "owner"}),
        ("members/{abe}", {"action": "role", "role": "owner"}),
        ("invitations", {"role": "owner"}),
        ("invitations/abc/revoke", {}),
    ],
)
def test_only_owners_manage_people(
    server: Server, ito: Account, abe: Account, bus: Organization, path: str, data: dict[str, object]
) -> None:
    for role in ("reader", "editor"):
        server.desk.people.set_role(bus.id, abe.id, role, ito.id)  # type: ignore[arg-type]
        answer = server.post(server.client(abe.id), f"/o/{bus.id}/{path.format(ito=ito.id, abe=abe.id)}", data)
        assert answer.status_code == 403
        assert "owner" in answer.text
    assert server.desk.people.roles(abe.id) == {bus.id: "editor"}
    page = server.client(abe.id).get(f"/o/{bus.id}/settings").text
    assert "Make an invitation link" not in page
    assert "What was done" not in page


def test_owners_change_roles_and_the_last_one_stays(
    server: Server, ito: Account, abe: Account, bus: Organization
) -> None:
    owner = server.client(ito.id)
    path = f"/o/{bus.id}/members"
    assert server.post(owner, f"{path}/{ito.id}", {"action": "role", "role": "reader"}).status_code == 409
    assert server.post(owner, f"/o/{bus.id}/leave").status_code == 409
    assert server.post(owner, f"{path}/{abe.id}", {"action": "role", "role": "owner"}).status_code == 303
    assert server.post(owner, f"{path}/{abe.id}", {"action": "role", "role": "boss"}).status_code == 422
    assert server.post(owner, f"{path}/nobody", {"action": "role", "role": "reader"}).status_code == 404
    assert server.post(owner, f"/o/{bus.id}/leave").status_code == 303
    assert owner.get(f"/o/{bus.id}/settings").status_code == 404
    assert server.desk.people.roles(ito.id) == {}


def test_a_lost_role_counts_at_once(server: Server, ito: Account, abe: Account, bus: Organization) -> None:
    workspace = server.workspace(bus)
    client = server.client(abe.id)
    assert client.get(f"/w/{workspace}/shares").status_code == 200
    server.desk.people.remove(bus.id, abe.id, ito.id)
    assert client.get(f"/w/{workspace}/shares").status_code == 404


def test_an_owner_signs_a_member_out_everywhere(server: Server, ito: Account, abe: Account, bus: Organization) -> None:
    owner, member = server.client(ito.id), server.client(abe.id)
    sign_out = {"action": "sign-out", "role": "reader"}
    assert server.post(member, f"/o/{bus.id}/members/{ito.id}", sign_out).status_code == 403
    assert server.post(owner, f"/o/{bus.id}/members/{abe.id}", sign_out).status_code == 303
    assert server.desk.sessions.of_account(abe.id) == ()
    assert member.get(f"/o/{bus.id}/settings").headers["location"].startswith("/sign-in")
    assert "member signed out everywhere" in owner.get(f"/o/{bus.id}/settings").text
    stranger = server.person("Uno")
    server.client(stranger.id)
    assert server.post(owner, f"/o/{bus.id}/members/{stranger.id}", sign_out).status_code == 404
    assert server.desk.sessions.of_account(stranger.id) != ()


def test_an_account_is_closed_by_its_owner(server: Server, ito: Account, abe: Account, bus: Organization) -> None:
    member, elsewhere = server.client(abe.id), server.client(abe.id)
    assert "Close the account" in member.get("/account").text
    assert server.post(member, "/account/close").status_code == 422
    assert server.post(server.client(ito.id), "/account/close", {"sure": "yes"}).status_code == 409
    gone = server.post(member, "/account/close", {"sure": "yes"})
    assert (gone.status_code, gone.headers["location"]) == (303, "/sign-in")
    for client in (member, elsewhere):
        assert client.get("/account").headers["location"].startswith("/sign-in")
    page = server.client(ito.id).get(f"/o/{bus.id}/settings").text
    assert "account closed by its owner" in page
    assert [each.account.name for each in server.desk.people.members(bus.id)] == ["Ito"]


def test_an_account_is_closed_soon_after_signing_in_only(server: Server, abe: Account) -> None:
    member = server.client(abe.id)
    server.watch.on(minutes=16)
    assert "sign in again" in member.get("/account").text
    assert server.post(member, "/account/close", {"sure": "yes"}).status_code == 403
    assert server.desk.people.account(abe.id).name == "Abe"


def test_the_one_account_of_an_embedded_application_stays(running: Running) -> None:
    assert "Close the account" not in running.client.get("/account").text
    assert running.post("/account/close", {"sure": "yes"}).status_code == 404


def test_tokens_are_shown_once_listed_and_revoked(
    server: Server, ito: Account, abe: Account, bus: Organization
) -> None:
    client = server.client(abe.id)
    answer = server.post(client, f"/o/{bus.id}/tokens", {"name": "weekly-7", "scope": "write", "days": "30"})
    secret = _shown(answer.text, "Token")
    assert secret.startswith("sanso_")
    assert secret not in client.get(f"/o/{bus.id}/settings").text
    found = server.desk.tokens.find(secret)
    assert found is not None
    assert found[2] == "reader", "a token does no more than its maker"
    (token,) = server.desk.tokens.of_organization(bus.id)
    assert "weekly-7" in server.client(ito.id).get(f"/o/{bus.id}/settings").text
    uno = server.person("Uno")
    server.join(bus, uno, "editor")
    other = server.client(uno.id)
    assert "weekly-7" not in other.get(f"/o/{bus.id}/settings").text
    assert server.post(other, f"/o/{bus.id}/tokens/{token.id}/revoke").status_code == 404
    assert server.post(client, f"/o/{bus.id}/tokens/{token.id}/revoke").status_code == 303
    assert server.desk.tokens.find(secret) is None
    answer = server.post(client, f"/o/{bus.id}/tokens", {"name": "x", "scope": "read", "days": "9999"})
    assert answer.status_code == 422


def test_the_audit_is_shown_and_downloaded(server: Server, ito: Account, bus: Organization) -> None:
    client = server.client(ito.id)
    server.post(client, f"/o/{bus.id}/name", {"name": "=Bus"})
    assert "organization renamed" in client.get(f"/o/{bus.id}/settings").text
    table = client.get(f"/o/{bus.id}/settings?table=audit&as=csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert "Ito" in table.text
    assert server.desk.auditing.verify() == ()


def _share(server: Server, client: TestClient, workspace: str, **more: object) -> str:
    data = {"with_whom": "Rail company", "seq": 1, "day": "2026-04-01", "days": 30, **more}
    answer = server.post(client, f"/w/{workspace}/shares", data)
    assert answer.status_code == 200, answer.text
    return _shown(answer.text, "Share link").removeprefix("https://sanso.example")


def test_a_shared_report_is_read_without_an_account(server: Server, ito: Account, bus: Organization) -> None:
    workspace = server.workspace(bus)
    owner = server.client(ito.id)
    path = _share(server, owner, workspace)
    guest = server.stranger()
    answer = guest.get(path)
    assert answer.status_code == 200
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert workspace not in answer.text
    assert bus.id not in answer.text
    assert 'lang="ja"' in guest.get(f"{path}?lang=ja").text
    (share,) = server.desk.sharing.of_workspace(workspace)
    assert share.uses == 2
    assert "Rail company" in owner.get(f"/w/{workspace}/shares").text
    assert path not in owner.get(f"/w/{workspace}/shares").text
    assert guest.get(f"/w/{workspace}").headers["location"].startswith("/sign-in")


def test_a_share_ends_by_time_and_by_hand(server: Server, ito: Account, bus: Organization) -> None:
    workspace = server.workspace(bus)
    owner = server.client(ito.id)
    late, revoked = _share(server, owner, workspace, days=1), _share(server, owner, workspace)
    made = server.desk.sharing.of_workspace(workspace)
    (share,) = (each for each in made if (each.expires - each.created).days == 30)
    assert server.post(owner, f"/w/{workspace}/shares/{share.id}/revoke").status_code == 303
    assert server.stranger().get(revoked).status_code == 404
    assert server.stranger().get(late).status_code == 200
    server.watch.on(days=1)
    assert server.stranger().get(late).status_code == 404


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"with_whom": " "}, 422),
        ({"days": 0}, 422),
        ({"days": 367}, 422),
        ({"day": "tomorrow"}, 422),
        ({"seq": 2}, 404),
        ({"seq": 0}, 404),
        ({"seq": "x"}, 422),
    ],
)
def test_a_share_must_be_exact(
    server: Server, ito: Account, bus: Organization, more: dict[str, object], status: int
) -> None:
    workspace = server.workspace(bus)
    data = {"with_whom": "Rail", "seq": 1, "day": "2026-04-01", "days": 30, **more}
    assert server.post(server.client(ito.id), f"/w/{workspace}/shares", data).status_code == status
    assert server.desk.sharing.of_workspace(workspace) == ()


def test_editors_do_not_share(server: Server, ito: Account, abe: Account, bus: Organization) -> None:
    workspace = server.workspace(bus)
    server.desk.people.set_role(bus.id, abe.id, "editor", ito.id)
    client = server.client(abe.id)
    data = {"with_whom": "Rail", "seq": 1, "day": "2026-04-01", "days": 30}
    assert server.post(client, f"/w/{workspace}/shares", data).status_code == 403
    assert "Make a link" not in client.get(f"/w/{workspace}/shares").text


def test_names_are_shown_as_text(server: Server) -> None:
    mallory = server.person("<script>alert(1)</script>")
    bus = server.organization('"><img src=x onerror=alert(1)>', mallory)
    client = server.client(mallory.id)
    for path in ("/", "/account", f"/o/{bus.id}/settings"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_pages_are_japanese_as_well(server: Server, ito: Account, bus: Organization) -> None:
    client = server.client(ito.id)
    workspace = server.workspace(bus)
    japanese = {"Accept-Language": "ja"}
    for path, word in (
        ("/account", "パスキー"),
        (f"/o/{bus.id}/settings", "メンバー"),
        (f"/w/{workspace}/shares", "共有"),
    ):
        assert word in client.get(path, headers=japanese).text
    assert "サインイン" in server.stranger().get("/sign-in", headers=japanese).text


def test_every_page_offers_to_sign_out(server: Server, ito: Account, bus: Organization) -> None:
    client = server.client(ito.id)
    workspace = server.workspace(bus)
    for path in ("/", "/account", f"/o/{bus.id}/settings", f"/w/{workspace}", f"/w/{workspace}/shares"):
        assert 'action="/sign-out"' in client.get(path).text, path
