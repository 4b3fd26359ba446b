"""Objects put together asset by asset, for those who write them in Python.

    builder = ObjectsBuilder(language)
    plc, cell = builder.add("Controller", "plc"), builder.add("Network", "cell")
    builder.link(plc, "networks", cell)
    graph = sanso.attack.compile(language, builder.build())

What is asked for must fit the language name by name, and is refused at once; how many of what are linked is
checked when all is there, by `sanso.attack.compile`.
"""

from __future__ import annotations

import numpy as np

from sanso.attack.graph.fields import Key, Way, fields_of
from sanso.attack.graph.objects import Objects
from sanso.attack.graph.problems import refuse
from sanso.attack.language.language import Language
from sanso.model.diagnostics import Place
from sanso.model.findings import Findings

__all__ = ["ObjectsBuilder"]

_PLACE = Place("objects")


class ObjectsBuilder:
    """Collects assets, links and defences of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._ids: dict[str, int] = {}
        self._types: list[str] = []
        self._links: dict[Key, dict[tuple[int, int], None]] = {}
        self._defences: dict[tuple[int, str], float] = {}
        self._fields: dict[str, dict[str, Way]] = {}

    def add(self, asset_type: str, ident: str | None = None, **defences: float) -> int:
        """Add an asset and return its index; without an *ident* it is called by its type and index.

        Raises:
            BadObjects: the type is unknown or abstract, or the id is taken.

        """
        index = len(self._types)
        name = ident if ident is not None else f"{asset_type}:{index}"
        found = Findings()
        if asset_type not in self.language.assets:
            near = (asset_type, tuple(self.language.assets))
            found.report("mal-objects-unknown-type", _PLACE, name, near=near, asset=name, type=asset_type)
        elif self.language.assets[asset_type].abstract:
            found.report("mal-objects-abstract-type", _PLACE, name, asset=name, type=asset_type)
        if name in self._ids:
            found.report("mal-objects-duplicate-id", _PLACE, name, asset=name, count=2)
        refuse(found, _PLACE.file)
        self._ids[name] = index
        self._types.append(asset_type)
        for defence, probability in defences.items():
            self.defend(index, defence, probability)
        return index

    def link(self, asset: int | str, field: str, *others: int | str) -> None:
        """Link *asset* to *others*, which it finds by *field*; a link that is there already stays as it is.

        Raises:
            BadObjects: the type of *asset* has no such field.
            KeyError: there is no asset of that id or index.

        """
        index = self._index(asset)
        kind = self._types[index]
        ways = self._fields.setdefault(kind, fields_of(self.language, kind))
        if field not in ways:
            found = Findings()
            name = self._name(index)
            found.report(
                "mal-objects-unknown-field", _PLACE, name, near=(field, tuple(ways)), asset=name, type=kind, field=field
            )
            refuse(found, _PLACE.file)
        key, forward = ways[field]
        links = self._links.setdefault(key, {})
        for other in map(self._index, others):
            links[(index, other) if forward else (other, index)] = None

    def defend(self, asset: int | str, defence: str, probability: float) -> None:
        """Set the probability that a defence of *asset* is enabled; `check` tells whether it has that defence.

        Raises:
            KeyError: there is no asset of that id or index.

        """
        self._defences[self._index(asset), defence] = probability

    def build(self) -> Objects:
        """Return what has been collected so far."""
        links = {key: np.array(list(pairs), np.int32).reshape(-1, 2) for key, pairs in self._links.items()}
        return Objects(tuple(self._ids), tuple(self._types), links, dict(self._defences))

    def _index(self, asset: int | str) -> int:
        if isinstance(asset, str):
            return self._ids[asset]
        if not 0 <= asset < len(self._types):
            raise KeyError(asset)
        return asset

    def _name(self, index: int) -> str:
        return next(name for name, place in self._ids.items() if place == index)
