"""Whether what a model names is there, and is of the right kind.

Existence is judged over all entries, also those with faults of their own, so that one fault is told once; and
not at all where some entries could not be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sanso.model.connections import Connection
from sanso.model.consistency import check_consistency
from sanso.model.harms import EffectCause, Harm
from sanso.model.mentions import MENTIONS, Steps, causes, of_record
from sanso.model.process import ELEMENT_SECTIONS, NAMED_SECTIONS, Model
from sanso.model.sources import Entry, Sources
from sanso.model.suggestions import Suggester
from sanso.model.vocabulary import ConnectionRule, Vocabulary

__all__ = ["causes", "check_changed", "check_references"]

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
_EVERY_KIND = frozenset({"name", "description", "valid", "attributes", "kind", "from_", "to", "alternatives"})
"""Fields that a connection of any kind may have."""

_REGULATED = ("products", "components", "systems")
_ANSWERS = (*ELEMENT_SECTIONS, "products", "connections")


def check_references(model: Model, sources: Sources, vocabulary: Vocabulary | None) -> None:
    """Report to *sources* what is wrong with references, connections and combinations in *model*."""
    checker = _Checker(model, sources, vocabulary)
    checker.ids()
    for section in MENTIONS:
        checker.mentions(section, getattr(model, section))
    for ident, connection in model.connections.items():
        checker.connection(ident, connection)
    for ident, harm in model.harms.items():
        checker.causes(ident, harm)
    checker.regulations({name: getattr(model, name) for name in _REGULATED})
    checker.record()
    checker.statements()
    checker.data_categories(model.data)
    check_consistency(model, sources)


def check_changed(
    model: Model, sources: Sources, vocabulary: Vocabulary | None, changed: Mapping[str, Collection[str]], before: Model
) -> None:
    """Report what `check_references` would, when only the entries *changed* differ from *before*, which was sound.

    Nothing that *before* named may have gone.
    """
    checker = _Checker(model, sources, vocabulary)
    for section, names in changed.items():
        if section != "measures":
            checker.moved(section, names)
        if section in MENTIONS:
            checker.mentions(section, {ident: getattr(model, section)[ident] for ident in names})
    for ident in changed.get("connections", ()):
        checker.connection(ident, model.connections[ident])
    for ident, harm in model.harms.items() if "components" in changed or "harms" in changed else ():
        checker.causes(ident, harm)
    checker.regulations({name: changed.get(name, ()) for name in _REGULATED})
    checker.record()
    checker.statements()
    checker.data_categories(changed.get("data", ()))
    check_consistency(model, sources, changed, before)


class _Checker:
    def __init__(self, model: Model, sources: Sources, vocabulary: Vocabulary | None) -> None:
        self.model = model
        self.sources = sources
        self.found = sources.found
        self.vocabulary = vocabulary
        self.section_of: dict[str, str] = {}
        self._pools: dict[tuple[str, ...], Suggester] = {}
        for section in NAMED_SECTIONS:
            for ident in sources.keyed[section]:
                self.section_of.setdefault(ident, section)

    def ids(self) -> None:
        """An id names one thing over all sections."""
        for section in NAMED_SECTIONS:
            for ident, entry in self.sources.keyed[section].items():
                first = self.section_of[ident]
                if first != section:
                    other = str(self.sources.keyed[first][ident].place(key=True))
                    place = entry.place(key=True)
                    self.found.report("duplicate-id", place, f"{section}/{ident}", id=ident[:80], other=other)

    def mentions(self, section: str, things: Mapping[str, Any]) -> None:
        """What *things* of a section name is there."""
        for ident, thing in things.items():
            entry = self.sources.keyed[section][ident]
            for steps, named, allowed in MENTIONS[section](thing):
                self.reference(entry, f"{section}/{ident}", steps, named, allowed)

    def moved(self, section: str, names: Iterable[str]) -> None:
        """An id that *section* names names nothing elsewhere."""
        for other in NAMED_SECTIONS:
            own = self.sources.keyed[other]
            if other != section and any(name in own for name in names):
                self.ids()
                return

    def reference(
        self, entry: Entry, path: str, steps: Steps, named: str, allowed: tuple[str, ...], *, key: bool = False
    ) -> None:
        """Report *named* where it is not there, or stands in a section that is not *allowed*."""
        section = self.section_of.get(named)
        if section in allowed:
            return
        place, full = entry.place(_where(entry, steps, named), key=key), "/".join((path, *map(str, steps)))
        if section is not None:
            listed = ", ".join(allowed)
            self.found.report("wrong-reference", place, full, id=named[:80], section=section, allowed=listed)
        elif self.sources.complete:
            near = (named, lambda: self._pool(allowed))
            self.found.report("unknown-reference", place, full, near=near, id=named[:80])

    def _pool(self, sections: tuple[str, ...]) -> Suggester:
        if sections not in self._pools:
            self._pools[sections] = Suggester(ident for name in sections for ident in self.sources.keyed[name])
        return self._pools[sections]

    def connection(self, ident: str, connection: Connection) -> None:
        """Check what a connection links and carries against the rule of its kind."""
        entry, path = self.sources.keyed["connections"][ident], f"connections/{ident}"
        rule = self.vocabulary.connections.get(connection.kind) if self.vocabulary else None
        for field, named in (("from", connection.from_), ("to", connection.to)):
            section = self.section_of.get(named)
            if rule is None or section is None:
                self.reference(entry, path, (field,), named, tuple(LETTER))
            else:
                self._end(entry, path, field, connection, section, rule.from_ if field == "from" else rule.to)
        if connection.subject:
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
            self.found.report(
                "wrong-end", entry.place((field,)), f"{path}/{field}",
                id=named, kind=connection.kind, section=section, allowed=names, end=field,
            )  # fmt: skip

    def _fields(self, entry: Entry, path: str, connection: Connection, rule: ConnectionRule) -> None:
        for field in sorted(connection.model_fields_set - _EVERY_KIND - set(rule.fields)):
            if getattr(connection, field) != Connection.model_fields[field].default:
                self.found.report(
                    "field-not-for-kind", entry.place((field,), key=True), f"{path}/{field}",
                    key=field, kind=connection.kind, allowed=", ".join(rule.fields),
                )  # fmt: skip
        for field in rule.needs:
            if not getattr(connection, field):
                self.found.report("missing-key", entry.place(), f"{path}/{field}", key=field)

    def _requirements(self, entry: Entry, path: str, steps: Steps, named: Iterable[str]) -> None:
        known = self.vocabulary.requirements if self.vocabulary else None
        for index, requirement in enumerate(named):
            if known is not None and requirement not in known:
                where = (*steps, index) if steps else (requirement,)
                place, full = entry.place(where, key=not steps), "/".join((path, *map(str, where)))
                near = (requirement, sorted(known))
                self.found.report("unknown-requirement", place, full, near=near, id=requirement[:80])

    def causes(self, ident: str, harm: Harm) -> None:
        """Check the words for effects against what they happen to."""
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
                place, path = entry.place((*steps, "effect")), "/".join((f"harms/{ident}", *map(str, steps), "effect"))
                known = ", ".join(sorted(words))
                self.found.report(
                    "unknown-effect", place, path,
                    near=(leaf.effect, sorted(words)), effect=leaf.effect[:80], element=leaf.element, known=known,
                )  # fmt: skip

    def regulations(self, looked_at: Mapping[str, Iterable[str]]) -> None:
        """Regulations are schemes or duties of the catalogue."""
        known = self.vocabulary.regulations if self.vocabulary else frozenset()
        for section, names in looked_at.items() if known else ():
            for ident in names:
                for index, named in enumerate(getattr(self.model, section)[ident].regulations):
                    if named not in known:
                        place = self.sources.keyed[section][ident].place(("regulations", index))
                        path, near = f"{section}/{ident}/regulations/{index}", (named, sorted(known))
                        self.found.report("unknown-regulation", place, path, near=near, regulation=named[:80])

    def record(self) -> None:
        """The record of the IoT-SSF procedure names things that are there."""
        entry = self.sources.header.get("iotssf")
        if entry is None:
            return
        for steps, named, allowed in of_record(self.model.iotssf):
            self.reference(entry, "iotssf", steps, named, allowed)

    def statements(self) -> None:
        """Measures answer for things that are there; confirmations name them."""
        for ident, entry in self.sources.keyed["measures"].items():
            self.reference(entry, f"measures/{ident[:80]}", (), ident, _ANSWERS, key=True)
            if isinstance(entry.value, dict):
                self._requirements(entry, f"measures/{ident[:80]}", (), entry.value)
        for index, confirmation in enumerate(self.sources.confirmations):
            if not isinstance(confirmation.value, dict):
                continue
            path = f"confirmations/{index}"
            if isinstance(subject := confirmation.value.get("subject"), str):
                self.reference(confirmation, path, ("subject",), subject, _ANSWERS)
            covered = confirmation.value.get("covers", ())
            for position, harm in enumerate([covered] if isinstance(covered, str) else _listed(covered)):
                if isinstance(harm, str):
                    self.reference(confirmation, path, ("covers", position), harm, ("harms",))

    def data_categories(self, names: Iterable[str]) -> None:
        """Data categories are those of the catalogue, or narrow one of them by a dot."""
        known = self.vocabulary.data_categories if self.vocabulary else frozenset()
        if not known:
            return
        for ident in names:
            for index, category in enumerate(self.model.data[ident].categories):
                parts = category[:200].split(".")
                if not any(".".join(parts[: n + 1]) in known for n in range(len(parts))):
                    place = self.sources.keyed["data"][ident].place(("categories", index))
                    path = f"data/{ident}/categories/{index}"
                    near = (category, sorted(known))
                    self.found.report("unknown-data-category", place, path, near=near, category=category[:80])


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else ()


def _where(entry: Entry, steps: Steps, named: str) -> Steps:
    """Return *steps* with the index that *named* has in the file, where faulty items before it were left out."""
    if not steps or not isinstance(steps[-1], int):
        return steps
    value = entry.value
    for step in steps[:-1]:
        value = value.get(step) if isinstance(value, dict) else None
    return (*steps[:-1], value.index(named)) if isinstance(value, list) and named in value else steps
