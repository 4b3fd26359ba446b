from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from sanso.model.text import Language
from sanso.report.document import Figure, Heading, Row, Run, Table, paragraph, plain
from sanso.report.pdf import NoFont, find_fonts
from sanso.report.word import render_word

from .factory import DAY, HOSTILE, PICTURE, STATUSES, document, table, whole
from .office import pages_of

pytestmark = pytest.mark.skipif(find_fonts().japanese is None, reason="no Japanese font is installed")

_P_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "sectPr",
]
_R_ORDER = ["rStyle", "rFonts", "b", "bCs", "noProof", "color", "sz", "szCs", "shd", "lang"]
_TBL_ORDER = ["tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"]
"""The order in which the schema of WordprocessingML lists what we use."""


def read(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_headings_are_headings(lang: Language) -> None:
    file = read(render_word(whole(lang)))
    found = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert found == [(f"Heading {b.level}", b.text) for b in whole().blocks if isinstance(b, Heading)]


def test_tables_repeat_their_head_and_hold_every_cell() -> None:
    file = read(render_word(whole()))
    given = [block for block in whole().blocks if isinstance(block, Table)]
    made = [one for one in file.tables if one.style.name == "Sanso Table"]
    assert len(made) == len(given)
    for block, one in zip(given, made, strict=True):
        assert one.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in one.rows[0].cells] == [column.head for column in block.columns]
        for row, line in zip(block.rows, one.rows[1:], strict=True):
            assert [cell.text.replace("\u00a0", " ").strip() for cell in line.cells] == [
                plain(cell).strip() for cell in row.cells
            ]


def test_every_mark_has_a_style_and_its_sign() -> None:
    rows = tuple(Row((Run("word", mark=mark),)) for mark in STATUSES)  # type: ignore[arg-type]
    file = read(render_word(document(Table(table().columns[:1], rows))))
    made = next(one for one in file.tables if one.style.name == "Sanso Table")
    styles = {row.cells[0].paragraphs[0].runs[0].style.name for row in made.rows[1:]}
    assert len(styles) == len(STATUSES)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_says_what_it_is(lang: Language) -> None:
    data = render_word(whole(lang))
    about = read(data).core_properties
    assert about.title == "バス運行監視 Bus operation"
    assert about.language.startswith(lang)
    assert about.created.date() == about.modified.date() == DAY
    defaults = part(data, "word/styles.xml").find(f".//{qn('w:docDefaults')}")
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "ja-JP"
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "Yu Gothic"


def test_every_style_that_is_used_is_defined() -> None:
    data = render_word(whole())
    known = {one.get(qn("w:styleId")) for one in part(data, "word/styles.xml").iter(qn("w:style"))}
    used = {
        node.get(qn("w:val"))
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml")
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for node in part(data, name).iter(qn(tag))
    }
    assert used <= known
    assert {"Heading1", "SansoTable", "SansoMet", "TOC1", "Caption"} <= used


@pytest.mark.parametrize(("tag", "order"), [("w:pPr", _P_ORDER), ("w:rPr", _R_ORDER), ("w:tblPr", _TBL_ORDER)])
def test_properties_stand_in_the_order_of_the_schema(tag: str, order: list[str]) -> None:
    data = render_word(whole())
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
        for node in part(data, name).iter(qn(tag)):
            styles = [one.get(qn("w:styleId")) for one in node.iterancestors(qn("w:style"))]
            if styles and not styles[0].startswith(("Sanso", "TOC", "Heading1")):
                continue
            names = [etree.QName(child).localname for child in node]
            assert names == sorted(names, key=order.index), (name, styles)


def test_contents_header_footer_and_pages() -> None:
    data = render_word(whole())
    body = part(data, "word/document.xml")
    codes = [node.text.strip() for node in body.iter(qn("w:instrText"))]
    assert codes[0].startswith("TOC ")
    anchors = {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))}
    marks = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= marks
    file = read(data)
    assert "申告であり、証明ではない" in file.sections[0].header.paragraphs[0].text
    footer = part(data, "word/footer1.xml")
    assert [node.text.strip() for node in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    sizes = [(round(s.page_width.mm), round(s.page_height.mm), s.orientation) for s in file.sections]
    assert (297, 210, WD_ORIENT.LANDSCAPE) in sizes
    assert (297, 420, WD_ORIENT.PORTRAIT) in sizes


def test_pictures_have_alternative_text() -> None:
    body = part(render_word(whole()), "word/document.xml")
    said = [node.get("descr") for node in body.iter(qn("wp:docPr"))]
    assert said == [block.alt for block in whole().blocks if isinstance(block, Figure)]


def test_each_numbered_list_begins_at_one() -> None:
    file = read(render_word(whole()))
    numbers = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number" and p.text.strip()]
    assert len(set(numbers)) == 2


def test_no_markup_in_names_is_obeyed() -> None:
    strange = (*HOSTILE, "a\x00\x0b\ufffe\ud800z", "x" * 10_000, "😀")
    blocks = [paragraph(text) for text in strange]
    file = read(render_word(document(*blocks, title=HOSTILE[5])))
    texts = [p.text.replace("\u200b", "") for p in file.paragraphs]
    for text in (*HOSTILE, "a z", "x" * 10_000, "😀"):
        assert text in texts


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_word(whole()) == render_word(whole())


def test_a_picture_with_japanese_needs_a_japanese_font() -> None:
    with pytest.raises(NoFont):
        render_word(document(Figure(PICTURE, "alt")), find_fonts({}, system=False))


@pytest.mark.long
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    found = "".join(pages_of(render_word(whole()), tmp_path))
    for text in ("要約Summary", "CPS.AC-2", "表の題Caption", "終わりend"):
        assert text in found
