"""The requirement sheet on the server: rows, filters, what is taken of edits, and that it is what a workbook does."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.answers.filling import DAY, MODEL, Filled, model_file
from tests.web.conftest import Running, make_running

from sanso import verbs
from sanso.analysis.answer_places import ANSWER_FIELDS, answer_rows, cells_of
from sanso.model.loading import load
from sanso.report.terms import STATUS_ORDER
from sanso.verbs.assessing import catalogue
from sanso.verbs.state import State
from sanso.web.sheet import COLUMNS, Sheet, grid_of, sheet_of
from sanso.web.sheet_edits import CellEdit, Judged, judge
from sanso.web.sheet_filter import SheetFilter, filtered
from sanso.web.states import Shown


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One application for all of these tests; each fills in rows that nothing is stated for yet."""
    made = make_running(tmp_path_factory.mktemp("sheet"))
    yield made
    made.service.database.close()


def _rows(running: Running, query: str = "") -> dict[str, list[Any]]:
    answer = running.client.get(f"{running.base}/requirements/rows.json{query}")
    assert answer.status_code == 200
    return {row[0]: row for row in answer.json()["rows"]}


def _put(running: Running, *cells: tuple[str, str, str, str], base: int | None = None) -> dict[str, Any]:
    batch = {
        "base": base or running.head,
        "cells": [dict(zip(("key", "field", "was", "now"), cell, strict=True)) for cell in cells],
    }
    headers = {"X-CSRF": running.csrf(), "Origin": running.address}
    answer = running.client.put(f"{running.base}/requirements/rows", json=batch, headers=headers)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


@pytest.fixture
def open_keys(running: Running) -> list[str]:
    """Rows that nothing is stated for."""
    return [key for key, row in _rows(running).items() if row[5] == "not-stated"]


def test_the_page_stands_without_script(running: Running) -> None:
    first = running.client.get(f"{running.base}/requirements").text
    assert "713 of 713 rows" in first
    assert first.count("<tr>") == 101
    last = running.client.get(f"{running.base}/requirements?page=8").text
    assert "Page 8 of 8" in last
    assert last.count("<tr>") == 14
    some = running.client.get(f"{running.base}/requirements?status=missing&sort=category&down=1").text
    assert 0 < some.count("<tr>") < 101
    assert "not stated</span></td>" not in some


@pytest.mark.parametrize(
    "query", ["layer=9&status=x&category=7", "due=tomorrow&sort=shoe", "page=-1", "page=999999999999", "row=nothing"]
)
def test_an_address_that_makes_no_sense_shows_everything(running: Running, query: str) -> None:
    answer = running.client.get(f"{running.base}/requirements?{query}")
    assert answer.status_code == 200
    assert "713 of 713 rows" in answer.text


def test_rows_come_once(running: Running) -> None:
    answer = running.client.get(f"{running.base}/requirements/rows.json")
    assert answer.headers["content-encoding"] == "gzip"
    again = running.client.get(f"{running.base}/requirements/rows.json?have={answer.headers['x-have']}")
    assert (again.status_code, again.content) == (204, b"")
    plain = running.client.get(f"{running.base}/requirements/rows.json", headers={"Accept-Encoding": "identity"})
    assert plain.json() == answer.json()
    assert "content-encoding" not in plain.headers


def test_rows_of_one_element(running: Running) -> None:
    some = _rows(running, "?element=onboard")
    assert 0 < len(some) < 713
    shown = running.client.get(f"{running.base}/requirements?element=onboard").text
    assert f"{len(some)} of 713 rows" in shown


def test_a_level_is_filled_in(running: Running, open_keys: list[str]) -> None:
    key = open_keys[0]
    made = _put(running, (key, "level", "", "ＢＡＳＩＣ"), (key, "due", "", "令和９年３月３１日"))
    assert (made["taken"], made["faults"], made["stale"]) == ([[key, "level"], [key, "due"]], [], False)
    (row,) = made["rows"]
    assert row[0] == key
    assert row[5] != "not-stated"
    assert row[10][:5] == ["basic", "", "", "", "2027-03-31"]
    assert _rows(running)[key] == row
    version = running.service.workspaces.version(running.workspace, made["seq"])
    assert version.kind == "edit"
    assert "Stated level" in version.what.show("en")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("level", "実施", "does not say at which level"),
        ("level", "good", "none of the choices"),
        ("due", "2027-02-30", "not a date"),
        ("due", "4/1/2027", "not a date"),
        ("comment", "a\x00b", "U+0000"),
        ("owner", "x" * 32_001, "Too long"),
        ("owner", "Sato", "Choose a level too"),
    ],
)
def test_faults_are_told_by_cell(running: Running, open_keys: list[str], field: str, typed: str, words: str) -> None:
    key, other = open_keys[:2]
    level = [] if field in ("level",) or typed == "Sato" else [(key, "level", "", "basic")]
    made = _put(running, *level, (key, field, "", typed), (other, "level", "", "未実施"))
    assert [fault[0] for fault in made["faults"]] == [key]
    assert words in made["faults"][0][2]
    assert made["faults"][0][1] == ("level" if typed == "Sato" else field)
    assert [other, "level"] in made["taken"]
    assert _rows(running)[other][5] == "missing"


