"""Organizations never see one another: every route of the application, against random pairs of organizations.

The routes are read from the application itself, so a new one is covered without a word here. Each organization marks
everything it owns; an answer to somebody else holds none of the marks, and nothing of its rows changes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from starlette.testclient import TestClient
from tests.web.security.conftest import Server, make_server
from tests.web.security.routes import parameters, routes

from sanso.catalogue import Catalogue
from sanso.workspace import tables
from sanso.workspace.challenges import digest_of
from sanso.workspace.files import Files
from sanso.workspace.people import Role
from sanso.workspace.versions import Author

ORGANIZATIONS = 4
DAY = dt.date(2026, 4, 1)
ROLES: tuple[Role, ...] = ("reader", "editor", "owner")
OWNED = {"workspace", "organization"}
MODEL = """sanso: 1
id: {mark}-model
name: {mark} model
organizations:
  {mark}-company: {{name: {mark} company}}
components:
  {mark}-device: {{name: {mark} device, kind: sensor}}
"""

DRAFT = b"""sanso_claim: 1
issuer: me
subject: {kind: organization, id: me}
answers: [{item: CPS.AM-1, result: met}]
valid_until: 2027-03-31
"""


@dataclass
class Owner:
    """An organization, its people and what it owns; everything readable carries its mark."""

    mark: str
    organization: str
    workspace: str
    people: Mapping[Role, str]
    tokens: Mapping[Role, str]
    things: tuple[str, ...]
    """Ids of what it owns: share, token, invitation, element, account."""
    secrets: tuple[str, ...] = field(repr=False)


class World:
    """A server with several organizations."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.routes = routes(server.app)
        self.numbers = itertools.count()
        self.owners = [self._owner(f"zq{number}mark") for number in range(ORGANIZATIONS)]

    def _owner(self, mark: str) -> Owner:
        server, desk = self.server, self.server.desk
        boss = server.person(f"{mark} owner")
        organization = server.organization(f"{mark} organization", boss)
        people: dict[Role, str] = {"owner": boss.id}
        for role in ("reader", "editor"):
            account = server.person(f"{mark} {role}")
            server.join(organization, account, role)
            people[role] = account.id
        files = Files("model.yaml", {"model.yaml": MODEL.format(mark=mark).encode()})
        author = Author(boss.id, f"{mark} owner")
        workspace = server.service.workspaces.create(organization.id, f"{mark} workspace", files, author).id
        share_secret, share = desk.sharing.make(workspace, 1, DAY, f"{mark} partner", 30, boss.id)
        invitation = desk.invitations.make(organization.id, "owner", 7, boss.id)
        _, listed = desk.tokens.make(boss.id, organization.id, f"{mark} token", "write", 30)
        session = desk.sessions.begin(boss.id, "passkey", mark)
        found = desk.sessions.find(session)
        assert found is not None
        draft, digest, code = self._evidence(mark, organization.id, workspace, author)
        tokens = {
            role: desk.tokens.make(people[role], organization.id, f"{mark} {role}", "write", 30)[0] for role in ROLES
        }
        things = (
            share.id,
            listed.id,
            digest_of(invitation)[:16],
            boss.id,
            found.session.handle,
            draft,
            digest,
            f"{mark}-device",
            f"{mark}-company",
            "1",
        )
        secrets = (share_secret, invitation, session, code, *tokens.values())
        return Owner(mark, organization.id, workspace, people, tokens, things, secrets)

    def _evidence(self, mark: str, organization: str, workspace: str, author: Author) -> tuple[str, str, str]:
        """Put evidence and a draft in; return the id of the draft, the digest of the file, and the certifier's code."""
        room = self.server.app.state.evidence
        room.store.put(workspace, {f"files/{mark}.txt": mark.encode(), "claims/x.jwt": mark.encode()}, author)
        room.store.pin(workspace, [hashlib.sha256(mark.encode()).hexdigest()[:43]], author.account or "")
        code = room.examinations.open_queue(organization, author.account or "")
        draft = room.examinations.submit(workspace, organization, f"{mark} draft", DRAFT, author, f"{mark} remark")
        return draft, hashlib.sha256(mark.encode()).hexdigest(), code

    def rows(self, owner: Owner) -> str:
        """Return a digest over everything that belongs to *owner*."""
        t, told = tables, hashlib.sha256()
        accounts = list(owner.people.values())
        wanted = [
            select(t.organizations).where(t.organizations.c.id == owner.organization),
            select(t.memberships).where(t.memberships.c.organization == owner.organization),
            select(t.invitations).where(t.invitations.c.organization == owner.organization),
            select(t.tokens.c.id, t.tokens.c.revoked).where(t.tokens.c.organization == owner.organization),
            select(t.workspaces).where(t.workspaces.c.organization == owner.organization),
            select(t.versions).where(t.versions.c.workspace == owner.workspace),
            select(t.shares).where(t.shares.c.workspace == owner.workspace),
            select(t.procedure_steps).where(t.procedure_steps.c.workspace == owner.workspace),
            select(t.evidence_changes).where(t.evidence_changes.c.workspace == owner.workspace),
            select(t.trust_pins).where(t.trust_pins.c.workspace == owner.workspace),
            select(t.examiner_codes).where(t.examiner_codes.c.organization == owner.organization),
            select(t.examinations).where(
                (t.examinations.c.workspace == owner.workspace) | (t.examinations.c.organization == owner.organization)
            ),
            select(t.examination_steps).where(t.examination_steps.c.organization == owner.organization),
            select(t.accounts).where(t.accounts.c.id.in_(accounts)),
            select(t.passkeys).where(t.passkeys.c.account.in_(accounts)),
        ]
        with self.server.service.database.reading() as connection:
            for each in wanted:
                told.update(repr(sorted(map(str, connection.execute(each)))).encode())
        return told.hexdigest()

    def sessions(self, owner: Owner) -> int:
        return sum(len(self.server.desk.sessions.of_account(account)) for account in owner.people.values())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, content: Catalogue) -> Iterator[World]:
    server = make_server(tmp_path_factory.mktemp("world"), content)
    yield World(server)
    server.service.database.close()


