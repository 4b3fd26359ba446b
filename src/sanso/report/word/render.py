"""Write a document as a Word file.

Looks are in styles, so that an editor changes them in one place; pictures are PNG (Word versions differ in what
they make of SVG); the table of contents is a field that Word fills with page numbers. The same document gives the
same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from sanso.report.document.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from sanso.report.document.pictures import fitted, size
from sanso.report.document.sections import Sheet, sections
from sanso.report.pdf.fonts import Fonts, find_fonts
from sanso.report.pdf.render import render_png
from sanso.report.word.markup import NAMESPACES, aligned, field, field_marks, inline, paragraph, run, table, text
from sanso.report.word.styles import apply_styles

if TYPE_CHECKING:
    from docx.document import Document as WordFile

__all__ = ["render_word"]

_PAGES: dict[Sheet, tuple[float, float]] = {"upright": (210, 297), "wide": (297, 210), "large": (297, 420)}
_MARGIN = 18.0
_PPI = 220
"""Dots of a printed picture per inch."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, which zip cannot do without."""


def render_word(document: Document, fonts: Fonts | None = None) -> bytes:
    """Return *document* as a Word file (docx).

    Raises:
        NoFont: a picture holds Japanese and no Japanese font is installed.

    """
    import docx

    file = docx.Document()
    apply_styles(file, document.lang)
    _properties(file, document)
    writer = _Writer(file, document, fonts if fonts is not None else find_fonts())
    writer.open()
    for number, part in enumerate(sections(document.blocks)):
        writer.section(part.sheet, first=number == 0)
        writer.blocks(part.blocks)
    buffer = io.BytesIO()
    file.save(buffer)
    return _repacked(buffer.getvalue())


def _properties(file: WordFile, document: Document) -> None:
    about = file.core_properties
    noon = dt.datetime(document.day.year, document.day.month, document.day.day)
    about.title, about.subject = text(document.title)[:255], text(document.subtitle)[:255]
    about.author = about.last_modified_by = "Sanso"
    about.comments = ""
    about.keywords = ", ".join(map(text, document.keywords))[:255]
    about.language = "ja-JP" if document.lang == "ja" else "en-GB"
    about.created = about.modified = noon
    about.revision = 1


