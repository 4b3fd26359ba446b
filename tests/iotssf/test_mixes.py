"""Accepted mixes: every mix reached, and one step short in each of its demands; what does not count."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from sanso.analysis import Assessment
from sanso.iotssf import Placement

from ..analysis.build import catalogue, effect, placed, run, trust

SELF, THIRD, PUBLIC = "self-declaration", "third-party", "public-certification"
PARTS = ("product", "organization", "staff", "in_operation", "operators", "social_support")
MIXES = {
    "1": (1, SELF, "none", "none", "none", "none", "contact"),
    "2a": (2, SELF, SELF, "none", "stated", "trained", "contact"),
    "2b": (2, THIRD, "none", "none", "none", "trained", "contact"),
    "3a": (3, THIRD, SELF, SELF, "yearly", "qualified", "fund"),
    "3b": (3, PUBLIC, SELF, SELF, "stated", "qualified", "fund"),
    "4a": (4, PUBLIC, THIRD, SELF, "yearly", "licensed", "insurance"),
    "4b": (4, THIRD, THIRD, THIRD, "half-yearly", "licensed", "insurance"),
}
STEPS = {
    "product": ("none", SELF, THIRD, PUBLIC),
    "organization": ("none", SELF, THIRD, PUBLIC),
    "staff": ("none", SELF, THIRD, PUBLIC),
    "in_operation": ("none", "stated", "yearly", "half-yearly"),
    "operators": ("none", "trained", "qualified", "licensed"),
    "social_support": ("none", "contact", "fund", "insurance"),
}
LEVELS = {1: ("none", "limited"), 2: ("none", "serious"), 3: ("serious", "serious"), 4: ("fatal", "serious")}
BASE: dict[str, Any] = {
    "organizations": {"plant": {"scale": "large"}, "maker": {}},
    "people": {"crew": {"employer": "plant", "count": 10}},
    "products": {"unit-1": {"maker": "maker"}},
    "components": {"unit": {"kind": "controller", "product": "unit-1", "roles": {"operator": "plant"}}},
}


def _demands(mix: str) -> dict[str, str]:
    return dict(zip(PARTS, MIXES[mix][1:], strict=True))


def _confirmations(demands: dict[str, str]) -> list[dict[str, Any]]:
    """State exactly what *demands* name."""
    found: list[dict[str, Any]] = []
    for part, subject in (("product", "unit-1"), ("organization", "maker"), ("staff", "maker")):
        if demands[part] != "none":
            found.append({"perspective": "before-operation", "of": part, "subject": subject, "basis": demands[part]})
    if demands["in_operation"] != "none":
        fields = {
            "stated": {"interval": "P5Y"},
            "yearly": {"interval": "P1Y", "last": "2026-06-01", "result": "passed"},
            "half-yearly": {"interval": "P6M", "last": "2026-06-01", "result": "passed"},
        }[demands["in_operation"]]
        found.append({"perspective": "in-operation", "subject": "unit", **fields})
    if demands["operators"] != "none":
        kind, covered = {
            "trained": ("training", "10/10"), "qualified": ("qualification", "8/10"), "licensed": ("licence", "10/10"),
        }[demands["operators"]]  # fmt: skip
        found.append({"perspective": "operators", "subject": "crew", "kind": kind, "coverage": covered})
    rank = STEPS["social_support"].index(demands["social_support"])
    support = ({"kind": "contact"}, {"kind": "repair-fund"}, {"kind": "liability-insurance", "limit": "300 MJPY"})
    found += [{"perspective": "social-support", "subject": "plant", **fields} for fields in support[:rank]]
    return found


def _run(category: int, confirmations: list[dict[str, Any]], **sections: Any) -> Assessment:
    human, economic = LEVELS[category]
    harm = {
        "cause": effect("unit"),
        "human": human,
        "economic": economic,
        "loss": {"low": "1 JPY", "high": "300 MJPY"},
        "borne_by": "plant",
    }
    return run(**{**BASE, **sections}, harms={"h": harm}, confirmations=confirmations)


def _place(category: int, confirmations: list[dict[str, Any]], **sections: Any) -> Placement:
    return placed(_run(category, confirmations, **sections), "unit")


def test_the_catalogue_ships_the_table() -> None:
    shipped = {
        mix.id: (mix.category, *(mix.demands.word(part) for part in PARTS))  # type: ignore[arg-type]
        for mix in catalogue().mixes.values()
    }
    assert shipped == MIXES


@pytest.mark.parametrize("mix", MIXES)
def test_reached(mix: str) -> None:
    place = _place(MIXES[mix][0], _confirmations(_demands(mix)))
    assert place.category == MIXES[mix][0]
    assert {part: getattr(place.stated, part) for part in PARTS} == _demands(mix)
    assert (place.nearest, place.short) == (mix, ())


@pytest.mark.parametrize(
    ("mix", "part"), [(mix, part) for mix in MIXES for part in PARTS if _demands(mix)[part] != "none"]
)
def test_one_step_short(mix: str, part: str) -> None:
    demands = _demands(mix)
    rank = STEPS[part].index(demands[part])
    short = {**demands, part: STEPS[part][rank - 1]}
    gap = next(gap for gap in _place(MIXES[mix][0], _confirmations(short)).mixes if gap.mix == mix)
    assert [(s.demand, s.required, s.stated) for s in gap.short] == [(part, demands[part], short[part])]


@pytest.mark.parametrize("mix", MIXES)
def test_a_mix_is_accepted_for_every_lower_category(mix: str) -> None:
    stated = _confirmations(_demands(mix))
    for category in range(1, MIXES[mix][0] + 1):
        assert _place(category, stated).short == ()
    if MIXES[mix][0] < 4:
        assert _place(MIXES[mix][0] + 1, stated).short != ()


@pytest.mark.parametrize("category", range(1, 5))
def test_every_accepted_mix_is_weighed(category: int) -> None:
    weighed = {gap.mix for gap in _place(category, []).mixes}
    assert weighed == {mix for mix, demands in MIXES.items() if demands[0] >= category}


def test_nothing_is_demanded_of_category_0_and_of_what_is_not_rated() -> None:
    harm = {"cause": effect("unit"), "human": "none", "economic": "none"}
    for harms in ({"h": harm}, {}):
        place = placed(run(**BASE, harms=harms), "unit")
        assert (place.mixes, place.nearest, place.short) == ((), None, ())


def test_the_gap_is_that_of_the_nearest_mix() -> None:
    place = _place(2, _confirmations({**_demands("2a"), "operators": "none"}))
    assert (place.nearest, [s.demand for s in place.short]) == ("2a", ["operators"])
    place = _place(2, _confirmations({**_demands("2b"), "operators": "none"}))
    assert (place.nearest, [s.demand for s in place.short]) == ("2b", ["operators"])


def _replaced(mix: str, perspective: str, **fields: Any) -> list[dict[str, Any]]:
    found = copy.deepcopy(_confirmations(_demands(mix)))
    for confirmation in found:
        if confirmation["perspective"] == perspective and confirmation.get("kind") != "contact":
            confirmation.update(fields)
    return found


def _stated(part: str, confirmations: list[dict[str, Any]], **sections: Any) -> str:
    return str(getattr(_place(4, confirmations, **sections).stated, part))


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ({}, THIRD),
        ({"valid_until": "2026-11-22"}, THIRD),
        ({"valid_until": "2026-11-21"}, "none"),
        ({"result": "passed"}, THIRD),
        ({"result": "failed"}, "none"),
    ],
)
def test_before_operation(fields: dict[str, Any], stated: str) -> None:
    assert _stated("product", _replaced("4b", "before-operation", **fields)) == stated


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ({}, "half-yearly"),
        ({"last": "2026-05-22"}, "half-yearly"),
        ({"last": "2026-05-21"}, "none"),  # overdue by a day
        ({"last": None}, "stated"),
        ({"last": "2026-12-01"}, "stated"),  # has not happened yet
        ({"result": None}, "stated"),
        ({"result": "failed"}, "none"),
        ({"coverage": "10/10"}, "half-yearly"),
        ({"coverage": "9/10"}, "stated"),
        ({"valid_until": "2026-11-21"}, "none"),
        ({"interval": "P26W"}, "half-yearly"),
        ({"interval": "P7M"}, "yearly"),
        ({"interval": "P365D"}, "yearly"),
        ({"interval": "P12M"}, "yearly"),
        ({"interval": "P13M"}, "stated"),
        ({"interval": None}, "none"),
        ({"interval": None, "continuous": True}, "half-yearly"),
        ({"interval": None, "continuous": True, "last": None, "result": None}, "half-yearly"),
        ({"interval": None, "continuous": True, "coverage": "9/10"}, "stated"),
        ({"interval": None, "continuous": True, "result": "failed"}, "none"),
    ],
)
def test_in_operation(fields: dict[str, Any], stated: str) -> None:
    assert _stated("in_operation", _replaced("4b", "in-operation", **fields)) == stated


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ({"coverage": "10/10"}, "licensed"),
        ({"coverage": "9/10"}, "qualified"),
        ({"coverage": "8/10"}, "qualified"),
        ({"coverage": "7/10"}, "trained"),
        ({"coverage": "0/10"}, "none"),
        ({"coverage": None}, "trained"),  # how many is not known
        ({"kind": "qualification", "coverage": "10/10"}, "qualified"),
        ({"kind": "training", "coverage": "10/10"}, "trained"),
        ({"valid_until": "2026-11-21"}, "none"),
        ({"result": "failed"}, "none"),
    ],
)
def test_operators(fields: dict[str, Any], stated: str) -> None:
    assert _stated("operators", _replaced("4b", "operators", **fields)) == stated


@pytest.mark.parametrize(
    ("count", "held", "stated"),
    [
        (10, 10, "licensed"),
        (10, 8, "qualified"),
        (10, 7, "trained"),
        (10, 0, "none"),
        (10, None, "none"),
        (None, 10, "none"),
        (0, 0, "none"),
    ],
)
def test_qualifications_that_people_hold(count: int | None, held: int | None, stated: str) -> None:
    licence = {"kind": "licence", "name": "x", "held_by": held}
    crew = {"crew": {"employer": "plant", "count": count, "qualifications": [licence]}}
    assert _stated("operators", [], people=crew) == stated


def test_the_weakest_group_that_operates_decides() -> None:
    both = {"crew": BASE["people"]["crew"], "night": {"employer": "plant"}, "guest": {}}
    stated = _confirmations(_demands("4a"))
    work = {kind: {"kind": "operates", "from": kind, "to": "unit"} for kind in ("crew", "night", "guest")}
    links = {f"by-{who}": link for who, link in work.items()}
    assert _stated("operators", stated, people=both) == "none"
    assert _stated("operators", stated, people=both, connections=links) == "none"
    only = {"by-crew": links["by-crew"], "by-guest": links["by-guest"]}
    assert _stated("operators", stated, people=both, connections=only) == "licensed"
    whole = [*stated, {"perspective": "operators", "subject": "plant", "kind": "licence", "coverage": "100 %"}]
    assert _stated("operators", whole, people=both, connections=links) == "licensed"


INSURED = ({"kind": "contact"}, {"kind": "liability-insurance", "limit": "300 MJPY"})


@pytest.mark.parametrize(
    ("kinds", "stated"),
    [
        ((), "none"),
        (({"kind": "contact"},), "contact"),
        (({"kind": "repair-fund"},), "none"),
        (({"kind": "contact"}, {"kind": "repair-fund"}), "fund"),
        (({"kind": "contact"}, {"kind": "recall-fund"}), "fund"),
        (INSURED, "insurance"),
        (({"kind": "liability-insurance", "limit": "300 MJPY"},), "none"),
        ((INSURED[0], {**INSURED[1], "limit": "299999999 JPY"}), "fund"),
        ((INSURED[0], {**INSURED[1], "limit": "300 MEUR"}), "fund"),
        ((INSURED[0], {"kind": "liability-insurance"}), "fund"),
        ((INSURED[0], {**INSURED[1], "covers": ["h"]}), "insurance"),
        ((INSURED[0], {**INSURED[1], "covers": ["other"]}), "fund"),
        ((INSURED[0], {**INSURED[1], "valid_until": "2026-11-21"}), "contact"),
    ],
)
def test_social_support(kinds: tuple[dict[str, Any], ...], stated: str) -> None:
    given = [{"perspective": "social-support", "subject": "plant", **fields} for fields in kinds]
    assert _stated("social_support", given) == stated


def test_insurance_cannot_cover_a_loss_that_is_not_stated() -> None:
    harms = {"h": {"cause": effect("unit"), "human": "fatal", "economic": "catastrophic"}}
    given = [{"perspective": "social-support", "subject": "plant", **fields} for fields in INSURED]
    place = placed(run(**BASE, harms=harms, confirmations=given), "unit")
    assert place.stated.social_support == "fund"
    assert any("no loss is stated" in remark.show("en") for remark in place.stated.remarks)


def test_organizations_compare_three_parts_and_data_have_no_mix() -> None:
    sections = {"data": {"log": {"owner": "plant", "categories": ["personal"]}}}
    wanted = {"organization": THIRD, "operators": "licensed", "social_support": "insurance"}
    found = _run(4, [], **sections)
    row = trust(found, "plant")
    assert (row.required, row.nearest) == (4, "4a")
    assert {s.demand: s.required for s in row.short} == wanted
    assert (trust(found, "log").mixes, trust(found, "log").short) == ((), ())
    assert trust(found, "log").stated.requirements
    assert row.stated.requirements

    stated = _confirmations(_demands("4b"))
    stated.append({"perspective": "before-operation", "of": "organization", "subject": "plant", "basis": THIRD})
    assert trust(_run(4, stated, **sections), "plant").short == ()
    assert {s.demand for s in trust(_run(4, stated, **sections), "maker").short} == {"operators", "social_support"}


def test_an_organization_is_insured_against_the_loss_of_the_economic_axis() -> None:
    unit = {"cause": effect("unit")}
    harms = {
        "hurts": {**unit, "human": "fatal", "economic": "none", "loss": {"low": "1 JPY", "high": "2 JPY"}},
        "costs": {**unit, "human": "none", "loss": {"low": "1 JPY", "high": "900 MJPY"}, "borne_by": "plant"},
    }
    given = [{"perspective": "social-support", "subject": "plant", **fields} for fields in INSURED]
    row = trust(run(**BASE, harms=harms, confirmations=given), "plant")
    assert row.required == 4
    assert row.stated.confirmations is not None
    assert row.stated.confirmations.social_support == "fund"
