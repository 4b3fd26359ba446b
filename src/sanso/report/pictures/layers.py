"""The three-layer map (三層図): three parallel planes with the elements on them and the connections between.

Does not decide categories or statements; they come with the assessment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanso.analysis.result import Assessment
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.answers import MARK_RULES, mark
from sanso.report.pictures.geometry import CARD_HEIGHT, TAG_HEIGHT, Geometry, arrow, geometry
from sanso.report.pictures.glyphs import badge, glyph, share_mark
from sanso.report.pictures.grouping import LARGEST, by_group
from sanso.report.pictures.legend import draw_legend, legend_height
from sanso.report.pictures.lettering import clean, fit, fit_width, wrap
from sanso.report.pictures.packing import Layout, pack
from sanso.report.pictures.proven import Proven
from sanso.report.pictures.routing import Route
from sanso.report.pictures.scene import Node, Plane, Scene, singly
from sanso.report.pictures.svg import Canvas, number, polyline
from sanso.report.pictures.theme import LINK_RULES, frame
from sanso.report.pictures.view import EVERYTHING, Links, View
from sanso.report.pictures.wiring import Wiring, wire
from sanso.report.pictures.words import PLANE, count, say
from sanso.transcription import Transcription

__all__ = ["Drawing", "draw_layers", "layers_drawing"]

_TOP = 92.0
_SKEW = 34.0
_NAME = 14.0
_LIFT = 7.5
"""How far the glyph of a device makes room for the mark below it."""
_TAG_SIZES = (12.0, 11.0)
"""Font sizes of the name of an outline: the second where only that saves it from being cut."""
_HEADING = 110.0
"""Room for the name of a plane beside the links in the outermost street."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, and what it shows: the *scene* names the mark that stands for each element."""

    svg: str
    scene: Scene


def draw_layers(
    model: Model,
    assessment: Assessment,
    lang: Language,
    transcription: Transcription | None = None,
    view: View = EVERYTHING,
) -> str:
    """Draw the three-layer map of *model* as a complete SVG in *lang*; *transcription* marks what senses and acts."""
    return layers_drawing(model, assessment, lang, transcription, view).svg


def layers_drawing(
    model: Model,
    assessment: Assessment,
    lang: Language,
    transcription: Transcription | None = None,
    view: View = EVERYTHING,
) -> Drawing:
    """Draw the three-layer map, and tell what stands on it."""
    scene = _scene(model, assessment, lang, transcription, view)
    columns, card_width = _format(len(scene.nodes), grouped=scene.grouped)
    layout = pack(scene, columns)
    wiring = wire(scene, layout)
    geo = geometry(layout, wiring, card_width, _TOP)
    canvas = Canvas()
    pen = _Pen(canvas, geo, lang, view.links)
    _head(canvas, model, assessment, scene, geo, lang, view)
    _planes(canvas, scene, geo, lang, view)
    for area in sorted(layout.areas, key=lambda one: -one.level):
        canvas.rect(*geo.hull(area), cls="hull", radius=10)
    _lines(pen, wiring)
    _tags(pen, scene, layout)
    for node in scene.nodes:
        _card(pen, node)
    draw_legend(canvas, geo.bottom + 22, geo.width, scene, lang)
    title = f"{say('layers_title', lang)} — {_title(model, lang)}"
    elements, connections = _sizes(model, lang)
    desc = say("layers_desc", lang, elements=elements, connections=connections)
    height = geo.bottom + 22 + legend_height(geo.width, scene, lang)
    rules = MARK_RULES if any(node.marks for node in scene.nodes) else ""
    svg = frame(
        canvas.body(),
        scope="sanso-layers",
        width=geo.width,
        height=height,
        title=title,
        desc=desc,
        lang=lang,
        rules=rules + (LINK_RULES if view.links else ""),
        role="group" if view.links else "img",
    )
    return Drawing(svg, scene)


