"""Boxes of the bow-tie: causes with their barriers, mitigations, and the marks that say whether a barrier counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.bowtie_words import BARRIER, MITIGATION, ORIGIN, STATUS, VERDICT, tell
from sanso.report.pictures.lettering import fit, wrap
from sanso.report.pictures.svg import Canvas, number

if TYPE_CHECKING:
    from sanso.safety import Barrier, BowTie, CauseLine, Judgement, Mitigation

__all__ = [
    "BARRIER_LEFT",
    "BARRIER_WIDTH",
    "CAUSE_LEFT",
    "CAUSE_WIDTH",
    "EVENT_LEFT",
    "EVENT_WIDTH",
    "HARM_LEFT",
    "HARM_WIDTH",
    "RIGHT_LEFT",
    "RIGHT_WIDTH",
    "RULES",
    "Row",
    "draw_cause",
    "draw_mitigation",
    "rows",
    "verdict_mark",
]

CAUSE_LEFT, CAUSE_WIDTH = 28.0, 286.0
BARRIER_LEFT, BARRIER_WIDTH = 350.0, 356.0
EVENT_LEFT, EVENT_WIDTH = 760.0, 156.0
RIGHT_LEFT, RIGHT_WIDTH = 968.0, 290.0
HARM_LEFT, HARM_WIDTH = 1310.0, 162.0

RULES = """
& .way {fill:none;stroke:var(--soft);stroke-width:2;stroke-linejoin:round}
& .way.open {stroke-dasharray:7 5}
& .event {stroke:var(--ink);stroke-width:2.4}
& .goal {stroke:var(--gap);stroke-width:2.4}
& .mark {fill:var(--have);stroke:var(--have);stroke-width:1.5}
& .hollow {fill:var(--card);stroke:var(--have);stroke-width:1.5}
& .asked {fill:var(--card);stroke:var(--soft);stroke-width:1.4;stroke-dasharray:3 2}
& .tick {fill:none;stroke:var(--card);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
& .bar {fill:none;stroke:var(--have);stroke-width:2;stroke-linecap:round}
& .disc {fill:var(--ink);stroke:none} & text.on {fill:var(--card)}
"""
_MOST_ROWS = 14
_MOST_BARRIERS = 4
_BARRIER = 64.0
_GAP = 8.0
_BETWEEN = 18.0


@dataclass(frozen=True, slots=True)
class Row:
    """One cause with its barriers and where it stands; *stopped*: some barrier counts against every origin of it."""

    line: CauseLine
    model: Model
    top: float
    height: float
    card: float
    stopped: bool

    @property
    def middle(self) -> float:
        """Height of the way through it."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """Lower end."""
        return self.top + self.height


def rows(model: Model, bowtie: BowTie, lang: Language, top: float) -> tuple[list[Row], int]:
    """Return the causes that are shown, from *top* downwards, and how many are left out."""
    found: list[Row] = []
    shown = bowtie.lines[:_MOST_ROWS]
    for line in shown:
        card = 16 + 17 * len(_title(line, lang)) + 16 * len(_notes(line, model, lang)) + 8
        number_of = min(max(1, len(line.barriers)), _MOST_BARRIERS)
        extra = 20 if len(line.barriers) > _MOST_BARRIERS else 0
        stack = number_of * (_BARRIER + _GAP) - _GAP + extra
        if not line.barriers:
            stack = 34
        height = max(card, stack)
        found.append(Row(line, model, top, height, card, _stopped(line)))
        top += height + _BETWEEN
    return found, len(bowtie.lines) - len(shown)


def _stopped(line: CauseLine) -> bool:
    told = {one.origin for barrier in line.barriers for one in barrier.judgements if one.verdict == "counts"}
    return bool(line.origins) and told.issuperset(line.origins)


def _title(line: CauseLine, lang: Language) -> tuple[str, ...]:
    return wrap(line.text.show(lang), CAUSE_WIDTH - 56, 13, 3)


def _notes(line: CauseLine, model: Model, lang: Language) -> list[str]:
    comma = "、" if lang == "ja" else ", "
    found = [comma.join(ORIGIN[origin].show(lang) for origin in line.origins)]
    if line.element is not None and "attack" in line.origins:
        control = len(line.controllers)
        found.append(tell("control", lang, n=control) if control else tell("nobody", lang))
    if line.conditions and line.element is not None:
        found.append(tell("while-", lang, conditions=model.labels(line.conditions).show(lang)))
    return [fit(note, CAUSE_WIDTH - 56, 12) for note in found]


def draw_cause(canvas: Canvas, row: Row, lang: Language) -> None:
    """Draw a cause and the barriers on its way."""
    top = row.middle - row.card / 2
    notes = _notes(row.line, row.model, lang)
    with canvas.group(title="\n".join((row.line.text.show(lang), *notes))):
        canvas.rect(CAUSE_LEFT, top, CAUSE_WIDTH, row.card, cls="card", radius=7)
        canvas.circle(CAUSE_LEFT + 21, top + 21, 12, cls="disc")
        canvas.text(CAUSE_LEFT + 21, top + 25.6, str(row.line.number), size=13, anchor="middle", cls="bold on")
        y = top + 24
        for line in _title(row.line, lang):
            canvas.text(CAUSE_LEFT + 42, y, line, size=13, cls="semi")
            y += 17
        for note in notes:
            canvas.text(CAUSE_LEFT + 42, y, note, size=12, cls="soft")
            y += 16
    _barriers(canvas, row, lang)


def _barriers(canvas: Canvas, row: Row, lang: Language) -> None:
    shown = row.line.barriers[:_MOST_BARRIERS]
    more = len(row.line.barriers) - len(shown)
    if not shown:
        with canvas.group():
            canvas.rect(BARRIER_LEFT, row.middle - 17, BARRIER_WIDTH, 34, cls="card dashed", radius=7)
            canvas.text(BARRIER_LEFT + 16, row.middle + 4.5, tell("no-barrier", lang), size=13, cls="soft")
        return
    stack = len(shown) * (_BARRIER + _GAP) - _GAP + (20 if more else 0)
    top = row.middle - stack / 2
    for barrier in shown:
        _barrier(canvas, barrier, row, top, lang)
        top += _BARRIER + _GAP
    if more:
        canvas.text(BARRIER_LEFT + 16, top + 8, tell("more-barriers", lang, n=more), size=12, cls="soft")


def _barrier(canvas: Canvas, barrier: Barrier, row: Row, top: float, lang: Language) -> None:
    name = row.model.label(barrier.element).show(lang)
    told = [one for one in barrier.judgements if one.origin in row.line.origins]
    reasons = [f"{_verdict(one, lang)}: {_reasons(one, lang)}" for one in told]
    remark = [barrier.remark.show(lang)] if barrier.remark is not None else []
    room = BARRIER_WIDTH - 54
    with canvas.group(title="\n".join((name, *reasons, *remark))):
        canvas.rect(BARRIER_LEFT, top, BARRIER_WIDTH, _BARRIER, cls="card", radius=7)
        _marks(canvas, told, top + _BARRIER / 2)
        kind = BARRIER[barrier.kind].show(lang)
        canvas.text(BARRIER_LEFT + 44, top + 21, fit(f"{name} · {kind}", room, 13), size=13, cls="semi")
        words = " · ".join(_verdict(one, lang) for one in told)
        canvas.text(BARRIER_LEFT + 44, top + 38, fit(words, room, 12), size=12)
        why = _why(told, lang)
        canvas.text(BARRIER_LEFT + 44, top + 55, fit(why, room, 12), size=12, cls="soft")


def _marks(canvas: Canvas, told: list[Judgement], middle: float) -> None:
    """Draw one mark where all verdicts agree, else a small one per origin from the top downwards."""
    x = BARRIER_LEFT + 22
    verdicts = [one.verdict for one in told]
    if len(set(verdicts)) < 2:
        verdict_mark(canvas, verdicts[0] if verdicts else "open", x, middle)
        return
    step = 15.0
    for place, verdict in enumerate(verdicts):
        verdict_mark(canvas, verdict, x, middle + (place - (len(verdicts) - 1) / 2) * step, 6.5)


def _why(told: list[Judgement], lang: Language) -> str:
    """Return the reasons of the worst verdict, with its origin where there are several."""
    order = ("zero", "open", "counts")
    worst = min(told, key=lambda one: order.index(one.verdict), default=None)
    if worst is None:
        return ""
    reasons = _reasons(worst, lang)
    return reasons if len(told) == 1 else f"{ORIGIN[worst.origin].show(lang)}: {reasons}"


def _verdict(one: Judgement, lang: Language) -> str:
    return f"{ORIGIN[one.origin].show(lang)}: {VERDICT[one.verdict].show(lang)}"


def _reasons(one: Judgement, lang: Language) -> str:
    return ("、" if lang == "ja" else "; ").join(reason.show(lang) for reason in one.reasons)


def verdict_mark(canvas: Canvas, verdict: str, x: float, y: float, radius: float = 10.0) -> None:
    """Draw the mark of a verdict around (*x*, *y*): a filled tick, a crossed ring, a dashed ring."""
    part = radius / 10
    if verdict == "counts":
        canvas.circle(x, y, radius, cls="mark")
        points = ((-4.5, 0.0), (-1.0, 4.0), (5.0, -4.0))
        data = "L".join(f"{number(x + dx * part)} {number(y + dy * part)}" for dx, dy in points)
        canvas.path(f"M{data}", cls="tick")
    elif verdict == "zero":
        canvas.circle(x, y, radius, cls="hollow")
        reach = 7 * part
        canvas.path(f"M{number(x - reach)} {number(y + reach)}L{number(x + reach)} {number(y - reach)}", cls="bar")
    else:
        canvas.circle(x, y, radius, cls="asked")


def draw_mitigation(canvas: Canvas, one: Mitigation | None, top: float, height: float, lang: Language) -> None:
    """Draw one mitigation, or that there is none."""
    if one is None:
        with canvas.group():
            canvas.rect(RIGHT_LEFT, top, RIGHT_WIDTH, height, cls="card dashed", radius=7)
            canvas.text(RIGHT_LEFT + 16, top + height / 2 + 4.5, tell("no-mitigation", lang), size=13, cls="soft")
        return
    said = f"{MITIGATION[one.kind].show(lang)} · {STATUS[one.status].show(lang)}"
    if one.already:
        said += " · " + tell("again", lang)
    there = one.status in ("stated", "met")
    with canvas.group(title=f"{one.text.show(lang)}\n{said}"):
        canvas.rect(RIGHT_LEFT, top, RIGHT_WIDTH, height, cls="card" if there else "card dashed", radius=7)
        y = top + 20
        for line in wrap(one.text.show(lang), RIGHT_WIDTH - 26, 13, 2):
            canvas.text(RIGHT_LEFT + 13, y, line, size=13, cls="semi")
            y += 16
        canvas.text(RIGHT_LEFT + 13, top + height - 9, fit(said, RIGHT_WIDTH - 26, 12), size=12, cls="soft")
