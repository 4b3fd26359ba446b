"""What is to be drawn on the three-layer map: nodes on planes, outlines of systems, links.

A scene knows nothing about coordinates. `singly` makes one with a node per element; `grouping` makes one
with a node per system or organization when there are too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from sanso.analysis.result import Assessment
from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.answers import Marks, marks_of, words_of
from sanso.report.pictures.gap_words import tell
from sanso.report.pictures.states import NOTHING, Standing, standings
from sanso.report.pictures.view import EVERYTHING, View
from sanso.report.pictures.words import COMPONENT_KIND, CONNECTION, say
from sanso.transcription import Transcription

__all__ = [
    "CONTROL",
    "LAYER",
    "PLANES",
    "Link",
    "Node",
    "Plane",
    "Scene",
    "around",
    "drawn",
    "glyph_of",
    "link_of",
    "plane_of",
    "shown_planes",
    "singly",
    "tooltip",
]

Plane = Literal["3", "2", "F", "1"]
PLANES: tuple[Plane, ...] = ("3", "2", "F", "1")
"""From the top: layer 3, layer 2, physical things, layer 1."""

_PHYSICAL_KINDS = frozenset({"sensor", "actuator", "controller", "gateway", "safety-function"})
_BY_LAYER = {
    1: "supplies develops integrates maintains entrusts hosts insures certifies",
    2: "senses actuates displays operates",
    3: "transmits shares commands configures updates remote-access authenticates",
    0: "feeds depends-on",
}
LAYER: Mapping[str, int] = MappingProxyType(
    {kind: layer for layer, kinds in _BY_LAYER.items() for kind in kinds.split()}
)
"""Layer of a connection kind (table T2); 0 is physical, of no layer."""

CONTROL = frozenset({"commands", "configures", "updates", "remote-access", "maintains"})
"""Connection kinds that carry control."""


@dataclass(frozen=True, slots=True)
class Node:
    """A mark: what it is, what it is called, where it stands, and which outlines (outermost first) are around it.

    *group* is the name by which a group is opened, or an open one is folded; empty for an element. *members* counts
    what the mark stands for.
    """

    id: str
    glyph: str
    plane: Plane
    name: str
    note: str = ""
    standing: Standing = NOTHING
    tip: str = ""
    around: tuple[str, ...] = ()
    marks: Marks = ()
    group: str = ""
    members: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A connection between two nodes; *layer* 0 is physical."""

    source: str
    target: str
    layer: int
    control: bool
    tip: str
    connections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """All marks, the systems drawn as outlines, the links, and unseen *ties* that only pull marks together.

    *undrawn* counts the connections of the model that no link stands for. *spots* tells for every element and physical
    thing that is shown the mark that stands for it. *crowded* says that a group stayed closed for want of room.
    """

    nodes: tuple[Node, ...]
    systems: Mapping[str, Node] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()
    grouped: bool = False
    undrawn: int = 0
    planes: tuple[Plane, ...] = PLANES
    spots: Mapping[str, str] = field(default_factory=dict)
    crowded: bool = False


def plane_of(model: Model, ident: str) -> Plane:
    """Return the plane of an element that is not a system, or of a physical thing."""
    if ident in model.components:
        return "2" if model.components[ident].kind in _PHYSICAL_KINDS else "3"
    if ident in model.data or ident in model.systems:
        return "3"
    return "F" if ident in model.physical else "1"


def glyph_of(model: Model, ident: str) -> str:
    """Return the name of the glyph of an element or physical thing."""
    if ident in model.components:
        return model.components[ident].kind
    sections = ("organizations", "people", "procedures", "data", "systems", "physical")
    names = ("organization", "people", "procedure", "data", "system", "physical")
    return next(name for section, name in zip(sections, names, strict=True) if ident in getattr(model, section))


def drawn(model: Model, assessment: Assessment, view: View = EVERYTHING) -> tuple[list[str], list[str]]:
    """Return the ids of the elements and physical things, and of the connections, that *view* shows on the day."""
    absent = frozenset(assessment.model.absent)
    things = [ident for ident in (*model.elements, *model.physical) if ident not in absent and view.shows(ident)]
    there = frozenset(things)
    links = [
        ident
        for ident, row in model.connections.items()
        if ident not in absent
        and row.from_ in there
        and row.to in there
        and row.from_ != row.to
        and view.joins(LAYER[row.kind])
    ]
    return things, links


