"""The cause of a harm as lines of a bow-tie: each effect with the partners and circumstances that it needs.

An ``all_of`` joins: whoever brings about one member has not brought about the others. Members that are the failure of
something that would hold the others back (a safety function defeated, an emergency procedure skipped, a cross-check
that lies as well) are barriers of the others and no lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sanso.model.harms import AllOf, AnyOf, AtLeastCause, Cause, ConditionCause, EffectCause, Harm
from sanso.model.mentions import causes
from sanso.model.process import Model

__all__ = ["Line", "Partner", "cross_checks", "lines_of"]

_FAILURES = ("defeated", "inhibited", "skipped")

Group = tuple[EffectCause, ...]
"""Effects of which one at least must come about."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An effect that must come about as well; of *alternatives* (elements) the failure of any one is enough."""

    element: str
    effect: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An effect with its partners and circumstances; *leaf* is None where a circumstance stands alone.

    *holds*: the effect is one of several ways in which something that holds the partners back is lost.
    """

    leaf: EffectCause | None
    partners: tuple[Partner, ...] = ()
    conditions: tuple[str, ...] = ()
    holds: bool = False


def lines_of(model: Model, harm: Harm, checks: Mapping[str, frozenset[str]] | None = None) -> tuple[Line, ...]:
    """Return the lines of the cause of *harm*; at least one. *checks* are the `cross_checks` of *model*, if known."""
    every = tuple(_merged(_walk(harm.cause)))
    if checks is None:
        checks = cross_checks(model)
    kept = [line for line in every if not _is_failure_only(line, checks)]
    lines = kept or list(every)
    carried = {condition for line in lines if line.leaf is not None for condition in line.conditions}
    return tuple(line for line in lines if line.leaf is not None or not carried.issuperset(line.conditions))


def _walk(
    cause: Cause, groups: tuple[Group, ...] = (), conditions: tuple[str, ...] = (), *, holds: bool = False
) -> Iterator[Line]:
    if isinstance(cause, EffectCause):
        own = [group for group in groups if all(leaf.element != cause.element for leaf in group)]
        yield Line(cause, tuple(partner for group in own for partner in _partners(group)), conditions, holds)
    elif isinstance(cause, ConditionCause):
        yield Line(None, (), (*conditions, cause.condition))
    else:
        members = _members(cause)
        either = not isinstance(cause, AllOf) and any(leaf.effect in _FAILURES for m in members for leaf in _leaves(m))
        for index, member in enumerate(members):
            others = [other for place, other in enumerate(members) if place != index]
            more, needed = _needed_beside(cause, others)
            yield from _walk(member, (*groups, *more), (*conditions, *needed), holds=holds or either)


def _members(cause: AllOf | AnyOf | AtLeastCause) -> Sequence[Cause]:
    if isinstance(cause, AllOf):
        return cause.all_of
    return cause.any_of if isinstance(cause, AnyOf) else cause.at_least.of


def _leaves(cause: Cause) -> Iterator[EffectCause]:
    return (leaf for _, leaf in causes(cause) if isinstance(leaf, EffectCause))


def _needed_beside(
    cause: AllOf | AnyOf | AtLeastCause, others: Sequence[Cause]
) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """Return what must come about beside one member of *cause*: groups of effects, and circumstances."""
    number = 0 if isinstance(cause, AnyOf) else len(others) if isinstance(cause, AllOf) else cause.at_least.n - 1
    if number == len(others):
        groups = tuple(group for other in others for group in _groups(other))
        return groups, tuple(condition for other in others for condition in _circumstances(other))
    return (_one_of(others) if number else ()), ()


def _groups(cause: Cause) -> tuple[Group, ...]:
    """Return groups of effects of each of which one at least comes about whenever *cause* does."""
    if isinstance(cause, EffectCause):
        return ((cause,),)
    if isinstance(cause, ConditionCause):
        return ()
    members = _members(cause)
    if isinstance(cause, AllOf) or (isinstance(cause, AtLeastCause) and cause.at_least.n >= len(members)):
        return tuple(group for member in members for group in _groups(member))
    return _one_of(members)


def _one_of(members: Sequence[Cause]) -> tuple[Group, ...]:
    """Return the group that is met by whichever of *members* comes about; none where a circumstance is enough."""
    first = [_groups(member)[:1] for member in members]
    if not all(first):
        return ()
    return (tuple({(leaf.element, leaf.effect): leaf for (group,) in first for leaf in group}.values()),)


def _circumstances(cause: Cause) -> Iterator[str]:
    """Yield the circumstances that hold whenever *cause* comes about."""
    if isinstance(cause, ConditionCause):
        yield cause.condition
    elif isinstance(cause, AllOf):
        for member in cause.all_of:
            yield from _circumstances(member)


def _partners(group: Group) -> Iterator[Partner]:
    for leaf in group:
        alternatives = dict.fromkeys(other.element for other in group if other.element != leaf.element)
        yield Partner(leaf.element, leaf.effect, tuple(alternatives))


def _merged(lines: Iterable[Line]) -> Iterator[Line]:
    """Join lines about the same effect on the same element: partners and circumstances that all of them need."""
    found: dict[tuple[str, str] | str, Line] = {}
    for line in lines:
        key = (line.leaf.element, line.leaf.effect) if line.leaf is not None else "/".join(line.conditions)
        known = found.get(key)
        if known is None:
            found[key] = line
        else:
            found[key] = replace(
                known,
                partners=tuple(p for p in known.partners if p in line.partners),
                conditions=tuple(c for c in known.conditions if c in line.conditions),
            )
    yield from found.values()


def cross_checks(model: Model) -> Mapping[str, frozenset[str]]:
    """Return per checked element the sensors that its readings are compared with."""
    found: dict[str, frozenset[str]] = {}
    for connection in model.connections.values():
        if connection.cross_check:
            checked = connection.from_ if connection.kind == "displays" else connection.to
            found[checked] = found.get(checked, frozenset()) | frozenset(connection.cross_check)
    return found


def _is_failure_only(line: Line, checks: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a line is the failure of what holds one of its partners back."""
    if line.leaf is None or not line.partners:
        return False
    leaf = line.leaf
    others = [partner for partner in line.partners if partner.element != leaf.element]
    if leaf.effect in _FAILURES or line.holds:
        return any(partner.effect not in _FAILURES for partner in others)
    mutual = checks.get(leaf.element, frozenset())
    return any(leaf.element in checks.get(p.element, ()) and p.element not in mutual for p in others)
