"""Laws that schemes keep together: every name leads to a record, levels do not include themselves, edges end elsewhere.

Each check yields what is broken, as in `sanso.catalogue.laws`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sanso.catalogue.schemes import DeviceFact, Recognition, Scheme, SchemeItem
from sanso.model.diagnostics import Diagnostic, suggest

__all__ = ["check_schemes"]

Report = Callable[..., Diagnostic]
Records = Mapping[str, Mapping[str, Any]]
Steps = tuple[str, ...]


def check_schemes(records: Records, report: Report) -> Iterator[Diagnostic]:
    """Yield what *records* of schemes, items, facts and recognitions break."""
    for scheme in records["schemes"].values():
        yield from _levels(scheme, records, report)
    for item in records["scheme_items"].values():
        yield from _item(item, records, report)
    yield from _facts(records, report)
    for edge in records["recognitions"].values():
        yield from _edge(edge, records, report)


def _levels(scheme: Scheme, records: Records, report: Report) -> Iterator[Diagnostic]:
    steps = ("schemes", scheme.id, "levels")
    earlier: list[str] = []
    for level in scheme.levels:
        yield from _among(earlier, report, steps, level.includes)
        earlier.append(level.level)
        for ask in level.asks:
            yield from _among(records["schemes"], report, steps, (ask.of,))
            numbers = [item.number for item in records["scheme_items"].values() if item.of == ask.of]
            yield from _among(numbers, report, steps, ask.numbers)


def _item(item: SchemeItem, records: Records, report: Report) -> Iterator[Diagnostic]:
    steps = ("scheme_items", item.id)
    if item.id != f"{item.of}/{item.number}":
        yield report("id-does-not-fit", steps, id=item.id, expected=f"{item.of}/{item.number}")
    yield from _among(records["schemes"], report, (*steps, "of"), (item.of,))
    yield from _among(records["device_facts"], report, (*steps, "facts"), item.facts)
    yield from _among(records["scheme_items"], report, (*steps, "near"), item.near)
    conditions = (when.condition for when in item.conditions)
    yield from _among(records["device_conditions"], report, (*steps, "conditions"), conditions)


def _facts(records: Records, report: Report) -> Iterator[Diagnostic]:
    facts: Mapping[str, DeviceFact] = records["device_facts"]
    for fact in facts.values():
        steps = ("device_facts", fact.id)
        yield from _among(records["examinations"], report, (*steps, "examined_by"), (fact.examined_by,))
        yield from _among(facts, report, (*steps, "implies"), fact.implies)


def _edge(edge: Recognition, records: Records, report: Report) -> Iterator[Diagnostic]:
    for field, scheme, named in (
        ("from", edge.from_.scheme, edge.from_.levels),
        ("to", edge.to.scheme, (edge.to.level,)),
    ):
        steps = ("recognitions", edge.id, field)
        yield from _among(records["schemes"], report, steps, (scheme,))
        if scheme in records["schemes"]:
            yield from _among([level.level for level in records["schemes"][scheme].levels], report, steps, named)
    if edge.from_.scheme == edge.to.scheme:
        yield report("id-does-not-fit", ("recognitions", edge.id, "to"), id=edge.to.scheme, expected="…")


def _among(known: Iterable[str], report: Report, steps: Steps, named: Iterable[str]) -> Iterator[Diagnostic]:
    names = list(known)
    for ident in dict.fromkeys(named):
        if ident not in names:
            yield report("unknown-reference", steps, id=ident[:80], hint=suggest(ident, names))