def test_not_applicable_needs_its_reason(running: Running, open_keys: list[str]) -> None:
    key = open_keys[0]
    made = _put(running, (key, "level", "", "対象外"))
    assert made["faults"][0][:2] == [key, "reason"]
    made = _put(running, (key, "level", "", "対象外"), (key, "reason", "", "no such thing"))
    assert [row[5] for row in made["rows"]] == ["not-applicable"]


def test_an_answer_is_withdrawn_as_a_whole(running: Running, open_keys: list[str]) -> None:
    key = open_keys[0]
    _put(running, (key, "level", "", "basic"), (key, "owner", "", "Sato"))
    made = _put(running, (key, "level", "basic", ""))
    assert made["faults"][0][:2] == [key, "level"]
    made = _put(running, (key, "level", "basic", ""), (key, "owner", "Sato", ""))
    assert made["rows"][0][5] == "not-stated"
    assert made["rows"][0][10] == [""] * 9


def test_two_people_on_the_same_cell(running: Running, open_keys: list[str]) -> None:
    key, base = open_keys[0], running.head
    _put(running, (key, "level", "", "basic"), base=base)
    made = _put(running, (key, "level", "", "advanced"), (key, "owner", "", "Abe"), base=base)
    assert [(one["field"], one["theirs"], one["who"]) for one in made["meetings"]] == [("level", "basic", "You")]
    assert made["taken"] == [[key, "owner"]]
    assert made["stale"] is True
    same = _put(running, (key, "level", "", "basic"), base=base)
    assert (same["taken"], same["meetings"]) == ([[key, "level"]], [])
    assert _rows(running)[key][10][:4] == ["basic", "", "", "Abe"]


def test_a_batch_that_was_lost_on_the_way_back_is_taken_again(running: Running, open_keys: list[str]) -> None:
    cell, base = (open_keys[0], "level", "", "basic"), running.head
    first = _put(running, cell, base=base)
    again = _put(running, cell, base=base)
    assert again["taken"] == [[cell[0], "level"]]
    assert again["seq"] == first["seq"]


def test_a_row_that_is_gone_is_told(running: Running) -> None:
    before = running.head
    made = _put(running, ("CPS.AM-1@nobody-at-all", "level", "", "basic"), ("CPS.AM-1@city", "status", "", "met"))
    assert len(made["faults"]) == 2
    assert running.head == before


@pytest.mark.parametrize("body", [b"", b"[]", b'{"base":0,"cells":[]}', b'{"base":1,"cells":[{"key":1}]}', b"{"])
def test_a_batch_that_makes_no_sense_is_refused(running: Running, body: bytes) -> None:
    headers = {"X-CSRF": running.csrf(), "Origin": running.address, "Content-Type": "application/json"}
    answer = running.client.put(f"{running.base}/requirements/rows", content=body, headers=headers)
    assert answer.status_code == 422


def test_a_batch_needs_the_token(running: Running, open_keys: list[str]) -> None:
    before = running.head
    batch = {"base": before, "cells": [{"key": open_keys[0], "field": "level", "was": "", "now": "basic"}]}
    answer = running.client.put(
        f"{running.base}/requirements/rows", json=batch, headers={"Origin": running.address, "X-CSRF": "other"}
    )
    assert answer.status_code == 403
    assert running.head == before


def test_downloads_hold_what_is_filtered_and_begin_no_formula(running: Running, open_keys: list[str]) -> None:
    _put(running, (open_keys[0], "level", "", "none"), (open_keys[0], "comment", "", '=HYPERLINK("http://x")'))
    base = f"{running.base}/requirements?status=missing&table=requirements"
    rows = list(csv.DictReader(io.StringIO(running.client.get(f"{base}&as=csv").text.removeprefix("\ufeff"))))
    comments = [row["Comment"] for row in rows]
    assert '\'=HYPERLINK("http://x")' in comments
    assert {row["Status"] for row in rows} == {"missing"}
    table = json.loads(running.client.get(f"{base}&as=json").content)
    assert len(table["rows"]) == len(rows)
    assert '=HYPERLINK("http://x")' in [row["comment"] for row in table["rows"]]