def shown_planes(nodes: Iterable[Node], view: View) -> tuple[Plane, ...]:
    """Return the planes to draw: all of them, or those on which a narrowed view has anything."""
    if not view.narrowed:
        return PLANES
    filled = {node.plane for node in nodes}
    return tuple(plane for plane in PLANES if plane in filled) or PLANES


def link_of(model: Model, ident: str, lang: Language, source: str, target: str) -> Link:
    """Return connection *ident* as a link between the nodes *source* and *target*."""
    row = model.connections[ident]
    verb = CONNECTION[row.kind].show(lang)
    names = f"{model.label(row.from_).show(lang)} → {model.label(row.to).show(lang)}"
    tip = f"{names}: {verb}"
    if row.name is not None:
        tip = f"{row.name.show(lang)}\n{tip}"
    return Link(source, target, LAYER[row.kind], row.kind in CONTROL, tip, (ident,))


def tooltip(name: str, glyph: str, standing: Standing, lang: Language) -> str:
    """Return the full name with kind, category, stated and proven share in words."""
    category = standing.badge if standing.category is not None else say("not_rated", lang)
    lines = [name, COMPONENT_KIND[glyph].show(lang), f"{say('category', lang)}: {category}"]
    if standing.stated is not None:
        lines.append(say(f"stated_{standing.stated}", lang))
    if standing.proven is not None:
        lines.append(tell(f"proven_{standing.proven}", lang))
    return "\n".join(lines)


def around(ident: str, containment: Containment, model: Model, there: frozenset[str]) -> tuple[str, ...]:
    """Return the systems around *ident*, outermost first."""
    return tuple(system for system in containment.ancestors(ident) if system in model.systems and system in there)[::-1]


def _note(model: Model, ident: str, instances: Mapping[str, int]) -> str:
    count = instances.get(ident) or getattr(model.thing(ident), "count", None)
    return f"×{count:,}" if isinstance(count, int) and count != 1 else ""


def _ties(model: Model, there: frozenset[str]) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str | None]] = []
    for ident, people in model.people.items():
        pairs.append((ident, people.employer))
    for ident, data in model.data.items():
        pairs += [(ident, other) for other in (*data.produced_by, *data.stored_in)]
    for ident, procedure in model.procedures.items():
        pairs += [(ident, other) for other in (*procedure.performed_by, *procedure.acts_on)]
    return tuple((one, other) for one, other in pairs if other is not None and one in there and other in there)


def singly(
    model: Model,
    assessment: Assessment,
    lang: Language,
    transcription: Transcription | None = None,
    view: View = EVERYTHING,
) -> Scene:
    """Return the scene with one node for each element and physical thing."""
    things, links = drawn(model, assessment, view)
    there = frozenset(things)
    known = standings(assessment, model.procedures)
    marked = marks_of(transcription)
    containment = Containment.of(model)
    instances = {row.element: row.instances for row in assessment.iotssf}
    nodes: dict[str, Node] = {}
    for ident in things:
        name, glyph = model.label(ident).show(lang), glyph_of(model, ident)
        standing = known.get(ident, NOTHING)
        hulls = around(ident, containment, model, there) if plane_of(model, ident) in "32" else ()
        tip = tooltip(name, glyph, standing, lang)
        note = _note(model, ident, instances)
        answers = marked.get(ident, ())
        if answers:
            tip = "\n".join((tip, say("answers", lang), *words_of(answers, lang)))
        nodes[ident] = Node(ident, glyph, plane_of(model, ident), name, note, standing, tip, hulls, answers)
    outlined = {system for node in nodes.values() for system in node.around}
    marks = [node for node in nodes.values() if node.id not in outlined]
    rows = tuple(
        link_of(model, ident, lang, model.connections[ident].from_, model.connections[ident].to) for ident in links
    )
    systems = {ident: nodes[ident] for ident in nodes if ident in outlined}
    return Scene(
        tuple(marks),
        systems,
        rows,
        _ties(model, there),
        undrawn=0 if view.narrowed else len(model.connections) - len(rows),
        planes=shown_planes(marks, view),
        spots={ident: ident for ident in things},
    )
