"""A comparison as Markdown, to be put beside a change that is under review.

Everything from input is escaped: it can neither format the page nor bring markup into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sanso.analysis.comparing import Comparison
from sanso.model.diagnostics import printable
from sanso.model.text import Language, Text
from sanso.report.difference import between, headline, sections
from sanso.report.difference_rows import Name, Section

__all__ = ["render_difference"]

_MOST = 60
_SIGNS = re.compile(r"([\\`*_\[\]|~])")
_TITLE = Text(en="What changed: {name}", ja="変更点: {name}")
_STATED = Text(
    en="Everything below is stated, not proven. *Worse* and *better* follow from the computed results alone.",
    ja="以下はすべて申告であり、証明されたものではありません。「悪化」「改善」は計算結果だけから判定しています。",
)
_MORE = Text(en="{n} more: `sanso diff --all`", ja="ほか {n} 行(`sanso diff --all` で表示)")


def render_difference(result: Comparison, name: Name, lang: Language) -> str:
    """Return the comparison as a Markdown page in *lang*."""
    return "\n".join(_lines(result, name, lang)) + "\n"


def _lines(result: Comparison, name: Name, lang: Language) -> Iterator[str]:
    yield f"# {escaped(_TITLE.fill(name=result.new.name).show(lang))}"
    yield ""
    yield f"**{escaped(between(result).show(lang))}**"
    yield ""
    yield escaped(headline(result).show(lang), plain=True)
    yield ""
    yield _STATED.show(lang)
    for notice in result.diagnostics:
        yield ""
        yield f"> {escaped(notice.message.show(lang))}"
    for section in sections(result, name, _MOST):
        yield ""
        yield from _section(section, lang)


def _section(section: Section, lang: Language) -> Iterator[str]:
    yield f"## {section.title.show(lang)}"
    yield ""
    if section.note is not None:
        yield section.note.show(lang)
        yield ""
    heads = ["" if column.show("en") == "–" else column.show(lang) for column in section.columns]
    yield f"| {' | '.join(heads)} |"
    yield "|" + " --- |" * len(heads)
    for row in section.rows:
        yield f"| {' | '.join(_cell(cell, lang) for cell in row.cells)} |"
    if section.more:
        yield ""
        yield _MORE.fill(n=f"{section.more:,}").show(lang)


def _cell(lines: Sequence[Text], lang: Language) -> str:
    return "<br>".join(escaped(line.show(lang)) for line in lines)


def escaped(text: str, *, plain: bool = False) -> str:
    r"""Return *text* so that Markdown shows it as it is; *plain* text is our own.

    >>> escaped("a|b <i>*c*")
    'a\\|b &lt;i&gt;\\*c\\*'
    """
    if plain:
        return text
    safe = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SIGNS.sub(r"\\\1", safe)
