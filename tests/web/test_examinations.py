"""Drafts on their way to a signature: handed in, returned, handed in again, signed exactly as they were; or refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.trust import chain
from tests.web.security.conftest import Server, make_server

from sanso.catalogue import Catalogue, load_catalogue
from sanso.envelope.keys import SoftKey
from sanso.formats.claims import claim_of, read_draft
from sanso.trust.claims.credential import sign_claim
from sanso.trust.claims.presentations import present
from sanso.workspace.people import Organization
from sanso.workspace.versions import Author

DRAFT = """sanso_claim: 1
issuer: tuv
subject: {{kind: device-type, id: onboard-x2}}
scheme: {{id: cpsf, edition: "1.0", level: basic}}
answers:
  - {{item: CPS.DS-10, result: {result}, level: basic}}
  - {{item: CPS.DS-11, result: met, level: basic}}
status: [{{purpose: revocation, list: "{list}", index: 7}}]
valid_until: {until}
"""
UNTIL = (dt.datetime.now(dt.UTC) + dt.timedelta(days=100)).date()


def draft(result: str = "met") -> bytes:
    return DRAFT.format(result=result, list=chain.WITHDRAWN, until=UNTIL).encode()


def signed(content: bytes, key: SoftKey | None = None, now: dt.datetime | None = None) -> str:
    moment = (now or dt.datetime.now(dt.UTC)).replace(microsecond=0)
    claim = claim_of(read_draft(content.decode(), "d.yaml"), "urn:uuid:1", moment)
    return sign_claim(claim, key or chain.key("tuv"), chain.Salts())


class House:
    """Two organizations on one server: a maker with a workspace, and a test house."""

    def __init__(self, server: Server) -> None:
        self.server = server
        ito, mori = server.person("Ito"), server.person("Mori")
        self.maker: Organization = server.organization("Maker", ito)
        self.tuv: Organization = server.organization("Test house", mori)
        self.people = {"ito": ito.id, "mori": mori.id}
        self.ito, self.mori = server.client(ito.id), server.client(mori.id)
        self.workspace = server.workspace(self.maker)
        self.base = f"/w/{self.workspace}/examinations"
        self.queue = f"/o/{self.tuv.id}/examinations"

    def code(self) -> str:
        page = self.server.post(self.mori, f"{self.queue}/code", {"action": "open"}).text
        found = re.search(r'readonly size="60" value="([^"]+)"', page)
        assert found is not None
        return found[1]

    def send(self, client: TestClient, path: str, content: bytes, name: str = "x2.yaml", **fields: str):
        data = {"csrf": self.server.csrf(client), **fields}
        return client.post(path, data=data, files={"files": (name, content)})

    def submitted(self, content: bytes | None = None) -> str:
        answer = self.send(self.ito, self.base, content or draft(), code=self.code(), comment="please")
        assert answer.status_code == 303, answer.text[:800]
        return answer.headers["location"].rpartition("/")[2]

    def do(self, ident: str, action: str, comment: str = ""):
        return self.server.post(self.mori, f"{self.queue}/{ident}", {"action": action, "comment": comment})

    def state(self, ident: str) -> str:
        return self.server.app.state.evidence.examinations.from_workspace(self.workspace, ident).state


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def house(tmp_path: Path, content: Catalogue) -> Iterator[House]:
    server = make_server(tmp_path, content)
    yield House(server)
    server.service.database.close()


def test_from_hand_in_to_evidence(house: House) -> None:
    ident = house.submitted()
    page = house.mori.get(f"{house.queue}/{ident}").text
    assert "CPS.DS-10" in page
    assert "please" in page
    assert "Maker" in page
    assert house.do(ident, "take").status_code == 303
    assert house.do(ident, "return").status_code == 422  # a comment is wanted
    assert house.do(ident, "return", "say what was left out").status_code == 303
    assert "say what was left out" in house.ito.get(f"{house.base}/{ident}").text
    again = draft("partial")
    assert house.send(house.ito, f"{house.base}/{ident}", again).status_code == 303
    given = house.mori.get(f"{house.queue}/{ident}/draft.yaml")
    assert given.content == again
    token = signed(given.content)
    answer = house.send(house.mori, f"{house.queue}/{ident}/signed", token.encode(), "claim.jwt")
    assert answer.status_code == 303, answer.text[:2000]
    assert house.state(ident) == "signed"
    room = house.server.app.state.evidence
    (path,) = room.store.files(house.workspace)
    assert path.startswith("claims/x2-yaml-")
    (kept,) = room.store.contents(house.workspace, [room.store.files(house.workspace)[path].digest]).values()
    assert kept == f"{token}\n".encode()
    states = [step.state for step in room.examinations.steps(ident)]
    assert states == ["signed", "submitted", "returned", "examined", "submitted"]
    assert "signed" in house.ito.get(f"{house.base}/{ident}").text


@pytest.mark.parametrize("other", ["changed", "part", "hidden", "later", "nothing", "two"])
def test_only_what_the_draft_says_is_taken(house: House, other: str) -> None:
    ident = house.submitted()
    good = draft()
    more = good.replace(b"status:", b"  - {item: CPS.DS-9, result: met}\nstatus:")
    content = {
        "changed": signed(draft("partial")),
        "part": present(signed(good), ["CPS.DS-10"]),
        "hidden": present(signed(more), ["CPS.DS-10", "CPS.DS-11"]),
        "later": signed(good.replace(str(UNTIL).encode(), str(UNTIL + dt.timedelta(days=9)).encode())),
        "nothing": "hello",
        "two": signed(more),
    }[other]
    answer = house.send(house.mori, f"{house.queue}/{ident}/signed", content.encode(), "c.jwt")
    assert answer.status_code == 422
    assert house.state(ident) == "submitted"
    assert not house.server.app.state.evidence.store.files(house.workspace)


def test_a_wrong_signature_is_refused_where_the_list_tells(house: House) -> None:
    store = house.server.app.state.evidence.store
    raw = chain.sealed(chain.first_list())
    store.put(house.workspace, {"trust/1.json": raw}, Author(None, "test"))
    ident, moment = house.submitted(), chain.START
    house.server.watch.now = moment + dt.timedelta(days=1)
    wrong = signed(draft(), chain.key("customer"), moment)
    client = house.server.client(house.people["mori"])
    assert house.send(client, f"{house.queue}/{ident}/signed", wrong.encode(), "c.jwt").status_code == 422
    right = signed(draft(), None, moment)
    assert house.send(client, f"{house.queue}/{ident}/signed", right.encode(), "c.jwt").status_code == 303


def test_refused_is_final(house: House) -> None:
    ident = house.submitted()
    assert house.do(ident, "refuse", "not our field").status_code == 303
    assert house.do(ident, "take").status_code == 422
    assert house.send(house.ito, f"{house.base}/{ident}", draft()).status_code == 422
    answer = house.send(house.mori, f"{house.queue}/{ident}/signed", signed(draft()).encode(), "c.jwt")
    assert answer.status_code == 422
    assert not house.server.app.state.evidence.store.files(house.workspace)


def test_nobody_is_reached_without_a_code(house: House) -> None:
    before = house.mori.get(house.queue).text
    assert house.send(house.ito, house.base, draft(), code="guess").status_code == 422
    assert house.send(house.ito, house.base, draft(), code=house.tuv.id).status_code == 422
    old = house.code()
    house.code()
    assert house.send(house.ito, house.base, draft(), code=old).status_code == 422
    last = house.code()
    house.server.post(house.mori, f"{house.queue}/code", {"action": "close"})
    assert house.send(house.ito, house.base, draft(), code=last).status_code == 422
    assert house.mori.get(house.queue).text.count("<tr>") == before.count("<tr>")


def test_without_a_code_the_own_organization_examines(house: House) -> None:
    answer = house.send(house.ito, house.base, draft())
    ident = answer.headers["location"].rpartition("/")[2]
    assert house.ito.get(f"/o/{house.maker.id}/examinations/{ident}").status_code == 200
    assert house.mori.get(f"{house.queue}/{ident}").status_code == 404
    assert house.mori.get(f"{house.base}/{ident}").status_code == 404


def test_a_faulty_draft_is_told_with_its_lines(house: House) -> None:
    bad = draft().replace(b"result: met", b"result: perhaps")
    answer = house.send(house.ito, house.base, bad)
    assert answer.status_code == 422
    assert "x2.yaml:6" in answer.text
    assert house.send(house.ito, house.base, b"\xff\xfe\x00").status_code == 422
    assert house.server.post(house.ito, house.base).status_code == 422
