from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from sanso.model.text import Language
from sanso.report.document import Figure, Heading, Row, Run, paragraph
from sanso.report.document.blocks import BulletList, Callout, Document, Paragraph, Table
from sanso.report.pdf import NoFont, find_fonts, render_pdf, render_picture, render_png

from .factory import DAY, HOSTILE, PICTURE, document, table, whole

pytestmark = pytest.mark.skipif(find_fonts().japanese is None, reason="no Japanese font is installed")


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """Text without line breaks, spaces and places to break, so that it does not depend on the layout."""
    pages = "".join(page.extract_text() for page in read(data).pages)
    return "".join(pages.split()).replace("\u200b", "").replace("\u2060", "")


def squeezed(text: str) -> str:
    return "".join(text.split())


def tags(reader: PdfReader) -> Iterator[Any]:
    """Walk the structure tree."""
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        node = waiting.pop().get_object()
        if not isinstance(node, dict):
            continue
        if "/S" in node:
            yield node
        children = node.get("/K", [])
        waiting += children if isinstance(children, list) else [children]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_says_what_it_is(lang: Language) -> None:
    reader = read(render_pdf(whole(lang)))
    root: Any = reader.trailer["/Root"]
    assert str(root["/Lang"]).lower().startswith(lang)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    meta: Any = reader.metadata
    assert meta.title == "バス運行監視 Bus operation"
    xmp = root["/Metadata"].get_object().get_data().decode()
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in xmp


def test_headings_are_bookmarks_and_tags() -> None:
    reader = read(render_pdf(whole()))

    def titles(outline: Any) -> Iterator[str]:
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield entry.title

    expected = [block.text for block in whole().blocks if isinstance(block, Heading)]
    assert [title for title in titles(reader.outline) if title != "目次"] == expected
    kinds = [str(node["/S"]) for node in tags(reader)]
    assert kinds.count("/H1") >= 2


def test_tables_and_pictures_are_tagged() -> None:
    nodes = list(tags(read(render_pdf(whole()))))
    kinds = [str(node["/S"]) for node in nodes]
    tables = [block for block in whole().blocks if isinstance(block, Table)]
    assert kinds.count("/Table") == len(tables)
    assert kinds.count("/TH") == sum(len(block.columns) for block in tables)
    assert kinds.count("/TD") == sum(len(row.cells) for block in tables for row in block.rows)
    said = {str(node["/Alt"]) for node in nodes if node["/S"] == "/Figure" and "/Alt" in node}
    assert said == {block.alt for block in whole().blocks if isinstance(block, Figure)}


def test_a_letter_has_neither_cover_nor_contents() -> None:
    opening = (Paragraph("9 November 2026", "end"), Paragraph("To: the maker"))
    blocks = (paragraph("Dear Sir or Madam,"), Heading(1, "Annex"), paragraph("Listed."))
    letter = Document("A request", "en", DAY, blocks, running="Confidential", opening=opening)
    first = " ".join(page.extract_text() for page in read(render_pdf(letter)).pages).split()
    text = " ".join(first)
    assert text.startswith("9 November 2026 To: the maker A request Dear Sir or Madam, Annex Listed.")
    assert "Contents" not in text
    assert "Sanso" not in text
    assert "Contents" in " ".join(page.extract_text() for page in read(render_pdf(replace(letter, opening=()))).pages)


def test_all_words_are_in_it() -> None:
    found = text_of(render_pdf(whole()))
    for block in whole().blocks:
        if isinstance(block, (Heading, Callout)):
            assert squeezed(block.text if isinstance(block, Heading) else str(block.content)) in found
        if isinstance(block, BulletList):
            assert all(squeezed(item if isinstance(item, str) else str(item[0])) in found for item in block.items)
    assert "扉の絵door" in found  # a label inside a picture
    assert "申告であり、証明ではない" in found
    assert "CPS.AC-2名称" in found


def test_wide_and_large_pages() -> None:
    pages = {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in read(render_pdf(whole())).pages}
    assert pages == {(595, 842), (842, 595), (842, 1191)}


def test_the_head_of_a_table_is_repeated() -> None:
    pages = [page.extract_text() for page in read(render_pdf(document(table(200)))).pages]
    full = [page for page in pages if "CPS.AC-" in page]
    assert len(full) >= 3
    assert all("Requirement" in page for page in full)