class _Writer:
    """Appends blocks to a file; its sections differ in the size of their pages."""

    def __init__(self, file: WordFile, document: Document, fonts: Fonts) -> None:
        self.file = file
        self.document = document
        self.fonts = fonts
        self.sheet: Sheet = "upright"
        self._marks = count(1)

    def open(self) -> None:
        """Write the cover with title, facts and contents; of a letter, its opening and its subject."""
        document = self.document
        self._page(self.file.sections[0], "upright")
        if document.opening:
            self._plain_first_page()
            self.blocks(document.opening)
            self._put(paragraph("SansoSubject", run(text(document.title)), aligned("center" if self._ja else "start")))
            return
        self._put(paragraph("SansoNote", run("Sanso 三層" if self._ja else "Sanso")))
        self._put(paragraph("Title", run(text(document.title))))
        if document.subtitle:
            self._put(paragraph("Subtitle", run(text(document.subtitle))))
        if document.facts:
            self._put(_facts(document))
        self._contents()

    @property
    def _ja(self) -> bool:
        return self.document.lang == "ja"

    def _plain_first_page(self) -> None:
        """Leave the head of the first page empty; its foot is that of the others."""
        first = self.file.sections[0]
        first.different_first_page_header_footer = True
        _replace(first.first_page_header, paragraph("Header", ""))
        _replace(first.first_page_footer, self._foot("upright"))

    def _contents(self) -> None:
        headings = [block for block in self.document.blocks if isinstance(block, Heading) and block.level < 3]
        if not headings:
            return
        self._put(paragraph("TOCHeading", run("目次" if self._ja else "Contents")))
        begin, end = field_marks('TOC \\o "1-2" \\h \\z \\u', dirty=True)
        for number, heading in enumerate(headings, 1):
            page = field(f"PAGEREF _sanso{number} \\h", " ", dirty=True)
            link = (
                f'<w:hyperlink w:anchor="_sanso{number}" w:history="1">{run(text(heading.text))}'
                f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
            )
            before = begin if number == 1 else ""
            after = end if number == len(headings) else ""
            self._put(paragraph(f"TOC{heading.level}", before + link + after))

    def section(self, sheet: Sheet, *, first: bool) -> None:
        """Begin pages of another size, or the first page after the cover; a letter goes on below its subject."""
        from docx.enum.section import WD_SECTION

        if first and sheet == "upright" and self.document.opening:
            return
        if first and sheet == "upright":
            self._put(paragraph("", '<w:r><w:br w:type="page"/></w:r>'))
            return
        made = self.file.add_section(WD_SECTION.NEW_PAGE)
        ends: Any = self.file.element.body
        last = ends.xpath("./w:p[w:pPr/w:sectPr]")[-1]
        last.style = "SansoSectionEnd"
        self.sheet = sheet
        made.different_first_page_header_footer = False
        self._page(made, sheet)

    def _page(self, section: Any, sheet: Sheet) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        width, height = _PAGES[sheet]
        section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(_MARGIN)
        section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        section.header_distance = section.footer_distance = Mm(10)
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        head = run(text(self.document.title)) + _ACROSS + run(text(self.document.running))
        _replace(section.header, paragraph("Header", head, _edge(sheet)))
        _replace(section.footer, self._foot(sheet))

    def _foot(self, sheet: Sheet) -> str:
        pages = field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
        maker = "" if self.document.opening else "Sanso · "
        return paragraph("Footer", run(f"{maker}{self.document.day.isoformat()}") + _ACROSS + pages, _edge(sheet))

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Write blocks in their order."""
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, Figure):
                self._figure(block)
            else:
                for markup in self._markup(block, leads=isinstance(following, (Table, Figure, BulletList))):
                    self._put(markup)

    def _markup(self, block: Block, *, leads: bool) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph(content=content, align=align):
                yield paragraph("SansoLead" if leads else "", inline(content), aligned(align))
            case BulletList(items=items, numbered=numbered):
                extra = self._from_one() if numbered else ""
                for item in items:
                    yield paragraph("ListNumber" if numbered else "ListBullet", inline(item), extra)
            case Callout(content=content, title=title):
                head = run(f"{text(title)} ", "Strong") if title else ""
                yield paragraph("SansoCallout", head + inline(content))
            case Table():
                if block.caption:
                    yield paragraph("Caption", run(text(block.caption)))
                yield table(block, _PAGES[self.sheet][0] - 2 * _MARGIN)
                yield paragraph("SansoNote", run(text(block.left_out)) if block.left_out else "")
            case PageBreak():
                yield paragraph("", '<w:r><w:br w:type="page"/></w:r>')

    def _from_one(self) -> str:
        """Return what makes a list count from one, whatever was counted before."""
        from docx.oxml.ns import qn

        numbering: Any = self.file.part.numbering_part.element
        listed: Any = self.file.styles["List Number"].element
        number = int(listed.find(f".//{qn('w:numId')}").get(qn("w:val")))
        made = numbering.add_num(numbering.num_having_numId(number).abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{made.numId}"/></w:numPr>'

    def _heading(self, heading: Heading) -> str:
        content = run(text(heading.text))
        if heading.level < 3:
            number = next(self._marks)
            content = (
                f'<w:bookmarkStart w:id="{number}" w:name="_sanso{number}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
            )
        return paragraph(f"Heading{heading.level}", content)

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Mm

        width, height = fitted(figure, self.sheet)
        natural = size(figure.svg)[0] * 0.75 / 72
        picture = render_png(figure.svg, self.document.lang, ppi=_PPI * (width / 25.4) / natural, fonts=self.fonts)
        if figure.caption:
            self._put(paragraph("Caption", run(text(figure.caption))))
        holder = self.file.add_paragraph(style="Sanso Picture")
        drawn = holder.add_run().add_picture(io.BytesIO(picture), width=Mm(width), height=Mm(height))
        said: Any = drawn._inline.docPr
        said.set("descr", text(figure.alt))

    def _put(self, markup: str) -> None:
        from docx.oxml.parser import parse_xml

        body: Any = self.file.element.body
        body.sectPr.addprevious(parse_xml(_with_namespaces(markup)))


def _with_namespaces(markup: str) -> str:
    return markup if markup.startswith("<w:tbl ") else markup.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)


_ACROSS = "<w:r><w:tab/></w:r>"
"""What separates the left of a head or foot from its right."""


def _edge(sheet: Sheet) -> str:
    """Return the tab stop at the right edge of what is written on."""
    return f'<w:tabs><w:tab w:val="right" w:pos="{round((_PAGES[sheet][0] - 2 * _MARGIN) * 56.7)}"/></w:tabs>'


def _facts(document: Document) -> str:
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2700" w:type="dxa"/></w:tcPr>'
        f"{paragraph('SansoTableText', run(text(label), 'SansoSoft'))}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="7160" w:type="dxa"/></w:tcPr>{paragraph("SansoTableText", inline(value))}</w:tc>'
        "</w:tr>"
        for label, value in document.facts
    )
    return (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblStyle w:val="SansoFacts"/><w:tblW w:w="9860" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="2700"/><w:gridCol w:w="7160"/></w:tblGrid>'
        f"{rows}</w:tbl>"
    )


def _replace(part: Any, markup: str) -> None:
    """Put one paragraph in the place of all of a header or footer."""
    from docx.oxml.parser import parse_xml

    element = part._element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(_with_namespaces(markup)))


def _repacked(data: bytes) -> bytes:
    """Return the archive with one fixed date in place of the clock's."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
