"""How the trust gap moves from day to day, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sanso.cli.terminal import Cell, Column, Terminal

if TYPE_CHECKING:
    from sanso.analysis.proof.result import Count
    from sanso.cli.voice import Voice
    from sanso.verbs.trust_story import Change, StoryDay

__all__ = ["show_story"]

_STYLES = {"in": "green", "in-vain": "yellow", "gone": "bold red"}


def show_story(days: Sequence[StoryDay], voice: Voice) -> None:
    """Show for each day what is required, stated and proven in each layer, and what changed."""
    terminal = Terminal(voice)
    terminal.heading(
        voice("Trust gap, day by day", "信頼性ギャップの推移"),
        voice("required/stated/proven", "要求/申告/証明"),
    )
    columns: list[Column] = [
        voice("day", "日"),
        *((voice("layer {n}", "第{n}層", n=n), "right") for n in (1, 2, 3)),
        (voice("strength", "強度"), "right"),
        voice("what changed", "変わったこと"),
    ]
    rows: list[list[Cell]] = []
    for one in days:
        layers = [_count(gap.requirements) for gap in one.layers if gap.layer != "all"]
        rows.append([one.day.isoformat(), *layers, _count(one.strength), _changes(one, voice)])
    terminal.table(columns, rows, indent=1, fixed=(0, 1, 2, 3, 4))
    terminal.line(
        Terminal.styled(
            voice(
                "Layers count requirements, strength the demands on devices, systems and organizations. Claims can "
                "prove more than the model states: partners answer what it leaves open.",
                "層は対策要件の数、強度は機器・システム・組織への要求の数です。モデルに申告のない項目も、取引先の主張で証明されることがあります。",
            ),
            "dim",
        ),
        1,
    )


def _count(count: Count) -> str:
    return f"{count.required:,}/{count.stated:,}/{count.proven:,}"


def _changes(day: StoryDay, voice: Voice) -> Cell:
    if not day.changes:
        return Terminal.styled(voice("nothing is signed yet", "まだ何も署名されていません"), "dim")
    text = Terminal.styled("")
    for kind, found in groupby(day.changes, key=lambda change: change.kind):
        for line in _lines(list(found), voice):
            if text.plain:
                text.append("\n")
            text.append(Terminal.styled(line, _STYLES[kind]))
    return text


def _lines(changes: Sequence[Change], voice: Voice) -> list[str]:
    if changes[0].kind == "in":
        names = voice(", ", "、").join(change.claim for change in changes)
        return (
            ["+ " + voice("{names} counts", "{names} が有効", names=names)]
            if len(changes) == 1
            else [
                "+ " + voice("{n:,} claims count: {names}", "{n:,}件の主張が有効: {names}", n=len(changes), names=names)
            ]
        )
    sign = "− " if changes[0].kind == "gone" else "✕ "
    return [
        sign + voice("{claim}: {why}", "{claim}: {why}", claim=c.claim, why=voice.text(c.reason) if c.reason else "")
        for c in changes
    ]
