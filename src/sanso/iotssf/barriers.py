"""Barrier credit: an independent barrier takes the human level of the other members of an ``all_of`` one step down.

One step per harm, however many barriers there are, and never below limited. Whoever gives credit receives none,
so that whoever controls both keeps the full level. Only safety functions and cross-check partners qualify.
Independent means: no shared control source, no direct connection, different maker, product and maintainer;
whatever is unknown counts against independence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from sanso.iotssf.reach import Reacher
from sanso.iotssf.result import Credit
from sanso.model.harms import AllOf, AnyOf, Cause, ConditionCause, EffectCause, Harm
from sanso.model.independence import SEPARATE_BARRIER, IndependenceJudge
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["Barriers", "Weighed"]

_INDEPENDENT = Text(
    en="no shared control source, no direct connection between the two, different maker, product and maintainer",
    ja="共通の制御元も両者間の直接の接続もなく、製造者・製品・保守者が異なる",
)
_GIVES = Text(
    en="{who} is itself the barrier that gives credit here",
    ja="{who} 自身がここで他の要素を軽減する防護である",
)

Leaf = tuple[int, EffectCause]
"""An effect with its position among all effects that a harm names."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The barriers of one harm, granted or refused, and the positions of the effects that are one step lower."""

    credits: tuple[Credit, ...]
    lowered: frozenset[int]


@dataclass(slots=True)
class _Groups:
    """The members of every ``all_of`` of a cause, each with the effects that it holds."""

    found: list[list[tuple[Cause, list[Leaf]]]] = field(default_factory=list)
    _position: Iterator[int] = field(default_factory=count)

    def read(self, cause: Cause) -> list[Leaf]:
        """Collect the groups of *cause* and return its effects."""
        if isinstance(cause, ConditionCause):
            return []
        if isinstance(cause, EffectCause):
            return [(next(self._position), cause)]
        if isinstance(cause, AllOf):
            members = [(member, self.read(member)) for member in cause.all_of]
            self.found.append(members)
        else:
            inner = cause.any_of if isinstance(cause, AnyOf) else cause.at_least.of
            members = [(member, self.read(member)) for member in inner]
        return [leaf for _, leaves in members for leaf in leaves]


@dataclass(slots=True)
class Barriers:
    """Judges barriers of one model."""

    structure: Structure
    reacher: Reacher
    _judge: IndependenceJudge
    _checks: dict[str, set[str]]

    @classmethod
    def of(cls, structure: Structure, reacher: Reacher) -> Barriers:
        """Collect the cross-check partners of a model and what its independence rests on."""
        checks: dict[str, set[str]] = {}
        for connection in structure.model.connections.values():
            if connection.cross_check:
                checked = connection.from_ if connection.kind == "displays" else connection.to
                checks.setdefault(checked, set()).update(connection.cross_check)
        return cls(structure, reacher, IndependenceJudge.of(structure), checks)

    def weigh(self, ident: str, harm: Harm) -> Weighed:
        """Weigh every barrier of the harm *ident* for every other member of its ``all_of``."""
        groups = _Groups()
        groups.read(harm.cause)
        found: dict[tuple[str, str], Credit] = {}
        lowered: set[int] = set()
        for members in groups.found:
            judged = [
                (giver, receiver, self._against(giver[1], receiver[1])) for giver, receiver in self._pairs(members)
            ]
            givers = {giver[0] for giver, _, reasons in judged if not reasons}
            for (_, barrier), (position, other), reasons in judged:
                credit = Credit(ident, barrier.element, other.element, not reasons, reasons or (_INDEPENDENT,))
                if not reasons and position in givers:
                    credit = replace(credit, granted=False, reasons=(_GIVES.fill(who=other.element),))
                if credit.granted:
                    lowered.add(position)
                known = found.get((barrier.element, other.element))
                if known is None or credit.granted:
                    found[barrier.element, other.element] = credit
        return Weighed(tuple(found[key] for key in sorted(found)), frozenset(lowered))

    def _pairs(self, members: list[tuple[Cause, list[Leaf]]]) -> Iterator[tuple[Leaf, Leaf]]:
        """Yield (qualifying barrier, other effect) of one ``all_of``."""
        for index, (member, own) in enumerate(members):
            if not isinstance(member, EffectCause):
                continue
            for leaf in (leaf for place, (_, leaves) in enumerate(members) if place != index for leaf in leaves):
                if leaf[1].element != member.element and self._qualifies(member.element, leaf[1].element):
                    yield own[0], leaf

    def _qualifies(self, barrier: str, other: str) -> bool:
        component = self.structure.model.components.get(barrier)
        if component is None:
            return False
        return component.kind == "safety-function" or barrier in self._checks.get(other, ())

    def _against(self, barrier: EffectCause, other: EffectCause) -> tuple[Text, ...]:
        """Return the reasons why *barrier* is not independent of *other*; none, if it is."""
        sources = self.reacher.reach(barrier).sources(), self.reacher.reach(other).sources()
        return self._judge.judge(barrier.element, other.element, SEPARATE_BARRIER, sources).against
