"""What stands in the cells of the IoT-SSF map, and how large the cells must be for it.

One entry is one line of text with its mark, one more where one unit of a population has another category, and one
or two more in risk mode. Large
models are grouped per cell; a cell that is still too full ends in "and n more".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanso.analysis.result import Assessment
from sanso.iotssf.result import Placement
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.grouping import Groups, group_name
from sanso.report.pictures.odds import Odds, Risk
from sanso.report.pictures.scene import tooltip
from sanso.report.pictures.states import Share, Standing, merge, standings
from sanso.report.pictures.view import EVERYTHING, Move, View
from sanso.report.pictures.words import count, say

__all__ = ["Cell", "Entry", "Sheet", "sheet"]

_SINGLY = 140
"""Rated components and systems up to which each is written singly."""
_DEEPEST = 16
"""Lines of entries that one column of a cell holds."""
_DEEPEST_OPEN = 80
"""The same once somebody has opened a group."""
_STRIP = 36
"""Entries of the strip of what is not rated."""

Cell = tuple[str, str]
"""Human and economic level."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled mark: a device or a system, or a group of them; a *ghost* stands where an element was before."""

    name: str
    system: bool
    share: Share | None
    at_least: bool = False
    count: str = ""
    note: str = ""
    tip: str = ""
    mark: bool = True
    odds: tuple[Odds, ...] = ()
    element: str = ""
    group: str = ""
    ghost: bool = False

    @property
    def lines(self) -> int:
        """How many lines of text it takes."""
        return 1 + bool(self.note) + len(self.odds)


@dataclass(slots=True)
class Sheet:
    """The entries per cell and of the strip, and how many components and systems they stand for."""

    cells: dict[Cell, list[Entry]] = field(default_factory=dict)
    strip: list[Entry] = field(default_factory=list)
    rated: int = 0
    unrated: int = 0
    widths: list[int] = field(default_factory=lambda: [1, 1, 1, 1])
    grouped: bool = False


def _share(standing: Standing) -> Share | None:
    """Return what a mark shows: what is proven where evidence was looked at, else what is stated."""
    return standing.stated if standing.proven is None else standing.proven


def _single(
    model: Model, row: Placement, standing: Standing, lang: Language, risk: Risk | None, move: Move | None = None
) -> Entry:
    name, system = model.label(row.element).show(lang), row.element in model.systems
    note = ""
    if row.category is not None and row.single_unit != row.category:
        note = say("unit_unrated", lang) if row.single_unit is None else say("one_unit", lang, n=row.single_unit)
    if move is not None:
        before = "–" if move.category is None else move.category
        note = say("moved", lang) if move.category == row.category else say("moved_from", lang, n=before)
    glyph = "system" if system else model.components[row.element].kind
    odds = risk.of([row], lang) if risk is not None else ()
    tip = "\n".join((tooltip(name, glyph, standing, lang), *(one.tip for one in odds)))
    return Entry(
        name, system, _share(standing), row.at_least, f"×{row.instances:,}" if row.instances > 1 else "", note, tip,
        odds=odds, element=row.element,
    )  # fmt: skip


def _ghost(model: Model, move: Move, lang: Language) -> Entry:
    name = model.label(move.element).show(lang)
    words = say("was_here", lang)
    return Entry(
        name, move.element in model.systems, None, note=words, tip=f"{name}\n{words}", element=move.element, ghost=True
    )


def _grouped(
    model: Model,
    rows: Sequence[Placement],
    groups: Groups,
    known: Mapping[str, Standing],
    lang: Language,
    risk: Risk | None,
    view: View,
) -> list[Entry]:
    members: dict[str, list[Placement]] = {}
    for row in rows:
        members.setdefault(groups.of[row.element], []).append(row)
    found: list[Entry] = []
    for group, inside in sorted(members.items(), key=lambda item: (-len(item[1]), item[0])):
        opened = group.replace("\0", "~")
        if len(inside) == 1 or opened in view.opened:
            found += [_single(model, row, known[row.element], lang, risk) for row in inside]
            continue
        name = group_name(model, group, lang)
        standing = merge(known[row.element] for row in inside)
        note = count("elements", lang, len(inside))
        tip = tooltip(f"{name}: {note}", "system" if group in model.systems else "group", standing, lang)
        at_least = any(row.at_least for row in inside)
        odds = risk.of(inside, lang) if risk is not None else ()
        found.append(
            Entry(name, group in model.systems, _share(standing), at_least, "", note, tip, odds=odds, group=opened)
        )
    return found


