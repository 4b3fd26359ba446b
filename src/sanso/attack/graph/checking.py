"""Check objects against their language: types, ids, links, how many, defences. Everything wrong is found at once.

What it does not check: the language itself (its loader does), and whether the objects make sense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sanso.attack.graph.fields import Key
from sanso.attack.graph.memory import MOST_STEPS, steps_of
from sanso.attack.graph.objects import Objects
from sanso.attack.graph.pairs import distinct, ordered, paired, unpaired
from sanso.attack.graph.population import type_codes
from sanso.attack.language.language import Association, End, Language
from sanso.model.diagnostics import Diagnostic, Place
from sanso.model.findings import Findings

__all__ = ["OBJECTS", "check"]

OBJECTS = Place("objects")
"""The place of objects that come from no file."""

Where = Callable[[int], Place]
"""The place in the input of the asset of an index."""


def check(language: Language, objects: Objects, where: Where | None = None) -> tuple[Diagnostic, ...]:
    """Return what is wrong with *objects*; *where* tells the place of an asset, if it comes from a file."""
    checker = _Checker(language, objects, where or (lambda _: OBJECTS))
    if checker.assets():
        checker.links()
        checker.defences()
    return tuple(checker.found.all(OBJECTS.file if where is None else where(0).file))


class _Checker:
    def __init__(self, language: Language, objects: Objects, where: Where) -> None:
        self.language = language
        self.objects = objects
        self.where = where
        self.found = Findings()
        self.codes: NDArray[np.int32] = np.empty(0, np.int32)
        self.names = tuple(language.assets)
        self.lineages = [set(language.lineage(name)) for name in self.names]
        self.members: dict[str, NDArray[np.bool_]] = {}

    def report(self, code: str, index: int, near: tuple[str, Sequence[str]] | None = None, **values: object) -> None:
        ident = self.objects.ids[index]
        self.found.report(code, self.where(index), ident, near=near, asset=ident, **values)

    def kind(self, index: int) -> str:
        return self.objects.types[index]

    def assets(self) -> bool:
        """Check ids and types; return whether the rest can be checked."""
        ids, types = self.objects.ids, self.objects.types
        if len(ids) != len(types):
            self.found.report("mal-objects-uneven", OBJECTS, ids=len(ids), types=len(types))
            return False
        if len(set(ids)) < len(ids):
            first = {ident: index for index, ident in reversed(list(enumerate(ids)))}
            for ident, count in Counter(ids).items():
                if count > 1:
                    self.report("mal-objects-duplicate-id", first[ident], count=count)
        if not self._types(set(types)):
            return False
        self.codes = type_codes(self.names, types)
        steps = steps_of(self.language, self.codes)
        if steps > MOST_STEPS:
            self.found.report("mal-objects-too-large", OBJECTS, steps=steps, limit=MOST_STEPS)
        return True

    def _types(self, used: set[str]) -> bool:
        unknown = used - self.language.assets.keys()
        abstract = {name for name in used - unknown if self.language.assets[name].abstract}
        if unknown or abstract:
            for index, name in enumerate(self.objects.types):
                if name in unknown:
                    self.report("mal-objects-unknown-type", index, (name, self.names), type=name)
                elif name in abstract:
                    self.report("mal-objects-abstract-type", index, type=name)
        return not unknown

    def links(self) -> None:
        """Check that links are of associations, between assets of their ends, and as many as there may be."""
        known = {(a.name, a.left.field, a.right.field): a for a in self.language.associations}
        linked: dict[Key, NDArray[np.int32]] = {}
        for key, links in self.objects.links.items():
            name = key[0]
            if not _rows_of_two(links):
                self.found.report("mal-objects-link-shape", OBJECTS, name, association=name)
            elif key not in known:
                self._no_association(key)
            elif self._inside(name, links):
                linked[key] = links
                self._ends(known[key], links)
        for key, association in known.items():
            self._multiplicities(association, linked.get(key, np.empty((0, 2), np.int32)))

    def _no_association(self, key: Key) -> None:
        name, left, right = key
        names = {association.name: None for association in self.language.associations}
        near = None if name in names else (name, tuple(names))
        self.found.report(
            "mal-objects-unknown-association", OBJECTS, name, near=near, association=name, left=left, right=right
        )

    def _inside(self, name: str, links: NDArray[np.int32]) -> bool:
        outside = links[(links < 0) | (links >= len(self.codes))]
        last = len(self.codes) - 1
        for index in distinct(outside).tolist():
            self.found.report("mal-objects-link-outside", OBJECTS, name, association=name, index=index, last=last)
        return not len(outside)

    def _members(self, end: End) -> NDArray[np.bool_]:
        """Tell for each asset type whether it may stand at *end*."""
        if end.asset not in self.members:
            self.members[end.asset] = np.array([end.asset in lineage for lineage in self.lineages], np.bool_)
        return self.members[end.asset]

    def _ends(self, association: Association, links: NDArray[np.int32]) -> None:
        for column, end in enumerate((association.left, association.right)):
            assets = links[:, column]
            wrong = distinct(assets[~self._members(end)[self.codes[assets]]])
            for index in wrong.tolist():
                self.report(
                    "mal-objects-wrong-end",
                    index,
                    type=self.kind(index),
                    association=association.name,
                    expected=end.asset,
                    field=end.field,
                )

    def _multiplicities(self, association: Association, links: NDArray[np.int32]) -> None:
        ends = ((0, association.left, association.right), (1, association.right, association.left))
        if all(end.least == 0 and end.most is None for _, end, _ in ends):
            return
        both = unpaired(ordered(paired(links[:, 0], links[:, 1])))
        for column, near, far in ends:
            if far.least == 0 and far.most is None:
                continue
            counts = np.bincount(both[column], minlength=len(self.codes))
            for index in np.flatnonzero((counts < far.least) & self._members(near)[self.codes]).tolist():
                self._count("mal-objects-too-few", index, association, far, counts, least=far.least)
            if far.most is not None:
                for index in np.flatnonzero(counts > far.most).tolist():
                    self._count("mal-objects-too-many", index, association, far, counts, most=far.most)

    def _count(
        self,
        code: str,
        index: int,
        association: Association,
        far: End,
        counts: NDArray[np.integer],
        **bound: int,
    ) -> None:
        self.report(code, index, None, count=int(counts[index]), field=far.field, association=association.name, **bound)

    def defences(self) -> None:
        """Check that defences are those of their assets, and probabilities."""
        last = len(self.codes) - 1
        known: dict[str, set[str]] = {}
        for (index, name), value in self.objects.defences.items():
            if not 0 <= index <= last:
                self.found.report("mal-objects-defence-outside", OBJECTS, name, index=index, last=last)
                continue
            kind = self.kind(index)
            if kind not in known:
                steps = self.language.assets[kind].steps.values()
                known[kind] = {step.name for step in steps if step.kind == "defense"}
            own = known[kind]
            if name not in own:
                self.report("mal-objects-unknown-defence", index, (name, tuple(own)), type=kind, defence=name)
            if not 0 <= value <= 1:
                self.report("mal-objects-probability", index, defence=name, value=value)


def _rows_of_two(links: object) -> bool:
    return (
        isinstance(links, np.ndarray)
        and links.ndim == 2
        and links.shape[1] == 2
        and np.issubdtype(links.dtype, np.integer)
    )
