"""The trust gap in page, document and workbook: with evidence, and without."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Literal

import pytest
from openpyxl import Workbook, load_workbook

from sanso.analysis.proof.renewal import Renewal
from sanso.analysis.proof.result import Loss, LostStrength, Proof
from sanso.analysis.proof.staleness import Stale
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report import page, render_html, render_workbook
from sanso.report.document import Callout, Figure, Heading, Table, plain
from sanso.report.document.assessment import assessment_document
from sanso.report.pictures.gap_words import GAP_WORDS
from sanso.report.proof_page import ProofView
from sanso.report.proof_words import PROOF_WORDS
from sanso.report.reader import Reader
from sanso.report.words import WORDS

from .factory import HOSTILE, big, small
from .proof_factory import NOW, claim, mark, proof_of, with_proof
from .test_html import outline

STAGES: tuple[Literal["proven", "stated"], ...] = ("proven", "stated")
LANGS: tuple[Language, ...] = ("en", "ja")


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Language:
    value: Language = request.param
    return value


@cache
def proven() -> tuple[Model, Assessment, Catalogue]:
    model, assessment, catalogue = small()
    return model, with_proof(model, assessment), catalogue


def proof() -> Proof:
    found = proven()[1].proof
    assert found is not None
    return found


def words_of(page: str) -> str:
    return " ".join(" ".join(outline(page).texts).split())


def section(page: str) -> str:
    start = page.index('<section id="gap"')
    return page[start : page.index("</section>", start)]


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def cells(book: Workbook, name: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_without_evidence_only_a_sentence_says_that_nothing_is_proven(lang: Language) -> None:
    page = render_html(*small(), lang)
    sentence = PROOF_WORDS["no_proof"].show(lang)
    assert words_of(page).count(" ".join(sentence.split())) == 1
    assert 'id="gap"' not in page
    assert WORDS["stated_not_proven"].show(lang) in page
    assert PROOF_WORDS["stage_proof"].show(lang) not in page
    document = assessment_document(*small(), lang)
    assert sentence in plain(next(block for block in document.blocks if isinstance(block, Callout)).content)
    assert "gap" not in {block.anchor for block in document.blocks if isinstance(block, Heading)}
    book = opened(render_workbook(*small(), lang))
    assert PROOF_WORDS["sheet_claims"].show(lang) not in book.sheetnames


def test_with_evidence_nothing_says_that_all_is_only_stated(lang: Language) -> None:
    page = render_html(*proven(), lang)
    assert outline(page).faults == []
    head = page[: page.index("<main")] + page[page.index("<footer") :]
    assert WORDS["stated_not_proven"].show(lang) not in words_of(head)
    assert PROOF_WORDS["stage_proof"].show(lang) in words_of(head)
    assert PROOF_WORDS["no_proof"].show(lang) not in words_of(page)
    assert assessment_document(*proven(), lang).running == PROOF_WORDS["stage_proof"].show(lang)


def test_the_section_stands_near_the_top_with_its_picture() -> None:
    page = render_html(*proven(), "en")
    assert page.index('id="summary"') < page.index('id="gap"') < page.index('id="layers"')
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="sanso-gap"' in section(page)
    assert '<a href="#gap">Trust gap</a>' in page


def test_counts_per_layer_are_those_of_the_proof() -> None:
    text = words_of(section(render_html(*proven(), "en")))
    for one in proof().layers:
        count = one.requirements
        name = "all layers" if one.layer == "all" else f"layer {one.layer}"
        assert f"{name} {count.required} {count.stated} {count.proven} {count.gap}" in text


def test_what_is_proven_beyond_the_statement_is_told_apart(lang: Language) -> None:
    model, assessment, catalogue = small()
    made = proof_of(model, assessment)
    words = PROOF_WORDS["gap_beyond"].fill(n=7).show(lang)
    assert words not in words_of(render_html(*proven(), lang))
    layers = tuple(replace(one, requirements=replace(one.requirements, beyond=7)) for one in made.layers)
    page = render_html(model, replace(assessment, proof=replace(made, layers=layers)), catalogue, lang)
    assert words in words_of(page)
    assert GAP_WORDS["beyond"].fill(n=7).show(lang) in section(page)


def test_claims_that_do_not_count_for_old_status_lists_are_told(lang: Language) -> None:
    model, assessment, catalogue = small()
    stale = Stale(3, dt.date(2026, 11, 9), 7, elsewhen=True)
    words = stale.short.show(lang)
    assert words not in words_of(render_html(*proven(), lang))
    old = replace(assessment, proof=replace(proof_of(model, assessment), stale=stale))
    assert words in words_of(section(render_html(model, old, catalogue, lang)))
    document = assessment_document(model, old, catalogue, lang)
    assert [block for block in document.blocks if isinstance(block, Callout) and words in plain(block.content)]


def test_each_claim_has_four_marks_with_reasons_and_never_one_tick(lang: Language) -> None:
    page = section(render_html(*proven(), lang))
    rows = re.findall(r"<tr>\s*<th scope=\"row\"><bdi>.*?</tr>", page[page.index("claims") :], re.DOTALL)
    shown = [row for row in rows if "st4" in row]
    assert len(shown) == len(proof().claims)
    for row in shown:
        assert row.count("<svg") == 4
    text = words_of(page)
    for one in proof().claims:
        for each in one.marks:
            assert each.text.show(lang) in text
        if one.why_not is not None:
            assert one.why_not.show(lang) in text


def test_the_sign_of_a_mark_follows_its_state() -> None:
    page = section(render_html(*proven(), "en"))
    for words, sign in (("withdrawn", "missing"), ("good signature", "met"), ("no proof of inclusion", "not-stated")):
        assert f'<use href="#sn-{sign}"/></svg>{words}</span>' in page


def test_claims_that_do_not_count_come_first() -> None:
    reader = Reader(*proven(), "en")
    counts = [one.counts for one in ProofView(reader, proof()).claims.shown]
    assert counts == [False, False, False, True, True]


def test_lapses_and_dependences_name_what_is_lost(lang: Language) -> None:
    text = words_of(section(render_html(*proven(), lang)))
    for lapse in proof().lapses:
        assert lapse.day.isoformat() in text
        assert PROOF_WORDS["lapse_within"].fill(n=lapse.within).show(lang) in text
        assert lapse.text.show(lang) in text
    view = ProofView(Reader(*proven(), lang), proof())
    assert view.breaks.shown
    for one in view.breaks.shown:
        for line in view.lost(one.loss):
            assert " ".join(unescape(line).split()) in text


def test_a_loss_of_nothing_is_said_and_long_ones_are_cut() -> None:
    view = ProofView(Reader(*proven(), "en"), proof())
    assert view.lost(Loss()) == ["nothing by itself"]
    row = proof().dependences[0].loss.rows[0]
    assert view.lost(Loss((row,) * 12, (), 3))[0].endswith("6 more")
    many = tuple(replace(row, organization=None, stage=stage, id=f"X-{n}") for n in range(3) for stage in STAGES)
    assert view.lost(Loss(many, (), 3)) == [
        "Nobody is responsible: X-0, X-1, X-2",
        "Nobody is responsible (as stated): X-0, X-1, X-2",
    ]
    names = [replace(row, organization=f"o{n}") for n in range(9)]
    assert view.lost(Loss(tuple(names), (), 3))[-1] == "and 3 more of the kind (see the workbook)"


def test_lost_confirmations_stand_together_by_what_they_fall_to() -> None:
    strengths = [
        LostStrength(who, 3, stage, "product", "third-party", becomes)
        for who in ("unit", "door")
        for stage, becomes in (("proven", "none"), ("stated", "none"), ("proven", "self-declaration"))
    ]  # type: ignore[arg-type]
    lines = ProofView(Reader(*proven(), "en"), proof()).lost(Loss((), tuple(strengths), 3))
    assert [line.partition(" → ")[2] for line in lines] == [
        "not proven: unit, door",
        "not stated: unit, door",
        "self-declaration for the product: unit, door",
    ]


def test_requirement_rows_show_the_proof_beside_the_statement(lang: Language) -> None:
    page = render_html(*proven(), lang)
    start = page.index('id="requirements"')
    rows = page[start : page.index("</section>", start)]
    word = PROOF_WORDS["gap_proof"].show(lang)
    shown = sum(row.required != "not-required" for row in proof().requirements)
    assert rows.count(f"<b>{word}:</b>") == shown
    basis = {"en": "shown not to apply (third-party confirmation)", "ja": "適用外を証明済み(第三者確認)"}[lang]
    assert basis in rows
    told = [plain(cell) for block in assessment_document(*proven(), lang).blocks if isinstance(block, Table)
            for row in block.rows for cell in row.cells]  # fmt: skip
    assert any(word in text for text in told)


def test_a_row_that_is_proven_in_part_says_for_how_many_elements() -> None:
    view = ProofView(Reader(*proven(), "en"), proof())
    part = proof().requirements[0].parts[0]
    met = replace(part, required="basic", proven="met", basis="third-party", elements=("a", "b"))
    open_ = replace(part, required="basic", proven="not-stated", basis=None, elements=("c",))
    row = replace(proof().requirements[0], proven="not-stated", basis=None, parts=(met, open_))
    assert view.told(row) == "not proven (proven for 2 of 3 elements)"
    assert (
        view.told(replace(row, proven="met", basis="third-party", parts=(met,))) == "proven (third-party confirmation)"
    )
    ja = ProofView(Reader(*proven(), "ja"), proof())
    assert ja.told(row) == "証明なし(3件の構成要素のうち 2 件は証明済み)"


def test_the_table_beside_the_three_layer_map_says_what_is_proven(lang: Language) -> None:
    plain_rows = page.places(Reader(*small(), lang), page.Limits()).shown
    rows = page.places(Reader(*proven(), lang), page.Limits()).shown
    assert [row.element for row in rows] == [row.element for row in plain_rows]
    assert {row.proven for row in plain_rows} == {None}
    assert {row.proven for row in rows} >= {"none", "some", "nothing_asked"}
    html = render_html(*proven(), lang)
    layers = html[html.index('<section id="layers"') : html.index('<section id="map"')]
    head = PROOF_WORDS["gap_proven"].show(lang)
    assert layers.count(f'data-label="{head}"') == len(rows)
    assert head not in render_html(*small(), lang)
    annex = assessment_document(*proven(), lang).blocks
    heads = [[column.head for column in block.columns] for block in annex if isinstance(block, Table)]
    assert any(len(one) == 6 and one[5].lower() == head.lower() for one in heads)


def test_hostile_names_of_claims_are_escaped() -> None:
    model, assessment, catalogue = small()
    bad = tuple(
        replace(claim(number, name, "s-script", ("CPS.AM-1",), status=mark("bad", name, name)), file=name)
        for number, name in enumerate(HOSTILE.values())
    )
    made = replace(assessment, proof=proof_of(model, assessment, bad))
    page = render_html(model, made, catalogue, "en")
    assert outline(page).faults == []
    assert "<script>" not in page
    assert "onerror=alert(1)>" not in re.sub(r"&[a-z]+;", "", page).replace("&#34;&gt;", "") or "<img" not in page
    book = opened(render_workbook(model, made, catalogue, "en"))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_document_has_the_chapter_with_its_tables(lang: Language) -> None:
    document = assessment_document(*proven(), lang)
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert anchors[:3] == ["summary", "gap", "layers"]
    start = next(at for at, block in enumerate(document.blocks) if getattr(block, "anchor", "") == "gap")
    end = next(at for at, block in enumerate(document.blocks) if getattr(block, "anchor", "") == "layers")
    chapter = document.blocks[start:end]
    assert sum(isinstance(block, Figure) for block in chapter) == 1
    tables = [block for block in chapter if isinstance(block, Table)]
    assert len(tables) == 5
    marks = [plain(cell) for row in tables[2].rows for cell in row.cells[1:5]]
    assert {text[0] for text in marks} == {"○", "×", "?"}


def test_without_claims_it_says_so(lang: Language) -> None:
    model, assessment, catalogue = small()
    none = replace(
        proof_of(model, assessment, ()), lapses=(), dependences=(), trust_list=None, without=("https://x.example",)
    )
    made = (model, replace(assessment, proof=none), catalogue)
    text = words_of(section(render_html(*made, lang)))
    for key in ("claims_none", "lapses_none", "breaks_none", "gap_no_list"):
        assert PROOF_WORDS[key].show(lang) in text
    assert "https://x.example" in text
    document = assessment_document(*made, lang)
    assert any(isinstance(block, Callout) and "https://x.example" in plain(block.content) for block in document.blocks)


def test_the_workbook_has_sheets_for_claims_and_for_what_is_proven(lang: Language) -> None:
    book = opened(render_workbook(*proven(), lang))
    names = [PROOF_WORDS[f"sheet_{key}"].show(lang) for key in ("gap", "proven", "claims", "lapses", "breaks")]
    assert [name for name in book.sheetnames if name in names] == names
    rows = cells(book, names[1])
    assert len(rows) - 1 == sum(len(row.parts) for row in proof().requirements)
    parts = [(row.id, part) for row in proof().requirements for part in row.parts]
    view = ProofView(Reader(*proven(), lang), proof())
    for shown, (ident, part) in zip(rows[1:], parts, strict=True):
        assert (shown[0], shown[6]) == (ident, view.status(part.proven))
        assert (shown[8] is None) == (part.basis is None)
        assert shown[9] == ("Audit body" if part.claim else None)
    claims = cells(book, names[2])
    assert [row[0] for row in claims[1:]] == [one.file for one in proof().claims]
    assert {str(row[8])[0] for row in claims[1:]} == {"○", "×"}
    assert len(cells(book, names[3])) == 3
    assert len(cells(book, names[4])) - 1 == len(proof().dependences)
    subjects = cells(book, names[0])
    assert sum(row[4] for row in subjects[1:]) == sum(one.requirements.required for one in proof().subjects)  # type: ignore[misc]


def test_the_sheet_of_lapses_begins_with_the_renewal_of_status_lists(lang: Language) -> None:
    model, assessment, catalogue = proven()
    renewal = Renewal(NOW + dt.timedelta(days=3), (NOW + dt.timedelta(days=3)).date(), 2)
    made = replace(assessment, proof=replace(proof(), renewal=renewal))
    rows = cells(opened(render_workbook(model, made, catalogue, lang)), PROOF_WORDS["sheet_lapses"].show(lang))
    assert len(rows) - 1 == len(proof().lapses) + 1
    assert renewal.text.show(lang) in rows[1]


def test_a_large_proof_is_cut_on_the_page_and_whole_in_the_workbook() -> None:
    model, assessment, catalogue = big(20, 30)
    many = tuple(claim(number, "body", "org-1", ("CPS.AM-1",)) for number in range(250))
    made = replace(assessment, proof=proof_of(model, assessment, many))
    page = render_html(model, made, catalogue, "en")
    assert "and 50 more (see the workbook)" in words_of(section(page))
    assert len(cells(opened(render_workbook(model, made, catalogue, "en")), "Claims")) == 251


def test_findings_about_the_evidence_are_told() -> None:
    from sanso.model.diagnostics import Diagnostic, Place

    model, assessment, catalogue = small()
    found = Diagnostic("x", "warning", Place("claims/a.jwt"), "", Text(en="cannot be read", ja="読めない"))
    made = replace(assessment, proof=replace(proof_of(model, assessment), diagnostics=(found,)))
    assert "warning: cannot be read" in words_of(section(render_html(model, made, catalogue, "en")))
    assert any("cannot be read" in str(block) for block in assessment_document(model, made, catalogue, "en").blocks)
