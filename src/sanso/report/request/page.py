"""A document as one page for the screen: no script, nothing from outside, and everything in it escaped.

>>> import datetime as dt
>>> from sanso.report.document.blocks import paragraph
>>> page = render_page(Document("A < B", "en", dt.date(2026, 4, 1), (Heading(1, "So"), paragraph("& on."))))
>>> "<h1>A &lt; B</h1>" in page, "<h2>So</h2>" in page, "<p>&amp; on.</p>" in page
(True, True, True)
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sanso.report.document.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    Inline,
    Paragraph,
    Row,
    Table,
    runs,
    sign,
)

__all__ = ["render_page"]

_STYLE = """
:root { color-scheme: light; --ink: #1b2430; --soft: #566272; --accent: #0b4f7d; --rule: #c3ccd6; --pale: #eef2f6 }
body { color: var(--ink); background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1.2rem; line-height: 1.7;
  font-family: "Noto Sans", "Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans", sans-serif }
h1 { font-size: 1.6rem; margin-bottom: .2rem } h2 { color: var(--accent); font-size: 1.2rem; margin-top: 2rem;
  border-bottom: 2px solid var(--accent) } h3 { font-size: 1.05rem }
.end { text-align: right } .center { text-align: center } caption { text-align: left; font-weight: bold }
.call { border-left: 4px solid var(--accent); background: var(--pale); padding: .6rem 1rem; margin: 1rem 0 }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .88rem }
th, td { border: 1px solid var(--rule); padding: .35rem .5rem; text-align: left; vertical-align: top }
thead th { background: var(--pale) } tbody th { font-weight: normal }
code { font-family: ui-monospace, Consolas, monospace; font-size: .95em; white-space: nowrap }
.soft { color: var(--soft) }
@media print { body { max-width: none; margin: 0; font-size: 10pt } thead { display: table-header-group }
  tr { break-inside: avoid } .wide { overflow: visible } }
"""


def render_page(document: Document) -> str:
    """Return a letter as an HTML page; pictures are left to the printed forms."""
    opening = "\n".join(part for block in document.opening for part in _block(block))
    body = "\n".join(part for block in document.blocks for part in _block(block))
    return (
        f'<!doctype html>\n<html lang="{document.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{opening}\n<h1>{escape(document.title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        level = block.level + 1
        yield f"<h{level}>{escape(block.text)}</h{level}>"
    elif isinstance(block, Paragraph):
        name = "" if block.align == "start" else f' class="{block.align}"'
        yield f"<p{name}>{_inline(block.content)}</p>"
    elif isinstance(block, BulletList):
        name = "ol" if block.numbered else "ul"
        items = "".join(f"<li>{_inline(item)}</li>" for item in block.items)
        yield f"<{name}>{items}</{name}>"
    elif isinstance(block, Callout):
        title = f"<strong>{escape(block.title)}</strong> " if block.title else ""
        yield f'<p class="call">{title}{_inline(block.content)}</p>'
    elif isinstance(block, Table):
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    heads = "".join(f'<th scope="col">{escape(column.head)}</th>' for column in table.columns)
    yield f'<div class="wide"><table>{caption}<thead><tr>{heads}</tr></thead><tbody>'
    for row in table.rows:
        yield _row(row, len(table.columns))
    yield "</tbody></table></div>"
    if table.left_out:
        yield f'<p class="soft">{escape(table.left_out)}</p>'


def _row(row: Row, width: int) -> str:
    if row.group:
        return f'<tr><th scope="colgroup" colspan="{width}">{_inline(row.cells[0])}</th></tr>'
    first, *others = row.cells
    return f'<tr><th scope="row">{_inline(first)}</th>{"".join(f"<td>{_inline(cell)}</td>" for cell in others)}</tr>'


def _inline(content: Inline) -> str:
    made = []
    for run in runs(content):
        text = escape(run.text).replace("\n", "<br>")
        mark = sign(run.mark)
        if mark:
            text = f"{mark} {text}"
        if run.mark == "code":
            text = f"<code>{text}</code>"
        elif run.mark == "soft":
            text = f'<span class="soft">{text}</span>'
        made.append(f"<strong>{text}</strong>" if run.strong else text)
    return "".join(made)
