"""What can happen, layer by layer: incidents and the elements through which they happen."""

from __future__ import annotations

from collections.abc import Iterable

from sanso.assessment.result import IncidentRow
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Terminal
from sanso.report import terms

__all__ = ["show_incidents"]


def show_incidents(page: Page) -> None:
    """Show each incident once, with how many elements of which type it concerns."""
    voice = page.voice
    rows = page.evaluation.assessment.incidents
    page.terminal.heading(
        voice("1  What can happen", "1  起こりうること"),
        voice("assumed incidents, by the element that lets them happen", "想定されるセキュリティインシデントと、その起点となる構成要素"),
    )
    for layer in (1, 2, 3):
        page.terminal.line(voice.text(terms.LAYER[str(layer)]), 1)
        here = [row for row in rows if row.layer == layer]
        if not here:
            page.terminal.line(voice("nothing takes part in this layer", "この層に関わる構成要素はありません"), 3)
            continue
        table = [_row(page, [row for row in here if row.id == ident]) for ident in dict.fromkeys(row.id for row in here)]
        page.terminal.table(["id", voice("what", "何が"), voice("elements", "構成要素")], table, indent=1, fixed=(0,))
        page.terminal.line()
    _sources(page, rows)


def _row(page: Page, rows: list[IncidentRow]) -> list[Cell]:
    voice = page.voice
    counts = voice(", ", "・").join(
        voice("{n:,} {en}", "{ja} {n:,}", n=len(row.elements), en=_noun(row.type, len(row.elements)), ja=terms.TYPE[row.type].show("ja"))
        for row in rows
    )
    every = [element for row in rows for element in row.elements]
    cell = Terminal.styled(counts)
    cell.append(f": {page.some(_spread(rows), 4) if not page.whole else page.some(every, len(every))}", "dim")
    return [rows[0].id, voice.text(rows[0].title), cell]


def _spread(rows: list[IncidentRow]) -> list[str]:
    """Take the elements in turns, type by type, so that the first names show every kind."""
    longest = max(len(row.elements) for row in rows)
    return [row.elements[turn] for turn in range(longest) for row in rows if turn < len(row.elements)]


def _noun(type_: str, number: int) -> str:
    one, many = {
        "O": ("organization", "organizations"),
        "P": ("group of people", "groups of people"),
        "C": ("component", "components"),
        "D": ("data set", "data sets"),
        "R": ("procedure", "procedures"),
        "S": ("system", "systems"),
    }[type_]
    return one if number == 1 else many


def _sources(page: Page, rows: Iterable[IncidentRow]) -> None:
    voice = page.voice
    found = dict.fromkeys((row.source, row.confidence) for row in rows)
    said = "; ".join(f"{source} ({voice.text(terms.CONFIDENCE.get(sure)) or sure})" for source, sure in found)
    if said:
        page.terminal.line(Terminal.styled(voice("source: {said}", "出典: {said}", said=said), "dim"), 1)
