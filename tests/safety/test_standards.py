"""Families of standards, floors, comparisons and contradictions; no scale leads to another."""

from __future__ import annotations

import inspect
import re
from itertools import pairwise
from types import ModuleType
from typing import Any, get_args

import pytest

from sanso.model.elements import Component
from sanso.model.harms import Harm, HumanLevel
from sanso.safety import BowTies, Comparison, contradictions, suggest_floors, tables
from sanso.safety.standards import FAMILY, family_of, level_word, rank

from ..analysis.build import DAY, catalogue, effect, harm, link, make, structure

MODULES = [value for name, value in vars(tables).items() if isinstance(value, ModuleType)]


def test_no_function_leads_from_one_scale_to_another() -> None:
    """Only ISO 13849-1's own table sets a SIL beside a PL, one way."""
    crossing = []
    for module in MODULES:
        own = module.__name__.rpartition(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            source = inspect.getsource(function)
            others = {other.__name__.rpartition(".")[2] for other in MODULES} - {own}
            if function.__module__ == module.__name__ and any(f"{other}." in source for other in others):
                crossing.append(name)
            words = set(re.findall(r"sil|asil|pl|sl|cal", name))
            if len(words) > 1:
                crossing.append(name)
    assert crossing == []
    assert "sil_beside" in dir(tables.iso13849)
    names = [name for module in MODULES for name in dir(module)]
    assert not [
        n for n in names if re.search(r"(sil|asil).*_(sl|cal)|(^|_)(sl|cal)_.*(sil|asil)|(pl|sil)_from_(pl|sil|sl)", n)
    ]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("ISO 13849", "iso13849"),
        ("ISO 13849-1:2023", "iso13849"),
        ("JIS B 9705-1", "iso13849"),
        ("IEC 61508-2", "iec61508"),
        ("IEC61511", "iec61508"),
        ("IEC 62061", "iec61508"),
        ("ＩＳＯ　２６２６２", "iso26262"),
        ("JIS C 0508", "iec61508"),
        ("EN 50128", None),
        ("", None),
        ("house rule 7", None),
    ],
)
def test_family_of_a_stated_standard(text: str, family: str | None) -> None:
    assert family_of(text) == family


@pytest.mark.parametrize(
    ("family", "text", "place", "word"),
    [
        ("iso13849", "d", 3, "PL d"),
        ("iso13849", "PLr e", 4, "PL e"),
        ("iso13849", "PL　ｃ", 2, "PL c"),
        ("iec61508", "SIL 3", 2, "SIL 3"),
        ("iec61508", "3", 2, "SIL 3"),
        ("iec61508", "SIL 5", None, "SIL 5"),
        ("iso26262", "ASIL B(D)", 2, "ASIL B"),
        ("iso26262", "qm", 0, "QM"),
        ("iec62443", "SL-T 3", 3, "SL 3"),
        ("iso13849", "high", None, "high"),
    ],
)
def test_level_words(family: str, text: str, place: int | None, word: str) -> None:
    assert rank(family, text) == place
    assert level_word(family, text) == word


def _harm(**fields: Any) -> Harm:
    return Harm.model_validate({"cause": effect("arm"), **fields})


def test_floors_come_from_the_catalogue_and_are_marked_as_ours() -> None:
    for human in get_args(HumanLevel):
        floors = suggest_floors(_harm(), human, catalogue())
        assert {one.basis for one in floors} <= {"proposal"}
        for one in floors:
            assert "Sanso" in one.marked.en
            assert one.reason.ja
            low, high = rank(one.family, one.low), rank(one.family, one.high)
            assert low is not None
            assert high is not None
            assert low <= high
    assert suggest_floors(_harm(), "none", catalogue()) == ()
    assert suggest_floors(_harm(), None, catalogue()) == ()


def test_more_harm_never_lowers_a_floor() -> None:
    by_level = [
        {one.family: rank(one.family, one.low) for one in suggest_floors(_harm(), human, catalogue())}
        for human in ("limited", "serious", "fatal")
    ]
    for lower, higher in pairwise(by_level):
        assert set(lower) <= set(higher)
        for family, place in lower.items():
            assert (higher[family] or 0) >= (place or 0)


def test_a_table_outdoes_the_proposal_for_its_family_only() -> None:
    risk = {"iso13849": {"severity": "S2", "frequency": "F1", "avoidance": "P1"}}
    floors = {one.family: one for one in suggest_floors(_harm(risk=risk), "fatal", catalogue())}
    assert (floors["iso13849"].low, floors["iso13849"].high, floors["iso13849"].basis) == ("c", "c", "table")
    assert floors["iec61508"].basis == "proposal"
    risk = {"iso26262": {"severity": "S3", "exposure": "E4", "controllability": "C3"}}
    alone = suggest_floors(_harm(risk=risk), None, catalogue())
    assert [(one.family, one.low, one.basis) for one in alone] == [("iso26262", "D", "table")]


