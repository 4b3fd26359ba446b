"""What the page of a device's labels is made of: the table of levels, the questions, the answers that stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sanso.catalogue import Catalogue
from sanso.catalogue.schemes import DeviceFact, Examination
from sanso.model.text import Language, Text
from sanso.report.label_words import STATES, remarks
from sanso.trust.schemes.reach import LevelReach, State
from sanso.trust.schemes.reports import LabelReport
from sanso.web.evidence.devices import CONDITION, FACT, REASON, KeptCheck
from sanso.web.grids import Cell, Column, Grid

__all__ = ["levels_grid", "questions", "stated"]

_LOOKS: Mapping[State, str] = {
    "reachable": "met",
    "filled-as-far-as-held": "met",
    "needs-confirmation": "partial",
    "open": "not-stated",
    "blocked": "missing",
    "not-held": "not-applicable",
    "closed": "not-applicable",
}
"""The sign of each state: that of a status of a requirement, so that no colour stands alone."""


def questions(content: Catalogue) -> list[tuple[Examination, list[DeviceFact], dict[str, str]]]:
    """Return the facts by the way in which they are found out, with the items that ask for each."""
    asking: dict[str, list[str]] = {}
    for item in content.scheme_items.values():
        for fact in item.facts:
            asking.setdefault(fact, []).append(f"{content.schemes[item.of].short} {item.number}")
    asked = {fact: ", ".join(items) for fact, items in asking.items()}
    return [
        (examination, facts, asked)
        for examination in content.examinations.values()
        if (facts := [one for one in content.device_facts.values() if one.examined_by == examination.id])
    ]


def stated(kept: KeptCheck, typed: Mapping[str, str], lang: Language) -> dict[str, str]:
    """Return the fields of the form as they stand: what was typed, else what is kept."""
    held: dict[str, str] = {f"{CONDITION}{name}": answer for name, answer in kept.check.conditions.items()}
    for name, one in kept.check.facts.items():
        held[f"{FACT}{name}"] = one.answer
        if one.reason is not None:
            held[f"{REASON}{name}"] = one.reason.show(lang)
    return {**held, **typed}


def levels_grid(report: LabelReport, shown: Sequence[LevelReach], content: Catalogue) -> Grid:
    """Return the levels *shown*, with how many of their items are met, proven, blocked and open."""
    proof = report.proof
    proven = () if proof is None else (Column("proven", Text(en="Proven", ja="証明"), "number"),)
    rows = []
    for one in shown:
        counts = [len(items) if one.asked else None for items in (one.met, one.blocked, one.open, one.not_applicable)]
        if proof is not None:
            counts.insert(1, len([item for item in one.met if item in proof.met]) if one.asked else None)
        scheme = content.schemes[one.scheme]
        rows.append(
            (
                Cell(one.name, f"{scheme.short} {one.level}", f"/catalogue/schemes/{one.scheme}"),
                Cell(_LOOKS[one.state], STATES[one.state]),
                *(Cell(count) for count in counts),
                Cell(None, remarks(one, report, content)),
            )
        )
    return Grid(
        "label-levels",
        Text(en="Levels", ja="水準"),
        (
            Column("level", Text(en="Level", ja="水準")),
            Column("state", Text(en="State", ja="状態"), "status"),
            Column("met", Text(en="Met", ja="充足"), "number"),
            *proven,
            Column("blocked", Text(en="Blocked", ja="不適合"), "number"),
            Column("open", Text(en="Open", ja="未回答"), "number"),
            Column("not_applicable", Text(en="Not applicable", ja="対象外"), "number"),
            Column("also", Text(en="Remarks", ja="備考")),
        ),
        rows,
    )
