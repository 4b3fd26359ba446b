r"""The lines of a table as HTML: what the macros ``cell`` and ``set_as`` of the templates make, several times quicker.

>>> from sanso.model.text import Text
>>> from sanso.web.grids import Cell, Column, Grid
>>> grid = Grid("parts", Text(en="Parts", ja="部品"), (Column("id", Text(en="Id", ja="ID")),), ((Cell("<b>"),),))
>>> str(lines_html(grid, "en"))
'<tr><th scope="row">&lt;b&gt;</th></tr>\n'
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from sanso.model.text import Language, Text
from sanso.web.grids import Cell, Column, Grid, Value

__all__ = ["lines_html"]

_NOT_RATED = Text(en="not rated", ja="評価対象外")
_LONG = {"en": 80, "ja": 40}
"""Characters beyond which a text gets a wide column."""
_SHORT = 16


def lines_html(grid: Grid, lang: Language) -> Markup:
    """Return the lines of *grid* that stand on the page."""
    return Markup("".join(_line(grid.columns, row, lang) for row in grid.shown))  # noqa: S704 -- escaped cell by cell


def _line(columns: Sequence[Column], row: Sequence[Cell], lang: Language) -> str:
    made = ["<tr>"]
    for at, (column, cell) in enumerate(zip(columns, row, strict=False)):
        told = cell.shown.show(lang) if isinstance(cell.shown, Text) else cell.shown
        shown = told if told is not None else cell.value
        kind = _kind(column, str(shown), lang)
        inside = _inside(column, cell, shown, lang)
        made.append(f"<td{kind}>{inside}</td>" if at else f'<th scope="row"{kind}>{inside}</th>')
    made.append("</tr>\n")
    return "".join(made)


def _kind(column: Column, text: str, lang: Language) -> str:
    if column.kind == "number":
        return ' class="n"'
    short = len(text) <= _SHORT and text.isascii() and text[-1:].isdigit() and " " not in text
    if column.kind == "day" or short:
        return ' class="whole"'
    return ' class="long"' if column.kind == "text" and len(text) > _LONG[lang] else ""


def _inside(column: Column, cell: Cell, shown: Value, lang: Language) -> str:
    words = str(escape(shown))
    if column.kind == "category":
        value = cell.value
        made = f'<span class="cat cat-{"x" if value is None else escape(value)}">'
        made += f"{_NOT_RATED.show(lang) if value is None else escape(value)}</span>"
    elif column.kind == "status":
        code = escape(cell.value)
        made = f'<span class="st st-{code}"><svg aria-hidden="true"><use href="#sn-{code}"/></svg>{words}</span>'
    elif column.kind == "id":
        made = f"<code>{words}</code>"
    elif cell.href:
        made = f'<a href="{escape(cell.href)}"><bdi>{words}</bdi></a>'
    else:
        made = "–" if shown is None or shown == "" else words
    if cell.note:
        note = cell.note.show(lang) if isinstance(cell.note, Text) else cell.note
        made += f'<span class="soft small">{escape(note)}</span>'
    return made
