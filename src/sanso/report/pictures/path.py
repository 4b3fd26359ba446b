"""The attack path (攻撃経路): from entry to harm, step by step, over the three layers.

Each step is a card in the lane of its layer; between the cards stand the measures that would stop the step, by
shape and in words. Decides nothing: texts, times and stops come with the path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.catalogue import Catalogue
from sanso.iotssf.result import HarmLevels
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.attack_words import STOP, entry_word, tell
from sanso.report.pictures.gates import GATE_RULES, gate, layer_mark
from sanso.report.pictures.legend import Item, flow_items
from sanso.report.pictures.lettering import clean, fit, wrap
from sanso.report.pictures.route import (
    CARD,
    LANE,
    LANES,
    LEFT,
    SAID,
    WORDS_LEFT,
    WORDS_WIDTH,
    Card,
    cards,
    lane_x,
    told_steps,
)
from sanso.report.pictures.svg import Canvas, number, polyline
from sanso.report.pictures.theme import frame
from sanso.report.pictures.words import LEVELS
from sanso.report.quantities import estimate_text

if TYPE_CHECKING:
    from sanso.attack.result import AttackPath

__all__ = ["draw_path"]

_WIDTH = 1280.0
_BAND = 92.0
_START = 148.0
_PILL = 46.0
_GOAL = 68.0


def draw_path(
    model: Model, path: AttackPath, catalogue: Catalogue, lang: Language, levels: HarmLevels | None = None
) -> str:
    """Draw *path* as a complete SVG in *lang*; *levels* are those of its harm, the model's own where absent."""
    row = cards(model, path, catalogue, lang, _START + _PILL)
    goal = (row[-1].bottom if row else _START + _PILL) + 40
    bottom = goal + _GOAL + 16
    canvas = Canvas()
    _head(canvas, model, path, lang)
    _bands(canvas, bottom, lang)
    _ways(canvas, row, goal)
    _start(canvas, entry_word(path.entry, catalogue).show(lang), row, lang)
    for card in row:
        _step(canvas, card)
        _measures(canvas, card, lang)
    _goal(canvas, model, path, levels, goal, lang)
    y = flow_items(canvas, _key(lang), LEFT, bottom + 28, _WIDTH - LEFT)
    canvas.text(LEFT, y + 4, fit(tell("path_note", lang), _WIDTH - 2 * LEFT, 12), size=12, cls="soft")
    harm, entry = model.label(path.harm).show(lang), entry_word(path.entry, catalogue).show(lang)
    steps = tell("steps", lang, n=len(told_steps(model, path)))
    return frame(
        canvas.body(),
        scope="sanso-path",
        width=_WIDTH,
        height=y + 22,
        title=f"{tell('path_title', lang)} — {harm}",
        desc=tell("path_desc", lang, entry=entry, harm=harm, steps=steps),
        lang=lang,
        rules=GATE_RULES,
    )


def _head(canvas: Canvas, model: Model, path: AttackPath, lang: Language) -> None:
    heading = f"{tell('path_title', lang)} · {clean(model.label(path.harm).show(lang))}"
    canvas.text(LEFT, 42, fit(heading, _WIDTH - 2 * LEFT, 21), size=21, cls="bold")
    parts = [
        tell("steps", lang, n=len(told_steps(model, path))),
        tell("share", lang, p=estimate_text(path.share, yearly=False).show(lang)),
        tell("carries", lang, p=estimate_text(path.probability, yearly=False).show(lang)),
    ]
    canvas.text(LEFT, 68, fit(" · ".join(parts), _WIDTH - 2 * LEFT, 13), size=13, cls="soft")


def _bands(canvas: Canvas, bottom: float, lang: Language) -> None:
    for lane in range(1, LANES + 1):
        left = LEFT + (lane - 1) * LANE
        canvas.rect(left + 2, _BAND, LANE - 4, bottom - _BAND, cls=f"p{lane}", radius=8)
        layer_mark(canvas, lane, left + 26, _BAND + 25)
        canvas.text(left + 46, _BAND + 21, tell(f"lane_{lane}", lang), size=14, cls="bold")
        sub = fit(tell(f"lane_{lane}_sub", lang), LANE - 56, 12)
        canvas.text(left + 46, _BAND + 38, sub, size=12, cls="soft")
    canvas.text(WORDS_LEFT, _BAND + 21, fit(tell("barriers", lang), WORDS_WIDTH, 14), size=14, cls="bold")


def _ways(canvas: Canvas, row: list[Card], goal: float) -> None:
    """Draw the way from the entry through all cards to the harm."""
    x, y = lane_x(row[0].lane if row else LANES), _START + _PILL
    for card in row:
        _arrow(canvas, (x, y), (lane_x(card.lane), card.top), row_top=y)
        x, y = lane_x(card.lane), card.top + card.height
    _arrow(canvas, (x, y), (x, goal), row_top=y)


def _arrow(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], *, row_top: float) -> None:
    turn = row_top + 10
    points = [start, (start[0], turn), (end[0], turn), (end[0], end[1] - 8)]
    canvas.path(polyline(points), cls="way")
    canvas.path(f"M{number(end[0] - 6)} {number(end[1] - 10)}h12l-6 10z", cls="wayhead")


