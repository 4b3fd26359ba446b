"""``sanso perspectives`` and ``sanso iotssf``: what they print, write and refuse."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import jsonschema_rs
import openpyxl
import pytest

from sanso import verbs

from .conftest import Run

EXAMPLES = Path(__file__).parents[2] / "src/sanso/examples"
BUS = EXAMPLES / "bus-operation/bus-operation.yaml"
TOWER = EXAMPLES / "building-operation/building-operation.yaml"
DAY = ("--at", "2026-11-01")
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize("command", ["perspectives", "iotssf"])
def test_json_follows_its_schema(run: Run, command: str) -> None:
    ran = run(command, BUS, *DAY, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert (data["format"], data["stage"]) == (f"sanso-{command}/1", "stated")
    assert list(jsonschema_rs.validator_for(verbs.schema(command)).iter_errors(data)) == []
    assert json.loads(run(command, BUS, *DAY, "--json", "--lang", "ja").out) == data


def test_one_subject_in_full(run: Run) -> None:
    ran = run("perspectives", BUS, "centre", *DAY)
    assert ran.code == 0
    for said in ("Dispatch centre", "overdue since", "To reach mix 4a:", "To reach mix 4b:", "lapses on"):
        assert said in ran.out, said
    assert "Brake control   component" not in ran.out
    data = json.loads(run("perspectives", BUS, "centre", *DAY, "--json").out)
    assert [view["subject"] for view in data["subjects"]] == ["centre"]


def test_an_unknown_subject_is_refused_with_a_hint(run: Run) -> None:
    ran = run("perspectives", BUS, "center", *DAY)
    assert ran.code == 2
    assert "centre" in ran.err


@pytest.mark.parametrize("command", ["perspectives", "iotssf"])
def test_faulty_models_are_refused(run: Run, faulty_file: Path, command: str) -> None:
    ran = run(command, faulty_file)
    assert ran.code == 3
    assert "kid" in ran.err + ran.out


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("words", [("perspectives", "--all"), ("iotssf",)])
def test_lines_stay_within_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run(words[0], TOWER, *words[1:], *DAY, "--lang", lang).out
    assert max(sum(2 if char > "\u2e80" else 1 for char in line) for line in out.splitlines()) <= 80
    assert bool(JAPANESE.search(out)) or lang == "en"


def test_an_empty_model_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("sanso: 1\nid: m\norganizations: {o: {}}\n", encoding="utf-8")
    assert "category 1 or above" in run("perspectives", path).out
    assert "write the harms down" in run("iotssf", path).out


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_deliverable_is_whole_and_the_same_in_word_and_excel(run: Run, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "out"
    ran = run("iotssf", TOWER, *DAY, "--lang", lang, "--out", out)
    assert ran.code == 0
    assert sorted(path.name for path in out.iterdir()) == ["iotssf.docx", "iotssf.json", "iotssf.xlsx"]
    book = openpyxl.load_workbook(out / "iotssf.xlsx")
    assert len(book.sheetnames) >= 10
    markup = zipfile.ZipFile(out / "iotssf.docx").read("word/document.xml").decode()
    word = re.sub("<[^>]+>|[\\s\u00ad\u200b\u2060]", "", markup)
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet.max_row > 1
        told = [str(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
        pieces = {
            piece for value in told for piece in re.split(r"\n|  +", value) if re.fullmatch(r"[\w .-]{4,40}", piece)
        }
        assert pieces, name
        assert {piece for piece in pieces if re.sub(r"\s", "", piece) not in word} == set(), name
        assert not any("workbook" in value or "ワークブック" in value for value in told), "it is the workbook"
    again = tmp_path / "again"
    run("iotssf", TOWER, *DAY, "--lang", lang, "--out", again)
    for name in ("iotssf.docx", "iotssf.json", "iotssf.xlsx"):
        assert (again / name).read_bytes() == (out / name).read_bytes()


def test_names_that_look_like_formulas_stay_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "sanso: 1\nid: m\norganizations: {o: {name: '=1+1'}}\n"
        "components: {c: {name: '@SUM(A1)', kind: actuator, roles: {operator: o}}}\n"
        "harms:\n  h: {name: '+cmd', cause: {element: c, effect: abused}, human: fatal, rationale: '-x'}\n",
        encoding="utf-8",
    )
    assert run("iotssf", path, "--out", tmp_path / "out").code == 0
    data = (tmp_path / "out/iotssf.xlsx").read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in sheet for sheet in sheets)
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("=1+1" in value for value in values)


def test_inputs_are_never_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "iotssf.json"
    path.write_text('{"sanso": 1, "id": "m", "organizations": {"o": {}}}\n', encoding="utf-8")
    ran = run("iotssf", path, "--out", tmp_path)
    assert ran.code == 2
    assert path.read_text(encoding="utf-8").startswith('{"sanso"')
