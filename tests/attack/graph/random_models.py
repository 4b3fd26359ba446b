"""Random models of any MAL language that keep its rules, in the form of mal-toolbox's files.

Every type that is not abstract occurs, every association is linked where its ends occur, maxima are kept and minima
are met as far as partners can be found or added.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from sanso.attack.language.language import Association, End, Language

__all__ = ["random_model"]

_ROUNDS = 20


def random_model(language: Language, seed: int, per_type: int = 2, links: float = 1.5) -> dict[str, Any]:
    """Return a model with 0 … 2 · *per_type* assets of each type and about *links* links an asset and association."""
    maker = _Maker(language, random.Random(seed))
    for name, asset in language.assets.items():
        if not asset.abstract:
            for _ in range(maker.random.randint(min(1, per_type), 2 * per_type)):
                maker.add(name)
    for association in language.associations:
        maker.scatter(association, links)
    for _ in range(_ROUNDS):
        if not maker.fill():
            break
    return {"metadata": {"name": f"random {seed}"}, "assets": maker.assets}


class _Maker:
    def __init__(self, language: Language, source: random.Random) -> None:
        self.language = language
        self.random = source
        self.assets: dict[int, dict[str, Any]] = {}
        self.by_type: dict[str, list[int]] = {name: [] for name in language.assets}
        self.kept = {
            name: [step.name for step in asset.steps.values() if step.kind == "defense"]
            for name, asset in language.assets.items()
        }

    def add(self, kind: str) -> int:
        number = len(self.assets) * 3 + 7
        defences = {
            name: self.random.choice((0.0, 0.25, 1.0)) for name in self.kept[kind] if self.random.random() < 0.3
        }
        self.assets[number] = {"name": f"{kind} {number}", "type": kind, "associated_assets": {}}
        if defences:
            self.assets[number]["defenses"] = defences
        for name in self.language.lineage(kind):
            self.by_type[name].append(number)
        return number

    def found(self, number: int, field: str) -> dict[int, str]:
        found: dict[int, str] = self.assets[number]["associated_assets"].setdefault(field, {})
        return found

    def link(self, association: Association, left: int, right: int) -> bool:
        """Link two assets if there is room for the link at both ends."""
        lefts, rights = self.found(right, association.left.field), self.found(left, association.right.field)
        if right in rights:
            return False
        for end, there in ((association.left, lefts), (association.right, rights)):
            if end.most is not None and len(there) >= end.most:
                return False
        lefts[left] = self.assets[left]["name"]
        rights[right] = self.assets[right]["name"]
        return True

    def scatter(self, association: Association, links: float) -> None:
        lefts, rights = self.by_type[association.left.asset], self.by_type[association.right.asset]
        if lefts and rights:
            for _ in range(1 + int(links * max(len(lefts), len(rights)) * self.random.random())):
                self.link(association, self.random.choice(lefts), self.random.choice(rights))

    def fill(self) -> bool:
        """Link what a minimum asks for; return whether anything was added."""
        changed = False
        for association in self.language.associations:
            left, right = association.left, association.right
            for number, lacking in self.lacking(left, right):
                changed |= sum(self.meet(association, number, right, forward=True) for _ in range(lacking)) > 0
            for number, lacking in self.lacking(right, left):
                changed |= sum(self.meet(association, number, left, forward=False) for _ in range(lacking)) > 0
        return changed

    def lacking(self, near: End, far: End) -> Iterator[tuple[int, int]]:
        for number in list(self.by_type[near.asset]) if far.least else ():
            count = len(self.found(number, far.field))
            if count < far.least:
                yield number, far.least - count

    def meet(self, association: Association, number: int, far: End, *, forward: bool) -> bool:
        partners = list(self.by_type[far.asset])
        self.random.shuffle(partners)
        for partner in partners:
            if self.link(association, *((number, partner) if forward else (partner, number))):
                return True
        kinds = [n for n, a in self.language.assets.items() if not a.abstract and self.language.is_a(n, far.asset)]
        partner = self.add(self.random.choice(kinds))
        return self.link(association, *((number, partner) if forward else (partner, number)))
