"""The device check as a form to fill in, and as two documents of ETSI TS 103 701: statement and evidence table.

The form has every condition and every fact once, sorted by how it is found out, with the items that ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.catalogue import Catalogue, items_of
from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.model.text import Language
    from sanso.trust.schemes.device_checks import DeviceCheck
    from sanso.trust.schemes.reach import Reach

__all__ = ["EvidenceRow", "StatementRow", "evidence_table", "fill_in_form", "implementation_statement"]

_HEAD = (
    Text(
        en="Device check: answer once, for every scheme that asks.",
        ja="機器チェック: 一度答えれば、問うすべての制度に使えます。",
    ),
    Text(
        en="Answers: yes, no, unknown, not-applicable. Longer:",
        ja="回答: yes(はい)、no(いいえ)、unknown(不明)、not-applicable(該当しない)。詳しく書く場合:",
    ),
    Text(
        en="{answer: yes, basis: third-party, by: Lab, on: 2026-03-01, evidence: [report.pdf]}",
        ja="{answer: yes, basis: third-party, by: 試験所, on: 2026-03-01, evidence: [report.pdf]}",
    ),
    Text(
        en="{answer: not-applicable, reason: why}; bases: self-declaration, third-party, public-certification.",
        ja="{answer: not-applicable, reason: 理由}。basis は self-declaration(自己宣言)、third-party(第三者)、"
        "public-certification(公的認証)。",
    ),
)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A provision in the implementation statement (ICS): *support* is Y, N, N/A or ? where it is not answered."""

    number: str
    status: str
    support: str
    detail: Text | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A fact in the evidence table (IXIT): the *table* it belongs to, its basis and its evidence."""

    table: str
    number: str
    fact: str
    answer: str
    basis: str | None
    evidence: tuple[str, ...]


def fill_in_form(catalogue: Catalogue, element: str, lang: Language) -> str:
    """Return an empty device check for *element*, commented in *lang*; it reads as a valid one."""
    return "\n".join((*_opening(element, lang), *_conditions(catalogue, lang), *_facts(catalogue, lang), ""))


def _opening(element: str, lang: Language) -> Iterator[str]:
    yield from (f"# {line.show(lang)}" for line in _HEAD)
    yield from ("sanso_device_check: 1", f"element: {_plain(element)}", "")


def _plain(word: str) -> str:
    return word if word[0].isalpha() and word not in ("true", "false", "null") else f"'{word}'"


def _conditions(catalogue: Catalogue, lang: Language) -> Iterator[str]:
    yield f"# {Text(en='What kind of device is it? yes or no.', ja='どのような機器ですか(yes または no)。').show(lang)}"
    yield "conditions:"
    for condition in catalogue.device_conditions.values():
        yield f"  {condition.id}: unknown  # {condition.title.show(lang)}"
    yield ""


def _facts(catalogue: Catalogue, lang: Language) -> Iterator[str]:
    asking: dict[str, list[str]] = {}
    for item in catalogue.scheme_items.values():
        for name in item.facts:
            asking.setdefault(name, []).append(f"{catalogue.schemes[item.of].short} {item.number}")
    yield "facts:"
    for examination in catalogue.examinations.values():
        facts = [fact for fact in catalogue.device_facts.values() if fact.examined_by == examination.id]
        if facts:
            yield f"  # ── {examination.title.show(lang)}: {examination.how.show(lang)}"
        for fact in facts:
            yield f"  # {fact.title.show(lang)} [{', '.join(asking.get(fact.id, ()))}]"
            yield f"  {fact.id}: unknown"
    yield ""
    yield f"# {Text(en='Labels that the device holds already.', ja='機器が既に取得しているラベル。').show(lang)}"
    yield "labels: []"
    yield "# - {scheme: uk.psti, level: '1', until: 2027-03-31}"


def implementation_statement(
    catalogue: Catalogue, check: DeviceCheck, reached: Reach, standard: str
) -> tuple[StatementRow, ...]:
    """Return the implementation statement for the items of *standard*: one row each, with status and support."""
    states = {one.item: one for one in reached.items}
    rows = []
    for item in items_of(catalogue.scheme_items, standard):
        state = states[item.id]
        support = {"met": "Y", "blocked": "N", "not-applicable": "N/A", "open": "?"}[state.value]
        status = ("M" if item.force == "mandatory" else "R") + (" C" if item.conditions else "")
        detail: Text | None = None
        if state.ruled_out:
            detail = catalogue.device_conditions[state.ruled_out[0]].title
        else:
            given = (check.facts[fact].reason for fact in item.facts if fact in check.facts)
            detail = next((reason for reason in given if reason is not None), None)
        rows.append(StatementRow(item.number, status, support, detail))
    return tuple(rows)


def evidence_table(catalogue: Catalogue, reached: Reach, standard: str) -> tuple[EvidenceRow, ...]:
    """Return the evidence for the items of *standard*, sorted by table: one row per item and fact."""
    facts = {one.fact: one for one in reached.facts}
    rows = [
        EvidenceRow(
            item.evidence_table or "", item.number, fact, facts[fact].answer, facts[fact].basis, facts[fact].evidence
        )
        for item in items_of(catalogue.scheme_items, standard)
        for fact in item.facts
    ]
    return tuple(sorted(rows, key=lambda row: int(row.table.partition("-")[0] or 0)))
