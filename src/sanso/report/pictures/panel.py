"""The panel of the third axis: per row and perspective, bars for what is required and for what is stated.

With evidence a third bar says what is proven, and the gap is what is required and not proven.
"""

from __future__ import annotations

from collections.abc import Sequence

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.catalogue.strength import parts_of_demand
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.demands import Demand, DemandRow, demand_rows, short_word
from sanso.report.pictures.gap_marks import hatched
from sanso.report.pictures.gap_words import tell
from sanso.report.pictures.glyphs import badge, shape
from sanso.report.pictures.lettering import fit, fit_width
from sanso.report.pictures.proven import Proven
from sanso.report.pictures.states import standings
from sanso.report.pictures.svg import Canvas
from sanso.report.pictures.view import Links
from sanso.report.pictures.words import say

__all__ = ["draw_panel"]

_MOST = 12
_LINE = 18.0
_ROW = 50.0
"""Height of a row with two bars; a third one takes a line more."""
_NAMES = 268.0
_SEGMENT = 13.0
_BAR = 8.0


def draw_panel(
    canvas: Canvas,
    model: Model,
    assessment: Assessment,
    catalogue: Catalogue,
    lang: Language,
    at: tuple[float, float, float],
    links: Links | None = None,
) -> float:
    """Draw the panel into *at* (left, top, right); return the y below it. With *links* the names lead somewhere."""
    left, top, right = at
    rows = demand_rows(assessment, catalogue, frozenset(model.systems))
    canvas.text(left, top + 16, say("third_axis", lang), size=16, cls="bold")
    if not rows:
        canvas.text(left, top + 44, say("no_demand", lang), size=13, cls="soft")
        return top + 64
    proven = assessment.proof is not None
    canvas.text(left, top + 38, _order(assessment, lang, right - left), size=12.5, cls="soft")
    _key(canvas, lang, right, top + 34, proven=proven)
    height = _ROW + (_LINE if proven else 0.0)
    y = _header(canvas, lang, left, top + 62, right)
    known = standings(assessment)
    step = (right - left - _NAMES) / 6
    for row in rows[:_MOST]:
        first = row.placements[0]
        canvas.path(f"M{left:.1f} {y:.1f}H{right:.1f}", cls="faint")
        _name(canvas, model, row, lang, (left, y + (height - _ROW) / 2), links)
        badge(canvas, known[first.element], left + 14, y + height / 2)
        for index, demand in enumerate(row.demands):
            _demand(canvas, catalogue, demand, lang, (left + _NAMES + index * step, y, step))
        y += height
    canvas.path(f"M{left:.1f} {y:.1f}H{right:.1f}", cls="faint")
    if len(rows) > _MOST:
        rest = sum(len(row.placements) for row in rows[_MOST:])
        canvas.text(left, y + 20, say("more", lang, n=f"{rest:,}"), size=12.5, cls="soft")
        y += 26
    return y + 6


def _order(assessment: Assessment, lang: Language, width: float) -> str:
    """Say how the rows are ordered and, with evidence, what the proof rests on."""
    proven = Proven.of(assessment)
    if proven is None:
        return say("highest", lang)
    return fit(f"{say('highest', lang)} · {proven.says(lang)}", width - 500, 12.5)


def _key(canvas: Canvas, lang: Language, right: float, y: float, *, proven: bool) -> None:
    """Draw the key of the bars, set against the right edge."""
    words = [(say("required", lang), "need"), (say("stated_word", lang), "have"), (say("lacking", lang), "lack")]
    if proven:
        words = [
            (say("required", lang), "need"),
            (say("stated_word", lang), "hatch"),
            (tell("proven_key", lang), "have"),
            (tell("lacking_proof", lang), "lack"),
        ]
    x = right
    for label, cls in reversed(words):
        x -= fit_width(label, 12)
        canvas.text(x, y + 4, label, size=12)
        x -= _SEGMENT + 7
        _bars(canvas, [cls], x, y - _BAR / 2)
        x -= 20


def _header(canvas: Canvas, lang: Language, left: float, y: float, right: float) -> float:
    step = (right - left - _NAMES) / 6
    start = left + _NAMES
    canvas.text(start, y + 10, fit(say("before", lang), 3 * step - 12, 12.5), size=12.5, cls="bold")
    canvas.path(f"M{start:.1f} {y + 16:.1f}H{start + 3 * step - 14:.1f}", cls="axis")
    for index, part in enumerate(parts_of_demand()):
        cls = "soft" if index < 3 else "bold"
        canvas.text(start + index * step, y + 33, fit(say(part, lang), step - 10, 12.5), size=12.5, cls=cls)
    return y + 42


def _name(
    canvas: Canvas, model: Model, row: DemandRow, lang: Language, at: tuple[float, float], links: Links | None
) -> None:
    left, y = at
    first = row.placements[0]
    more = len(row.placements) - 1
    note = say("mix", lang, id=row.mix) + (f" · {say('more', lang, n=f'{more:,}')}" if more else "")
    tip = "\n".join(model.label(one.element).show(lang) for one in row.placements[:60])
    href = links.element(first.element) if links is not None else ""
    with canvas.group(title=tip, href=href):
        if href:
            canvas.rect(left + 30, y + 6, _NAMES - 40, _ROW - 12, cls="spot", radius=4)
        shape(canvas, None, left + 42, y + _ROW / 2 - 8, system=first.element in model.systems, outline=True)
        name = fit(model.label(first.element).show(lang), _NAMES - 70, 13)
        canvas.text(left + 56, y + 21.5, name, size=13, cls="semi")
        canvas.text(left + 56, y + 38.5, fit(note, _NAMES - 70, 12), size=12, cls="soft")


def _bars(canvas: Canvas, classes: Sequence[str], x: float, y: float) -> None:
    for index, cls in enumerate(classes):
        if cls == "hatch":
            hatched(canvas, x + index * (_SEGMENT + 2), y, _SEGMENT, _BAR)
        else:
            canvas.rect(x + index * (_SEGMENT + 2), y, _SEGMENT, _BAR, cls=cls, radius=1.5)


def _demand(
    canvas: Canvas, catalogue: Catalogue, demand: Demand, lang: Language, at: tuple[float, float, float]
) -> None:
    """Draw the required steps, below them the stated and, with evidence, the proven ones, each with its words."""
    x, y, width = at
    words = x + demand.steps * (_SEGMENT + 2) + 5
    room = width - (words - x) - 8
    said = [(demand.stated, demand.stated_step, "have", say("not_stated", lang))]
    if demand.proven is not None and demand.proven_step is not None:
        said[0] = (demand.stated, demand.stated_step, "hatch", say("not_stated", lang))
        said.append((demand.proven, demand.proven_step, "have", tell("not_proven_short", lang)))
    last = len(said) - 1
    _bars(canvas, ["need"] * demand.required_step, x, y + 12)
    for index, (_, step, cls, _) in enumerate(said):
        lack = ["lack"] * (demand.lacking if index == last else 0)
        _bars(canvas, [cls] * step + lack, x, y + 30 + index * _LINE)
    if demand.required_step:
        canvas.text(words, y + 20.4, fit(short_word(catalogue, demand.part, demand.required, lang), room, 12), size=12)
    else:
        canvas.text(x, y + 20.4, "–", size=12, cls="soft")
    for index, (word, step, _, nothing) in enumerate(said):
        if demand.required_step or step:
            text = fit(short_word(catalogue, demand.part, word, lang) if step else nothing, room, 12)
            cls = "gap bold" if index == last and demand.lacking else "soft"
            canvas.text(words, y + 38.4 + index * _LINE, text, size=12, cls=cls)