def _scene(
    model: Model, assessment: Assessment, lang: Language, transcription: Transcription | None, view: View
) -> Scene:
    """Return everything singly up to the size at which a picture stays readable, else in groups."""
    many = len(model.elements) + len(model.physical) if view.elements is None else len(view.elements)
    if many <= LARGEST and not view.grouped:
        return singly(model, assessment, lang, transcription, view)
    return by_group(model, assessment, lang, view)


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every mark is drawn with."""

    canvas: Canvas
    geo: Geometry
    lang: Language
    links: Links | None

    def data(self, node: Node) -> dict[str, str]:
        """Return what a script finds a mark by."""
        return {"data-id": node.id.replace("\0", "~")} if self.links else {}

    def address(self, node: Node) -> str:
        """Return where a mark leads: to its element, or to the picture in which the group stands open."""
        if self.links is None:
            return ""
        return self.links.group(node.group, opens=True) if node.group else self.links.element(_ident(node))

    def tip(self, node: Node) -> str:
        """Return the tooltip of a mark."""
        return f"{node.tip}\n{say('opens', self.lang)}" if self.links and node.group else node.tip


def _ident(node: Node) -> str:
    """Return the element that a mark stands for: its id, without the plane of a group that is that element alone."""
    return node.id.partition("/")[2] or node.id


def _format(marks: int, *, grouped: bool) -> tuple[int, float]:
    """Return how many columns and how wide cards (pixels) suit so many marks."""
    if grouped:
        return 5, 240.0
    if marks <= 14:
        return 4, 210.0
    return (5, 206.0) if marks <= 90 else (6, 190.0)


def _head(
    canvas: Canvas, model: Model, assessment: Assessment, scene: Scene, geo: Geometry, lang: Language, view: View
) -> None:
    heading = f"{say('layers_title', lang)} · {_title(model, lang)}"
    canvas.text(28, 42, fit(heading, geo.width - 60, 21), size=21, cls="bold")
    elements, connections = _sizes(model, lang)
    left = scene.undrawn + len(scene.links) - len(geo.wiring.routes)
    if left:
        connections += say("undrawn", lang, n=f"{left:,}")
    if view.narrowed:
        shown = sum(ident in model.elements for ident in scene.spots)
        elements = say("shown_of", lang, n=f"{shown:,}", total=elements)
        connections = say(
            "shown_of", lang, n=f"{sum(len(one.connections) for one in scene.links):,}", total=connections
        )
    parts = [elements, connections, say("as_of", lang, day=assessment.model.at.isoformat())]
    if scene.grouped:
        parts.append(say("grouped", lang))
    proven = Proven.of(assessment)
    if proven is not None:
        parts.append(proven.says(lang))
    canvas.text(28, 66, fit(" · ".join(parts), geo.width - 60, 13), size=13, cls="soft")


def _title(model: Model, lang: Language) -> str:
    return clean(model.name.show(lang) if model.name is not None else model.id)


def _sizes(model: Model, lang: Language) -> tuple[str, str]:
    return count("elements", lang, len(model.elements)), count("connections", lang, len(model.connections))


def _planes(canvas: Canvas, scene: Scene, geo: Geometry, lang: Language, view: View) -> None:
    left, right = 16.0, geo.width - 16.0
    filled = {node.plane for node in scene.nodes}
    for plane, (top, bottom) in geo.planes.items():
        corners = ((left + _SKEW, top), (right, top), (right - _SKEW, bottom), (left, bottom))
        near = right - _SKEW
        edge = ((left, bottom), (near, bottom), (right, top), (right, top + 6), (near, bottom + 6), (left, bottom + 6))
        canvas.path(_polygon(corners), cls=f"p{plane.lower()}")
        canvas.path(_polygon(edge), cls="side")
        _plane_name(canvas, plane, top, lang)
        if plane not in filled:
            words = say("empty_view" if view.narrowed else f"empty_{plane}", lang)
            canvas.text(geo.columns[0], (top + bottom) / 2 + 5, words, size=14, cls="soft")


def _polygon(corners: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"


def _plane_name(canvas: Canvas, plane: Plane, top: float, lang: Language) -> None:
    heading, *subtitle = PLANE[plane].show(lang).split("|")
    size = 17.0 if fit_width(heading, 17) <= _HEADING else 15.0
    canvas.text(58, top + 32, heading, size=size, cls="bold")
    for index, line in enumerate(subtitle):
        canvas.text(58, top + 52 + index * 16, line, size=12, cls="soft")


def _lines(pen: _Pen, wiring: Wiring) -> None:
    drawn: dict[tuple[str, str, int], list[Route]] = {}
    for route in wiring.routes:
        drawn.setdefault((route.link.source, route.link.target, route.link.layer), []).append(route)
    canvas, geo = pen.canvas, pen.geo
    for routes in drawn.values():
        link = routes[0].link
        points, head = arrow(geo.points(routes[0]))
        control = any(route.link.control for route in routes)
        tip, (href, data) = "\n".join(route.link.tip for route in routes[:8]), _edge(pen, routes)
        with canvas.group(cls=f"edge e{link.layer}", title=tip, href=href, data=data):
            canvas.path(polyline(points[::-1] if routes[0].gathers else points), cls="line")
            canvas.path(head, cls="head" if control or link.layer != 3 else "head flow")


def _edge(pen: _Pen, routes: Sequence[Route]) -> tuple[str, dict[str, str]]:
    """Return where a line leads, and what a script finds it by; the keyboard reaches it by the list beside."""
    if pen.links is None:
        return "", {}
    link = routes[0].link
    names = [name for route in routes for name in route.link.connections]
    ends = {"data-from": link.source.replace("\0", "~"), "data-to": link.target.replace("\0", "~")}
    return pen.links.element(names[0]), {**ends, "data-connection": names[0], "tabindex": "-1"}


def _tags(pen: _Pen, scene: Scene, layout: Layout) -> None:
    for area in layout.areas:
        node, (x, y) = scene.systems[area.system], pen.geo.tag(area)
        _tag(pen, node, x, y, pen.geo.tag_width(area), main=pen.geo.main[area.system] == area)


def _tag(pen: _Pen, node: Node, x: float, y: float, width: float, *, main: bool) -> None:
    canvas, folds = pen.canvas, 22.0 if pen.links is not None and node.group and main else 0.0
    right: float = (30 + (18 if node.standing.stated else 0) + 6 * len(node.standing.badge[1:])) if main else 4
    right += folds
    note = f" {node.note}" if node.note and main else ""
    size = next((size for size in _TAG_SIZES if fit_width(node.name + note, size) <= width - 34 - right), _TAG_SIZES[0])
    name = fit(node.name, width - 34 - right - fit_width(note, size), size) + note
    used = min(width, 30 + fit_width(name, size) + right + 6)
    element = "/" not in node.id
    href = pen.links.element(node.id) if pen.links is not None and element else ""
    extra = {} if main or not href else {"tabindex": "-1"}
    with canvas.group(title=node.tip, href=href, data={**pen.data(node), **extra}):
        canvas.rect(x, y, used, TAG_HEIGHT, cls="card dashed", radius=6)
        glyph(canvas, node.glyph, x + 15, y + 12, 0.62)
        canvas.text(x + 28, y + 16.4, name, size=size, cls="semi" if main else "soft")
        if main:
            end = x + used - folds
            badge(canvas, node.standing, end - (18 if node.standing.stated else 0) - 17, y + 12, width=22)
            share_mark(canvas, node.standing, end - 12, y + 12, 5.5)
    if folds and pen.links is not None:
        address = pen.links.group(node.group, opens=False)
        with canvas.group(cls="fold", title=say("folds", pen.lang, name=node.name), href=address):
            canvas.rect(x + used - folds, y, folds, TAG_HEIGHT, cls="card", radius=6)
            canvas.path(f"M{number(x + used - folds + 6)} {number(y + 12)}h10", cls="icon")


def _card(pen: _Pen, node: Node) -> None:
    canvas, geo = pen.canvas, pen.geo
    x, y = geo.card(node.id)
    plain = node.glyph == "physical"
    rated = not plain and node.glyph != "procedure"
    width = geo.card_width
    right = 6.0 if plain else 33.0 + max(0.0, fit_width(node.standing.badge, 13) + 6 - 24)
    middle = x + width - 6 - (right - 9) / 2
    lines = _name_lines(node, width - 31 - right)
    opens = pen.links is not None and bool(node.group)
    cls = "opens" if opens else ""
    with canvas.group(cls=cls, title=pen.tip(node), href=pen.address(node), data=pen.data(node)):
        canvas.rect(x, y, width, CARD_HEIGHT, cls="card dashed" if node.glyph == "system" else "card", radius=7)
        glyph(canvas, node.glyph, x + 16, y + CARD_HEIGHT / 2 - (_LIFT if node.marks or opens else 0))
        if node.marks:
            mark(canvas, node.marks, x + 16, y + CARD_HEIGHT - 9)
        elif opens:
            canvas.path(f"M{number(x + 12)} {number(y + CARD_HEIGHT - 9)}h8m-4 -4v8", cls="icon")
        first = y + CARD_HEIGHT / 2 + 4.8 - (len(lines) - 1) * 8.7
        for index, (line, cls) in enumerate(lines):
            canvas.text(x + 31, first + index * 17.4, line, size=_NAME if cls != "soft" else 12, cls=cls)
        if rated:
            badge(canvas, node.standing, middle, y + (13.5 if node.standing.stated else CARD_HEIGHT / 2))
        if not plain:
            share_mark(canvas, node.standing, middle, y + (34.5 if rated else CARD_HEIGHT / 2))


def _name_lines(node: Node, width: float) -> list[tuple[str, str]]:
    """Return the lines on a card with their class: the name in two lines, the note at its end or below."""
    lines = wrap(node.name, width, _NAME, 2)
    if node.note and not node.note.startswith("×"):
        return [(fit(node.name, width, _NAME), "semi"), (fit(node.note, width, 12), "soft")]
    if not node.note or not lines:
        return [(line, "semi") for line in lines]
    if len(lines) == 1:
        together = f"{lines[0]} {node.note}"
        if fit_width(together, _NAME) <= width:
            return [(together, "semi")]
        return [(lines[0], "semi"), (fit(node.note, width, 12), "soft")]
    room = width - fit_width(f" {node.note}", _NAME)
    last = fit(lines[1], room, _NAME) if room > 3 * _NAME else ""
    return [(lines[0], "semi"), (f"{last} {node.note}", "semi")]
