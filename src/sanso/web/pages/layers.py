"""The three-layer map: filtered by address, groups opened by address, a panel and a list beside the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup

from sanso.model.text import Text
from sanso.report.pictures import Drawing, layers_drawing
from sanso.report.pictures.grouping import LARGEST, group_name
from sanso.report.pictures.scene import LAYER, Link, plane_of
from sanso.report.pictures.states import NOTHING
from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.element_view import section_of
from sanso.web.grids import Cell, Column, Grid, Lines
from sanso.web.heirlooms import PICTURES
from sanso.web.layer_filter import GAPS, Filter, LayerLinks, Traits, traits_of
from sanso.web.looking import Look, look
from sanso.web.pages.elements import panel_context
from sanso.web.rendering import Made, render_kept

__all__ = ["router"]

router = APIRouter()
_MOST_LINKS = 300
_LAYER_ORDER = (1, 2, 3, 0)
_LAST = 9


@router.get("/w/{workspace}/layers")
def layers(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show the three-layer map, or the part of it that the address asks for."""
    looked = look(request, entry)
    wanted = Filter.read(request.query_params.multi_items())
    return render_kept(request, "layers.j2", looked.shown, lambda entry: _made(looked, wanted, entry), entry=entry)


def _made(looked: Look, wanted: Filter, entry: Entry) -> Made:
    words = looked.reader
    traits = looked.shown.kept("traits", lambda: traits_of(words.model, words.standings), PICTURES)
    base = f"/w/{entry.workspace.id}"
    drawing = _drawing(looked, wanted, traits, base)
    section = section_of(words, wanted.element) if wanted.element else None
    context = {
        "r": words,
        "filter": wanted,
        "picture": Markup(drawing.svg),  # noqa: S704 -- drawn and escaped by us
        "scene": drawing.scene,
        "large": len(traits) > LARGEST,
        "organizations": sorted(words.model.organizations, key=words.name),
        "gaps": [(gap, _GAP[gap]) for gap in GAPS],
        "opened": [(_opened_name(words, name), wanted.query(opened=wanted.folded(name))) for name in wanted.opened],
        "companion": _companion(looked, drawing, LayerLinks(base, wanted)),
        "left_out": max(0, len(drawing.scene.links) - _MOST_LINKS),
        "panel": panel_context(looked, wanted.element or "", section) if section is not None else None,
    }
    return context, _grids(looked, drawing, base, wanted)


def _grids(looked: Look, drawing: Drawing, base: str, wanted: Filter) -> tuple[Grid, Grid]:
    """Return the tables beside the picture; those of everything are made once."""
    words = looked.reader

    def make() -> tuple[Grid, Grid]:
        return _elements(words, drawing, base), _connections(words, drawing, base, wanted)

    return make() if wanted.narrows else looked.shown.kept(("layers-grids", looked.lang), make, PICTURES)


def _drawing(looked: Look, wanted: Filter, traits: Mapping[str, Traits], base: str) -> Drawing:
    """Return the picture; that of everything is drawn once."""
    words = looked.reader

    def draw() -> Drawing:
        seen = wanted.view(traits, base)
        many = len(traits) if seen.elements is None else len(seen.elements)
        singly = many <= LARGEST and not seen.grouped  # groups bear no marks of transcription
        marks = words.views.transcription if singly else None
        return layers_drawing(words.model, words.assessment, looked.lang, marks, seen)

    plain = not (wanted.narrows or wanted.opened or wanted.element)
    rests = PICTURES if len(traits) > LARGEST else None  # marks of transcription show more than the others
    return looked.shown.kept(("layers", looked.lang, wanted.grouped), draw, rests) if plain else draw()


