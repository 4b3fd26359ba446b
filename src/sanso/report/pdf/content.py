"""A document as the JSON that the Typst template reads: strings stay strings, so that none becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from sanso.report.document.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Figure,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
    runs,
    sign,
)
from sanso.report.document.cleaning import breakable, clean
from sanso.report.document.pictures import fitted, still
from sanso.report.document.sections import Section, Sheet, sections

__all__ = ["Picture", "content"]

_LONG = 900
"""Characters of a row from which it may run over to the next page."""

_IDENTS = re.compile(r"(,\s*)")

Picture = str


def _lists(given: Inline) -> bool:
    """Tell whether text holds a list of identifiers, which is not to be stretched over the line."""
    return any(run.mark == "code" and "," in run.text for run in runs(given))


class _Content:
    """Collects the pictures while the blocks are written down."""

    def __init__(self, family: str, mended: Callable[[str], str]) -> None:
        self.family = family
        self.mended = mended
        self.pictures: list[Picture] = []

    def text(self, value: str) -> str:
        return breakable(self.mended(clean(value)))

    def inline(self, value: Inline) -> Any:
        made = [piece for run in runs(value) for piece in self._run(run)]
        if not made:
            return ""
        return made[0] if len(made) == 1 else made

    def _run(self, run: Run) -> list[Any]:
        if run.mark == "code" and "," in run.text:
            parts = _IDENTS.split(run.text)
            return [part if at % 2 else self._record(Run(part, mark="code")) for at, part in enumerate(parts)]
        return [self._record(run)]

    def _record(self, run: Run) -> Any:
        text = self.text(run.text)
        if run.mark is None and not run.strong:
            return text
        made: dict[str, Any] = {"t": text}
        if run.strong:
            made["b"] = True
        if run.mark is not None:
            made |= {"m": run.mark, "s": sign(run.mark)}
        return made

    def blocks(self, part: Section) -> list[dict[str, Any]]:
        """Return the blocks of a section; words right before a table or picture, or between headings, stay with it."""
        made = [self.block(block, part.sheet) for block in part.blocks]
        for before, after in pairwise(made):
            if before["k"] == "paragraph" and after["k"] in ("table", "figure", "list"):
                before["keep"] = True
        for above, words, below in zip(made, made[1:], made[2:], strict=False):
            if (above["k"], words["k"], below["k"]) == ("heading", "paragraph", "heading"):
                words["keep"] = True
        return made

    def block(self, block: Block, sheet: Sheet) -> dict[str, Any]:
        match block:
            case Heading(level=level, text=text):
                return {"k": "heading", "level": level, "text": self.text(text)}
            case Paragraph(content=given):
                return {"k": "paragraph", "text": self.inline(given), "ragged": _lists(given), "align": block.align}
            case BulletList(items=items, numbered=numbered):
                return {"k": "list", "numbered": numbered, "items": [self.inline(one) for one in items]}
            case Callout(content=given, title=title):
                return {"k": "callout", "title": self.text(title), "text": self.inline(given)}
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block, sheet)
            case PageBreak():
                return {"k": "break"}

    def _table(self, table: Table) -> dict[str, Any]:
        return {
            "k": "table",
            "columns": [
                {"head": self.text(column.head), "share": column.share, "align": column.align}
                for column in table.columns
            ],
            "rows": [self._row(row) for row in table.rows],
            "caption": self.text(table.caption),
            "left": self.text(table.left_out),
        }

    def _row(self, row: Row) -> dict[str, Any]:
        cells = [self.inline(cell) for cell in row.cells]
        long = max((len(plain(cell)) for cell in row.cells), default=0) > _LONG
        return {"group": row.group, "cells": cells, "long": long}

    def _figure(self, figure: Figure, sheet: Sheet) -> dict[str, Any]:
        width, _ = fitted(figure, sheet)
        self.pictures.append(self.mended(still(figure.svg, self.family)))
        return {
            "k": "figure",
            "picture": len(self.pictures) - 1,
            "alt": self.text(figure.alt),
            "caption": self.text(figure.caption),
            "width": round(width, 1),
        }


def content(
    document: Document, families: Sequence[str], mended: Callable[[str], str] = str
) -> tuple[dict[str, Any], list[Picture]]:
    """Return what the template reads: the document, and its pictures in order; *mended* replaces what no font has."""
    made = _Content(families[0], mended)
    parts = [{"sheet": part.sheet, "blocks": made.blocks(part)} for part in sections(document.blocks)]
    japanese = document.lang == "ja"
    day = document.day
    letter = bool(document.opening)
    whole = {
        "title": made.text(document.title),
        "subtitle": made.text(document.subtitle),
        "lang": document.lang,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "facts": [[made.text(label), made.inline(value)] for label, value in document.facts],
        "keywords": [made.text(word) for word in document.keywords],
        "running": made.text(document.title),
        "stage": made.text(document.running),
        "foot": day.isoformat() if letter else f"Sanso · {day.isoformat()}",
        "brand": "Sanso 三層" if japanese else "Sanso",
        "fonts": list(families),
        "words": {"contents": "目次" if japanese else "Contents"},
        "opening": [made.block(one, "upright") for one in document.opening],
        "contents": not letter and any(isinstance(block, Heading) for block in document.blocks),
        "sections": parts,
    }
    return whole, made.pictures
