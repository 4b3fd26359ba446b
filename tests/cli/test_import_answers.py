"""``sanso import`` of a filled requirement workbook, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
from tests.formats.answers.filling import Filled, model_file

from sanso import verbs

from .conftest import Ran, Run


@pytest.fixture
def book(tmp_path: Path) -> Filled:
    return Filled.of(model_file(tmp_path), "ja")


def typed(run: Run, book: Filled, *options: str) -> Ran:
    return run("import", book.path, "--into", book.path.with_name("plant.yaml"), *options)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ["High-Advanced", "--apply writes", "due"]), ("ja", ["期限", "まだ何も書き込んでいません"])],
)
def test_preview_then_apply(book: Filled, run: Run, lang: str, words: list[str]) -> None:
    model = book.path.with_name("plant.yaml")
    before = model.read_bytes()
    book.fill("CPS.RA-1@op", level="high-advanced", owner="山田", due="2027-03-31").save()
    code, shown, _ = typed(run, book, "--lang", lang)
    assert code == 0
    for word in ("CPS.RA-1", "山田", "2027-03-31", *words):
        assert word in shown
    assert model.read_bytes() == before
    code, shown, _ = typed(run, book, "--apply", "--lang", lang)
    assert code == 0
    assert str(model) in shown
    assert model.read_bytes() != before


def test_json_keeps_its_schema(book: Filled, run: Run) -> None:
    book.fill("CPS.RA-1@op", level="basic").fill("CPS.RA-2@op", level="?").save()
    code, out, _ = typed(run, book, "--json")
    assert code == 3
    made = json.loads(out)
    jsonschema_rs.validate(verbs.schema("answers"), made)
    assert [change["requirement"] for change in made["changes"]] == ["CPS.RA-1"]
    assert [fault["code"] for fault in made["diagnostics"]] == ["answers-word"]
    assert not made["applied"]


def test_faults_are_printed_by_cell(book: Filled, run: Run) -> None:
    book.fill("CPS.RA-1@op", level="?").save()
    code, out, err = typed(run, book, "--apply", "--lang", "ja")
    assert code == 3
    assert f"対策要件!{book.cell('CPS.RA-1@op', 'level').coordinate}" in err
    assert "何も書き込んでいません" in out


def test_another_model_is_refused(book: Filled, run: Run) -> None:
    model = book.path.with_name("plant.yaml")
    model.write_text(model.read_text().replace("id: plant", "id: other"))
    code, _, err = typed(run, book, "--lang", "en")
    assert code == 3
    assert "answers-model" in err