def test_a_row_is_explained(running: Running, open_keys: list[str]) -> None:
    part = running.client.get(f"{running.base}/requirements/row", params={"key": open_keys[0]}).text
    assert open_keys[0].split("@")[0] in part
    assert "/elements/" in part
    assert running.client.get(f"{running.base}/requirements/row", params={"key": "x"}).status_code == 404


def _plant(folder: Path) -> tuple[State, Sheet]:
    path = model_file(folder)
    state = State.open({path.name: path.read_bytes()}, path.name, catalogue(), DAY)
    return state, sheet_of(Shown(state), "en")


def test_filters_and_orders(tmp_path: Path) -> None:
    _, sheet = _plant(tmp_path)

    def keys(**wanted: str) -> list[str]:
        return [row.key for row in filtered(sheet, SheetFilter.read(wanted.items()))]

    assert keys(requirement="CPS.AM-3", organization="op") == ["CPS.AM-3@op"]
    assert set(keys(requirement="cps.gv")) == {key for key in sheet.rows if key.startswith("CPS.GV-")}
    assert "CPS.AM-10@op" not in keys(requirement="CPS.AM-1")
    assert keys(owner="CISO") == keys(due="2027-01-31") == ["CPS.GV-1@op"]
    assert keys(due="2027-01-30") == []
    assert keys(text="日本語") == []
    assert keys(text="ｅｎｇｌｉｓｈ") == ["CPS.GV-1@op"]
    assert all(sheet.rows[key].organization == "" for key in keys(organization="-"))
    assert keys(sort="due")[0] == keys(sort="due", down="1")[0] == "CPS.GV-1@op"
    levels = [sheet.rows[key].cells["level"] for key in keys(sort="level")]
    stated = [level for level in levels if level]
    assert list(dict.fromkeys(stated)) == ["none", "basic", "advanced", "not-applicable"]
    assert levels == stated + [""] * (len(levels) - len(stated))
    assert len(keys()) == len(list(answer_rows(sheet.reader.assessment.requirements)))
    grid = grid_of(sheet, filtered(sheet, SheetFilter()))
    assert all(len(row) == len(COLUMNS) for row in grid.rows)


def test_a_sheet_made_from_the_one_before_is_the_same(tmp_path: Path) -> None:
    state, sheet = _plant(tmp_path)
    done = judge(state, sheet, [CellEdit("CPS.AC-1@op", "owner", "", "Sato")], DAY)
    after = Shown(state.edited(done.changes))
    quick, slow = Sheet(after.reader("en"), sheet), Sheet(after.reader("en"))
    assert quick.rows == slow.rows
    assert quick.rows != sheet.rows
    unchanged = [key for key, row in quick.rows.items() if row is sheet.rows[key]]
    assert len(sheet.rows) - 5 < len(unchanged) < len(sheet.rows)


_KEYS = [
    "CPS.AC-1@op",
    "CPS.GV-1@op",
    "CPS.AM-3@op",
    "CPS.AM-1@op",
    "CPS.AM-1@op@hub",
    "CPS.DS-7@op@unit-x",
    "CPS.GV-1@maker",
]
_TEXT = st.sampled_from(["", "山田", "=1+1", "+81", "'q", "a\nb", "NO", "012", " x ", "# c"])
_CELL = {
    "level": st.sampled_from(["", "none", "Basic", "ADVANCED", "high-advanced", "not applicable", "rubbish"]),
    "basis": st.sampled_from(["", "self-declaration", "third-party confirmation", "rubbish"]),
    **dict.fromkeys(("reason", "by", "evidence", "owner", "comment"), _TEXT),
    **dict.fromkeys(("valid_until", "due"), st.sampled_from(["", "2027-03-31", "２０２７年３月", "R9.4.1", "soon"])),
}


