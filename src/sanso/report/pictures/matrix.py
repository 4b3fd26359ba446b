"""The IoT-SSF map: devices and systems on two axes, and what that demands on the third.

Difficulty in recovering from human damage (回復困難性の度合い) runs to the right, economic impact
(経済的影響の度合い) upwards. The grid is the catalogue's, a proposal that a user may replace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.facts import HarmLikelihood
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.attack_words import tell
from sanso.report.pictures.cells import Entry, Sheet, sheet
from sanso.report.pictures.gap_marks import GAP_RULES
from sanso.report.pictures.gap_words import tell as tell_proof
from sanso.report.pictures.glyphs import shape
from sanso.report.pictures.legend import Item, flow_items
from sanso.report.pictures.lettering import clean, fit, fit_width
from sanso.report.pictures.odds import ODDS_RULES, Risk, bars
from sanso.report.pictures.panel import draw_panel
from sanso.report.pictures.states import Share
from sanso.report.pictures.svg import Canvas
from sanso.report.pictures.theme import LINK_RULES, frame
from sanso.report.pictures.view import EVERYTHING, Links, View
from sanso.report.pictures.words import LEVELS, say

__all__ = ["draw_map"]

_WIDTH = 1280.0
_LEFT = 28.0
_AXIS = 112.0
_TOP = 126.0
_LINE = 24.0
_NOTE = 17.0
_HEAD = 42.0
_LOWEST = 92.0
_SHARES: tuple[Share, ...] = ("all", "part", "none")
_HUMAN = ("none", "limited", "serious", "fatal")
_ECONOMIC = ("catastrophic", "serious", "limited", "none")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Left edges of the columns and top edges of the rows, each with the far edge at the end."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]


def draw_map(
    model: Model,
    assessment: Assessment,
    catalogue: Catalogue,
    lang: Language,
    likelihood: Mapping[str, HarmLikelihood] | None = None,
    view: View = EVERYTHING,
) -> str:
    """Draw the IoT-SSF map of *model* as a complete SVG in *lang*.

    With *likelihood* (by harm id) it is drawn in risk mode: each mark also says how likely its deciding harm is in
    a year, beside the category and not multiplied with it. *view* narrows the map, opens groups and makes links of
    the marks.
    """
    risk = Risk(model, likelihood) if likelihood is not None else None
    made = sheet(model, assessment, _HUMAN, lang, risk, view)
    canvas = Canvas()
    title = tell("risk_title", lang) if risk is not None else say("map_title", lang)
    top, y = _TOP, _head(canvas, f"{title} · {_title(model, lang)}", assessment, made, lang)
    if risk is not None:
        top = _bands(canvas, y + 4, lang) + 40
    grid = _grid(made, top)
    _cells(canvas, made, grid, catalogue, lang, view.links)
    _axes(canvas, grid, lang)
    y = _strip(canvas, made, grid.rows[-1] + 72, lang, view.links)
    y = draw_panel(canvas, model, assessment, catalogue, lang, (_LEFT, y + 26, _WIDTH - _LEFT), view.links)
    words = say("footnote", lang) if assessment.proof is None else tell_proof("footnote_proven", lang)
    canvas.text(_LEFT, y + 22, fit(words, _WIDTH - 2 * _LEFT, 12), size=12, cls="soft")
    if risk is not None:
        y += 20
        canvas.text(_LEFT, y + 22, fit(tell("risk_footnote", lang), _WIDTH - 2 * _LEFT, 12), size=12, cls="soft")
    return frame(
        canvas.body(),
        scope="sanso-risk" if risk is not None else "sanso-map",
        width=_WIDTH,
        height=y + 40,
        title=f"{title} — {_title(model, lang)}",
        desc=say("map_desc", lang, rated=made.rated, unrated=made.unrated),
        lang=lang,
        rules=_rules(risk=risk is not None, proven=assessment.proof is not None, linked=view.links is not None),
        role="group" if view.links is not None else "img",
    )


def _rules(*, risk: bool, proven: bool, linked: bool) -> str:
    return (ODDS_RULES if risk else "") + (GAP_RULES if proven else "") + (LINK_RULES if linked else "")


def _title(model: Model, lang: Language) -> str:
    return clean(model.name.show(lang) if model.name is not None else model.id)


def _head(canvas: Canvas, heading: str, assessment: Assessment, made: Sheet, lang: Language) -> float:
    """Draw title, day and the key of the marks; return the y of the next row."""
    canvas.text(_LEFT, 42, fit(heading, _WIDTH - 2 * _LEFT, 21), size=21, cls="bold")
    day = say("as_of", lang, day=assessment.model.at.isoformat())
    line = f"{day} · {say('grouped', lang)}" if made.grouped else day
    canvas.text(_LEFT, 66, line, size=13, cls="soft")
    left = _LEFT + fit_width(line, 13) + 40
    return flow_items(canvas, _key(lang, proven=assessment.proof is not None), left, 61.6, _WIDTH - _LEFT)


def _key(lang: Language, *, proven: bool) -> list[Item]:
    def mark(words: str, share: Share | None = None, *, system: bool = False, outline: bool = False) -> Item:
        return 14, words, lambda canvas, x, y: shape(canvas, share, x + 7, y, system=system, outline=outline)

    return [
        mark(say("device", lang), outline=True),
        mark(say("system_mark", lang), system=True, outline=True),
        *(mark(tell_proof(f"proven_{of}", lang) if proven else say(f"stated_{of}", lang), of) for of in _SHARES),
        mark(say("no_category", lang)),
    ]


def _bands(canvas: Canvas, y: float, lang: Language) -> float:
    """Draw the legend of the likelihood at *y*, below that of the marks; return the y of the next row."""
    words = tell("risk_legend", lang)
    canvas.text(_LEFT, y + 4.4, words, size=12, cls="bold")
    items: list[Item] = [
        (20, tell(f"band_{'x' if band is None else band}", lang), lambda c, x, y, of=band: bars(c, of, x, y))  # type: ignore[misc]
        for band in (4, 3, 2, 1, 0)
    ]
    return flow_items(canvas, items, _LEFT + fit_width(words, 12) + 24, y, _WIDTH - _LEFT)


def _grid(made: Sheet, top: float) -> _Grid:
    """Return the edges: wide columns where there is much to write, high rows where there is much to hold."""
    left, right = _LEFT + _AXIS, _WIDTH - _LEFT
    weights = [float(width) if width else 0.55 for width in made.widths]
    unit = (right - left) / sum(weights)
    columns = [left]
    for weight in weights:
        columns.append(columns[-1] + weight * unit)
    rows = [top]
    for economic in _ECONOMIC:
        needed = [_needed(made.cells.get((human, economic), []), made.widths[i]) for i, human in enumerate(_HUMAN)]
        rows.append(rows[-1] + max(_LOWEST, *needed))
    return _Grid(tuple(columns), tuple(rows))


def _height(entry: Entry) -> float:
    return _LINE + (_NOTE if entry.note else 0.0) + _NOTE * len(entry.odds)


def _stacks(entries: Sequence[Entry], width: int) -> list[list[Entry]]:
    """Part *entries* into *width* stacks of about the same height, in order."""
    width = max(width, 1)
    target = max(sum(map(_height, entries)) / width, _height(max(entries, key=_height)) if entries else 0.0)
    stacks: list[list[Entry]] = [[]]
    used = 0.0
    for entry in entries:
        if stacks[-1] and used + _height(entry) / 2 > target and len(stacks) < width:
            stacks.append([])
            used = 0.0
        stacks[-1].append(entry)
        used += _height(entry)
    return stacks


def _needed(entries: Sequence[Entry], width: int) -> float:
    return _HEAD + max(sum(map(_height, stack)) for stack in _stacks(entries, width)) + 10


def _cells(canvas: Canvas, made: Sheet, grid: _Grid, catalogue: Catalogue, lang: Language, links: Links | None) -> None:
    for column, human in enumerate(_HUMAN):
        left, right = grid.columns[column], grid.columns[column + 1]
        for row, economic in enumerate(_ECONOMIC):
            top, bottom = grid.rows[row], grid.rows[row + 1]
            category = catalogue.category_of(human, economic)
            canvas.rect(left, top, right - left, bottom - top, cls=f"cell t{category}", radius=6)
            canvas.rect(left + 11, top + 11, 26, 22, cls=f"b{category}", radius=5)
            canvas.text(left + 24, top + 27.6, str(category), size=16, anchor="middle", cls=f"bold n{category}")
            entries, count = made.cells.get((human, economic), []), max(made.widths[column], 1)
            width = (right - left - 14) / count
            for index, stack in enumerate(_stacks(entries, count)):
                _stack(canvas, stack, left + 11 + index * width, top + _HEAD, width - 10, links)
    if not made.rated:
        middle = (grid.columns[0] + grid.columns[-1]) / 2
        words = say("nothing_rated", lang) if made.unrated else say("nothing", lang)
        canvas.text(middle, grid.rows[2] + 60, words, size=14, anchor="middle", cls="semi")


def _stack(canvas: Canvas, entries: Sequence[Entry], x: float, y: float, width: float, links: Links | None) -> None:
    for entry in entries:
        _entry(canvas, entry, x, y, width, links)
        y += _height(entry)


def _target(entry: Entry, links: Links | None) -> tuple[str, dict[str, str]]:
    """Return where an entry leads, and what a script finds it by."""
    if links is None or not (entry.element or entry.group):
        return "", {}
    if entry.group:
        return links.group(entry.group, opens=True), {"data-id": f"group/{entry.group}"}
    if entry.ghost:
        return links.element(entry.element), {"data-was": entry.element, "tabindex": "-1"}
    return links.element(entry.element), {"data-id": entry.element}


def _entry(canvas: Canvas, entry: Entry, x: float, y: float, width: float, links: Links | None) -> None:
    label = x + 21 if entry.mark else x
    tail = f" {entry.count}" if entry.count else ""
    front = "≥ " if entry.at_least else ""
    room = width - (label - x) - fit_width(front + tail, 13)
    href, data = _target(entry, links)
    with canvas.group(cls="opens" if href and entry.group else "", title=entry.tip, href=href, data=data):
        if href:
            canvas.rect(x - 3, y, width, _height(entry), cls="spot", radius=4)
        if entry.ghost:
            canvas.rect(x + 0.8, y + 4.8, 12.4, 12.4, cls="ghost", radius=1.5 if entry.system else 6.2)
        elif entry.mark:
            shape(canvas, entry.share, x + 7, y + 11, system=entry.system)
        words = f"{front}{fit(entry.name, room, 13)}{tail}"
        canvas.text(label, y + 15.6, words, size=13, cls="semi" if entry.mark and not entry.ghost else "soft")
        if entry.note:
            canvas.text(label, y + 31.4, fit(entry.note, width - (label - x), 12), size=12, cls="soft")
            y += _NOTE
        for odds in entry.odds:
            bars(canvas, odds.band, label, y + 26.5)
            canvas.text(label + 26, y + 31.4, fit(odds.words, width - (label - x) - 26, 12), size=12)
            y += _NOTE


def _axes(canvas: Canvas, grid: _Grid, lang: Language) -> None:
    left, top, bottom = grid.columns[0], grid.rows[0], grid.rows[-1]
    x, y = left - 10, bottom + 10
    canvas.path(f"M{x:.1f} {y:.1f}V{top - 4:.1f}M{x:.1f} {y:.1f}H{grid.columns[-1] + 2:.1f}", cls="axis")
    canvas.path(f"M{x:.1f} {top - 12:.1f}l-4 9h8z", cls="tip")
    canvas.path(f"M{grid.columns[-1] + 10:.1f} {y:.1f}l-9 -4v8z", cls="tip")
    canvas.text(_LEFT, top - 20, say("economic_axis", lang), size=14, cls="bold")
    canvas.text(grid.columns[-1], bottom + 52, say("human_axis", lang), size=14, anchor="end", cls="bold")
    for row, level in enumerate(_ECONOMIC):
        middle = (grid.rows[row] + grid.rows[row + 1]) / 2
        canvas.text(x - 10, middle + 4.6, LEVELS["economic"][level].show(lang), size=13, anchor="end")
    for column, level in enumerate(_HUMAN):
        middle = (grid.columns[column] + grid.columns[column + 1]) / 2
        canvas.text(middle, bottom + 30, LEVELS["human"][level].show(lang), size=13, anchor="middle")


def _strip(canvas: Canvas, made: Sheet, top: float, lang: Language, links: Links | None) -> float:
    """Draw the strip of what is not rated; return the y below it."""
    columns = 5
    width = (_WIDTH - 2 * _LEFT - 24) / columns
    rows = [made.strip[start : start + columns] for start in range(0, len(made.strip), columns)]
    heights = [max(map(_height, row)) for row in rows]
    height = 40 + (sum(heights) if rows else 24) + 10
    canvas.rect(_LEFT, top, _WIDTH - 2 * _LEFT, height, cls="card dashed", radius=8)
    count = f" ({made.unrated:,})" if made.unrated else ""
    canvas.text(_LEFT + 14, top + 24, say("strip", lang) + count, size=13, cls="bold")
    y = top + 38
    if not rows:
        words = say("strip_empty", lang) if made.rated else say("nothing", lang)
        canvas.text(_LEFT + 14, y + 15, words, size=13, cls="soft")
    for row, step in zip(rows, heights, strict=True):
        for index, entry in enumerate(row):
            _entry(canvas, entry, _LEFT + 14 + index * width, y, width - 12, links)
        y += step
    return top + height
