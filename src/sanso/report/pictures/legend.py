"""The legend under the three-layer map: category, statement, connections, marks."""

from __future__ import annotations

from collections.abc import Callable

from sanso.model.text import Language
from sanso.report.pictures.answers import MARK_WIDTH, Marks, five_parts, part
from sanso.report.pictures.gap_words import tell
from sanso.report.pictures.geometry import arrow
from sanso.report.pictures.glyphs import badge, glyph, ring, seal
from sanso.report.pictures.lettering import fit_width, wrap
from sanso.report.pictures.scene import Scene
from sanso.report.pictures.states import NOTHING, Share, Standing
from sanso.report.pictures.svg import Canvas, polyline
from sanso.report.pictures.words import COMPONENT_KIND, say
from sanso.report.transcription_words import STATE

__all__ = ["Item", "draw_legend", "flow_items", "legend_height"]

_LEFT = 28.0
_INDENT = 158.0
_ROW = 26.0
_SIZE = 12.0

Item = tuple[float, str, Callable[[Canvas, float, float], None]]
"""Width of the symbol, its words, and what draws it around (left, middle)."""


def flow_items(canvas: Canvas | None, items: list[Item], left: float, y: float, right: float) -> float:
    """Set *items* one after another from (*left*, *y*), wrapping before *right*; return the y after the last row.

    Without a canvas only the room is computed.
    """
    x = left
    for width, words, draw in items:
        needed = width + (8 + fit_width(words, _SIZE) + 22 if words else 8)
        if x > left and x + needed > right:
            x, y = left, y + _ROW
        if canvas is not None:
            draw(canvas, x, y)
            canvas.text(x + width + 8, y + 4.4, words, size=_SIZE)
        x += needed
    return y + _ROW


def _badges(lang: Language) -> list[Item]:
    items: list[Item] = []
    for category in (4, 3, 2, 1, 0):
        standing = Standing(category)
        words = say("no_category", lang) if category == 0 else ""
        items.append((26, words, lambda canvas, x, y, of=standing: badge(canvas, of, x + 13, y)))  # type: ignore[misc]
    items.append((26, say("not_rated", lang), lambda canvas, x, y: badge(canvas, NOTHING, x + 13, y)))
    sign = fit_width("≥", 13)
    items.append((sign, say("at_least", lang), lambda canvas, x, y: canvas.text(x, y + 4.6, "≥", size=13, cls="bold")))
    return items


def _proven(scene: Scene) -> bool:
    """Tell whether the marks speak of proof."""
    return any(node.standing.proven is not None for node in (*scene.nodes, *scene.systems.values()))


def _rings(scene: Scene, lang: Language) -> list[Item]:
    shares: tuple[Share, ...] = ("all", "part", "none")
    if _proven(scene):
        return [
            (15, tell(f"proven_{share}", lang), lambda canvas, x, y, of=share: seal(canvas, of, x + 7.5, y))  # type: ignore[misc]
            for share in shares
        ]
    items: list[Item] = [
        (14, say(f"stated_{share}", lang), lambda canvas, x, y, of=share: ring(canvas, of, x + 7, y))  # type: ignore[misc]
        for share in shares
    ]
    if any(node.glyph == "procedure" and node.standing.stated for node in scene.nodes):
        words = say("procedure_rings", lang)
        items.append((20, words, lambda canvas, x, y: glyph(canvas, "procedure", x + 10, y, 0.85)))
    return items


def _line(canvas: Canvas, x: float, y: float, layer: int, *, flow: bool) -> None:
    points, head = arrow([(x, y), (x + 36, y)])
    with canvas.group(cls=f"e{layer}"):
        canvas.path(polyline(points), cls="line")
        canvas.path(head, cls="head flow" if flow else "head")


def _lines(lang: Language) -> list[Item]:
    rows = [("line_3", 3, True), *((f"line_{name}", int(name[0]), False) for name in ("3c", "2", "1", "0"))]
    items: list[Item] = [
        (36, say(key, lang), lambda canvas, x, y, of=layer, open_=flow: _line(canvas, x, y, of, flow=open_))  # type: ignore[misc]
        for key, layer, flow in rows
    ]
    items.append((30, say("system", lang), lambda canvas, x, y: canvas.rect(x, y - 8, 30, 16, cls="hull", radius=5)))
    return items


def _kinds(scene: Scene, lang: Language) -> list[Item]:
    used = {node.glyph for node in scene.nodes}
    return [
        (20, words.show(lang), lambda canvas, x, y, of=name: glyph(canvas, of, x + 10, y, 0.85))  # type: ignore[misc]
        for name, words in COMPONENT_KIND.items()
        if name in used
    ]


def _answers(scene: Scene, lang: Language) -> list[Item]:
    """Explain the five-part mark, where there is one: the order of the questions, and what a part may look like."""
    if not any(node.marks for node in scene.nodes):
        return []
    order = say("answers_order", lang)
    every: Marks = ("stated", "open", "free", "stated", "none")
    items: list[Item] = [(MARK_WIDTH, order, lambda canvas, x, y: five_parts(canvas, every, x, y))]
    for state, words in STATE.items():
        items.append((5, words.show(lang), lambda canvas, x, y, of=state: part(canvas, of, x, y)))  # type: ignore[misc]
    return items


def _sections(scene: Scene, lang: Language) -> list[tuple[str, list[Item]]]:
    return [
        (say("category", lang), _badges(lang)),
        (tell("proven_heading", lang) if _proven(scene) else say("stated", lang), _rings(scene, lang)),
        (say("answers", lang), _answers(scene, lang)),
        (say("lines", lang), _lines(lang)),
        (say("kinds", lang), _kinds(scene, lang)),
    ]


def legend_height(width: float, scene: Scene, lang: Language) -> float:
    """Return the height in pixels that `draw_legend` uses."""
    y = 16.0
    for _, items in _sections(scene, lang):
        y = flow_items(None, items, _LEFT + _INDENT, y, width - 20) if items else y
    return y + 26


def draw_legend(canvas: Canvas, top: float, width: float, scene: Scene, lang: Language) -> None:
    """Draw the legend from *top* down over the whole *width*."""
    canvas.path(f"M{_LEFT} {top:.1f}H{width - _LEFT:.1f}", cls="faint")
    y = top + 24
    for heading, items in _sections(scene, lang):
        if not items:
            continue
        canvas.text(_LEFT, y + 4.4, wrap(heading, _INDENT - 8, _SIZE, 1)[0], size=_SIZE, cls="bold")
        y = flow_items(canvas, items, _LEFT + _INDENT, y, width - 20)
    words = tell("footnote_proven", lang) if _proven(scene) else say("footnote", lang)
    canvas.text(_LEFT, y + 6, wrap(words, width - 60, _SIZE, 1)[0], size=_SIZE, cls="soft")
