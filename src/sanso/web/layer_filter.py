"""Which part of the three-layer map is shown: read from an address, and written into the addresses of its marks.

>>> wanted = Filter.read([("layer", "2"), ("open", "vehicle"), ("open", "bus")])
>>> wanted.layers, wanted.opened, wanted.query(opened=("bus",))
((2,), ('vehicle', 'bus'), '?layer=2&open=bus')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility
from sanso.report.pictures import View
from sanso.report.pictures.scene import LAYER, Plane, plane_of
from sanso.report.pictures.states import NOTHING, Standing

__all__ = ["GAPS", "Filter", "LayerLinks", "Traits", "traits_of"]

GAPS = ("open", "category-4", "category-3", "category-2", "category-1")
_LAYERS = (1, 2, 3)
_MOST_OPENED = 40
_PLANE_LAYER: Mapping[Plane, int] = {"1": 1, "2": 2, "F": 2, "3": 3}


@dataclass(frozen=True, slots=True)
class Traits:
    """What the filter asks of an element: its layers, who answers for it, category, whether anything is open."""

    layers: frozenset[int]
    organization: str | None
    category: int | None
    open: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for; *element* is the one whose panel stands beside the picture."""

    layers: tuple[int, ...] = ()
    organization: str | None = None
    gap: str | None = None
    opened: tuple[str, ...] = ()
    grouped: bool = False
    element: str | None = None

    @classmethod
    def read(cls, query: Iterable[tuple[str, str]]) -> Filter:
        """Read the parameters of an address; what makes no sense counts as not asked for."""
        pairs = [(key, value) for key, value in query if value]
        one = dict(pairs)
        layers = tuple(layer for layer in _LAYERS if ("layer", str(layer)) in pairs)
        gap = one.get("gap")
        return cls(
            layers=layers if len(layers) < len(_LAYERS) else (),
            organization=one.get("organization"),
            gap=gap if gap in GAPS else None,
            opened=tuple(dict.fromkeys(value for key, value in pairs if key == "open"))[:_MOST_OPENED],
            grouped=one.get("grouped") == "1",
            element=one.get("element"),
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.layers or self.organization or self.gap)

    def matches(self, traits: Traits) -> bool:
        """Tell whether an element with *traits* is shown."""
        if self.layers and not traits.layers.intersection(self.layers):
            return False
        if self.organization is not None and traits.organization != self.organization:
            return False
        if self.gap is None:
            return True
        return traits.open and (self.gap == "open" or traits.category == int(self.gap.removeprefix("category-")))

    def view(self, traits: Mapping[str, Traits], base: str) -> View:
        """Return what the picture shows, with links below the address *base* of the workspace."""
        elements = frozenset(ident for ident, one in traits.items() if self.matches(one)) if self.narrows else None
        layers = frozenset(self.layers) if self.layers else None
        return View(elements, layers, frozenset(self.opened), self.grouped, LayerLinks(base, self))

    def query(self, **changes: Any) -> str:
        """Return the query string of this filter with *changes*."""
        made = replace(self, **changes) if changes else self
        pairs = [("layer", str(layer)) for layer in made.layers]
        pairs += [(key, value) for key, value in (("organization", made.organization), ("gap", made.gap)) if value]
        pairs += [("grouped", "1")] if made.grouped else []
        pairs += [("open", name) for name in made.opened]
        pairs += [("element", made.element)] if made.element else []
        return f"?{urlencode(pairs)}" if pairs else ""

    def folded(self, name: str) -> tuple[str, ...]:
        """Return the open groups without *name* and without the further pages of what is in it."""
        return tuple(one for one in self.opened if one != name and not one.startswith(f"{name}~"))


@dataclass(frozen=True, slots=True)
class LayerLinks:
    """Addresses of the marks: elements lead to their page, groups to the picture in which they stand open."""

    base: str
    filter: Filter

    def element(self, ident: str) -> str:
        """Return the page of an element."""
        return f"{self.base}/elements/{quote(ident)}"

    def group(self, name: str, *, opens: bool) -> str:
        """Return the picture with the group *name* open, or folded."""
        chosen = (*self.filter.opened, name) if opens else self.filter.folded(name)
        return f"{self.base}/layers{self.filter.query(opened=chosen)}"


def traits_of(model: Model, standings: Mapping[str, Standing]) -> dict[str, Traits]:
    """Return what the filter asks of every element and physical thing."""
    responsible = Responsibility.of(model, Containment.of(model))
    layers: dict[str, set[int]] = {
        ident: {_PLANE_LAYER[plane_of(model, ident)]} for ident in (*model.elements, *model.physical)
    }
    for row in model.connections.values():
        layer = LAYER[row.kind]
        if layer:
            for end in (row.from_, row.to):
                layers.setdefault(end, set()).add(layer)
    found: dict[str, Traits] = {}
    for ident in (*model.elements, *model.physical):
        standing = standings.get(ident, NOTHING)
        found[ident] = Traits(
            frozenset(layers[ident]),
            responsible.get(ident),
            standing.category,
            standing.stated in ("none", "part"),
        )
    return found