def _start(canvas: Canvas, entry: str, row: list[Card], lang: Language) -> None:
    left = lane_x(row[0].lane if row else LANES) - CARD / 2
    middle = _START + _PILL / 2
    with canvas.group(title=f"{tell('entry', lang)}: {entry}"):
        canvas.rect(left, _START, CARD, _PILL, cls="card goal", radius=_PILL / 2)
        canvas.circle(left + 24, middle, 8, cls="ring")
        canvas.circle(left + 24, middle, 3.5, cls="wayhead")
        canvas.text(left + 44, middle - 4, tell("entry", lang), size=12, cls="soft")
        canvas.text(left + 44, middle + 13, fit(entry, CARD - 60, 13), size=13, cls="bold")


def _step(canvas: Canvas, card: Card) -> None:
    left, layer = lane_x(card.lane) - CARD / 2, card.layer if card.layer in (1, 2, 3) else 0
    with canvas.group(cls="step", title=card.tip):
        canvas.rect(left, card.top, CARD, card.height, cls="card" if layer else "card dashed", radius=7)
        canvas.circle(left + 20, card.top + 20, 12, cls=f"s{layer}")
        canvas.text(left + 20, card.top + 24.6, str(card.number), size=13, anchor="middle", cls="bold on")
        if layer:
            layer_mark(canvas, layer, left + 20, card.top + 46)
        y = card.top + 22
        for line in card.lines:
            canvas.text(left + 40, y, line, size=13, cls="semi")
            y += 17
        for note in card.notes:
            canvas.text(left + 40, y + 1, note, size=12, cls="soft")
            y += 16


def _measures(canvas: Canvas, card: Card, lang: Language) -> None:
    x = lane_x(card.lane)
    for index, (said, y) in enumerate(zip(card.said, card.gates, strict=True)):
        gate(canvas, said.status, x, y)
        line = card.gates[0] + index * SAID
        gate(canvas, said.status, WORDS_LEFT + 2, line)
        canvas.text(WORDS_LEFT + 26, line + 4.5, said.title, size=13, cls="semi")
        canvas.text(WORDS_LEFT + 26, line + 20.5, said.owner, size=12)
        canvas.text(WORDS_LEFT + 26, line + 35.5, said.works, size=12, cls="soft")
    if card.said:
        y = card.gates[0]
        canvas.path(f"M{number(x + 18)} {number(y)}H{number(WORDS_LEFT - 18)}", cls="dots")
    if card.more:
        y = card.gates[0] + len(card.said) * SAID
        canvas.text(WORDS_LEFT + 26, y + 2, tell("stops_more", lang, n=card.more), size=12, cls="soft")


def _goal(
    canvas: Canvas, model: Model, path: AttackPath, levels: HarmLevels | None, top: float, lang: Language
) -> None:
    width = _WIDTH - 2 * LEFT - 20
    words = _levels(model, path, levels, lang)
    name = model.label(path.harm).show(lang)
    with canvas.group(title=f"{name}\n{words}"):
        canvas.rect(LEFT + 10, top, width, _GOAL, cls="card goal", radius=8)
        x, y = LEFT + 44, top + _GOAL / 2
        canvas.path(f"M{number(x)} {number(y - 19)}L{number(x + 21)} {number(y + 17)}H{number(x - 21)}Z", cls="wayhead")
        canvas.text(x, y + 13, "!", size=20, anchor="middle", cls="bold on")
        heading = f"{tell('harm', lang)}: {name}"
        canvas.text(LEFT + 78, top + 29, fit(heading, width - 82, 16), size=16, cls="bold")
        canvas.text(LEFT + 78, top + 51, wrap(words, width - 82, 13, 1)[0], size=13)


def _levels(model: Model, path: AttackPath, levels: HarmLevels | None, lang: Language) -> str:
    """Say the level on both axes, and the loss where the model states one."""
    harm = model.harms.get(path.harm)
    human = levels.human if levels is not None else harm.human if harm is not None else None
    economic = levels.economic if levels is not None else harm.economic if harm is not None else None
    parts = [tell("human", lang, level=_level("human", human, lang))]
    loss = harm.loss if harm is not None else None
    if economic is not None or loss is None:
        parts.append(tell("economic", lang, level=_level("economic", economic, lang)))
    if loss is not None:
        parts.append(tell("loss_range", lang, low=loss.low.text().show(lang), high=loss.high.text().show(lang)))
    return " · ".join(parts)


def _level(axis: str, level: str | None, lang: Language) -> str:
    return tell("level_not_stated", lang) if level is None else LEVELS[axis][level].show(lang)


def _key(lang: Language) -> list[Item]:
    items: list[Item] = [
        (28, words.show(lang), lambda canvas, x, y, of=status: gate(canvas, of, x + 14, y))  # type: ignore[misc]
        for status, words in STOP.items()
    ]
    items.append((22, tell("mark_layer", lang), lambda canvas, x, y: layer_mark(canvas, 2, x + 11, y)))
    return items
