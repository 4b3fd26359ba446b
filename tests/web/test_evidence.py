"""Evidence in the browser: put in, judged in four marks, shown beside what is stated, pinned, taken away."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.conftest import Running, make_running

from sanso.examples import evidence, pins
from sanso.web.evidence.taking import placed, take_evidence
from sanso.web.security.uploads import Given
from sanso.workspace.versions import Author

FILES = evidence("bus-operation")
DAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def zipped(files: dict[str, bytes], top: str = "evidence/") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(top + name, content)
    return made.getvalue()


def put(running: Running, *files: tuple[str, bytes]):
    return running.post(f"{running.base}/evidence", files=[("files", one) for one in files])


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = make_running(tmp_path_factory.mktemp("evidence") / "data")
    object.__setattr__(running.service, "clock", lambda: DAY)
    answer = put(running, ("evidence.zip", zipped(dict(FILES))))
    assert answer.status_code == 303, answer.text[:600]
    yield running
    running.service.database.close()


def test_the_folder_of_the_example_is_taken_in(full: Running) -> None:
    page = full.client.get(f"{full.base}/evidence").text
    table = full.client.get(f"{full.base}/evidence?table=claims&as=json").json()
    rows = table["rows"] if isinstance(table, dict) else table
    claims = [path for path in FILES if path.startswith("claims/")]
    assert len(rows) == len(claims)
    assert page.count('class="marks"') == len(claims)
    assert sum(1 for row in rows if row["counts"]) == 24  # of 28 on the last day of the story
    assert "does not count" in page


def test_what_the_pages_say_is_what_the_command_says(full: Running, tmp_path: Path) -> None:
    from sanso.verbs.claim_checks import subjects_of
    from sanso.verbs.evidence import Evidence, judge_evidence

    state = full.service.head(full.service.workspaces.find(full.workspace)).state
    judged = judge_evidence(Evidence(FILES), now=DAY, subjects=subjects_of(state.loaded))
    expected = {one.file: [mark.state for mark in one.verdict.marks] for one in judged.judged}
    table = full.client.get(f"{full.base}/evidence?table=claims&as=json").json()
    rows = table["rows"] if isinstance(table, dict) else table
    found = {row["file"]: [row[key] for key in ("signature", "authority", "status", "log")] for row in rows}
    assert found == expected


def test_every_claim_has_its_page(full: Running) -> None:
    page = full.client.get(f"{full.base}/evidence").text
    links = sorted(set(re.findall(r"/evidence/claims/\w{64}", page)))
    assert len(links) == len([path for path in FILES if path.startswith("claims/")])
    seen = {"hidden": 0, "at hand": 0, "elements": 0}
    for link in links:
        for lang in ("en", "ja"):
            answer = full.client.get(full.base + link, headers={"Accept-Language": lang})
            assert answer.status_code == 200
        text = full.client.get(full.base + link).text
        seen["hidden"] += "hidden by whoever" in text
        seen["at hand"] += "at hand, as signed" in text
        seen["elements"] += f"{full.base}/elements/" in text
    assert all(seen.values()), seen
    assert full.client.get(f"{full.base}/evidence/claims/{'0' * 64}").status_code == 404


def test_the_trust_gap_stands_beside_what_is_stated(full: Running) -> None:
    overview = full.client.get(full.base).text
    proven = [int(number) for number in re.findall(r"<b>Proven ([\d,]+)</b>", overview)]
    assert len(proven) == 3
    assert sum(proven) > 0
    gap = full.client.get(f"{full.base}/gap").text
    assert "<svg" in gap
    table = full.client.get(f"{full.base}/gap?table=proof&as=json").json()
    rows = table["rows"] if isinstance(table, dict) else table
    met = [row for row in rows if row["proven"] == "met"]
    assert met
    assert any(row["stated"] == "met" and row["proven"] != "met" for row in rows)
    element = full.client.get(f"{full.base}/elements/onboard").text
    assert "proven by evidence" in element
    row = next(one for one in met if one["organization"])
    key = json.loads(full.client.get(f"{full.base}/requirements/rows.json").content)["rows"]
    first = next(one for one in key if one[1] == row["requirement"] and one[2] == row["organization"])
    detail = full.client.get(f"{full.base}/requirements/row", params={"key": first[0]}).text
    assert "claim of" in detail


def test_the_trust_gap_of_any_day_is_that_of_the_command(full: Running) -> None:
    from sanso.verbs.evidence import Evidence, prove_working

    held = Evidence({path: content for path, content in FILES.items() if not path.startswith("files/")})
    workspace = full.service.workspaces.find(full.workspace)
    seen = set()
    for day in (dt.date(2026, 10, 5), dt.date(2026, 11, 16)):
        state = full.service.states.past(workspace.id, workspace.head, day).state
        now = dt.datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=dt.UTC)
        proof = prove_working(state.working, held, now=now, digest=state.loaded.digest).assessment.proof
        assert proof is not None
        table = full.client.get(f"{full.base}/gap?day={day}&table=proof&as=json").json()
        rows = table["rows"] if isinstance(table, dict) else table
        assert [row["proven"] for row in rows] == [row.proven for row in proof.requirements]
        seen.add(tuple(row["proven"] for row in rows))
    assert len(seen) == 2
    assert full.client.get(f"{full.base}/gap?day=yesterday").status_code == 422


def test_reports_say_what_is_proven(full: Running) -> None:
    def proven(address: str) -> str:
        return json.loads(full.client.get(f"{full.base}{address}").content)["proof"]["at"]

    assert proven("/report/assessment.json?day=2026-11-16").startswith("2026-11-16T23:59:59")
    assert proven("/report/assessment.json").startswith("2026-11-20T12:00:00")
    assert "24" in full.client.get(f"{full.base}/report/report.html?day=2026-11-20").text
    api = full.client.get(f"/api/v1/workspaces/{full.workspace}/report/assessment.json?at=2026-11-16").json()
    assert api["proof"]["at"].startswith("2026-11-16T23:59:59")


def test_pins(full: Running) -> None:
    roots = re.findall(r"`([\w-]{43})`", FILES.get("README.md", b"").decode())
    base = f"{full.base}/evidence"
    assert full.post(f"{base}/pins", {"pins": "short"}).status_code == 422
    assert full.post(f"{base}/pins", {"pins": "A" * 43}).status_code == 303
    assert "nobody" in full.client.get(base).text.lower()
    if roots:
        assert full.post(f"{base}/pins", {"pins": "\n".join(roots[:2])}).status_code == 303
        assert "Checked against pinned keys</dt><dd>yes" in full.client.get(base).text
    assert full.post(f"{base}/pins", {"pins": ""}).status_code == 303
    assert "no: trusted as it is here" in full.client.get(base).text


def test_files_come_back_as_they_were_put_in_and_are_never_shown(full: Running) -> None:
    page = full.client.get(f"{full.base}/evidence").text
    for digest in set(re.findall(r"/evidence/files/(\w{64})", page)):
        answer = full.client.get(f"{full.base}/evidence/files/{digest}")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.content in FILES.values()
    assert full.client.get(f"{full.base}/evidence/files/{'1' * 64}").status_code == 404


def test_taken_away_and_still_in_the_history(running: Running) -> None:
    assert put(running, ("note.txt", b"measured twice")).status_code == 303
    base = f"{running.base}/evidence"
    assert "files/note.txt" in running.client.get(base).text
    assert running.post(f"{base}/remove", {"path": "files/note.txt"}).status_code == 303
    assert "files/note.txt" not in running.client.get(base).text
    history = running.client.get(f"{base}/history?verify=1").text
    assert history.count("files/note.txt") == 2
    assert "The history is whole" in history
    digest = re.search(r'/evidence/files/(\w{64})"[^>]*>(?:<bdi>)?files/note.txt', history)
    assert digest is not None
    assert running.client.get(f"{base}/files/{digest[1]}").content == b"measured twice"
    assert running.post(f"{base}/remove", {"path": "files/note.txt"}).status_code == 404


def test_nothing_there_is_said_plainly(running: Running) -> None:
    base = running.post("/new", {"way": "example", "example": "factory"}).headers["location"]
    page = running.client.get(f"{base}/evidence").text
    assert "There is no evidence yet" in page
    assert "Nothing is proven yet" in running.client.get(f"{base}/gap").text
    assert "Nothing is proven yet" in running.client.get(base).text


def _standing(running: Running, workspace: str) -> dict[str, bytes]:
    store = running.app.state.evidence.store
    files = store.files(workspace)
    contents = store.contents(workspace, [one.digest for one in files.values()])
    return {path: contents[one.digest] for path, one in files.items()}


@pytest.mark.parametrize("way", ["start", "page", "api"])
def test_the_sample_comes_with_its_evidence_and_pins(running: Running, way: str) -> None:
    workspace = running.workspace
    if way == "page":
        answer = running.post("/new", {"way": "example", "example": "bus-operation"})
        workspace = answer.headers["location"].rsplit("/", 1)[1]
    elif way == "api":
        headers = {"X-CSRF": running.csrf(), "Origin": running.address}
        at = f"/api/v1/organizations/{running.app.state.home}/workspaces"
        workspace = running.client.post(at, json={"sample": "bus-operation"}, headers=headers).json()["id"]
    assert (workspace == running.workspace) is (way == "start")
    assert _standing(running, workspace) == {path: raw for path, raw in FILES.items() if "README" not in path}
    assert running.app.state.evidence.store.pins(workspace) == tuple(sorted(pins("bus-operation")))
    assert "Checked against pinned keys</dt><dd>yes" in running.client.get(f"/w/{workspace}/evidence").text
    gap = running.client.get(f"/w/{workspace}/gap?day=2026-11-16&table=proof&as=json").json()
    assert "met" in {row["proven"] for row in gap["rows"]}


def test_an_example_without_evidence_begins_without(running: Running) -> None:
    answer = running.post("/new", {"way": "example", "example": "factory"})
    workspace = answer.headers["location"].rsplit("/", 1)[1]
    assert _standing(running, workspace) == {}
    assert running.app.state.evidence.store.pins(workspace) == ()


def test_without_its_evidence_the_sample_does_not_begin(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanso.workspace.evidence.MOST_FILES", 3)
    answer = running.post("/new", {"way": "example", "example": "bus-operation"})
    assert answer.status_code == 422
    assert "The evidence would have 90 files" in answer.text
    (only,) = running.service.workspaces.of_organization(running.app.state.home)
    assert only.id == running.workspace


@pytest.mark.parametrize(
    "given",
    [
        [Given("a.zip", b"PK\x03\x04 damaged")],
        [Given("a.zip", zipped({"../x.jwt": b"x"}, ""))],
        [Given("a.zip", zipped({"files/zero.bin": bytes(70 * 2**20)}, ""))],
        [Given("README.md", b"# nothing")],
        [Given("a.jwt", b"1"), Given("A.jwt", b"2")],
        [],
    ],
    ids=["damaged", "outside", "swollen", "nothing", "twice", "none"],
)
def test_bad_uploads_are_refused(given: list[Given]) -> None:
    taken = take_evidence(given)
    assert taken.refused
    assert not taken.contents


def test_single_files_are_sorted_by_what_they_hold() -> None:
    picked = {}
    for kind in ("trust", "status", "claims", "proofs"):
        path = next(path for path in FILES if path.startswith(f"{kind}/"))
        picked[path] = FILES[path]
    loose = [(f"anything-{number}.bin", content) for number, content in enumerate(picked.values())]
    found = placed([*loose, ("photo.jpg", b"\xff\xd8\xff")])
    assert sorted(path.split("/")[0] for path in found.contents) == ["claims", "files", "proofs", "status", "trust"]
    assert {content for path, content in found.contents.items() if not path.startswith("files/")} == set(
        picked.values()
    )


def test_unreadable_evidence_is_told(running: Running) -> None:
    answer = put(running, ("x.zip", zipped({"claims/a.jwt": b"nonsense", "trust/1.json": b"{}", "odd/x": b"y"})))
    assert answer.status_code == 303
    page = running.client.get(f"{running.base}/evidence").text
    assert "claims/a.jwt" in page
    assert "trust/1.json" in page
    assert "does not count" in page


def test_readers_look_and_change_nothing(tmp_path: Path) -> None:
    from tests.web.security.conftest import make_server

    from sanso.catalogue import load_catalogue

    server = make_server(tmp_path, load_catalogue())
    ito, kato = server.person("Ito"), server.person("Kato")
    bus = server.organization("Bus", ito)
    server.join(bus, kato, "editor")
    workspace = server.workspace(bus)
    server.app.state.evidence.store.put(workspace, {"files/a.txt": b"a"}, Author(None, "x"))
    editor = server.client(kato.id)
    base = f"/w/{workspace}/evidence"
    assert server.post(editor, f"{base}/pins", {"pins": ""}).status_code == 403
    assert server.post(editor, f"{base}/remove", {"path": "files/a.txt"}).status_code == 303
    server.desk.people.set_role(bus.id, kato.id, "reader", ito.id)
    assert editor.get(base).status_code == 200
    assert server.post(editor, base).status_code == 403
    assert server.post(editor, f"{base}/remove", {"path": "x"}).status_code == 403
    server.service.database.close()
