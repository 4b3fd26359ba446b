"""The parts that sections of a comparison are made of, and rows for what moved on its own.

A cell is a list of lines; both languages stand side by side until somebody shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sanso.analysis.comparing import CategoryMove, HarmMove, TrustMove, Why
from sanso.analysis.comparing.result import Direction
from sanso.facts import AxisPosition
from sanso.model.text import Text
from sanso.report.wording import axis_text, category_word

__all__ = [
    "ABSENT",
    "DIRECTION",
    "HARM",
    "NONE",
    "WHY",
    "WITHOUT",
    "Line",
    "Lines",
    "Name",
    "Section",
    "arrow",
    "category_cells",
    "cut",
    "harm_cells",
    "one_reason",
    "section_of",
    "told",
    "trust_cells",
]

Lines = tuple[Text, ...]
Name = Callable[[str], Text]

DIRECTION: dict[Direction, Text] = {
    "worse": Text(en="worse", ja="悪化"),
    "mixed": Text(en="mixed", ja="混在"),
    "better": Text(en="better", ja="改善"),
    "neutral": Text(en="–", ja="–"),
}
NONE = Text.of("–")
ABSENT = Text(en="not there", ja="存在しない")
WITHOUT = Text(en="{n} without direction not shown", ja="良し悪しのない {n} 件は省略")
_NO_HARM = Text(en="no harm in reach", ja="関与する被害なし")
_MOST_WHY = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row; every cell is a list of lines. *direction* is None where nothing is judged."""

    direction: Direction | None
    cells: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table; *more* rows are left out."""

    key: str
    title: Text
    note: Text | None
    columns: tuple[Text, ...]
    rows: tuple[Line, ...]
    more: int = 0


WHY = Text(en="why", ja="理由")
HARM = (Text(en="harm scenario", ja="被害シナリオ"), Text(en="levels", ja="程度"), WHY)


def section_of(
    key: str,
    title: Text,
    columns: tuple[Text, ...],
    moves: Sequence[Any],
    row: Callable[[Any], tuple[Lines, ...]],
    most: int | None,
) -> Section:
    """Return the section of *moves*, each as a row with its direction in front."""
    told = [move for move in moves if most is None or move.direction != "neutral"]
    shown = told if most is None else told[:most]
    rows = tuple(Line(move.direction, ((DIRECTION[move.direction],), *row(move))) for move in shown)
    quiet = len(moves) - len(told)
    note = WITHOUT.fill(n=quiet) if quiet and rows else None
    return Section(key, title, note, (NONE, *columns), rows, len(told) - len(shown))


def arrow(old: Text, new: Text) -> Text:
    """Return “old → new”."""
    return Text(en=f"{old.show('en')} → {new.show('en')}", ja=f"{old.show('ja')} → {new.show('ja')}")


def told(reasons: Iterable[Why], most: int = _MOST_WHY) -> Lines:
    """Tell reasons, each with what was computed about it."""
    return cut(tuple(one_reason(why) for why in reasons), most)


def cut(found: Lines, most: int = _MOST_WHY) -> Lines:
    """Return the first *most* lines, and how many more there are."""
    more = len(found) - most
    rest = (Text(en=f"… {more} more", ja=f"… ほか {more} 件"),) if more > 0 else ()
    return (*found[:most], *rest)


def one_reason(why: Why) -> Text:
    """Tell a reason, with what was computed about it."""
    verdicts = {
        (True, True): (" [this alone]", "[これだけで決まる]"),
        (True, False): (" [not without it]", "[これがなければ変わらない]"),
        (False, True): (" [enough by itself]", "[これだけで足りる]"),
        (False, False): (" [contributes]", "[一因]"),
    }
    en, ja = verdicts.get((why.necessary, why.sufficient), ("", ""))  # type: ignore[arg-type]
    return Text(en=why.text.show("en") + en, ja=why.text.show("ja") + ja)


def harm_cells(move: HarmMove) -> tuple[Lines, ...]:
    """Return name, levels and reasons of a harm."""
    axes = (("human", move.old_human, move.new_human), ("economic", move.old_economic, move.new_economic))
    levels = tuple(_axis(axis, old, new) for axis, old, new in axes if old != new)
    return (move.name,), levels or (NONE,), told(move.because)


_AXIS = {"human": Text(en="human damage", ja="回復困難性"), "economic": Text(en="economic impact", ja="経済的影響")}


def _axis(axis: str, old: str | None, new: str | None) -> Text:
    moved, label = arrow(axis_text(axis, old), axis_text(axis, new)), _AXIS[axis]
    return Text(en=f"{label.show('en')}: {moved.en}", ja=f"{label.show('ja')}: {moved.ja}")


def _pair(old: int | None, new: int | None, presence: str) -> Text:
    before = ABSENT if presence == "new" else category_word(old)
    return arrow(before, ABSENT if presence == "old" else category_word(new))


def category_cells(move: CategoryMove, name: Name) -> tuple[Lines, ...]:
    """Return name, category, what decides it before and after, and the reasons."""
    deciding = [
        _decided(axis, (old, move.old), (new, move.new), name)
        for axis, old, new in (
            ("human", move.old_human, move.new_human),
            ("economic", move.old_economic, move.new_economic),
        )
        if (old.level, old.harm) != (new.level, new.harm)
    ]
    return (move.name,), (_pair(move.old, move.new, move.presence),), (*deciding, *told(move.because))


_Decided = tuple[AxisPosition, int | None]


def _decided(axis: str, old: _Decided, new: _Decided, name: Name) -> Text:
    """Tell the level of one axis and the harm that decides it, before and after."""

    def side(decided: _Decided) -> Text:
        position, category = decided
        if category is None:
            return _NO_HARM
        level = axis_text(axis, position.level)
        if position.harm is None:
            return level
        harm = name(position.harm)
        return Text(en=f"{level.en} ({harm.show('en')})", ja=f"{level.ja}({harm.show('ja')})")

    moved, label = arrow(side(old), side(new)), _AXIS[axis]
    return Text(en=f"{label.show('en')}: {moved.en}", ja=f"{label.show('ja')}: {moved.ja}")


def trust_cells(move: TrustMove, name: Name) -> tuple[Lines, ...]:
    """Return name, required trust, the deciding harm before and after, and the reasons."""
    harms = [because.harm if because is not None else None for because in (move.old_because, move.new_because)]
    deciding: Lines = ()
    if harms[0] != harms[1]:
        words = [name(harm) if harm is not None else NONE for harm in harms]
        moved = arrow(*words)
        deciding = (Text(en=f"decided by: {moved.en}", ja=f"決め手: {moved.ja}"),)
    return (move.name,), (_pair(move.old, move.new, move.presence),), (*deciding, *told(move.because))
