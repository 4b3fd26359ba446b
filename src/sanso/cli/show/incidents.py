"""What can happen, layer by layer: incidents and the elements through which they happen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nsmallest

from sanso.assessment.result import IncidentRow
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.report import terms

__all__ = ["show_incidents"]

_NAMED = 3


def show_incidents(page: Page) -> None:
    """Show each incident once, with how many elements of which type it concerns."""
    voice = page.voice
    rows = page.evaluation.assessment.incidents
    page.terminal.heading(
        voice("1  What can happen", "1  起こりうること"),
        voice(
            "assumed incidents and the elements that let them happen",
            "想定されるセキュリティインシデントと、その起点となる構成要素",
        ),
    )
    key = " · ".join(f"{letter}\u00a0{voice.text(text).replace(' ', chr(160))}" for letter, text in terms.TYPE.items())
    page.terminal.line(Terminal.styled(key, "dim"), 1)
    rank = page.rank()
    for layer in (1, 2, 3):
        page.terminal.line()
        page.terminal.line(Terminal.styled(voice.text(terms.LAYER[str(layer)]), "bold"), 1)
        here = [row for row in rows if row.layer == layer]
        if not here:
            page.terminal.line(voice("nothing takes part in this layer", "この層に関わる構成要素はありません"), 1)
            continue
        groups = [[row for row in here if row.id == ident] for ident in dict.fromkeys(row.id for row in here)]
        columns: list[Column] = ["id", voice("what", "何が"), *((letter, "right") for letter in terms.TYPE)]
        columns.append(voice("elements", "構成要素"))
        numbers = range(2, 2 + len(terms.TYPE))
        page.terminal.table(columns, [_row(page, group, rank) for group in groups], indent=1, fixed=(0, *numbers))
    page.terminal.line()
    _sources(page, rows)


def _row(page: Page, rows: list[IncidentRow], rank: Mapping[str, int]) -> list[Cell]:
    count = {row.type: len(row.elements) for row in rows}
    cells: list[Cell] = [rows[0].id, page.voice.text(rows[0].title)]
    cells += [f"{count[letter]:,}" if letter in count else "·" for letter in terms.TYPE]
    return [
        *cells,
        Terminal.styled(page.some(_spread(rows, rank, whole=page.whole), _NAMED, sum(count.values())), "dim"),
    ]


def _spread(rows: list[IncidentRow], rank: Mapping[str, int], *, whole: bool) -> list[str]:
    """Take the elements in turns, type by type, highest category first, so that the first names tell most."""
    if whole:
        ordered = [sorted(row.elements, key=lambda ident: -rank.get(ident, 0)) for row in rows]
    else:
        ordered = [nsmallest(_NAMED, row.elements, key=lambda ident: -rank.get(ident, 0)) for row in rows]
    longest = max(len(elements) for elements in ordered)
    return [elements[turn] for turn in range(longest) for elements in ordered if turn < len(elements)]


def _sources(page: Page, rows: Iterable[IncidentRow]) -> None:
    voice, records = page.voice, page.evaluation.catalogue.incidents
    found = dict.fromkeys(voice.text(records[row.id].source_text) for row in rows if row.id in records)
    if found:
        said = voice("source: {said}", "出典: {said}", said="; ".join(found))
        links = voice("which element is named: derived by Sanso", "どの構成要素が該当するかは Sanso の導出")
        page.terminal.line(Terminal.styled(f"{said} · {links}", "dim"), 1)