def ask(
    world: World, mine: Owner, role: Role, other: Owner, route: tuple[str, str], way: str, thing: str, *, own: bool
) -> None:
    """Send one request as a member of *mine* and compare what it gives and leaves with what *other* owns."""
    server, (method, pattern) = world.server, route
    _member_again(world, mine, role)
    owner = mine if own else other
    values = {"workspace": owner.workspace, "organization": owner.organization}
    path = pattern
    for name in parameters(pattern):
        path = path.replace(f"{{{name}}}", values.get(name, thing)).replace(f"{{{name}:path}}", values.get(name, thing))
    address = f"198.51.{next(world.numbers) % 250}.{next(world.numbers) % 250}"
    client = server.stranger(address) if way != "session" else server.client(mine.people[role], address)
    headers = {"Authorization": f"Bearer {mine.tokens[role]}"} if way == "token" else {}
    form = {"organization": other.organization, "workspace": other.workspace, "id": thing, "name": "x"}
    form |= {"csrf": server.csrf(client)} if way == "session" else {}
    before, sessions = world.rows(other), world.sessions(other)
    answer = _send(client, method, path, form, headers)
    told = (method, path, way, role, answer.status_code)
    assert answer.status_code < 500, (told, answer.text[:400])
    assert world.rows(other) == before, told
    assert world.sessions(other) == sessions, told
    if not own and OWNED & set(parameters(pattern)):
        assert answer.status_code in (401, 403, 404) or "/sign-in" in answer.headers.get("location", ""), told
    shown = answer.text + str(answer.headers)
    assert other.mark not in shown.replace(thing, ""), told
    for secret in (*other.secrets, *other.things[:7], other.organization, other.workspace):
        if secret not in path and secret != thing:
            assert secret not in _without_echo(shown, form), (told, secret)


def _send(client: TestClient, method: str, path: str, form: Mapping[str, str], headers: Mapping[str, str]):
    if method == "GET":
        query = {name: form[name] for name in ("organization", "workspace", "id")}
        return client.get(path, params=query, headers=headers)
    return client.request(method, path, data=form, headers=headers)


def _without_echo(shown: str, form: Mapping[str, str]) -> str:
    """Leave out what the answer repeats of the question's own query."""
    for name in ("organization", "workspace", "id"):
        for joint in ("=", "%3D"):
            shown = shown.replace(f"{name}{joint}{form[name]}", "")
    return shown


def _member_again(world: World, mine: Owner, role: Role) -> None:
    """Put back the membership that an earlier request may have ended, and take what it gave."""
    desk, account = world.server.desk, mine.people[role]
    roles = desk.people.roles(account)
    if mine.organization not in roles:
        boss = mine.people["owner"]
        secret = desk.invitations.make(mine.organization, role, 7, boss)
        desk.invitations.accept(secret, account)
    for organization in set(roles) - {mine.organization}:
        assert organization not in {each.organization for each in world.owners}, "joined a foreign organization"


@pytest.mark.parametrize("way", ["session", "token", "stranger"])
def test_every_route_keeps_a_stranger_out(world: World, way: str) -> None:
    """All routes once, with the strongest role elsewhere."""
    mine, other = world.owners[0], world.owners[1]
    for route in world.routes:
        ask(world, mine, "owner", other, route, way, other.things[0], own=False)


@pytest.mark.long
def test_no_route_takes_foreign_things_into_ones_own_place(world: World) -> None:
    """In one's own workspace and organization, ids of others open and change nothing."""
    mine, other = world.owners[2], world.owners[3]
    for route in world.routes:
        inner = set(parameters(route[1])) - OWNED
        for thing in other.things if inner else other.things[:1]:
            ask(world, mine, "owner", other, route, "session", thing, own=True)


@pytest.mark.long
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_pairs_never_meet(world: World, data: st.DataObject) -> None:
    first, second = data.draw(st.permutations(range(ORGANIZATIONS)))[:2]
    route = data.draw(st.sampled_from(world.routes))
    other = world.owners[second]
    ask(
        world,
        world.owners[first],
        data.draw(st.sampled_from(ROLES)),
        other,
        route,
        data.draw(st.sampled_from(["session", "token", "stranger"])),
        data.draw(st.sampled_from(other.things)),
        own=data.draw(st.booleans()),
    )


def test_the_marks_would_be_seen(world: World) -> None:
    """The test can fail: members of the organization do see its marks."""
    mine = world.owners[1]
    client = world.server.client(mine.people["owner"])
    for path in (f"/w/{mine.workspace}", f"/o/{mine.organization}/settings", "/"):
        assert mine.mark in client.get(path).text, path
    assert mine.mark in world.server.stranger().get(f"/s/{mine.secrets[0]}").text


def test_unknown_and_foreign_are_answered_alike(world: World) -> None:
    mine, other = world.owners[0], world.owners[1]
    client = world.server.client(mine.people["owner"])
    for known, unknown in ((other.workspace, "0" * 24), (other.organization, "0" * 24)):
        for pattern in ("/w/{}/shares", "/o/{}/settings", "/w/{}"):
            foreign, missing = client.get(pattern.format(known)), client.get(pattern.format(unknown))
            assert foreign.status_code == missing.status_code == 404
            assert foreign.text.replace(known, "") == missing.text.replace(unknown, "")
