"""Drafts that are examined, by programs: handed in, returned, signed; with the roles, the words of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.trust import chain
from tests.web.security.conftest import Server, make_server
from tests.web.test_examinations import draft, signed

from sanso.catalogue import Catalogue
from sanso.workspace.people import Account, Organization
from sanso.workspace.tokens import Scope

API = "/api/v1"
WHY = "Say why, so that the other side can act on it."


class Programs:
    """A maker with a workspace and a test house on one server, both seen by programs with tokens that write."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.ito, self.mori = server.person("Ito"), server.person("Mori")
        self.maker = server.organization("Maker", self.ito)
        self.house = server.organization("Test house", self.mori)
        workspace = server.workspace(self.maker)
        self.workspace = f"{API}/workspaces/{workspace}"
        self.drafts = f"{self.workspace}/examinations"
        self.queue = f"{API}/organizations/{self.house.id}/examinations"
        self.maker_program, self.house_program = self.program(self.ito, self.maker), self.program(self.mori, self.house)

    def program(self, account: Account, organization: Organization, scope: Scope = "write") -> TestClient:
        """Return a client with a new token."""
        secret, _ = self.server.desk.tokens.make(account.id, organization.id, "test", scope, 30)
        client = self.server.stranger()
        client.headers["Authorization"] = f"Bearer {secret}"
        return client

    def person(self, account: Account) -> TestClient:
        """Return a client with a session."""
        client = self.server.client(account.id)
        client.headers["X-CSRF"] = self.server.csrf(client)
        return client

    def code(self) -> str:
        made = self.person(self.mori).post(f"{self.queue}/code")
        assert made.status_code == 201, made.text
        return str(made.json()["code"])

    def submitted(self) -> str:
        body = {"name": "x2.yaml", "draft": draft().decode(), "code": self.code(), "comment": "please"}
        made = self.maker_program.post(self.drafts, json=body)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    def step(self, ident: str, state: str, comment: str = ""):
        return self.house_program.post(f"{self.queue}/{ident}/steps", json={"state": state, "comment": comment})


@pytest.fixture
def both(tmp_path: Path, content: Catalogue) -> Iterator[Programs]:
    server = make_server(tmp_path, content)
    yield Programs(server)
    server.service.database.close()


def test_from_hand_in_to_evidence(both: Programs) -> None:
    ident = both.submitted()
    told = both.house_program.get(both.queue).json()
    assert (told["open_to_others"], told["waiting"]) == (True, 1)
    assert [(one["id"], one["submitter"], one["state"]) for one in told["drafts"]] == [(ident, "Maker", "submitted")]
    one = both.house_program.get(f"{both.queue}/{ident}").json()
    assert [answer["item"] for answer in one["says"]["answers"]] == ["CPS.DS-10", "CPS.DS-11"]
    assert [(step["state"], step["comment"], step["by"]) for step in one["steps"]] == [("submitted", "please", "Ito")]
    assert both.step(ident, "examined").json()["state"] == "examined"
    assert both.step(ident, "returned", "say what was left out").json()["waits"] is False
    again = both.maker_program.put(f"{both.drafts}/{ident}/draft", json={"draft": draft("partial").decode()})
    assert again.status_code == 200, again.text
    assert again.json()["content_digest"] != one["content_digest"]
    given = both.house_program.get(f"{both.queue}/{ident}/draft")
    assert (given.content, given.headers["content-type"]) == (draft("partial"), "application/yaml")
    assert both.maker_program.get(f"{both.drafts}/{ident}/draft").content == given.content
    token = signed(given.content)
    done = both.house_program.put(f"{both.queue}/{ident}/claim", json={"claim": token, "comment": "tested"})
    assert done.status_code == 200, done.text
    assert done.json()["state"] == "signed"
    seen = both.maker_program.get(f"{both.drafts}/{ident}").json()
    assert [step["state"] for step in seen["steps"]] == ["signed", "submitted", "returned", "examined", "submitted"]
    assert [step["organization"] for step in seen["steps"]][:2] == ["Test house", "Maker"]
    (file,) = both.maker_program.get(f"{both.workspace}/evidence").json()["files"]
    assert file["sha256"] == seen["claim_sha256"]
    (claim,) = both.maker_program.get(f"{both.workspace}/claims").json()
    assert claim["file"] == file["path"]
    assert [one["state"] for one in both.maker_program.get(both.drafts).json()] == ["signed"]


@pytest.mark.parametrize("other", ["changed", "nothing"])
def test_only_what_the_draft_says_is_taken(both: Programs, other: str) -> None:
    ident = both.submitted()
    claim = signed(draft("partial")) if other == "changed" else "hello"
    answer = both.house_program.put(f"{both.queue}/{ident}/claim", json={"claim": claim})
    assert answer.status_code == 422
    assert {"error", "error_ja"} <= set(answer.json())
    assert both.maker_program.get(f"{both.workspace}/evidence").json()["files"] == []
    assert both.house_program.get(f"{both.queue}/{ident}").json()["state"] == "submitted"


