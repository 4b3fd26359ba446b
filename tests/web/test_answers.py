"""The requirement workbook out of the browser and back: looked at, applied, refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.formats.answers.filling import Filled
from tests.web.conftest import Running, make_running

from sanso.model.editing import Drop, Put
from sanso.model.text import Text
from sanso.workspace.files import Files
from sanso.workspace.history import Author

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One application for all of these tests; each fills in rows that nothing is stated for yet."""
    made = make_running(tmp_path_factory.mktemp("answers"))
    yield made
    made.service.database.close()


@pytest.fixture
def book(running: Running, tmp_path: Path) -> Filled:
    """The workbook of the newest version, as it is downloaded."""
    answer = running.client.get(f"{running.base}/requirements/workbook.xlsx")
    assert answer.headers["content-type"] == XLSX
    path = tmp_path / "filled.xlsx"
    path.write_bytes(answer.content)
    return Filled(path)


@pytest.fixture
def restored(running: Running) -> Iterator[None]:
    """Put the model back after a test that leaves another one."""
    before = running.head
    yield
    running.service.workspaces.restore(running.workspace, running.head, before, Author(None, "Abe"))


def _empty_rows(book: Filled) -> list[str]:
    return [key for key, number in book.rows.items() if book.sheet.cell(number, book.columns["level"]).value is None]


def _give(running: Running, content: bytes, path: str = "/preview", name: str = "filled.xlsx", **fields: str):
    return running.post(f"{running.base}/requirements/answers{path}", fields, files={"files": (name, content, XLSX)})


def _change(running: Running, *changes: Put | Drop) -> None:
    service = running.service
    workspace = service.workspaces.find(running.workspace)
    state = service.head(workspace).state.edited(changes)
    service.workspaces.save(
        running.workspace,
        workspace.head,
        Files(state.main, state.contents),
        author=Author(None, "Abe"),
        kind="edit",
        what=Text(en="x", ja="x"),
        places=tuple(tuple(map(str, change.path)) for change in changes),
    )


def test_a_filled_workbook_is_looked_at_and_taken_over(running: Running, book: Filled) -> None:
    one, other = _empty_rows(book)[:2]
    book.fill(one, level="basic", owner="山田", comment="=1+1").fill(other, level="not-applicable", reason="none")
    content, before = book.save().read_bytes(), running.head
    seen = _give(running, content)
    assert seen.status_code == 200
    assert "2 answers change" in seen.text
    assert "Take the answers over" in seen.text
    assert running.head == before
    done = _give(running, content, "")
    assert (done.status_code, running.head) == (303, before + 1)
    version = running.service.workspaces.version(running.workspace, before + 1)
    assert version.kind == "answers"
    assert "filled.xlsx" in version.what.show("en")
    shown = running.client.get(done.headers["location"]).text
    assert f"Saved as version {before + 1}" in shown
    again = _give(running, content)
    assert "0 answers change" in again.text
    rows = {row[0]: row for row in running.client.get(f"{running.base}/requirements/rows.json").json()["rows"]}
    assert rows[one][10][:6] == ["basic", "", "", "山田", "", "=1+1"]
    out = Filled(_written(running, book.path))
    assert out.cell(one, "comment").value == "=1+1"
    assert out.cell(one, "comment").data_type == "s"


def _written(running: Running, path: Path) -> Path:
    path.write_bytes(running.client.get(f"{running.base}/requirements/workbook.xlsx").content)
    return path


def test_faults_are_told_by_cell_and_nothing_is_kept(running: Running, book: Filled) -> None:
    good, bad = _empty_rows(book)[:2]
    book.fill(good, level="basic").fill(bad, level="rubbish", due="soon")
    content, before = book.save().read_bytes(), running.head
    seen = _give(running, content).text
    level = book.sheet.cell(book.rows[bad], book.columns["level"]).coordinate
    assert f"Requirements!{level}: “rubbish” is none of the choices" in seen
    assert "not a date" in seen
    assert _give(running, content, "").status_code == 422
    assert running.head == before
    assert _give(running, content, "", skip_faults="1").status_code == 303
    rows = {row[0]: row for row in running.client.get(f"{running.base}/requirements/rows.json").json()["rows"]}
    assert (rows[good][10][0], rows[bad][10][0]) == ("basic", "")


def test_what_both_changed_is_a_conflict(running: Running, book: Filled) -> None:
    key = _empty_rows(book)[0]
    requirement, organization = key.split("@")
    _change(running, Put(("measures", organization, requirement), "advanced"))
    content, before = book.fill(key, level="basic").save().read_bytes(), running.head
    seen = _give(running, content).text
    assert "the model says" in seen
    assert _give(running, content, "").status_code == 422
    assert running.head == before


@pytest.mark.usefixtures("restored")
def test_a_workbook_of_another_model_is_refused(running: Running, book: Filled) -> None:
    _change(running, Put(("id",), "another"))
    seen = _give(running, book.save().read_bytes())
    assert seen.status_code == 422
    assert "belongs to the model bus-operation" in seen.text


@pytest.mark.usefixtures("restored")
def test_a_workbook_whose_rows_are_gone_is_refused(running: Running, book: Filled) -> None:
    content = book.save().read_bytes()
    service = running.service
    contents = {"m.yaml": b"sanso: 1\nid: bus-operation\norganizations:\n  op: {scale: sme}\n"}
    service.workspaces.save(
        running.workspace, running.head, Files("m.yaml", contents), author=Author(None, "Abe"), kind="text",
        what=Text(en="x", ja="x"), places=(),
    )  # fmt: skip
    seen = _give(running, content)
    assert seen.status_code == 422
    assert "rows are gone" in seen.text


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.xlsx"), (b"%PDF-1.7", "../../x.xlsx"), (b"PK\x03\x04junk", "b.xlsx"), (b"a,b\n", "a.csv")],
)
def test_what_is_no_workbook_is_refused(running: Running, content: bytes, name: str) -> None:
    seen = _give(running, content, name=name)
    assert seen.status_code == 422
    assert "Nothing was stored" in seen.text
    assert "/tmp" not in seen.text
    assert "sanso-answers-" not in seen.text


def test_no_file_is_told(running: Running) -> None:
    seen = running.post(f"{running.base}/requirements/answers/preview")
    assert seen.status_code == 422
    assert "Choose the filled workbook first" in seen.text
    assert running.client.get(f"{running.base}/requirements/answers").status_code == 200


def test_the_differences_are_downloaded(running: Running, book: Filled) -> None:
    content = book.fill(_empty_rows(book)[0], level="basic", comment="=1+1").save().read_bytes()
    table = _give(running, content, **{"as": "differences:csv"})
    assert table.headers["content-type"].startswith("text/csv")
    assert "'=1+1" in table.text
