"""Whether two components are independent of each other (独立性), judged from what a model states.

Two components are apart where no one controls both, nothing links them directly, and product, built-in parts, maker,
maintainer, supplier and energy differ. What is asked for and not stated counts as shared; ``independent_of`` in a
model is a claim and is not looked at. Common energy silences both without making one of them lie: callers who guard
against deception ask for `AGAINST_ATTACK`, who guard against failure for `AGAINST_FAULT`. The result is symmetric.

>>> from sanso.model.process import Model
>>> model = Model(sanso=1, id="m", products={"p": {"maker": "x"}}, organizations={"x": {}},
...               components={i: {"kind": "sensor", "product": "p"} for i in ("one", "two")})
>>> verdict = judge_independence(Structure.of(model, ()), "one", "two")
>>> verdict.independent, [reason.en for reason in verdict.against[:2]]
(False, ['same product', 'same maker'])
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sanso.model.responsibility import maintained
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = [
    "AGAINST_ATTACK",
    "AGAINST_FAULT",
    "SEPARATE_BARRIER",
    "Aspect",
    "Independence",
    "IndependenceJudge",
    "control_sources",
    "judge_independence",
]

Aspect = Literal["control", "connection", "product", "maker", "parts", "maintainer", "supplier", "energy"]

SEPARATE_BARRIER: tuple[Aspect, ...] = ("control", "connection", "product", "maker", "maintainer")
"""What must be apart before a barrier earns credit on the human axis."""

AGAINST_ATTACK: tuple[Aspect, ...] = (*SEPARATE_BARRIER, "parts", "supplier")
"""What must be apart so that who deceives one has not yet deceived the other."""

AGAINST_FAULT: tuple[Aspect, ...] = (*AGAINST_ATTACK, "energy")
"""What must be apart so that one event does not take both away."""

_SAME: Mapping[Aspect, Text] = {
    "product": Text(en="same product", ja="同じ製品"),
    "maker": Text(en="same maker", ja="同じ製造者"),
    "maintainer": Text(en="same maintainer", ja="同じ保守者"),
    "control": Text(en="shared control source: {who}", ja="共通の制御元がある: {who}"),
    "parts": Text(en="common built-in part: {who}", ja="共通の組込み部品がある: {who}"),
    "supplier": Text(en="same supplier: {who}", ja="同じ供給者: {who}"),
    "energy": Text(en="common feed or dependency: {who}", ja="共通の供給源・依存先がある: {who}"),
}
_UNKNOWN: Mapping[Aspect, Text] = {
    "product": Text(en="product not stated", ja="製品が未申告"),
    "maker": Text(en="maker not stated", ja="製造者が未申告"),
    "maintainer": Text(en="maintainer not stated", ja="保守者が未申告"),
    "supplier": Text(en="supplier not stated", ja="供給者が未申告"),
    "energy": Text(en="feed not stated", ja="供給源が未申告"),
}
_LINKED = Text(en="directly connected", ja="直接つながっている")
_SAME_SITE = Text(en="both stand at the same site: {site}", ja="同じ場所にある: {site}")
_ITSELF = Text(en="one and the same", ja="同一のもの")


@dataclass(frozen=True, slots=True)
class Independence:
    """The verdict on two components: reasons *against* independence, none where they are independent; remarks."""

    one: str
    two: str
    against: tuple[Text, ...]
    remarks: tuple[Text, ...] = ()

    @property
    def independent(self) -> bool:
        """Whether nothing speaks against independence."""
        return not self.against


def control_sources(structure: Structure, ident: str) -> frozenset[str]:
    """Return *ident*, its parts but for safety functions, and everyone who controls one of these, transitively."""
    components, control = structure.model.components, structure.control
    inside = structure.containment.descendants(ident)
    found = {ident, *(p for p in inside if p not in components or components[p].kind != "safety-function")}
    pending = deque(found)
    while pending:
        for edge in control.controllers.get(pending.popleft(), ()):
            for source in (edge.controller, *control.acting_parts.get(edge.controller, ())):
                if source not in found:
                    found.add(source)
                    pending.append(source)
    return frozenset(found)


def judge_independence(
    structure: Structure, one: str, two: str, aspects: Collection[Aspect] = AGAINST_ATTACK
) -> Independence:
    """Judge whether *one* and *two* are independent in all *aspects*; `IndependenceJudge` spares indexing again."""
    return IndependenceJudge.of(structure).judge(one, two, aspects)


@dataclass(frozen=True, slots=True)
class IndependenceJudge:
    """Judges pairs of one model; the indexes map an id to its maintainers, suppliers and needs."""

    structure: Structure
    maintainers: Mapping[str, Collection[str]]
    suppliers: Mapping[str, Collection[str]]
    needs: Mapping[str, Collection[str]]
    linked: Collection[frozenset[str]]
    _sources: dict[str, frozenset[str]] = field(default_factory=dict)
    _verdicts: dict[tuple[str, str, tuple[Aspect, ...]], Independence] = field(default_factory=dict)

    @classmethod
    def of(cls, structure: Structure) -> IndependenceJudge:
        """Index maintainers, suppliers, feeds and direct connections of a model."""
        maintainers: dict[str, set[str]] = {}
        for organization, ident, _ in maintained(structure.model, structure.responsibility):
            maintainers.setdefault(ident, set()).add(organization)
        suppliers: dict[str, set[str]] = {}
        needs: dict[str, set[str]] = {}
        linked = set()
        for connection in structure.model.connections.values():
            linked.add(frozenset((connection.from_, connection.to)))
            if connection.kind in ("supplies", "develops"):
                for subject in connection.subject:
                    suppliers.setdefault(subject, set()).add(connection.from_)
            elif connection.kind == "feeds":
                needs.setdefault(connection.to, set()).add(connection.from_)
            elif connection.kind == "depends-on":
                needs.setdefault(connection.from_, set()).add(connection.to)
        return cls(structure, maintainers, suppliers, needs, linked)

    def judge(
        self,
        one: str,
        two: str,
        aspects: Collection[Aspect] = AGAINST_ATTACK,
        sources: tuple[frozenset[str], frozenset[str]] | None = None,
    ) -> Independence:
        """Return the verdict on *one* and *two*; *sources*, where given, says who controls each."""
        if one == two:
            return Independence(one, two, (_ITSELF,))
        key = (one, two, tuple(aspects))
        known = self._verdicts.get(key) if sources is None else None
        if known is None:
            against = tuple(self._against(one, two, aspects, sources))
            known = Independence(one, two, against, tuple(self._remarks(one, two, aspects)))
            if sources is None:
                self._verdicts[key] = known
        return known

    def sources(self, ident: str) -> frozenset[str]:
        """Return `control_sources` of *ident*, found once."""
        if ident not in self._sources:
            self._sources[ident] = control_sources(self.structure, ident)
        return self._sources[ident]

    def _against(
        self,
        one: str,
        two: str,
        aspects: Collection[Aspect],
        sources: tuple[frozenset[str], frozenset[str]] | None,
    ) -> Iterator[Text]:
        if "control" in aspects:
            ours, theirs = sources or (self.sources(one), self.sources(two))
            if shared := ours & theirs:
                yield self._naming("control", shared)
        if "connection" in aspects and frozenset((one, two)) in self.linked:
            yield _LINKED
        for aspect in ("product", "maker", "parts", "maintainer", "supplier", "energy"):
            if aspect in aspects:
                yield from self._compare(aspect, one, two)

    def _compare(self, aspect: Aspect, one: str, two: str) -> Iterator[Text]:
        ours, theirs = self._has(aspect, one), self._has(aspect, two)
        if ours is None or theirs is None:
            yield _UNKNOWN[aspect]
        elif shared := ours & theirs:
            yield self._naming(aspect, shared)

    def _naming(self, aspect: Aspect, shared: Iterable[str]) -> Text:
        return _SAME[aspect].fill(who=self.structure.model.labels(sorted(shared)))

    def _has(self, aspect: Aspect, ident: str) -> frozenset[str] | None:
        """Return what *ident* has of an aspect; None where that is not stated."""
        if aspect == "maintainer":
            return frozenset(self.maintainers.get(ident, ())) or None
        if aspect == "energy":
            return self._feeds(ident) or None
        component = self.structure.model.components.get(ident)
        product = component.product if component is not None else None
        if aspect == "product":
            return frozenset((product,)) if product is not None else None
        if aspect == "parts":
            return self._built_in(product)
        record = self.structure.model.products.get(product) if product is not None else None
        maker = frozenset((record.maker,)) if record is not None and record.maker is not None else None
        if aspect == "maker":
            return maker
        named = {s for key in (ident, product) if key is not None for s in self.suppliers.get(key, ())}
        return frozenset(named) or maker

    def _built_in(self, product: str | None) -> frozenset[str]:
        """Return the products that are built into *product*, at any depth; it is one of them where it is a part."""
        found: set[str] = set()
        pending = [product] if product is not None else []
        while pending:
            record = self.structure.model.products.get(pending.pop())
            fresh = [part for part in (record.contains if record is not None else ()) if part not in found]
            found.update(fresh)
            pending.extend(fresh)
        return frozenset(found)

    def _feeds(self, ident: str) -> frozenset[str]:
        """Return everything that *ident* or what it stands in cannot do without, transitively."""
        found: set[str] = set()
        pending = [ident, *self.structure.containment.ancestors(ident)]
        while pending:
            fresh = [source for source in self.needs.get(pending.pop(), ()) if source not in found]
            found.update(fresh)
            pending.extend(fresh)
        return frozenset(found)

    def _remarks(self, one: str, two: str, aspects: Collection[Aspect]) -> Iterator[Text]:
        here, there = self._site(one), self._site(two)
        if here is not None and here == there:
            yield _SAME_SITE.fill(site=here)
        if "energy" not in aspects and (shared := self._feeds(one) & self._feeds(two)):
            yield self._naming("energy", shared)

    def _site(self, ident: str) -> str | None:
        model = self.structure.model
        for holder in (ident, *self.structure.containment.ancestors(ident)):
            thing = model.components.get(holder) or model.systems.get(holder)
            if thing is not None and thing.site is not None:
                return thing.site
        return None