def _trim(entries: list[Entry], room: int, lang: Language) -> list[Entry]:
    """Return *entries* cut to *room* lines, with a last entry that counts what was cut."""
    if sum(entry.lines for entry in entries) <= room:
        return entries
    kept: list[Entry] = []
    used = 0
    for entry in entries:
        if used + entry.lines > room - 1:
            break
        kept.append(entry)
        used += entry.lines
    rest = entries[len(kept) :]
    tip = "\n".join(entry.name for entry in rest[:40])
    return [*kept, Entry(say("more", lang, n=f"{len(rest):,}"), False, None, tip=tip, mark=False)]


def _spread(made: Sheet, columns: Sequence[str]) -> None:
    """Give the fullest columns more room: as many columns of text as stay readable."""
    lines = [0] * len(columns)
    for cell, entries in made.cells.items():
        column = columns.index(cell[0])
        lines[column] = max(lines[column], sum(entry.lines for entry in entries))
    made.widths = [1 if amount else 0 for amount in lines]
    while sum(made.widths) < 5:
        fullest = max(range(4), key=lambda index: (lines[index] / max(made.widths[index], 1), -index))
        if lines[fullest] <= (6 if sum(made.widths) < 4 else 12) * made.widths[fullest]:
            break
        made.widths[fullest] += 1


def sheet(
    model: Model,
    assessment: Assessment,
    columns: Sequence[str],
    lang: Language,
    risk: Risk | None = None,
    view: View = EVERYTHING,
) -> Sheet:
    """Return what stands where; an axis that is not stated counts as ``none``, with ``≥`` on the entry.

    With *risk* every entry carries how likely its deciding harm is.
    """
    made, known = Sheet(), standings(assessment)
    rows = [
        row
        for row in assessment.iotssf
        if (row.element in model.systems or row.element in model.components) and view.shows(row.element)
    ]
    moves = {move.element: move for move in view.moves}
    rated = [row for row in rows if row.category is not None]
    unrated = [row for row in rows if row.category is None]
    made.rated, made.unrated, made.grouped = len(rated), len(unrated), len(rated) > _SINGLY
    large = made.grouped or len(unrated) > _SINGLY
    groups = Groups.read(model, [row.element for row in rows]) if large else Groups({})
    by_cell: dict[Cell, list[Placement]] = {}
    for row in rated:
        by_cell.setdefault((row.human.level or "none", row.economic.level or "none"), []).append(row)

    def entries(of: Sequence[Placement], *, grouped: bool) -> list[Entry]:
        if grouped:
            return _grouped(model, of, groups, known, lang, risk, view)
        order = sorted(of, key=lambda row: (row.element not in model.systems, -(row.instances > 1)))
        return [_single(model, row, known[row.element], lang, risk, moves.get(row.element)) for row in order]

    made.cells = {cell: entries(of, grouped=made.grouped) for cell, of in by_cell.items()}
    for move in view.moves:
        made.cells.setdefault((move.human, move.economic), []).append(_ghost(model, move, lang))
    _spread(made, columns)
    deepest = _DEEPEST_OPEN if view.opened else _DEEPEST
    for cell, full in made.cells.items():
        made.cells[cell] = _trim(full, deepest * max(made.widths[columns.index(cell[0])], 1), lang)
    made.strip = _trim(entries(unrated, grouped=len(unrated) > _SINGLY), _STRIP, lang)
    return made
