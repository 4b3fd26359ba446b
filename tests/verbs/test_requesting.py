"""Letter and package for a supplier: nothing else of the model leaves the house, and what comes back fits."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sanso import examples, verbs
from sanso.analysis.asking import DETAILS
from sanso.formats.claims import read_draft
from sanso.model.diagnostics import InputRefused
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report import request as request_package
from sanso.report.request.phrases import PHRASES
from sanso.report.request.words import Words
from sanso.verbs import RequestOrder, import_answers, request
from sanso.verbs.requesting import request_of, request_renderers

DAY = dt.date(2026, 11, 9)
SECTIONS = ("organizations", "people", "products", "components", "systems", "procedures", "data", "physical",
            "connections", "conditions", "harms")  # fmt: skip
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bus")
    for name, raw in examples.files("bus-operation").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


@pytest.fixture(scope="module")
def marked(folder: Path) -> Model:
    """The example with a mark in the name of everything and in every remark."""
    model = verbs.load(folder / "bus-operation.yaml")
    changes: dict[str, Any] = {
        section: {
            ident: thing.model_copy(update={"name": Text.of(f"ZQ.{ident}.QZ")})
            for ident, thing in getattr(model, section).items()
        }
        for section in SECTIONS
    }
    secret = {"comment": Text.of("ZQ.remark.QZ"), "owner": "ZQ.owner.QZ", "evidence": "ZQ.path.QZ", "due": DAY,
              "by": "ZQ.by.QZ"}  # fmt: skip
    changes["measures"] = {
        place: {item: measure.model_copy(update=secret) for item, measure in answers.items()}
        for place, answers in model.measures.items()
    }
    return model.model_copy(update=changes)


def text_of(raw: bytes, name: str) -> str:
    """Return all that can be read in a file, parts of archives included."""
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
        return re.sub(r"</w:t>.*?<w:t[^>]*>", "", "\n".join(parts), flags=re.DOTALL)
    return raw.decode("utf-8", "replace")


def rendered(model: Model, order: RequestOrder, lang: Language) -> dict[str, str]:
    made = verbs.evaluate(model, at=DAY)
    renderers: dict[str, Callable[[], bytes]] = request_renderers(made, request_of(made, order), lang)
    return {name: text_of(make(), name) for name, make in renderers.items() if not name.endswith(".pdf")}


@pytest.mark.parametrize("supplier", ["telematics", "door-maker", "module-maker"])
@pytest.mark.parametrize("detail", DETAILS)
def test_nothing_else_of_the_model_leaves_the_house(marked: Model, supplier: str, detail: str) -> None:
    made = verbs.evaluate(marked, at=DAY)
    order = RequestOrder(supplier, detail=detail)  # type: ignore[arg-type]
    asked = request_of(made, order)
    things = {supplier, *asked.subjects, *(element for one in asked.requirements for element in one.elements)}
    harms = {str(harm.en).split(".")[1] for one in (*asked.requirements, *asked.confirmations) for harm in one.harms}
    assert bool(harms) == (detail == "harms")
    assert harms <= set(marked.harms)
    assert len(things) < len(marked.elements) / 2
    for name, text in rendered(marked, order, "en").items():
        shown = set(re.findall(r"ZQ\.([a-z0-9-]+)\.QZ", text))
        assert shown <= things | harms, name
        assert shown or name == "README.md"
        if detail == "none":
            assert "category" not in text.lower() or name.endswith((".docx", ".xlsx"))


def test_the_things_concerned_are_in_it(marked: Model) -> None:
    files = rendered(marked, RequestOrder("telematics", asker="operator"), "en")
    for name in ("letter.html", "letter.docx", "answers-telematics.xlsx"):
        assert {"telematics", "onboard-x2", "operator"} <= set(re.findall(r"ZQ\.([a-z0-9-]+)\.QZ", files[name]))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_both_languages_say_it(folder: Path, lang: Language, tmp_path: Path) -> None:
    made = request(folder / "bus-operation.yaml", RequestOrder("door-maker"), tmp_path / "out", lang, at=DAY)
    assert all(path.is_file() for path in made.files)
    page = (tmp_path / "out" / "letter.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page
    assert "<script" not in page
    assert "2026-01-01" in page
    assert "cyber_security.html" in page
    assert bool(JAPANESE.search(page)) == (lang == "ja")
    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        (
            "en",
            ("9 November 2026", "To: Bus door maker", "From: City bus operator", "Request for proof",
             "Dear Sir", "harm of up to category 3", "What is asked about", "Who bears the cost", "How to answer",
             "Yours faithfully", "City bus operator", "Annex A", "Annex B", "Annex C"),
        ),
        (
            "ja",
            ("2026年11月9日", "御中", "市バス事業者", "ご提供のお願い", "拝啓", "最大でカテゴリ3の被害",
             "お尋ねする対象", "費用のご負担", "ご回答の方法", "敬具", "市バス事業者", "別紙A", "別紙B", "別紙C"),
        ),
    ],
)  # fmt: skip
def test_it_is_a_letter(folder: Path, lang: Language, order: tuple[str, ...]) -> None:
    made = verbs.evaluate(folder / "bus-operation.yaml", at=DAY)
    asked = request_of(made, RequestOrder("door-maker", asker="operator"))
    renderers = request_renderers(made, asked, lang)
    with zipfile.ZipFile(io.BytesIO(renderers["letter.docx"]())) as archive:
        word = archive.read("word/document.xml").decode()
    assert "TOC" not in word
    assert "w:titlePg" in word
    page = renderers["letter.html"]().decode()
    for text in (word, page[page.index("<main>") :]):
        rest = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(w:)?(p|tc|td|th|tr)>", " ", text))))
        assert "Sanso 三層" not in rest
        for said in order:
            assert said in rest, said
            rest = rest[rest.index(said) + len(said) :]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_reason_begins_with_the_harm(folder: Path, lang: Language) -> None:
    made = verbs.evaluate(folder / "bus-operation.yaml", at=DAY)
    asked = request_of(made, RequestOrder("telematics", detail="harms"))
    words = Words(made.model, made.catalogue, lang)
    start = words.harm(4, ()).rstrip("。.")
    grave = [one for one in asked.requirements if one.category == 4]
    assert grave
    for one in grave:
        said = words.reasons(one)
        assert said.startswith(start)
        assert said.index(words.name(one.gravest[0])) < said.index(words.level(one))
        assert not one.harms or words.t(one.harms[0]) in said


def test_every_phrase_has_both_languages() -> None:
    for key, text in PHRASES.items():
        assert text.en, key
        assert JAPANESE.search(text.ja or ""), key
        assert not JAPANESE.search(text.en), key


def test_the_filled_workbook_comes_back(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "model"
    for name, raw in examples.files("bus-operation").items():
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    model = copy / "bus-operation.yaml"
    made = request(model, RequestOrder("door-maker"), tmp_path / "out", "ja", at=DAY)
    path = tmp_path / "out" / "answers-door-maker.xlsx"
    untouched = import_answers(path, model)
    assert (untouched.changes, untouched.diagnostics) == ((), ())
    assert untouched.unchanged == len(made.request.requirements)
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    level = next(column for head, column in heads.items() if "回答: 水準" in head)
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, level).value = "High-Advanced"
    book.save(path)
    back = import_answers(path, model, apply=True)
    assert back.applied
    assert len(back.changes) == len(made.request.requirements)
    assert {change.place for change in back.changes} == {one.place for one in made.request.requirements}
    again = request_of(verbs.evaluate(model, at=DAY), RequestOrder("door-maker"))
    assert again.requirements == ()


def test_drafts_become_claims_once_they_are_filled_in(folder: Path, tmp_path: Path) -> None:
    made = request(folder / "bus-operation.yaml", RequestOrder("door-maker"), tmp_path / "out", at=DAY)
    drafts = [path for path in made.files if path.suffix == ".yaml"]
    asked = {one.item for one in made.request.requirements} | {one.item for one in made.request.confirmations}
    found: set[str] = set()
    for path in drafts:
        text = path.read_text(encoding="utf-8")
        with pytest.raises(InputRefused):
            read_draft(text, path.name)
        filled = text.replace("    result:\n", "    result: met\n").replace('issuer: ""', 'issuer: "certifier"')
        draft = read_draft(filled, path.name)
        found |= {one.item for one in draft.answers}
        assert draft.subject.model is None
        assert (draft.issuer == "door-maker") == ("confirmed" not in path.name)
    assert found == asked


def test_an_unknown_supplier_is_told_with_what_was_meant(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="door-maker"):
        request(folder / "bus-operation.yaml", RequestOrder("door-makr"), tmp_path / "out", at=DAY)
    assert not (tmp_path / "out").exists()


def test_the_same_request_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        request(folder / "bus-operation.yaml", RequestOrder("door-maker"), tmp_path / name, "ja", at=DAY)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_no_phrase_is_left_over() -> None:
    folder = Path(request_package.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "phrases.py")
    assert [key for key in PHRASES if f'"{key}"' not in source] == []


def test_the_last_day_of_all_is_a_day_to_answer_by(folder: Path, tmp_path: Path) -> None:
    order = RequestOrder("door-maker", due=dt.date.max)
    made = request(folder / "bus-operation.yaml", order, tmp_path / "out", at=DAY)
    drafts = [path.read_text(encoding="utf-8") for path in made.files if path.suffix == ".yaml"]
    assert drafts
    assert all("valid_until: 9999-12-31" in draft for draft in drafts)