def _opened_name(words: Reader, name: str) -> str:
    group, _, plane = name.partition("@")
    known = group.replace("~", "\0", 1) if group.startswith("~") else group
    within = group.rpartition("~")[0]
    if within and within in words.model.elements:
        return f"{words.name(within)}: {group_name(words.model, group, words.lang)}"
    if not known.startswith("\0") and group not in words.model.elements:
        return group
    return group_name(words.model, known, words.lang) + (f" ({plane})" if plane else "")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list beside the picture: the ends of a line, what it says, and where it leads."""

    ident: str
    source: str
    target: str
    words: str
    kind: str
    address: str


def _companion(looked: Look, drawing: Drawing, links: LayerLinks) -> list[tuple[int, list[Item]]]:
    """Return the lines of the picture by layer."""
    words = looked.reader
    names = {node.id: node.name for node in (*drawing.scene.nodes, *drawing.scene.systems.values())}
    found: dict[int, list[Item]] = {}
    for link in drawing.scene.links[:_MOST_LINKS]:
        found.setdefault(link.layer, []).append(_item(words, link, names, links))
    return [(layer, found[layer]) for layer in _LAYER_ORDER if layer in found]


def _item(words: Reader, link: Link, names: Mapping[str, str], links: LayerLinks) -> Item:
    said = f"{names.get(link.source, link.source)} → {names.get(link.target, link.target)}"
    many = len(link.connections)
    first = link.connections[0]
    kind = words.connection_kind(words.model.connections[first].kind) if many == 1 else ""
    note = Text(en="{n} connections", ja="つながり{n}件").fill(n=f"{many:,}")
    source, target = (end.replace("\0", "~") for end in (link.source, link.target))
    return Item(first, source, target, said, kind or words.t(note), links.element(first))


_PLANE = {
    "3": Text(en="layer 3", ja="第3層"),
    "2": Text(en="layer 2", ja="第2層"),
    "F": Text(en="physical", ja="フィジカル空間"),
    "1": Text(en="layer 1", ja="第1層"),
}
_STATED = {
    "all": Text(en="all stated", ja="すべて申告"),
    "part": Text(en="partly stated", ja="一部申告"),
    "none": Text(en="none stated", ja="申告なし"),
    None: Text(en="nothing to state", ja="申告の対象なし"),
}
_GAP = {
    "open": Text(en="with anything open", ja="未充足あり"),
    **{
        f"category-{n}": Text(en=f"category {n}, with anything open", ja=f"カテゴリ{n}・未充足あり")
        for n in (4, 3, 2, 1)
    },
}


def _elements(words: Reader, drawing: Drawing, base: str) -> Grid:
    model = words.model
    standings, spots = words.standings, drawing.scene.spots

    def category(ident: str) -> int:
        known = standings.get(ident, NOTHING).category
        return -1 if known is None else known

    def cells(ident: str) -> tuple[Cell, ...]:
        standing, plane = standings.get(ident, NOTHING), plane_of(model, ident)
        return (
            Cell(ident, words.name(ident), f"{base}/elements/{ident}"),
            Cell(ident),
            Cell(plane, _PLANE[plane]),
            Cell(standing.category),
            Cell(standing.stated, _STATED[standing.stated]),
        )

    shown = sorted(ident for ident in (*model.elements, *model.physical) if ident in spots)
    shown.sort(key=category, reverse=True)
    return Grid(
        "elements",
        Text(en="Elements on the map", ja="図中の構成要素"),
        (
            Column("name", Text(en="Element", ja="構成要素")),
            Column("id", Text(en="Id", ja="ID"), "id"),
            Column("plane", Text(en="Plane", ja="面")),
            Column("category", Text(en="Category", ja="カテゴリ"), "category"),
            Column("stated", Text(en="Stated", ja="申告")),
        ),
        Lines(shown, cells),
        Text(en="Nothing matches the filter.", ja="フィルターに該当するものはありません。"),
        most=60,
    )


def _connections(words: Reader, drawing: Drawing, base: str, wanted: Filter) -> Grid:
    spots, model = drawing.scene.spots, words.model

    def cells(ident: str) -> tuple[Cell, ...]:
        row = model.connections[ident]
        layer = LAYER[row.kind]
        return (
            Cell(ident, words.name(ident), f"{base}/elements/{ident}"),
            Cell(layer or None, words.word("layer_short", layer) if layer else words.t(_PLANE["F"])),
            Cell(row.kind, words.connection_kind(row.kind)),
            Cell(row.from_, words.name(row.from_), f"{base}/elements/{row.from_}"),
            Cell(row.to, words.name(row.to), f"{base}/elements/{row.to}"),
        )

    shown = [
        ident
        for ident, row in model.connections.items()
        if row.from_ in spots
        and row.to in spots
        and not (wanted.layers and (LAYER[row.kind] or 2) not in wanted.layers)
    ]
    shown.sort(key=lambda ident: LAYER[model.connections[ident].kind] or _LAST)
    return Grid(
        "connections",
        Text(en="Connections on the map", ja="図中のつながり"),
        (
            Column("id", Text(en="Connection", ja="つながり")),
            Column("layer", Text(en="Layer", ja="層")),
            Column("kind", Text(en="Kind", ja="種類")),
            Column("from", Text(en="From", ja="から")),
            Column("to", Text(en="To", ja="へ")),
        ),
        Lines(shown, cells),
        Text(en="No connection matches the filter.", ja="フィルターに該当するつながりはありません。"),
        most=60,
    )