def test_no_markup_in_names_is_obeyed() -> None:
    data = render_pdf(
        document(
            *(Heading(1, text) for text in HOSTILE),
            *(paragraph(text) for text in HOSTILE),
            Table(table().columns, tuple(Row((text, text, text, Run(text, mark="code"))) for text in HOSTILE)),
            title=HOSTILE[0],
        )
    )
    found = text_of(data)
    for text in HOSTILE:
        assert found.count(squeezed(text)) >= 4, text


@pytest.mark.parametrize(
    "text",
    [
        "a\x00\x1b[31m\x7f",
        "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
        "x" * 10_000,
        "長" * 10_000,
        "😀👩‍👩‍👧 e" + "\u0301" * 60,
        "\ue000 \ufdd0 \U000e0041 \udc80",
        "𠮷髙﨑①㈱ｶﾞ",
        "\n\n\n",
        "",
    ],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_strange_text_is_set(text: str, lang: Language) -> None:
    cell = Table(table().columns, (Row((text, text, Run(text, mark="met"), text)),), caption=text)
    data = render_pdf(
        document(Heading(1, f"h {text}"), paragraph(text), cell, Figure(PICTURE, text or "alt"), lang=lang)
    )
    assert "door" in text_of(data)


def test_a_character_without_a_font_is_written_as_its_number() -> None:
    found = text_of(render_pdf(document(paragraph("\U00030000 and \u13000"), paragraph("ok"))))
    assert "[U+30000]and" in found
    assert "ok" in found


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_pdf(whole()) == render_pdf(whole())
    assert render_pdf(whole()) != render_pdf(whole("en"))


def test_japanese_without_a_japanese_font_is_refused_with_a_way_out() -> None:
    bare = find_fonts({}, system=False)
    assert bare.japanese is None
    for made in (whole("ja"), whole("en")):
        with pytest.raises(NoFont) as refused:
            render_pdf(made, bare)
        for lang in ("en", "ja"):
            assert "fonts-noto-cjk" in refused.value.message.show(lang)
            assert "sanso doctor" in refused.value.message.show(lang)
    with pytest.raises(NoFont):
        render_png(PICTURE, "en", fonts=bare)


def test_english_needs_no_installed_font() -> None:
    bare = find_fonts({}, system=False)
    plain = document(Heading(1, "Summary"), paragraph("Fine. ", Run("met", mark="met")), title="Bus operation")
    made = render_pdf(type(plain)(plain.title, "en", plain.day, plain.blocks, running="stated, not proven"), bare)
    assert "Fine." in text_of(made)


def test_fonts_in_named_folders_are_found(tmp_path: Any) -> None:
    path = find_fonts().japanese
    assert path is not None
    assert path.path is not None
    (tmp_path / "font").symlink_to(path.path)
    (tmp_path / f"font{path.path[-4:]}").symlink_to(path.path)
    found = find_fonts({"SANSO_FONTS": f"/nowhere:{tmp_path}"}, system=False)
    assert found.japanese is not None
    assert found.japanese.family == path.family
    assert render_pdf(whole(), found).startswith(b"%PDF-1.7")


def test_a_family_without_bold_still_tells_strong_text() -> None:
    fonts = find_fonts()
    assert fonts.japanese is not None
    thin = type(fonts)(fonts.latin, type(fonts.japanese)(fonts.japanese.family, None, bold=False), fonts.handle)
    one = document(paragraph(Run("太字", strong=True)), lang="ja")
    other = document(paragraph("太字"), lang="ja")
    assert render_pdf(one, thin) != render_pdf(other, thin)


def test_a_picture_alone_is_png() -> None:
    assert render_png(PICTURE, "ja").startswith(b"\x89PNG")


def test_a_picture_alone_is_an_accessible_page_of_its_size() -> None:
    made = render_picture(PICTURE, "ja", DAY)
    assert made == render_picture(PICTURE, "ja", DAY)
    file = PdfReader(io.BytesIO(made))
    assert len(file.pages) == 1
    box = file.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (225, 90)
    assert file.metadata is not None
    assert file.metadata.title == "絵"
    root: Any = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "ja"


def test_a_picture_with_japanese_needs_a_japanese_font() -> None:
    bare = find_fonts({}, system=False)
    with pytest.raises(NoFont):
        render_picture(PICTURE, "en", DAY, fonts=bare)