@st.composite
def _batches(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    chosen = draw(st.lists(st.sampled_from(_KEYS), unique=True, max_size=4))
    fields = st.lists(st.sampled_from(ANSWER_FIELDS), unique=True, min_size=1, max_size=4)
    return {key: {name: draw(_CELL[name]) for name in draw(fields)} for key in chosen}


@pytest.mark.long
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_batches())
def test_the_sheet_does_what_a_workbook_does(batch: dict[str, dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        state, sheet = _plant(Path(folder))
        edits = [
            CellEdit(key, name, sheet.rows[key].cells[name], typed)
            for key, cells in batch.items()
            for name, typed in cells.items()
        ]
        done = judge(state, sheet, edits, DAY)
        if _withdraws(sheet, batch):
            return  # a workbook never takes an answer away
        model = Path(folder, "plant.yaml")
        book = Filled.of(model, "en")
        for key, cells in batch.items():
            book.fill(key, **cells)
        made = verbs.import_answers(book.save(), model)
        told = {(book.sheet.cell(one.place.line, book.columns["key"]).value) for one in made.diagnostics}
        assert {fault.key for fault in done.faults} == told
        sound = {key for key in batch if key not in told}
        for key, cells in batch.items():
            if key not in sound:
                for name in cells:
                    book.fill(key, **{name: _shown(book, name, sheet.rows[key].cells[name])})
        verbs.import_answers(book.save(), model, apply=True)
        after = state.edited(done.changes)
        assert dict(after.contents) == {"plant.yaml": model.read_bytes()}
        assert load(model).require().measures == (after.model.measures if after.model is not None else None)
        _all_is_told(done, edits)


def _withdraws(sheet: Sheet, batch: dict[str, dict[str, str]]) -> bool:
    return any(cells.get("level") == "" and sheet.rows[key].cells["level"] for key, cells in batch.items())


def _shown(book: Filled, field: str, value: str) -> Any:
    if field in ("due", "valid_until") and value:
        return dt.date.fromisoformat(value)
    return book.word(field, value) if field in ("level", "basis") and value else value or None


def _all_is_told(done: Judged, edits: list[CellEdit]) -> None:
    """Every edit is taken, or its row is told of."""
    told = {fault.key for fault in done.faults} | {one.key for one in done.meetings}
    assert {(edit.key, edit.field) for edit in edits if edit.key not in told} <= {
        (edit.key, edit.field) for edit in done.taken
    }


def test_the_model_of_these_tests_has_what_they_need(tmp_path: Path) -> None:
    state, sheet = _plant(tmp_path)
    assert set(_KEYS) <= sheet.rows.keys()
    assert set(MODEL["measures"]) == {"op", "hub", "unit-x"}
    measure = state.evaluation.model.measures["op"]["CPS.GV-1"]
    assert sheet.rows["CPS.GV-1@op"].cells == cells_of(measure, "en")


def test_what_is_proven_stands_behind_the_status_where_there_is_evidence(tmp_path: Path) -> None:
    running = make_running(tmp_path / "data")
    object.__setattr__(running.service, "clock", lambda: dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC))
    base = f"{running.base}/requirements"
    rows = running.client.get(f"{base}?table=requirements&as=json").json()["rows"]
    assert {"met", "missing"} < {row["proven"] for row in rows}
    text = running.client.get(f"{base}?table=requirements&as=csv").text.removeprefix("\ufeff")
    table = list(csv.DictReader(io.StringIO(text)))
    assert list(table[0]).index("Proven") == list(table[0]).index("Status") + 1
    sent = running.client.get(f"{base}/proven.json").json()
    assert list(sent["words"]) == [code for code in STATUS_ORDER if code in sent["words"]]
    by_row = {(row[1], row[2]): sent["rows"].get(row[0]) for row in _rows(running).values() if row[2] == row[3]}
    gap = running.client.get(f"{running.base}/gap?table=proof&as=json").json()["rows"]
    whole = [row for row in gap if row["proven"] == "met" and (row["requirement"], row["organization"]) in by_row]
    assert whole
    for row in whole:
        assert by_row[row["requirement"], row["organization"]][0] == "met"
    orders = [
        running.client.get(f"{base}?sort=proven{way}&table=requirements&as=json").json() for way in ("", "&down=1")
    ]
    first, last = ([row["proven"] for row in one["rows"] if row["proven"]] for one in orders)
    ranks = [STATUS_ORDER.index(code) for code in first]
    assert ranks == sorted(ranks)
    assert [STATUS_ORDER.index(code) for code in last] == ranks[::-1]
    page = running.client.get(base).text
    assert "data-proven=" in page
    assert "sort=proven" in page
    running.service.database.close()


def test_without_evidence_nothing_is_said_of_proof(tmp_path: Path) -> None:
    running = make_running(tmp_path / "data")
    base = running.post("/new", {"way": "example", "example": "factory"}).headers["location"]
    page = running.client.get(f"{base}/requirements").text
    assert "data-proven" not in page
    assert "sort=proven" not in page
    assert running.client.get(f"{base}/requirements?sort=proven").status_code == 200
    rows = running.client.get(f"{base}/requirements?table=requirements&as=json").json()["rows"]
    assert rows
    assert "proven" not in rows[0]
    assert running.client.get(f"{base}/requirements/proven.json").json()["rows"] == {}
    running.service.database.close()
