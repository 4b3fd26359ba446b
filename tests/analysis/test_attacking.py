"""What the attack room is told about measures, and what a what-if does to the model."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.analysis import assess
from sanso.analysis.attacking import _changed, attack, first_result, harm_likelihoods
from sanso.analysis.measure_book import AssessedMeasures
from sanso.attack.options import AttackOptions, Change
from sanso.model.process import Model

from .build import DAY, catalogue, link, make, structure

THINGS: dict[str, Any] = {
    "organizations": {"owner": {}, "keeper": {}, "maker": {}},
    "products": {"box": {"maker": "maker"}},
    "components": {
        "hub": {"kind": "server", "roles": {"operator": "owner"}, "exposure": ["internet"]},
        "plc": {"kind": "controller", "product": "box", "roles": {"operator": "owner", "maintainer": "keeper"}},
        "lost": {"kind": "controller"},
    },
    "systems": {"cell": {"contains": ["plc"]}},
    "connections": {
        "order": link("commands", "hub", "plc"),
        "care": link("maintains", "keeper", "plc"),
    },
    "harms": {"h": {"cause": {"element": "plc", "effect": "stopped"}, "human": "none", "rationale": "a test"}},
}
OLD, NEW = "2026-01-31", "2030-01-31"


def book(*, assumed: Any = (), more: dict[str, Any] | None = None, **measures: Any) -> AssessedMeasures:
    model = make(**{**THINGS, **(more or {})}, measures=measures)
    rows = assess(model, catalogue(), at=DAY).requirements
    return AssessedMeasures.index(structure(model), rows, DAY, assumed)


def answer(subjects: tuple[str, ...], requirement: str = "CPS.AC-6", **measures: Any) -> tuple[Any, ...]:
    found = book(**measures).of(requirement, subjects)
    assert found.requirement == requirement
    return found.owner, found.holder, found.level, found.basis


def test_an_organization_answers_for_its_elements() -> None:
    assert answer(("plc",), owner={"CPS.AC-6": "basic"}) == ("owner", "owner", "basic", None)


def test_nobody_answers() -> None:
    assert answer(("plc",)) == ("owner", None, "not-stated", None)
    assert answer(("lost",)) == (None, None, "not-stated", None)


def test_the_nearest_answer_counts_even_if_it_is_lower() -> None:
    stated = {"owner": {"CPS.AC-6": "advanced"}, "box": {"CPS.AC-6": "high-advanced"}}
    assert answer(("plc",), **stated)[1:3] == ("box", "high-advanced")
    assert answer(("plc",), **stated, cell={"CPS.AC-6": "advanced"})[1:3] == ("cell", "advanced")
    assert answer(("plc",), **stated, plc={"CPS.AC-6": "basic"})[1:3] == ("plc", "basic")
    assert answer(("plc",), **stated, plc={"CPS.AC-6": "none"})[1:3] == ("plc", "none")


def test_a_basis_comes_with_the_answer() -> None:
    assert answer(("hub",), owner={"CPS.AC-6": {"level": "basic", "basis": "third-party"}})[3] == "third-party"


def test_an_expired_answer_is_not_stated() -> None:
    assert answer(("hub",), owner={"CPS.AC-6": {"level": "advanced", "valid_until": OLD}})[1:3] == (None, "not-stated")
    assert answer(("hub",), owner={"CPS.AC-6": {"level": "advanced", "valid_until": NEW}})[1:3] == ("owner", "advanced")


@pytest.mark.parametrize(
    ("measure", "level"),
    [
        ({"level": "not-applicable", "reason": "no accounts"}, "not-applicable"),
        ({"level": "not-applicable"}, "not-stated"),
        ("none", "none"),
    ],
)
def test_what_is_no_measure(measure: Any, level: str) -> None:
    assert answer(("hub",), owner={"CPS.AC-6": measure})[2] == level


def test_a_connection_answers_for_what_it_may() -> None:
    stated = {"order": {"CPS.DS-3": "advanced"}, "owner": {"CPS.DS-3": "basic", "CPS.AC-6": "basic"}}
    assert answer(("order", "hub", "plc"), "CPS.DS-3", **stated)[1:3] == ("order", "advanced")
    assert answer(("order", "hub", "plc"), "CPS.AC-6", **stated)[1:3] == ("owner", "basic")
    assert answer(("hub",), "CPS.DS-3", **stated)[1:3] == ("owner", "basic")


def test_a_connection_without_an_answer_leaves_it_to_its_ends() -> None:
    assert answer(("order", "hub", "plc"), "CPS.DS-3", hub={"CPS.DS-3": "advanced"})[1:3] == ("hub", "advanced")


def test_a_product_is_its_makers_matter() -> None:
    stated = {"maker": {"CPS.IP-10": "basic"}, "owner": {"CPS.IP-10": "advanced"}}
    assert answer(("box",), "CPS.IP-10", **stated) == ("maker", "maker", "basic", None)
    assert answer(("box",), "CPS.IP-10", **stated, box={"CPS.IP-10": "advanced"})[1:3] == ("box", "advanced")


def test_who_is_entrusted_answers() -> None:
    care = link("maintains", "keeper", "plc", requirements=["CPS.MA-1"])
    found = book(more={"connections": {"care": care}}, keeper={"CPS.MA-1": "advanced"}).of("CPS.MA-1", ("plc",))
    assert (found.owner, found.holder, found.level) == ("keeper", "keeper", "advanced")


def test_what_is_assumed_is_taken_to_be_there() -> None:
    found = book(assumed=[("CPS.AC-6", "owner")], owner={"CPS.AC-6": {"level": "basic", "basis": "third-party"}})
    assert found.of("CPS.AC-6", ("hub",)).basis == "assumed"
    assert found.of("CPS.AC-1", ("hub",)).basis is None


def test_the_required_level_is_at_least_basic() -> None:
    known = book()
    levels = {known.of(record.requirement, ("plc",)).required for record in catalogue().attack_defences.values()}
    assert levels <= {"basic", "advanced", "high-advanced"}


# ---- what-if ----


def changed(*changes: Change, without: tuple[str, ...] = (), **measures: Any) -> Model:
    options = AttackOptions(changes=changes, without=without)
    return _changed(make(**THINGS, measures=measures), options, DAY, "m.yaml")


def test_an_assumed_measure_takes_the_place_of_what_is_stated() -> None:
    model = changed(Change("CPS.AC-6", "owner", "advanced"), owner={"CPS.AC-6": {"level": "basic", "valid_until": OLD}})
    measure = model.measures["owner"]["CPS.AC-6"]
    assert (measure.level, measure.valid_until) == ("advanced", None)


def test_other_answers_stay() -> None:
    stated = {"owner": {"CPS.AC-1": "basic"}, "keeper": {"CPS.AC-6": "basic"}}
    model = changed(Change("CPS.AC-6", "owner", "advanced"), **stated)
    assert model.measures["owner"]["CPS.AC-1"].level == "basic"
    assert model.measures["keeper"]["CPS.AC-6"].level == "basic"


def test_what_is_left_out_goes_with_the_references_to_it() -> None:
    model = changed(without=("hub",))
    assert "hub" not in model.components
    assert set(model.connections) == {"care"}


def test_the_model_itself_is_not_changed() -> None:
    model = make(**THINGS)
    _changed(model, AttackOptions(changes=(Change("CPS.AC-6", "owner", "basic"),), without=("hub",)), DAY, "")
    assert model == make(**THINGS)


def test_a_what_if_is_told_beside_the_model_as_it_stands() -> None:
    model = make(**THINGS)
    options = AttackOptions(worlds=120, paths=0, attacker="state", changes=(Change("CPS.AC-6", "owner", "none"),))
    report = attack(model, catalogue(), at=DAY, options=options)
    plain = attack(model, catalogue(), at=DAY, options=AttackOptions(worlds=120, paths=0, attacker="state"))
    assert report.result == plain.result
    assert plain.comparison is None
    assert report.comparison is not None
    assert report.comparison.what_if == ("CPS.AC-6@owner=none",)
    assert all(change.difference.value >= 0.0 for change in report.comparison.harms)


def test_a_what_if_that_changes_nothing_changes_nothing() -> None:
    model = make(**THINGS, measures={"keeper": {"CPS.AM-1": "basic"}})
    options = AttackOptions(worlds=120, paths=0, attacker="state", changes=(Change("CPS.AM-1", "keeper", "basic"),))
    found = attack(model, catalogue(), at=DAY, options=options).comparison
    assert found is not None
    assert all(change.difference.value == 0.0 for change in found.harms)
    assert all(change.before == change.after for change in found.harms)


# ---- what other rooms are told ----


def test_likelihoods_of_harms() -> None:
    model = make(**THINGS)
    options = AttackOptions(worlds=120, attacker="state")
    report = first_result(model, catalogue(), assess(model, catalogue(), at=DAY), options)
    found = harm_likelihoods(report.result)["h"]
    outcome = report.result.harms[0].likelihood
    assert (found.year.value, found.campaign.high) == (outcome.year.value, outcome.campaign.high)
    assert not found.unreachable
    assert report.result.paths == ()


def test_a_harm_that_cannot_be_reached_is_told_so() -> None:
    model = make(components={"plc": {"kind": "controller"}}, harms=THINGS["harms"])
    options = AttackOptions(worlds=20, attacker="opportunist")
    report = first_result(model, catalogue(), assess(model, catalogue(), at=DAY), options)
    outcome = report.result.harms[0]
    assert not outcome.reachable
    assert outcome.reason is not None
    assert outcome.reason.show("en") != outcome.reason.show("ja")
    assert harm_likelihoods(report.result)["h"].unreachable
