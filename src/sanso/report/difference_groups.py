"""Rows of a comparison that moved alike: requirements of one organization, subjects with the same gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sanso.analysis.comparing import Comparison, MixMove, RequirementMove, Why
from sanso.model.text import Text
from sanso.report.difference_rows import (
    ABSENT,
    DIRECTION,
    NONE,
    WHY,
    WITHOUT,
    Line,
    Lines,
    Section,
    arrow,
    cut,
    one_reason,
    told,
)
from sanso.report.wording import joined, level_word, status_word

__all__ = ["mix_section", "requirement_section"]

_MOST_IDS = 8


def requirement_section(result: Comparison, most: int | None) -> Section:
    """Return requirement rows; those that moved alike for like reasons stand in one line."""
    moved = [move for move in result.requirements if most is None or move.direction != "neutral"]
    groups: dict[tuple[Any, ...], list[RequirementMove]] = {}
    for move in moved:
        codes = tuple(dict.fromkeys(why.code for why in move.because))
        groups.setdefault((move.direction, move.organization, move.old_status, move.new_status, codes), []).append(move)
    listed = list(groups.values())
    shown = listed if most is None else listed[:most]
    rows = tuple(_requirement(members, whole=most is None) for members in shown)
    quiet = len(result.requirements) - len(moved)
    note = WITHOUT.fill(n=quiet) if quiet and rows else None
    columns = (
        NONE,
        Text(en="organization", ja="ソシキ"),
        Text(en="requirements", ja="対策要件"),
        Text(en="status", ja="状態"),
        WHY,
    )
    title = Text(en="Requirements", ja="対策要件")
    return Section("requirements", title, note, columns, rows, sum(map(len, listed[len(shown) :])))


def _requirement(members: Sequence[RequirementMove], *, whole: bool) -> Line:
    """One line for rows that moved alike."""
    first = members[0]
    if len(members) == 1:
        what: Lines = (Text(en=f"{first.id} {first.title.show('en')}", ja=f"{first.id} {first.title.show('ja')}"),)
    else:
        ids = [move.id for move in members]
        most = len(ids) if whole else _MOST_IDS
        rest = f", +{len(ids) - most}" if len(ids) > most else ""
        what = (
            Text(en=f"{len(ids)} requirements", ja=f"{len(ids)}件"),
            Text.of(", ".join(ids[:most]) + rest),
        )
    whys: dict[str, list[Why]] = {}
    for why in (why for move in members for why in move.because):
        if why.text not in [known.text for known in whys.setdefault(why.code, [])]:
            whys[why.code].append(why)
    many = len(members) > 1
    lines = tuple(_like(alike) for alike in whys.values()) if many else tuple(one_reason(why) for why in first.because)
    status = arrow(_state(first.old_status, first.old_level), _state(first.new_status, first.new_level))
    if len({(move.old_level, move.new_level) for move in members}) > 1:
        status = arrow(_state(first.old_status, None), _state(first.new_status, None))
    states: Lines = (status,)
    if all(move.presence == "both" and _same(move) for move in members):
        states = (status, Text(en="for some elements only", ja="一部の構成要素のみ"))
    return Line(first.direction, ((DIRECTION[first.direction],), (first.name,), what, states, cut(lines)))


def _same(move: RequirementMove) -> bool:
    return (move.old_level, move.old_status) == (move.new_level, move.new_status)


def _like(alike: Sequence[Why]) -> Text:
    """Tell the first of several reasons of one code; dots stand for the others."""
    text = one_reason(alike[0])
    return Text(en=f"{text.en} …", ja=f"{text.ja} …") if len(alike) > 1 else text


def _state(status: str | None, level: str | None) -> Text:
    if status is None:
        return ABSENT
    said = status_word(status)
    if level in (None, "not-required"):
        return said
    need = level_word(level)
    return Text(en=f"{said.show('en')} ({need.show('en')})", ja=f"{said.show('ja')}({need.show('ja')})")


def mix_section(result: Comparison, most: int | None) -> Section:
    """Subjects whose gap differs in the same way for the same reasons stand in one line."""
    moved = [move for move in result.mixes if most is None or move.direction != "neutral"]
    groups: dict[tuple[Any, ...], list[MixMove]] = {}
    for move in moved:
        gap = tuple((short.demand, short.required) for short in (*move.new, *move.gone))
        whys = tuple((why.code, why.text.show("en")) for why in move.because)
        groups.setdefault((move.direction, move.old_nearest, move.new_nearest, gap, whys), []).append(move)
    listed = list(groups.values())
    shown = listed if most is None else listed[:most]
    quiet = len(result.mixes) - len(moved)
    columns = (
        NONE,
        Text(en="of", ja="対象"),
        Text(en="nearest mix", ja="最も近い組み合わせ"),
        Text(en="gap and why", ja="差と理由"),
    )
    title = Text(en="Gaps to the accepted mixes", ja="認められる組み合わせとの差")
    note = WITHOUT.fill(n=quiet) if quiet and shown else None
    return Section("mixes", title, note, columns, tuple(map(_mix, shown)), sum(map(len, listed[len(shown) :])))


def _mix(members: Sequence[MixMove]) -> Line:
    first = members[0]
    nearest = Text.of(first.new_nearest or "–")
    if first.old_nearest != first.new_nearest:
        nearest = arrow(Text.of(first.old_nearest or "–"), nearest)
    signs = [("+", short) for short in first.new] + [("−", short) for short in first.gone]
    gap = tuple(Text(en=f"{s} {t.text.show('en')}", ja=f"{s} {t.text.show('ja')}") for s, t in signs)
    names = joined(move.name for move in members) or NONE
    return Line(first.direction, ((DIRECTION[first.direction],), (names,), (nearest,), (*gap, *told(first.because))))
