"""Whether what a model names is there, and is of the right kind.

Existence is judged over all entries, also those with faults of their own, so that one fault is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sanso.model.connections import Connection
from sanso.model.consistency import check_consistency
from sanso.model.diagnostics import Diagnostic, Place, diagnose, suggest
from sanso.model.harms import (
    AllOf,
    AnyOf,
    AtLeastCause,
    Cause,
    ConditionCause,
    EffectCause,
    Harm,
)
from sanso.model.process import ELEMENT_SECTIONS, NAMED_SECTIONS, Model
from sanso.model.sources import Entry, Sources
from sanso.model.vocabulary import ConnectionRule, Vocabulary

__all__ = ["causes", "check_references"]

Steps = tuple[str | int, ...]
Reference = tuple[Steps, str, tuple[str, ...]]
"""Path below the entry, the id that is named, the sections it may stand in."""

LETTER = {
    "organizations": "O",
    "people": "P",
    "components": "C",
    "data": "D",
    "procedures": "R",
    "systems": "S",
    "physical": "F",
    "products": "X",
}
_ORG = ("organizations",)
_DEVICE = ("components", "systems")
_ANSWERS = (*ELEMENT_SECTIONS, "products", "connections")


def check_references(model: Model, sources: Sources, vocabulary: Vocabulary | None) -> list[Diagnostic]:
    """Return what is wrong with references, connections and combinations in *model*."""
    checker = _Checker(model, sources, vocabulary)
    checker.ids()
    for section, list_references in _REFERENCES.items():
        for ident, thing in getattr(model, section).items():
            entry = sources.keyed[section][ident]
            for steps, named, allowed in list_references(thing):
                checker.reference(entry, f"{section}/{ident}", steps, named, allowed)
    for ident, connection in model.connections.items():
        checker.connection(ident, connection)
    for ident, harm in model.harms.items():
        checker.causes(ident, harm)
    checker.statements()
    checker.data_categories()
    return [*checker.found, *check_consistency(model, sources)]


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


def _many(field: str, named: Iterable[str], allowed: tuple[str, ...]) -> Iterator[Reference]:
    for index, ident in enumerate(named):
        yield (field, index), ident, allowed


def _keys(field: str, named: Iterable[str], allowed: tuple[str, ...]) -> Iterator[Reference]:
    for ident in named:
        yield (field, ident), ident, allowed


def _roles(thing: Any) -> Iterator[Reference]:
    roles = thing.roles
    for field in roles.model_fields_set:
        if (ident := getattr(roles, field)) is not None:
            yield ("roles", field), ident, _ORG


def _of_people(thing: Any) -> Iterator[Reference]:
    if thing.employer is not None:
        yield ("employer",), thing.employer, _ORG


def _of_product(thing: Any) -> Iterator[Reference]:
    if thing.maker is not None:
        yield ("maker",), thing.maker, _ORG
    yield from _keys("contains", thing.contains, ("products",))


def _of_component(thing: Any) -> Iterator[Reference]:
    if thing.product is not None:
        yield ("product",), thing.product, ("products",)
    yield from _roles(thing)
    yield from _keys("contains", thing.contains, ("components",))
    yield from _many("protects", thing.protects, (*ELEMENT_SECTIONS, "physical"))
    yield from _many("independent_of", thing.independent_of, _DEVICE)


def _of_system(thing: Any) -> Iterator[Reference]:
    yield from _roles(thing)
    yield from _keys("contains", thing.contains, _DEVICE)


def _of_procedure(thing: Any) -> Iterator[Reference]:
    yield from _many("performed_by", thing.performed_by, ("organizations", "people"))
    yield from _many("acts_on", thing.acts_on, (*_DEVICE, "data"))


def _of_data(thing: Any) -> Iterator[Reference]:
    if thing.owner is not None:
        yield ("owner",), thing.owner, _ORG
    yield from _many("subjects", thing.subjects, ("people",))
    yield from _many("produced_by", thing.produced_by, (*_DEVICE, "procedures", "people", "organizations"))
    yield from _many("stored_in", thing.stored_in, _DEVICE)


def _of_physical(thing: Any) -> Iterator[Reference]:
    yield from _keys("people_exposed", thing.people_exposed, ("people",))


def _of_connection(thing: Any) -> Iterator[Reference]:
    yield from _many("alternatives", thing.alternatives, ("connections",))
    yield from _many("data", thing.data, ("data",))
    yield from _many("cross_check", thing.cross_check, ("components",))
    yield from _many("confirmed_by", thing.confirmed_by, (*_DEVICE, "people"))


def _of_harm(thing: Any) -> Iterator[Reference]:
    for steps, leaf in causes(thing.cause, ("cause",)):
        if isinstance(leaf, ConditionCause):
            yield (*steps, "condition"), leaf.condition, ("conditions",)
        else:
            yield (*steps, "element"), leaf.element, ELEMENT_SECTIONS
            for index, ident in enumerate(leaf.through):
                yield (*steps, "through", index), ident, _DEVICE
    if thing.affects is not None:
        yield ("affects", "people"), thing.affects.people, ("people",)
    if thing.borne_by is not None:
        yield ("borne_by",), thing.borne_by, _ORG
    yield from _many("excludes", thing.excludes, ("harms",))
    yield from _many("includes", thing.includes, ("harms",))


_REFERENCES: dict[str, Callable[[Any], Iterator[Reference]]] = {
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


class _Checker:
    def __init__(self, model: Model, sources: Sources, vocabulary: Vocabulary | None) -> None:
        self.model = model
        self.sources = sources
        self.vocabulary = vocabulary
        self.found: list[Diagnostic] = []
        self.section_of: dict[str, str] = {}
        for section in NAMED_SECTIONS:
            for ident in sources.keyed[section]:
                self.section_of.setdefault(ident, section)

    def report(self, code: str, place: Place, path: str, **values: Any) -> None:
        self.found.append(diagnose(code, place, path, **values))

    def ids(self) -> None:
        """An id names one thing over all sections."""
        for section in NAMED_SECTIONS:
            for ident, entry in self.sources.keyed[section].items():
                first = self.section_of[ident]
                if first != section:
                    other = self.sources.keyed[first][ident].place(key=True)
                    self.report("duplicate-id", entry.place(key=True), f"{section}/{ident}", id=ident, other=str(other))

    def reference(self, entry: Entry, path: str, steps: Steps, named: str, allowed: tuple[str, ...]) -> None:
        section = self.section_of.get(named)
        if section in allowed:
            return
        place, full = entry.place(steps), "/".join((path, *map(str, steps)))
        if section is None:
            pool = [ident for name in allowed for ident in self.sources.keyed[name]]
            self.report("unknown-reference", place, full, id=named, hint=suggest(named, pool))
        else:
            self.report("wrong-reference", place, full, id=named, section=section, allowed=", ".join(allowed))

    def connection(self, ident: str, connection: Connection) -> None:
        entry, path = self.sources.keyed["connections"][ident], f"connections/{ident}"
        rule = self.vocabulary.connections.get(connection.kind) if self.vocabulary else None
        for field, named in (("from", connection.from_), ("to", connection.to)):
            section = self.section_of.get(named)
            if section is None:
                pool = [i for i, s in self.section_of.items() if s in LETTER]
                self.report(
                    "unknown-reference", entry.place((field,)), f"{path}/{field}", id=named, hint=suggest(named, pool)
                )
            elif rule is not None:
                self._end(entry, path, field, connection, section, rule.from_ if field == "from" else rule.to)
        allowed = tuple(s for s, letter in LETTER.items() if rule is None or letter in (rule.subject or "CDSRX"))
        for index, named in enumerate(connection.subject):
            self.reference(entry, path, ("subject", index), named, allowed)
        if rule is not None:
            self._fields(entry, path, connection, rule)
        self._requirements(entry, path, ("requirements",), connection.requirements)

    def _end(self, entry: Entry, path: str, field: str, connection: Connection, section: str, allowed: str) -> None:
        if LETTER.get(section, "?") not in allowed:
            names = ", ".join(name for name, letter in LETTER.items() if letter in allowed)
            named = connection.from_ if field == "from" else connection.to
            self.report(
                "wrong-end", entry.place((field,)), f"{path}/{field}",
                id=named, kind=connection.kind, section=section, allowed=names, end=field,
            )  # fmt: skip

    def _fields(self, entry: Entry, path: str, connection: Connection, rule: ConnectionRule) -> None:
        always = {"name", "description", "valid", "kind", "from_", "to", "alternatives"}
        for field in sorted(connection.model_fields_set - always - set(rule.fields)):
            self.report(
                "field-not-for-kind", entry.place((field,), key=True), f"{path}/{field}",
                key=field, kind=connection.kind, allowed=", ".join(rule.fields),
            )  # fmt: skip
        for field in rule.needs:
            if not getattr(connection, field):
                self.report("missing-key", entry.place(), f"{path}/{field}", key=field)

    def _requirements(self, entry: Entry, path: str, steps: Steps, named: Iterable[str]) -> None:
        known = self.vocabulary.requirements if self.vocabulary else None
        for index, requirement in enumerate(named):
            if known is not None and requirement not in known:
                where = (*steps, index) if steps else (requirement,)
                place = entry.place(where, key=not steps)
                self.report(
                    "unknown-requirement", place, path, id=requirement[:80], hint=suggest(requirement, sorted(known))
                )

    def causes(self, ident: str, harm: Harm) -> None:
        entry = self.sources.keyed["harms"][ident]
        for steps, leaf in causes(harm.cause, ("cause",)):
            if not isinstance(leaf, EffectCause) or self.vocabulary is None:
                continue
            section = self.section_of.get(leaf.element)
            if section not in ELEMENT_SECTIONS:
                continue
            letter = LETTER[section]
            words = set(self.vocabulary.effects.get("C" if letter == "S" else letter, ()))
            component = self.model.components.get(leaf.element)
            if component is not None and component.kind == "safety-function":
                words |= self.vocabulary.effects.get("safety-function", frozenset())
            if leaf.effect not in words:
                place, path = entry.place((*steps, "effect")), f"harms/{ident}/" + "/".join(map(str, steps))
                known = ", ".join(sorted(words))
                self.report("unknown-effect", place, path, effect=leaf.effect[:80], element=leaf.element, known=known)

    def statements(self) -> None:
        """Measures answer for things that are there; confirmations name them."""
        for ident, entry in self.sources.keyed["measures"].items():
            section = self.section_of.get(ident)
            if section is None:
                pool = [i for i, s in self.section_of.items() if s in _ANSWERS]
                self.report(
                    "unknown-reference", entry.place(key=True), f"measures/{ident}", id=ident, hint=suggest(ident, pool)
                )
            elif section not in _ANSWERS:
                allowed = ", ".join(_ANSWERS)
                self.report(
                    "wrong-reference",
                    entry.place(key=True),
                    f"measures/{ident}",
                    id=ident,
                    section=section,
                    allowed=allowed,
                )
            if isinstance(entry.value, dict):
                self._requirements(entry, f"measures/{ident}", (), entry.value)
        for index, confirmation in enumerate(self.sources.confirmations):
            if not isinstance(confirmation.value, dict):
                continue
            path = f"confirmations/{index}"
            if isinstance(subject := confirmation.value.get("subject"), str):
                self.reference(confirmation, path, ("subject",), subject, _ANSWERS)
            covered = confirmation.value.get("covers", ())
            for position, harm in enumerate(covered if isinstance(covered, list) else ()):
                if isinstance(harm, str):
                    self.reference(confirmation, path, ("covers", position), harm, ("harms",))

    def data_categories(self) -> None:
        known = self.vocabulary.data_categories if self.vocabulary else frozenset()
        if not known:
            return
        for ident, data in self.model.data.items():
            for index, category in enumerate(data.categories):
                parts = category.split(".")
                if not any(".".join(parts[: n + 1]) in known for n in range(len(parts))):
                    entry = self.sources.keyed["data"][ident]
                    self.report(
                        "unknown-data-category", entry.place(("categories", index)), f"data/{ident}/categories/{index}",
                        category=category[:80], hint=suggest(category, sorted(known)),
                    )  # fmt: skip
