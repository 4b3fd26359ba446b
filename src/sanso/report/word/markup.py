"""Blocks as WordprocessingML: text is escaped here and nowhere else, and looks are named, not spelled out.

>>> run("a < b", "SansoSoft")
'<w:r><w:rPr><w:rStyle w:val="SansoSoft"/></w:rPr><w:t xml:space="preserve">a &lt; b</w:t></w:r>'
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sanso.report.document.blocks import Inline, Row, Run, Table, plain, runs, sign
from sanso.report.document.cleaning import breakable, clean

__all__ = ["NAMESPACES", "aligned", "field", "field_marks", "inline", "paragraph", "run", "style_of", "table", "text"]

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

_LONG = 900
"""Characters of a row from which it may run over to the next page."""

_TWIPS = 56.7
"""Twentieths of a point in a millimetre."""


def text(value: str) -> str:
    """Return what of *value* a page can show."""
    return breakable(clean(value))


def style_of(one: Run) -> str:
    """Name the character style of a run; nothing where it has none."""
    if one.mark is not None:
        return "Sanso" + "".join(part.capitalize() for part in one.mark.split("-"))
    return "Strong" if one.strong else ""


def run(content: str, style: str = "", *, strong: bool = False) -> str:
    """Return a run; a line feed breaks the line."""
    looks = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if strong else "")
    head = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    pieces = [
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' if line else "" for line in content.split("\n")
    ]
    return f"<w:r>{head}{'<w:br/>'.join(pieces)}</w:r>"


def inline(value: Inline) -> str:
    """Return text as runs, each mark with its sign."""
    made = []
    for one in runs(value):
        said = text(one.text)
        if mark := sign(one.mark):
            said = f"{mark}\u00a0{said}"
        elif one.mark is not None and one.mark.startswith("category"):
            said = f"\u00a0{said}\u00a0"
        made.append(run(said, style_of(one), strong=one.strong and one.mark is not None))
    return "".join(made)


def paragraph(style: str, content: str, extra: str = "") -> str:
    """Return a paragraph around runs; *extra* goes into its properties."""
    head = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{head}{extra}</w:pPr>{content}</w:p>"


def field(code: str, shown: str = "", *, dirty: bool = False) -> str:
    """Return a field that Word computes; *shown* stands until it does."""
    begin, end = field_marks(code, dirty=dirty)
    return begin + run(shown) + end


def field_marks(code: str, *, dirty: bool = False) -> tuple[str, str]:
    """Return what stands before and behind the shown text of a field; a *dirty* one is computed on opening."""
    stale = ' w:dirty="true"' if dirty else ""
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"{stale}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return begin, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def table(given: Table, width: float) -> str:
    """Return a table as wide as *width* millimetres, its head repeated on every page."""
    total = sum(column.share for column in given.columns) or 1
    widths = [round(column.share / total * width * _TWIPS) for column in given.columns]
    aligns = [column.align for column in given.columns]
    head = "".join(
        _cell(paragraph("SansoTableHead", run(text(column.head)), aligned(column.align)), size)
        for column, size in zip(given.columns, widths, strict=True)
    )
    said = escape(text(given.caption), quote=True)
    return (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblStyle w:val="SansoTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/>{f"<w:tblCaption w:val={chr(34)}{said}{chr(34)}/>" if said else ""}</w:tblPr>'
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{size}{chr(34)}/>' for size in widths)}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        f"{''.join(_row(row, widths, aligns) for row in given.rows)}</w:tbl>"
    )


def _row(row: Row, widths: Sequence[int], aligns: Sequence[str]) -> str:
    if row.group:
        span = f'<w:gridSpan w:val="{len(widths)}"/>'
        cell = _cell(paragraph("SansoTableGroup", inline(row.cells[0])), sum(widths), span)
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
    long = max((len(plain(cell)) for cell in row.cells), default=0) > _LONG
    cells = "".join(
        _cell(paragraph("SansoTableText", inline(cell), aligned(align)), size)
        for cell, size, align in zip(row.cells, widths, aligns, strict=True)
    )
    return f"<w:tr>{'' if long else '<w:trPr><w:cantSplit/></w:trPr>'}{cells}</w:tr>"


def _cell(content: str, width: int, extra: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{content}</w:tc>'


def aligned(align: str) -> str:
    """Return the alignment of a paragraph, for its properties."""
    return "" if align == "start" else f'<w:jc w:val="{align}"/>'
