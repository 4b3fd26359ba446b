"""Barrier credit: an independent barrier takes the human level of the other members of an ``all_of`` one step down.

Once per harm, never below limited, and not for whoever controls both. Only safety functions and
cross-check partners qualify. Independent means: no shared control source, no direct connection, different
maker, product and maintainer; whatever is unknown counts against independence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sanso.iotssf.result import Credit
from sanso.model.harms import AllOf, AnyOf, AtLeastCause, Cause, EffectCause, Harm
from sanso.model.responsibility import maintained
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["Barriers"]

_INDEPENDENT = Text(
    en="no shared control source, no direct connection, different maker, product and maintainer",
    ja="共通の制御元も直接の接続もなく、製造者・製品・保守者が異なる",
)


@dataclass(slots=True)
class Barriers:
    """Judges barriers of one model."""

    structure: Structure
    _maintainers: dict[str, set[str]]
    _linked: set[frozenset[str]]
    _partners: dict[str, set[str]]

    @classmethod
    def of(cls, structure: Structure) -> Barriers:
        """Collect maintainers, direct links and cross-check partners of a model."""
        maintainers: dict[str, set[str]] = {}
        for organization, ident, _ in maintained(structure.model, structure.responsibility):
            maintainers.setdefault(ident, set()).add(organization)
        linked = set()
        partners: dict[str, set[str]] = {}
        for connection in structure.model.connections.values():
            linked.add(frozenset((connection.from_, connection.to)))
            if connection.kind == "senses":
                for other in connection.cross_check:
                    partners.setdefault(connection.to, set()).add(other)
                    partners.setdefault(other, set()).add(connection.to)
        return cls(structure, maintainers, linked, partners)

    def credits(self, ident: str, harm: Harm) -> tuple[Credit, ...]:
        """Return every barrier of the harm that was weighed, granted or refused, for each other member.

        At most one barrier is granted: the one that is independent of most members, the first by id among equals.
        """
        weighed: dict[str, list[Credit]] = {}
        for barrier, other in self._pairs(harm.cause):
            reasons = self._against(barrier, other)
            credit = Credit(ident, barrier, other, not reasons, reasons or (_INDEPENDENT,))
            weighed.setdefault(barrier, []).append(credit)
        if not weighed:
            return ()
        chosen = min(weighed, key=lambda b: (-sum(c.granted for c in weighed[b]), b))
        return tuple(
            credit if credit.granted is False or barrier == chosen else _once(credit, chosen)
            for barrier in sorted(weighed)
            for credit in weighed[barrier]
        )

    def _pairs(self, cause: Cause) -> Iterator[tuple[str, str]]:
        """Yield (qualifying barrier, other member) of every ``all_of``."""
        if isinstance(cause, AllOf):
            for index, member in enumerate(cause.all_of):
                if not isinstance(member, EffectCause):
                    continue
                others = [
                    leaf.element
                    for position, sibling in enumerate(cause.all_of)
                    if position != index
                    for leaf in _leaves(sibling)
                ]
                for other in dict.fromkeys(others):
                    if other != member.element and self._qualifies(member.element, other):
                        yield member.element, other
            for member in cause.all_of:
                yield from self._pairs(member)
        elif isinstance(cause, AnyOf):
            for member in cause.any_of:
                yield from self._pairs(member)
        elif isinstance(cause, AtLeastCause):
            for member in cause.at_least.of:
                yield from self._pairs(member)

    def _qualifies(self, barrier: str, other: str) -> bool:
        component = self.structure.model.components.get(barrier)
        if component is None:
            return False
        return component.kind == "safety-function" or other in self._partners.get(barrier, ())

    def _against(self, barrier: str, other: str) -> tuple[Text, ...]:
        """Return the reasons why *barrier* is not independent of *other*; none, if it is."""
        model, control = self.structure.model, self.structure.control
        reasons: list[Text] = []
        own, others = {barrier, *control.sources(barrier)}, {other, *control.sources(other)}
        if shared := sorted(own & others):
            reasons.append(
                Text(en="shared control source: {who}", ja="共通の制御元がある: {who}").fill(who=", ".join(shared))
            )
        if frozenset((barrier, other)) in self._linked:
            reasons.append(Text(en="directly connected", ja="直接つながっている"))
        one, two = model.components.get(barrier), model.components.get(other)
        products = (one.product if one else None, two.product if two else None)
        makers = tuple(model.products[p].maker if p in model.products else None for p in products)
        keepers = (self._maintainers.get(barrier), self._maintainers.get(other))
        for values, same, unknown in (
            (products, Text(en="same product", ja="同じ製品"), Text(en="product not stated", ja="製品が未申告")),
            (makers, Text(en="same maker", ja="同じ製造者"), Text(en="maker not stated", ja="製造者が未申告")),
        ):
            if None in values:
                reasons.append(unknown)
            elif values[0] == values[1]:
                reasons.append(same)
        if not keepers[0] or not keepers[1]:
            reasons.append(Text(en="maintainer not stated", ja="保守者が未申告"))
        elif keepers[0] & keepers[1]:
            reasons.append(Text(en="same maintainer", ja="同じ保守者"))
        return tuple(reasons)


def _leaves(cause: Cause) -> Iterator[EffectCause]:
    if isinstance(cause, EffectCause):
        yield cause
    elif isinstance(cause, AllOf | AnyOf):
        for member in cause.all_of if isinstance(cause, AllOf) else cause.any_of:
            yield from _leaves(member)
    elif isinstance(cause, AtLeastCause):
        for member in cause.at_least.of:
            yield from _leaves(member)


def _once(credit: Credit, chosen: str) -> Credit:
    text = Text(en="credit counts once per harm; given for {who}", ja="1 つの被害につき 1 回だけで、{who} に与えた")
    return replace(credit, granted=False, reasons=(text.fill(who=chosen),))