def compared(
    integrity: dict[str, Any] | None, security: dict[str, int] | None = None, **fields: Any
) -> list[Comparison]:
    guard: dict[str, Any] = {"kind": "safety-function", "integrity": integrity, "security_level": security}
    model = make(
        components={"arm": {"kind": "actuator"}, "guard": guard},
        physical={"area": {}},
        connections={"move": link("actuates", "arm", "area")},
        harms={"h": harm({"all_of": [effect("arm"), effect("guard", "defeated")]}, **fields)},
    )
    tie = BowTies.of(structure(model), catalogue(), DAY).draw("h", fields.get("human", "fatal"), None)
    return list(tie.comparisons)


@pytest.mark.parametrize(
    ("standard", "level", "status"),
    [
        ("ISO 13849", "c", "below"),
        ("ISO 13849", "d", "met-as-stated"),
        ("ISO 13849", "e", "met-as-stated"),
        ("IEC 61508", "1", "below"),
        ("IEC 62061", "SIL 3", "met-as-stated"),
        ("ISO 26262", "D", "not-comparable"),
        ("EN 50128", "SIL 4", "not-comparable"),
        ("ISO 13849", "excellent", "not-comparable"),
    ],
)
def test_stated_integrity_beside_the_floor(standard: str, level: str, status: str) -> None:
    integrity, security = compared({"standard": standard, "level": level})
    assert (integrity.element, integrity.status) == ("guard", status)
    assert integrity.stated == f"{standard} {level}"
    assert security.status == "not-stated"


def test_another_standard_is_said_not_to_be_equated() -> None:
    integrity, _ = compared({"standard": "ISO 26262", "level": "D"})
    assert "not equated" in integrity.reason.en
    assert "同一視しない" in integrity.reason.ja


def test_nothing_stated_is_not_met() -> None:
    assert [one.status for one in compared(None)] == ["not-stated", "not-stated"]


@pytest.mark.parametrize(
    ("security", "status"),
    [
        ({"achieved": 3}, "met-as-stated"),
        ({"achieved": 2}, "below"),
        ({"target": 4, "capability": 4}, "not-stated"),
        ({"target": 2, "capability": 4, "achieved": 3}, "below"),
        ({"target": 3, "capability": 3, "achieved": 4}, "met-as-stated"),
        ({}, "not-stated"),
    ],
)
def test_security_level_beside_the_floor(security: dict[str, int], status: str) -> None:
    assert compared(None, security)[1].status == status


def test_exact_level_of_the_risk_graph_is_compared() -> None:
    risk = {"iso13849": {"severity": "S2", "frequency": "F2", "avoidance": "P2"}}
    integrity, _ = compared({"standard": "ISO 13849", "level": "d"}, risk=risk)
    assert (integrity.status, integrity.floor) == ("below", "PL e")


def _claims(**integrity: Any) -> list[str]:
    guard = Component.model_validate({"kind": "safety-function", "integrity": integrity})
    return [f"{one.figure}|{one.gives}|{one.claimed}" for one in contradictions([("guard", guard)])]


@pytest.mark.parametrize(
    ("integrity", "found"),
    [
        ({"standard": "IEC 61508", "level": "3", "pfd": 5e-3}, ["PFD 0.005|SIL 2|SIL 3"]),
        ({"standard": "IEC 61508", "level": "3", "pfd": 5e-4}, []),
        ({"standard": "IEC 61508", "level": "1", "pfd": 5e-5}, []),
        ({"standard": "IEC 61508", "level": "1", "pfd": 0.2}, ["PFD 0.2|-|SIL 1"]),
        ({"standard": "IEC 61508", "level": "2", "pfh": 5e-6}, ["PFH 5e-06|SIL 1|SIL 2"]),
        ({"standard": "ISO 13849", "level": "d", "pfh": 2e-6}, ["PFH 2e-06|PL c|PL d"]),
        ({"standard": "ISO 13849", "level": "d", "pfh": 2e-7}, []),
        ({"standard": "ISO 13849", "level": "a", "pfh": 0.1}, ["PFH 0.1|-|PL a"]),
        ({"standard": "ISO 13849", "level": "d", "pfd": 0.5}, []),
        ({"standard": "ISO 26262", "level": "D", "pfh": 0.5}, []),
        ({"standard": "IEC 61508", "level": "2", "demand": "low", "pfh": 5e-7}, ["PFH 5e-07|-|SIL 2"]),
        ({"standard": "IEC 61508", "level": "2", "demand": "high", "pfd": 5e-3}, ["PFD 0.005|-|SIL 2"]),
        ({"standard": "IEC 61508", "level": "2", "demand": "low", "pfd": 5e-3, "pfh": 0.5}, []),
        ({"standard": "house", "level": "2", "pfd": 0.5}, []),
        ({"standard": "IEC 61508", "level": "good", "pfd": 0.5}, []),
    ],
)
def test_figures_against_claims(integrity: dict[str, Any], found: list[str]) -> None:
    assert _claims(**integrity) == found


def test_every_family_has_a_name_in_both_languages() -> None:
    assert all(text.en and text.ja for text in FAMILY.values())
