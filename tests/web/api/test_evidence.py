"""The evidence, by programs: what the pages show of it and its history, claim by claim, for any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.web.api.conftest import Programs, make_programs

from sanso.catalogue import Catalogue
from sanso.examples import evidence
from sanso.web.beginnings import sample

FILES = {path: raw for path, raw in evidence("bus-operation").items() if not path.startswith("README")}
DAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, content: Catalogue) -> Iterator[Programs]:
    """The worked example with its evidence, on the last day of its story."""
    made = make_programs(tmp_path_factory.mktemp("full"), content, sample()[1], lambda: DAY)
    answer = made.client().put(f"{made.at}/evidence", json={"files": _as_json(FILES)})
    assert answer.status_code == 200, answer.text
    yield made
    made.close()


def _as_json(files: dict[str, bytes]) -> dict[str, object]:
    import base64

    return {path: {"base64": base64.b64encode(raw).decode()} for path, raw in files.items()}


@pytest.fixture
def client(full: Programs) -> TestClient:
    return full.client()


def test_every_claim_is_told_whole(full: Programs, client: TestClient) -> None:
    listed = client.get(f"{full.at}/claims").json()
    assert len(listed) == sum(path.startswith("claims/") for path in FILES)
    proved, at_hand = 0, 0
    for one in listed:
        told = client.get(f"{full.at}/claims/{one['digest'].removeprefix('sha-256:')}").json()
        assert {key: told[key] for key in one} == one
        assert (told["why_not"] is None) == one["counts"]
        assert told["says"]["credentialSubject"]["id"] == one["subject"]
        assert len(told["says"]["credentialSubject"].get("answers", [])) == len(one["items"])
        assert one["counts"] or not told["proves"]
        proved += len(told["proves"])
        at_hand += len(told["at_hand"])
    assert proved > 20
    assert at_hand
    assert client.get(f"{full.at}/claims/{'0' * 64}").status_code == 404


def test_the_proof_of_any_day_and_version(full: Programs, client: TestClient) -> None:
    def told(**asked: object) -> dict[str, object]:
        proof: dict[str, object] = client.get(f"{full.at}/proof", params=asked).json()["proof"]
        return proof

    assert str(told()["at"]).startswith("2026-11-20T12:00:00")
    earlier = told(at="2026-10-05", version=1)
    assert str(earlier["at"]).startswith("2026-10-05T23:59:59")
    assert earlier["requirements"] != told()["requirements"]
    assert earlier == client.get(f"{full.at}/report/assessment.json?at=2026-10-05").json()["proof"]
    assert client.get(f"{full.at}/proof?version=99").status_code == 404


def test_the_history_comes_in_pages_and_is_whole(programs: Programs) -> None:
    client = programs.client()
    for number in range(3):
        body = {"files": {f"files/{number}.txt": f"content {number}"}}
        assert client.put(f"{programs.at}/evidence", json=body).status_code == 200
    first = client.get(f"{programs.at}/evidence").json()["files"][0]
    assert client.delete(f"{programs.at}/evidence", params={"path": first["path"]}).status_code == 204
    address, found = f"{programs.at}/evidence/changes?limit=2", []
    while address:
        page = client.get(address).json()
        found += page["items"]
        address = page["next"]
    assert [one["seq"] for one in found] == [4, 3, 2, 1]
    assert [one["sha256"] is None for one in found] == [True, False, False, False]
    assert [one["previous"] for one in found[:-1]] == [one["hash"] for one in found[1:]]
    assert client.get(f"{programs.at}/evidence/verify").json() == {"whole": True, "breaks": []}
    kept = client.get(f"{programs.at}/evidence/files/{first['sha256']}")  # taken away, and still in the history
    assert kept.content == b"content 0"
    assert client.get(f"{programs.at}/evidence/files/{'0' * 64}").status_code == 404


def test_a_broken_history_is_told(programs: Programs) -> None:
    from sqlalchemy import update

    from sanso.workspace.tables import evidence_changes

    client = programs.client()
    for number in range(2):
        client.put(f"{programs.at}/evidence", json={"files": {f"files/{number}.txt": "x"}})
    with programs.service.database.writing() as connection:
        connection.execute(update(evidence_changes).where(evidence_changes.c.seq == 1).values(author="Somebody"))
    assert client.get(f"{programs.at}/evidence/verify").json() == {"whole": False, "breaks": [1]}
