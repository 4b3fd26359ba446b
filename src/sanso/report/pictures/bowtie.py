"""The bow-tie (ボウタイ図) of one harm: causes left, barriers, the top event, mitigations and the harm right.

Whether a barrier counts is a shape and a word per origin, never a colour alone. Decides nothing: lines, verdicts and
reasons come with the bow-tie. What does not fit is counted and stands in the table beside the picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report.pictures.bowtie_boxes import (
    BARRIER_LEFT,
    BARRIER_WIDTH,
    CAUSE_LEFT,
    CAUSE_WIDTH,
    EVENT_LEFT,
    EVENT_WIDTH,
    HARM_LEFT,
    HARM_WIDTH,
    RIGHT_LEFT,
    RIGHT_WIDTH,
    RULES,
    Row,
    draw_cause,
    draw_mitigation,
    rows,
    verdict_mark,
)
from sanso.report.pictures.bowtie_words import ORIGIN, VERDICT, tell
from sanso.report.pictures.legend import Item, flow_items
from sanso.report.pictures.lettering import fit, wrap
from sanso.report.pictures.svg import Canvas, polyline
from sanso.report.pictures.theme import frame
from sanso.report.pictures.words import LEVELS

if TYPE_CHECKING:
    from sanso.safety import BowTie, Mitigation

__all__ = ["draw_bowtie", "floor_line"]

_WIDTH = 1500.0
_TOP = 150.0
_CARD = 62.0
_GAP = 10.0
_MOST_RIGHT = 12


def draw_bowtie(model: Model, bowtie: BowTie, lang: Language) -> str:
    """Draw *bowtie* as a complete SVG in *lang*."""
    canvas = Canvas()
    left, more = rows(model, bowtie, lang, _TOP)
    shown = bowtie.mitigations[:_MOST_RIGHT]
    left_bottom = left[-1].bottom if left else _TOP + _CARD
    right_height = max(1, len(shown)) * (_CARD + _GAP) - _GAP
    height = max(left_bottom - _TOP, right_height, 190.0)
    middle = _TOP + height / 2
    left = [replace(row, top=row.top + (_TOP + height - left_bottom) / 2) for row in left]
    _head(canvas, model, bowtie, lang)
    _columns(canvas, lang)
    _ways(canvas, left, middle)
    for row in left:
        draw_cause(canvas, row, lang)
    _event(canvas, bowtie, middle, lang)
    _right(canvas, shown, middle, right_height, lang)
    _harm(canvas, model, bowtie, middle, lang)
    y = _TOP + height + 30
    rest = max(0, len(bowtie.mitigations) - len(shown))
    for n, x, key in ((more, CAUSE_LEFT, "more-causes"), (rest, RIGHT_LEFT, "more-barriers")):
        if n:
            canvas.text(x, y, tell(key, lang, n=n), size=12, cls="soft")
    y = _foot(canvas, bowtie, y + (22 if more or rest else 0), lang)
    name = model.label(bowtie.harm).show(lang)
    return frame(
        canvas.body(),
        scope="sanso-bowtie",
        width=_WIDTH,
        height=y + 24,
        title=f"{tell('title', lang)} — {name}",
        desc=tell("desc", lang, harm=name, n=len(bowtie.lines)),
        lang=lang,
        rules=RULES,
    )


def floor_line(bowtie: BowTie, lang: Language) -> str | None:
    """Return the suggested floors in one line; None where there is none."""
    from sanso.safety.floors import floor_word

    if not bowtie.floors:
        return None
    integrity = [floor_word(one).show(lang) for one in bowtie.floors if one.family != "iec62443"]
    level = [floor_word(one).show(lang) for one in bowtie.floors if one.family == "iec62443"]
    said = [tell("floor-or", lang).join(integrity), *level]
    return tell("floor", lang, floors="; ".join(one for one in said if one))


def _head(canvas: Canvas, model: Model, bowtie: BowTie, lang: Language) -> None:
    heading = f"{tell('title', lang)} · {model.label(bowtie.harm).show(lang)}"
    canvas.text(CAUSE_LEFT, 42, fit(heading, _WIDTH - 2 * CAUSE_LEFT, 21), size=21, cls="bold")
    said = []
    for one in bowtie.counts:
        words = tell("count", lang, origin=ORIGIN[one.origin].show(lang), n=one.least)
        said.append(words + (tell("weakest", lang, line=one.line) if len(bowtie.lines) > 1 else ""))
    canvas.text(CAUSE_LEFT, 70, fit(" · ".join(said), _WIDTH - 2 * CAUSE_LEFT, 14), size=14, cls="semi")


def _columns(canvas: Canvas, lang: Language) -> None:
    for key, x, width in (
        ("causes", CAUSE_LEFT, CAUSE_WIDTH),
        ("barriers", BARRIER_LEFT, BARRIER_WIDTH),
        ("top-event", EVENT_LEFT, EVENT_WIDTH),
        ("mitigations", RIGHT_LEFT, RIGHT_WIDTH),
        ("harm", HARM_LEFT, HARM_WIDTH),
    ):
        canvas.text(x, 116, fit(tell(key, lang), width, 15), size=15, cls="bold")
        canvas.path(f"M{x:.0f} 126H{x + width:.0f}", cls="faint")


def _ways(canvas: Canvas, left: list[Row], middle: float) -> None:
    """Draw the way of every cause through its barriers to the top event."""
    trunk = EVENT_LEFT - 26
    for row in left:
        y = row.middle
        cls = "way open" if row.stopped else "way"
        canvas.path(polyline([(CAUSE_LEFT + CAUSE_WIDTH, y), (BARRIER_LEFT, y)]), cls="way")
        canvas.path(
            polyline([(BARRIER_LEFT + BARRIER_WIDTH, y), (trunk, y), (trunk, middle), (EVENT_LEFT, middle)]), cls=cls
        )


def _event(canvas: Canvas, bowtie: BowTie, middle: float, lang: Language) -> None:
    height = 176.0
    with canvas.group(title=bowtie.top_event.show(lang)):
        canvas.rect(EVENT_LEFT, middle - height / 2, EVENT_WIDTH, height, cls="card event", radius=60)
        lines = wrap(bowtie.top_event.show(lang), EVENT_WIDTH - 32, 14, 6)
        y = middle - (len(lines) - 1) * 9 + 5
        for line in lines:
            canvas.text(EVENT_LEFT + EVENT_WIDTH / 2, y, line, size=14, anchor="middle", cls="bold")
            y += 18


def _right(canvas: Canvas, shown: tuple[Mitigation, ...], middle: float, height: float, lang: Language) -> None:
    """Draw the mitigations between the top event and the harm."""
    top = middle - height / 2
    before, after = EVENT_LEFT + EVENT_WIDTH + 24, RIGHT_LEFT + RIGHT_WIDTH + 24
    for one in shown or (None,):
        y = top + _CARD / 2
        canvas.path(
            polyline([(EVENT_LEFT + EVENT_WIDTH, middle), (before, middle), (before, y), (RIGHT_LEFT, y)]), cls="way"
        )
        canvas.path(
            polyline([(RIGHT_LEFT + RIGHT_WIDTH, y), (after, y), (after, middle), (HARM_LEFT, middle)]), cls="way"
        )
        draw_mitigation(canvas, one, top, _CARD, lang)
        top += _CARD + _GAP


def _harm(canvas: Canvas, model: Model, bowtie: BowTie, middle: float, lang: Language) -> None:
    height = 184.0
    name = model.label(bowtie.harm).show(lang)
    levels = [
        tell(axis, lang, level=_level(axis, level).show(lang))
        for axis, level in (("human", bowtie.human), ("economic", bowtie.economic))
    ]
    with canvas.group(title="\n".join((name, *levels))):
        canvas.rect(HARM_LEFT, middle - height / 2, HARM_WIDTH, height, cls="card goal", radius=8)
        y = middle - height / 2 + 32
        for line in wrap(name, HARM_WIDTH - 28, 15, 4):
            canvas.text(HARM_LEFT + 14, y, line, size=15, cls="bold")
            y += 20
        y += 6
        for level in levels:
            for line in wrap(level, HARM_WIDTH - 28, 13, 2):
                canvas.text(HARM_LEFT + 14, y, line, size=13)
                y += 17


def _level(axis: str, level: str | None) -> Text:
    return Text(en="not stated", ja="未申告") if level is None else LEVELS[axis][level]


def _foot(canvas: Canvas, bowtie: BowTie, y: float, lang: Language) -> float:
    floors = floor_line(bowtie, lang)
    if floors is not None:
        table = all(one.basis == "table" for one in bowtie.floors)
        canvas.text(CAUSE_LEFT, y, fit(floors, _WIDTH - 2 * CAUSE_LEFT, 14), size=14, cls="semi")
        canvas.text(CAUSE_LEFT, y + 19, tell("by-table" if table else "proposal", lang), size=12, cls="soft")
        y += 44
    items: list[Item] = [
        (22, words.show(lang), lambda canvas, x, y, of=verdict: verdict_mark(canvas, of, x + 11, y))  # type: ignore[misc]
        for verdict, words in VERDICT.items()
    ]
    y = flow_items(canvas, items, CAUSE_LEFT, y + 4, _WIDTH - CAUSE_LEFT)
    canvas.text(CAUSE_LEFT, y + 4, tell("note", lang), size=12, cls="soft")
    return y
