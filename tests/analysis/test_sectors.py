"""Sector reports and comparisons against an independent oracle: the model assessed again with other sectors."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sanso import verbs
from sanso.analysis import Assessment, assess
from sanso.analysis.sectors import compare_sectors, sectors
from sanso.model.diagnostics import InputRefused
from sanso.model.process import Model
from sanso.verbs import Evaluation

from .build import DAY, catalogue, make

EXAMPLES = Path(__file__).parents[2] / "src/sanso/examples"


@cache
def example(name: str) -> Evaluation:
    return verbs.evaluate(EXAMPLES / name / f"{name}.yaml", at=dt.date(2026, 11, 1))


def with_sectors(model: Model, element: str, named: tuple[str, ...]) -> Model:
    """Return *model* with the sectors of one component, system or organization replaced."""
    for section in ("components", "systems", "organizations"):
        things = getattr(model, section)
        if element in things:
            changed = things[element].model_copy(update={"sectors": named})
            return model.model_copy(update={section: {**things, element: changed}})
    raise AssertionError(element)


def levels(found: Assessment, element: str) -> dict[tuple[str, str | None], tuple[str, str]]:
    return {
        (row.id, row.organization): (part.level, part.status)
        for row in found.requirements
        for part in row.parts
        if element in part.elements
    }


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("factory", "robot-control"),
        ("factory", "car-maker"),
        ("bus-operation", "onboard"),
        ("bus-operation", "operator"),
    ],
)
def test_a_comparison_is_what_the_model_would_give(name: str, element: str) -> None:
    made = example(name)
    chosen = ("smart-home", "building", "factory", "auto", "defence", "electricity")
    result = compare_sectors(made.model, made.catalogue, made.assessment, element, chosen)
    again = {
        sector: assess(_again(made.model, element, (sector,)), made.catalogue, at=made.assessment.model.at)
        for sector in (*chosen, "")
    }
    expected = {sector: levels(found, element) for sector, found in again.items()}
    for row in result.differing:
        key = (row.requirement, row.organization)
        assert row.without == expected[""][key][0]
        assert {u.sector: (u.level, u.status) for u in row.under} == {s: expected[s][key] for s in chosen}
    differing = {(row.requirement, row.organization) for row in result.differing}
    assert differing == {key for key in expected[""] if len({expected[sector][key][0] for sector in chosen}) > 1}
    for sector, found in again.items():
        assert [p.category for p in found.iotssf] == [p.category for p in made.assessment.iotssf], sector


def _again(model: Model, element: str, named: tuple[str, ...]) -> Model:
    return with_sectors(model, element, tuple(one for one in named if one))


def test_items_of_a_comparison_are_judged_under_that_sector() -> None:
    model = make(
        organizations={"firm": {"scale": "sme"}},
        systems={"dr": {"roles": {"owner": "firm"}, "contains": ["dr-server"], "sectors": []}},
        components={"dr-server": {"kind": "server", "roles": {"owner": "firm"}}},
        measures={"firm": {"CPS.AM-6": {"level": "basic"}}},
    )
    result = compare_sectors(
        model, catalogue(), assess(model, catalogue(), at=DAY), "dr-server", ("electricity", "auto")
    )
    (item,) = (item for item in result.sectors[0].items if item.id == "ELC-01")
    assert item.status == "covered"
    assert result.held.by == "dr"


def test_what_all_raise_alike_and_what_stays_the_same() -> None:
    model = make(
        organizations={"firm": {"scale": "sme"}},
        components={"pump": {"kind": "actuator", "roles": {"owner": "firm"}}},
    )
    found = assess(model, catalogue(), at=DAY)
    result = compare_sectors(model, catalogue(), found, "pump", ("electricity", "factory"))
    assert result.alike == ("CPS.AM-6",)
    assert {row.requirement for row in result.differing} == {"CPS.AM-4", "CPS.AC-7"} & {
        row.id for row in found.requirements if "pump" in row.elements
    }
    every = {row.id for row in found.requirements if "pump" in row.elements}
    assert every == {*result.alike, *result.same, *(row.requirement for row in result.differing)}


def test_a_report_says_what_goes_without_the_sector() -> None:
    model = make(
        organizations={"firm": {"scale": "sme", "sectors": ["factory", "electricity"]}},
        components={"pump": {"kind": "actuator", "roles": {"owner": "firm"}}},
    )
    found = assess(model, catalogue(), at=DAY)
    report = sectors(model, catalogue(), found)
    assert [view.id for view in report.sectors] == ["electricity", "factory"]
    factory = report.sectors[1]
    fewer = assess(with_sectors(model, "firm", ("electricity",)), catalogue(), at=DAY)
    for element in ("pump", "firm"):
        full, less = levels(found, element), levels(fewer, element)
        lifted = {
            (r.requirement, r.organization): (r.without, r.level) for r in factory.raised if element in r.elements
        }
        assert lifted == {key: (less[key][0], full[key][0]) for key in full if full[key][0] != less[key][0]}
    assert "CPS.AM-6" not in {r.requirement for r in factory.raised}, "the other sector asks for it as well"
    assert factory.already
    assert {(held.level, held.by): held.elements for held in factory.held} == {
        ("element", "firm"): ("firm",),
        ("organization", "firm"): ("pump",),
    }


def test_sectors_per_organization_and_system_stand_side_by_side() -> None:
    made = example("factory")
    report = sectors(made.model, made.catalogue, made.assessment)
    assert [view.id for view in report.sectors] == ["auto", "factory"]
    auto, factory = report.sectors
    assert [held.elements for held in auto.held] == [("car-maker",)]
    assert not auto.published
    assert auto.raised == ()
    assert all("car-maker" not in held.elements for held in factory.held)
    for view in report.sectors:
        assert sum(view.counts.values()) == len(view.items)
        assert {item.sector for item in view.items} == {view.id}


def test_a_model_without_sectors_has_none() -> None:
    model = make(organizations={"firm": {}}, components={"pump": {"kind": "actuator"}})
    assert sectors(model, catalogue(), assess(model, catalogue(), at=DAY)).sectors == ()


@pytest.mark.parametrize(
    ("element", "chosen", "codes"),
    [
        ("onbord", ["auto", "building"], ["no-such-element"]),
        ("onboard", ["auto", "bilding"], ["no-such-sector"]),
        ("onboard", ["auto"], ["too-few-sectors"]),
        ("onboard", ["auto", "auto"], ["too-few-sectors"]),
        ("onboard", [], ["too-few-sectors"]),
        ("", ["", "x"], ["no-such-element", "no-such-sector", "no-such-sector"]),
    ],
)
def test_what_is_not_there_is_refused_with_a_suggestion(element: str, chosen: list[str], codes: list[str]) -> None:
    with pytest.raises(InputRefused) as refused:
        verbs.compare_evaluated(example("bus-operation"), element, chosen)
    assert [fault.code for fault in refused.value.diagnostics] == codes
    hints = " ".join(fault.hint.en for fault in refused.value.diagnostics if fault.hint)
    for word, meant in (("onbord", "onboard"), ("bilding", "building")):
        if word in (element, *chosen):
            assert f"`{meant}`" in hints


def test_the_verbs_take_a_path() -> None:
    file = EXAMPLES / "factory/factory.yaml"
    day: Any = dt.date(2026, 11, 1)
    assert verbs.sectors(file, at=day) == sectors(
        example("factory").model, example("factory").catalogue, example("factory").assessment
    )
    compared = verbs.compare_sectors(file, "robot-control", ["auto", "factory", "auto"], at=day)
    assert [one.id for one in compared.sectors] == ["auto", "factory"]
