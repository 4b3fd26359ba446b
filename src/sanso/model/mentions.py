"""What each thing of a model names: path, id, and the sections in which it may stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sanso.model.harms import AllOf, AnyOf, AtLeastCause, Cause, ConditionCause, EffectCause
from sanso.model.iotssf_record import IotSsfRecord
from sanso.model.process import ELEMENT_SECTIONS, NAMED_SECTIONS

__all__ = ["DEVICES", "MENTIONS", "Mention", "Steps", "causes", "of_record"]

Steps = tuple[str | int, ...]
Mention = tuple[Steps, str, tuple[str, ...]]
"""Path below the entry, the id that is named, the sections it may stand in."""

DEVICES = ("components", "systems")
_ORG = ("organizations",)


def causes(cause: Cause, steps: Steps = ()) -> Iterator[tuple[Steps, EffectCause | ConditionCause]]:
    """Yield every leaf of a cause with its path."""
    if isinstance(cause, EffectCause | ConditionCause):
        yield steps, cause
    elif isinstance(cause, AllOf):
        for index, inner in enumerate(cause.all_of):
            yield from causes(inner, (*steps, "all_of", index))
    elif isinstance(cause, AnyOf):
        for index, inner in enumerate(cause.any_of):
            yield from causes(inner, (*steps, "any_of", index))
    elif isinstance(cause, AtLeastCause):
        for index, inner in enumerate(cause.at_least.of):
            yield from causes(inner, (*steps, "at_least", "of", index))


def _many(field: str, named: Iterable[str], allowed: tuple[str, ...]) -> Iterator[Mention]:
    for index, ident in enumerate(named):
        yield (field, index), ident, allowed


def _keys(field: str, named: Iterable[str], allowed: tuple[str, ...]) -> Iterator[Mention]:
    for ident in named:
        yield (field, ident), ident, allowed


def _roles(thing: Any) -> Iterator[Mention]:
    roles = thing.roles
    for field in roles.model_fields_set:
        if (ident := getattr(roles, field)) is not None:
            yield ("roles", field), ident, _ORG


def _of_people(thing: Any) -> Iterator[Mention]:
    if thing.employer is not None:
        yield ("employer",), thing.employer, _ORG


def _of_product(thing: Any) -> Iterator[Mention]:
    if thing.maker is not None:
        yield ("maker",), thing.maker, _ORG
    yield from _keys("contains", thing.contains, ("products",))


def _of_component(thing: Any) -> Iterator[Mention]:
    if thing.product is not None:
        yield ("product",), thing.product, ("products",)
    yield from _roles(thing)
    yield from _keys("contains", thing.contains, ("components",))
    yield from _many("protects", thing.protects, (*ELEMENT_SECTIONS, "physical"))
    yield from _many("independent_of", thing.independent_of, DEVICES)


def _of_system(thing: Any) -> Iterator[Mention]:
    yield from _roles(thing)
    yield from _keys("contains", thing.contains, DEVICES)


def _of_procedure(thing: Any) -> Iterator[Mention]:
    yield from _many("performed_by", thing.performed_by, ("organizations", "people"))
    yield from _many("acts_on", thing.acts_on, (*DEVICES, "data"))


def _of_data(thing: Any) -> Iterator[Mention]:
    if thing.owner is not None:
        yield ("owner",), thing.owner, _ORG
    yield from _many("subjects", thing.subjects, ("people",))
    yield from _many("produced_by", thing.produced_by, (*DEVICES, "procedures", "people", "organizations"))
    yield from _many("stored_in", thing.stored_in, DEVICES)


def _of_physical(thing: Any) -> Iterator[Mention]:
    yield from _keys("people_exposed", thing.people_exposed, ("people",))


def _of_connection(thing: Any) -> Iterator[Mention]:
    yield from _many("alternatives", thing.alternatives, ("connections",))
    yield from _many("data", thing.data, ("data",))
    yield from _many("cross_check", thing.cross_check, ("components",))
    yield from _many("confirmed_by", thing.confirmed_by, (*DEVICES, "people"))


def _of_harm(thing: Any) -> Iterator[Mention]:
    for steps, leaf in causes(thing.cause, ("cause",)):
        if isinstance(leaf, ConditionCause):
            yield (*steps, "condition"), leaf.condition, ("conditions",)
        else:
            yield (*steps, "element"), leaf.element, ELEMENT_SECTIONS
            for index, ident in enumerate(leaf.through):
                yield (*steps, "through", index), ident, DEVICES
    if thing.affects is not None:
        yield ("affects", "people"), thing.affects.people, ("people",)
    if thing.borne_by is not None:
        yield ("borne_by",), thing.borne_by, _ORG
    yield from _many("excludes", thing.excludes, ("harms",))
    yield from _many("includes", thing.includes, ("harms",))
    for index, mitigation in enumerate(thing.mitigations):
        if mitigation.by is not None:
            yield ("mitigations", index, "by"), mitigation.by, ELEMENT_SECTIONS


_RATED = ("harms", *ELEMENT_SECTIONS, "products")


def of_record(record: IotSsfRecord) -> Iterator[Mention]:
    """Yield what the record of the IoT-SSF procedure names."""
    for index, left in enumerate(record.excluded):
        yield ("excluded", index, "element"), left.element, ELEMENT_SECTIONS
    for index, party in enumerate(record.stakeholders):
        yield ("stakeholders", index, "who"), party.who, ("organizations", "people")
    for index, part in enumerate(record.allocation):
        yield ("allocation", index, "subject"), part.subject, (*ELEMENT_SECTIONS, "products")
        for position, who in enumerate(part.to):
            yield ("allocation", index, "to", position), who, ("organizations", "people")
    for index, accepted in enumerate(record.acceptances):
        yield ("acceptances", index, "subject"), accepted.subject, _RATED
    for index, review in enumerate(record.reviews):
        for ident in review.counts:
            yield ("reviews", index, "counts", ident), ident, (*ELEMENT_SECTIONS, "physical")
    for index, trigger in enumerate(record.triggers):
        if trigger.subject is not None:
            yield ("triggers", index, "subject"), trigger.subject, (*NAMED_SECTIONS,)


MENTIONS: Mapping[str, Callable[[Any], Iterator[Mention]]] = MappingProxyType(
    {
        "people": _of_people,
        "products": _of_product,
        "components": _of_component,
        "systems": _of_system,
        "procedures": _of_procedure,
        "data": _of_data,
        "physical": _of_physical,
        "connections": _of_connection,
        "harms": _of_harm,
    }
)
