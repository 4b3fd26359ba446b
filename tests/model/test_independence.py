"""Independence of two components: every aspect alone, what is unknown, and symmetry."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.model.independence import (
    AGAINST_ATTACK,
    AGAINST_FAULT,
    SEPARATE_BARRIER,
    Aspect,
    control_sources,
    judge_independence,
)
from sanso.model.process import Model
from sanso.model.structure import Structure

CONTROL = ("commands", "configures", "updates", "remote-access", "maintains")

APART: dict[str, Any] = {
    "sanso": 1,
    "id": "m",
    "organizations": {name: {} for name in ("maker-1", "maker-2", "keeper-1", "keeper-2", "shop")},
    "products": {"p1": {"maker": "maker-1"}, "p2": {"maker": "maker-2"}, "chip": {"maker": "shop"}},
    "components": {
        "one": {"kind": "sensor", "product": "p1", "roles": {"maintainer": "keeper-1"}},
        "two": {"kind": "sensor", "product": "p2", "roles": {"maintainer": "keeper-2"}},
        "plc": {"kind": "controller"},
    },
    "systems": {"cell": {"contains": ["one", "two"]}},
    "physical": {"mains": {}, "diesel": {}},
    "connections": {},
}

Change = Callable[[dict[str, Any]], Any]


def structure(change: Change | None = None) -> Structure:
    sections = copy.deepcopy(APART)
    if change is not None:
        change(sections)
    return Structure.of(Model.model_validate(sections), CONTROL)


def against(change: Change | None = None, aspects: tuple[Aspect, ...] = AGAINST_ATTACK) -> list[str]:
    return [reason.en for reason in judge_independence(structure(change), "one", "two", aspects).against]


def link(kind: str, source: str, target: str, **fields: Any) -> Change:
    def change(sections: dict[str, Any]) -> None:
        number = len(sections["connections"])
        sections["connections"][f"c{number}"] = {"kind": kind, "from": source, "to": target, **fields}

    return change


def both(*changes: Change) -> Change:
    return lambda sections: [change(sections) for change in changes]


def test_apart_in_every_respect_is_independent() -> None:
    assert against() == []
    assert judge_independence(structure(), "one", "two").independent


CASES: dict[str, tuple[Change, str]] = {
    "one controller": (
        both(link("commands", "plc", "one"), link("updates", "plc", "two")),
        "shared control source: plc",
    ),
    "wired": (link("transmits", "one", "two"), "directly connected"),
    "product": (lambda s: s["components"]["two"].update(product="p1"), "same product"),
    "no product": (lambda s: s["components"]["two"].pop("product"), "product not stated"),
    "maker": (lambda s: s["products"]["p2"].update(maker="maker-1"), "same maker"),
    "no maker": (lambda s: s["products"]["p2"].pop("maker"), "maker not stated"),
    "maintainer": (lambda s: s["components"]["two"].update(roles={"maintainer": "keeper-1"}), "same maintainer"),
    "no maintainer": (lambda s: s["components"]["two"].pop("roles"), "maintainer not stated"),
    "chip in both": (
        lambda s: [s["products"][p].update(contains=["chip"]) for p in ("p1", "p2")],
        "common built-in part: chip",
    ),
    "supplier": (
        both(
            link("supplies", "shop", "keeper-1", subject=["p1"]), link("supplies", "shop", "keeper-2", subject=["p2"])
        ),
        "same supplier: shop",
    ),
    "supplier is the other's maker": (
        link("supplies", "maker-2", "keeper-1", subject=["p1"]),
        "same supplier: maker-2",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_shared_or_unknown_counts_against(case: str) -> None:
    change, reason = CASES[case]
    assert reason in against(change)


def test_a_part_deep_inside_is_found() -> None:
    def nested(sections: dict[str, Any]) -> None:
        sections["products"]["module"] = {"maker": "shop", "contains": ["chip"]}
        sections["products"]["p1"]["contains"] = ["module"]
        sections["products"]["p2"]["contains"] = ["chip"]

    assert "common built-in part: chip" in against(nested)


def test_common_energy_counts_against_faults_and_is_a_remark_against_attacks() -> None:
    shared = both(link("feeds", "mains", "one"), link("depends-on", "two", "mains"))
    assert against(shared) == []
    verdict = judge_independence(structure(shared), "one", "two")
    assert [remark.en for remark in verdict.remarks] == ["common feed or dependency: mains"]
    assert against(shared, AGAINST_FAULT) == ["common feed or dependency: mains"]
    apart = both(link("feeds", "mains", "one"), link("feeds", "diesel", "two"))
    assert against(apart, AGAINST_FAULT) == []
    assert against(None, AGAINST_FAULT) == ["feed not stated"]


def test_energy_of_what_they_stand_in_counts() -> None:
    assert against(link("feeds", "mains", "cell"), AGAINST_FAULT) == ["common feed or dependency: mains"]


def test_the_same_site_is_a_remark_only() -> None:
    verdict = judge_independence(structure(lambda s: s["systems"]["cell"].update(site="hall")), "one", "two")
    assert verdict.independent
    assert [remark.en for remark in verdict.remarks] == ["both stand at the same site: hall"]


def test_nothing_is_independent_of_itself() -> None:
    assert not judge_independence(structure(), "one", "one").independent


def test_a_claim_changes_nothing() -> None:
    def claimed(sections: dict[str, Any]) -> None:
        sections["components"]["two"] = {"kind": "safety-function", "independent_of": ["one"]}

    assert "product not stated" in against(claimed)


@given(st.sets(st.sampled_from(sorted(CASES))), st.sampled_from([SEPARATE_BARRIER, AGAINST_ATTACK, AGAINST_FAULT]))
def test_symmetric(cases: set[str], aspects: tuple[Aspect, ...]) -> None:
    def change(sections: dict[str, Any]) -> None:
        for case in sorted(cases):
            try:
                CASES[case][0](sections)
            except KeyError:
                continue

    made = structure(change)
    there, back = (judge_independence(made, *pair, aspects) for pair in (("one", "two"), ("two", "one")))
    assert there.against == back.against
    assert there.remarks == back.remarks
    assert there.independent is (not there.against)


@given(st.sets(st.sampled_from(sorted(AGAINST_FAULT))), st.sampled_from(sorted(CASES)))
def test_more_aspects_never_make_two_independent(fewer: set[Aspect], case: str) -> None:
    made = structure(CASES[case][0])
    few = judge_independence(made, "one", "two", fewer)
    many = judge_independence(made, "one", "two", AGAINST_FAULT)
    assert set(few.against) <= set(many.against)


def test_control_sources_are_those_of_the_reach() -> None:
    """The closure of this room is the one that categories rest on."""
    from sanso.iotssf.reach import Reacher
    from sanso.model.harms import EffectCause

    def tangle(sections: dict[str, Any]) -> None:
        sections["components"]["hmi"] = {"kind": "application"}
        sections["components"]["guard"] = {"kind": "safety-function"}
        sections["systems"]["cell"]["contains"] = ["one", "two", "guard"]
        sections["systems"]["desk"] = {"contains": ["hmi"]}
        sections["people"] = {"fitter": {}}
        sections["procedures"] = {"check": {"acts_on": ["plc"], "performed_by": ["fitter"]}}
        link("commands", "plc", "one")(sections)
        link("commands", "desk", "plc")(sections)

    made = structure(tangle)
    reacher = Reacher(made)
    for ident in (*made.model.components, *made.model.systems):
        assert control_sources(made, ident) == reacher.reach(EffectCause(element=ident, effect="lies")).sources()
    assert {"plc", "desk", "hmi", "check", "fitter"} <= control_sources(made, "one")