def test_a_wrong_signature_is_refused_where_the_list_tells(both: Programs) -> None:
    body = {"files": {"trust/1.json": chain.sealed(chain.first_list()).decode()}}
    assert both.maker_program.put(f"{both.workspace}/evidence", json=body).status_code == 200
    ident = both.submitted()
    both.server.watch.now = chain.START
    both.house_program = both.program(both.mori, both.house)
    wrong = signed(draft(), chain.key("customer"), chain.START)
    assert both.house_program.put(f"{both.queue}/{ident}/claim", json={"claim": wrong}).status_code == 422
    right = signed(draft(), None, chain.START)
    assert both.house_program.put(f"{both.queue}/{ident}/claim", json={"claim": right}).status_code == 200


def test_returning_and_refusing_want_a_reason_and_refused_is_final(both: Programs) -> None:
    ident = both.submitted()
    for state in ("returned", "refused"):
        answer = both.step(ident, state, "  ")
        assert (answer.status_code, answer.json()["error"]) == (422, WHY)
    assert both.step(ident, "signed", "x").status_code == 422
    assert both.step(ident, "refused", "not our field").status_code == 200
    assert both.step(ident, "examined").status_code == 422
    again = both.maker_program.put(f"{both.drafts}/{ident}/draft", json={"draft": draft().decode()})
    assert again.status_code == 422
    late = both.house_program.put(f"{both.queue}/{ident}/claim", json={"claim": signed(draft())})
    assert late.status_code == 422
    assert both.maker_program.get(f"{both.workspace}/evidence").json()["files"] == []


def test_nobody_is_reached_without_a_code(both: Programs) -> None:
    body = {"draft": draft().decode()}
    old = both.code()
    last = both.code()
    for code in ("guess", both.house.id, old):
        answer = both.maker_program.post(both.drafts, json={**body, "code": code})
        assert answer.status_code == 422
        assert "certifier" in answer.json()["error"]
    assert both.person(both.mori).delete(f"{both.queue}/code").status_code == 204
    assert both.maker_program.post(both.drafts, json={**body, "code": last}).status_code == 422
    told = both.house_program.get(both.queue).json()
    assert told == {"open_to_others": False, "waiting": 0, "drafts": []}


def test_guessing_codes_comes_to_an_end(both: Programs) -> None:
    body = {"draft": draft().decode(), "code": "guess"}
    statuses = [both.maker_program.post(both.drafts, json=body).status_code for _ in range(60)]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_the_code_is_the_owners(both: Programs) -> None:
    assert both.house_program.post(f"{both.queue}/code").status_code == 403  # a token never is an owner
    assert both.house_program.delete(f"{both.queue}/code").status_code == 403
    assert both.house_program.get(both.queue).json()["open_to_others"] is False


def test_readers_look_and_move_nothing(both: Programs) -> None:
    ident = both.submitted()
    maker, house = both.program(both.ito, both.maker, "read"), both.program(both.mori, both.house, "read")
    assert maker.get(f"{both.drafts}/{ident}").status_code == house.get(f"{both.queue}/{ident}").status_code == 200
    assert house.post(f"{both.queue}/{ident}/steps", json={"state": "examined"}).status_code == 403
    assert house.put(f"{both.queue}/{ident}/claim", json={"claim": signed(draft())}).status_code == 403
    assert maker.post(both.drafts, json={"draft": draft().decode()}).status_code == 403
    assert maker.put(f"{both.drafts}/{ident}/draft", json={"draft": draft().decode()}).status_code == 403
    assert both.house_program.get(f"{both.queue}/{ident}").json()["state"] == "submitted"


def test_without_a_code_the_own_organization_examines_and_no_other_sees_it(both: Programs) -> None:
    made = both.maker_program.post(both.drafts, json={"draft": draft().decode()}).json()
    own = f"{API}/organizations/{both.maker.id}/examinations"
    assert both.maker_program.get(f"{own}/{made['id']}").json()["examiner"] == "Maker"
    for path in (f"{both.queue}/{made['id']}", f"{both.queue}/{made['id']}/draft", own, both.drafts):
        answer = both.house_program.get(path)
        assert answer.status_code == 404, path
        assert "Maker" not in answer.text
    refused = both.step(made["id"], "refused", "x")
    assert refused.status_code == 404
    assert both.maker_program.get(f"{both.drafts}/{made['id']}").json()["state"] == "submitted"
    ident = both.submitted()
    assert both.maker_program.get(f"{both.queue}/{ident}").status_code == 404  # its queue is not the maker's to see


def test_a_faulty_draft_is_told_with_its_lines(both: Programs) -> None:
    bad = draft().replace(b"result: met", b"result: perhaps").decode()
    answer = both.maker_program.post(both.drafts, json={"name": "x2.yaml", "draft": bad})
    assert answer.status_code == 422
    assert answer.json()["diagnostics"][0]["place"]["line"] == 6
    assert both.maker_program.post(both.drafts, json={"draft": "- 1"}).status_code == 422
    assert both.maker_program.get(both.drafts).json() == []
