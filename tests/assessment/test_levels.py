"""Tables T3 and T6: the required level, step by step with its reasons, and the scale profiles."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.assessment.levels import Circumstances, LevelBook
from sanso.catalogue import Catalogue
from sanso.model.process import Model

from ..analysis.build import catalogue, effect, link, part_of, row, run

SUPPLIERS = "AM-1 GV-1 RA-1 RM-1 SC-1 AC-1 AT-1 DS-1 IP-1 IP-9 MA-1 AE-1 CM-1 DP-1 RP-1"
HYGIENE = "RA-2 AC-4 AC-5 AC-6 IP-4 IP-10 PT-1"
PARTNERS = "GV-2 GV-3 AM-7 SC-4 SC-10 AE-2 RP-2 MI-1"
PHYSICAL = "RA-4 AC-2 AC-3 AC-8 DS-3 DS-7 DS-10 IP-2 IP-6 MA-2 PT-2 PT-3 CM-3 CM-4"
LARGE_BASIC = (
    "AM-2 AM-3 BE-1 SC-7 SC-8 SC-11 AT-3 DS-7 IP-7 IP-8 AE-4 AE-5 DP-3 DP-4 CO-1 CO-2 CO-3 AN-3 IM-1 IM-2 RP-4"
)
SME = {f"CPS.{short}" for short in f"{SUPPLIERS} {HYGIENE} {PARTNERS}".split()}
LAYER_2 = {f"CPS.{short}" for short in PHYSICAL.split()}
BASIC = {f"CPS.{short}" for short in LARGE_BASIC.split()}


def test_scale_profiles_are_the_table() -> None:
    every = set(catalogue().requirements)
    assert (len(SME), len(LAYER_2), len(BASIC), len(every)) == (30, 14, 21, 104)
    assert not SME & LAYER_2
    expected = {
        "sme": {r: "basic" if r in SME else "not-required" for r in every},
        "sme-layer-2": {r: "basic" if r in SME | LAYER_2 else "not-required" for r in every},
        "large": {r: "basic" if r in BASIC else "advanced" for r in every},
    }
    shipped = {name: {r: step.level for r, step in scale.levels.items()} for name, scale in catalogue().scales.items()}
    assert shipped == expected
    assert all(step.reason.en and step.reason.ja for s in catalogue().scales.values() for step in s.levels.values())


_EMPTY = Model(sanso=1, id="m")


def _circumstances(**changes: Any) -> Circumstances:
    fields = {"scale": "sme", "agreement": None, "sectors": (), "category": 0, "linked": False}
    return Circumstances(**{**fields, **changes})


def _required(requirement: str, records: Catalogue | None = None, **changes: Any) -> tuple[str, list[str]]:
    level, reasons = LevelBook.of(records or catalogue(), _EMPTY).required(
        f"CPS.{requirement}", _circumstances(**changes)
    )
    return level, [reason.step for reason in reasons]


@pytest.mark.parametrize(
    ("changes", "level", "steps"),
    [
        ({}, "not-required", ["scale"]),
        ({"scale": "sme-layer-2"}, "basic", ["scale"]),
        ({"scale": "large"}, "advanced", ["scale"]),
        ({"agreement": "k"}, "basic", ["scale", "delegation"]),
        ({"scale": "large", "agreement": "k"}, "advanced", ["scale", "delegation"]),
        ({"sectors": ("factory",)}, "basic", ["scale", "sector"]),
        ({"sectors": ("auto",)}, "not-required", ["scale"]),
        ({"category": 0}, "not-required", ["scale"]),
        ({"category": 1}, "not-required", ["scale"]),
        ({"category": 2}, "basic", ["scale", "category"]),
        ({"category": 3}, "advanced", ["scale", "category"]),
        ({"category": 4}, "advanced", ["scale", "category"]),
        ({"category": 4, "linked": True}, "high-advanced", ["scale", "category"]),
        ({"category": 3, "linked": True}, "advanced", ["scale", "category"]),
        ({"scale": "large", "category": 2}, "advanced", ["scale", "category"]),
        (
            {"agreement": "k", "sectors": ("factory",), "category": 3},
            "advanced",
            ["scale", "delegation", "sector", "category"],
        ),
    ],
)
def test_the_level_is_the_maximum_of_the_steps(changes: dict[str, Any], level: str, steps: list[str]) -> None:
    assert _required("AC-2", **changes) == (level, steps)


def test_the_cap_is_the_highest_grade_of_the_requirement() -> None:
    shipped = catalogue()
    capped = shipped.requirements["CPS.AC-2"].model_copy(update={"grades": ("basic", "advanced")})
    records = Catalogue(
        **{kind: getattr(shipped, kind) for kind in shipped.kinds if kind != "requirements"},
        requirements={**shipped.requirements, "CPS.AC-2": capped},
    )
    assert _required("AC-2", records, category=4, linked=True) == ("advanced", ["scale", "category", "cap"])
    assert _required("AC-2", records, category=3) == ("advanced", ["scale", "category"])
    assert {requirement.grades for requirement in shipped.requirements.values()} == {
        ("basic", "advanced", "high-advanced")
    }


def _scale_of(scale: str | None, **sections: Any) -> str:
    """Return the level of AC-2, asked of the firm for a sensor of its own or, if it has none, by its size."""
    found = run(organizations={"firm": {"scale": scale} if scale else {}, "other": {}}, **sections)
    return {r.reasons[0].code for r in found.requirements if r.organization == "firm"}.pop()


SENSOR = {"kind": "sensor"}


@pytest.mark.parametrize(
    ("scale", "roles", "product", "expected"),
    [
        ("large", {"owner": "firm"}, None, "large"),
        (None, {"owner": "firm"}, None, "large"),
        ("sme", {}, None, "sme"),
        ("sme", {"owner": "firm"}, None, "sme-layer-2"),
        ("sme", {"operator": "firm", "owner": "other"}, None, "sme-layer-2"),
        ("sme", {"operator": "other", "owner": "firm"}, None, "sme-layer-2"),
        ("sme", {"owner": "other", "maintainer": "firm"}, None, "sme-layer-2"),
        ("sme", {"owner": "other", "user": "firm"}, None, "sme"),
        ("sme", {"owner": "other"}, "made", "sme-layer-2"),
        ("sme", {"owner": "other"}, "built-in", "sme-layer-2"),
        ("sme", {"owner": "other"}, "foreign", "sme"),
    ],
)
def test_scale_of_an_organization(scale: str | None, roles: dict[str, str], product: str | None, expected: str) -> None:
    products = {"made": {"maker": "firm"}, "built-in": {"contains": ["made"]}, "foreign": {"maker": "other"}}
    components = {
        "x": {**SENSOR, "roles": roles, "product": product},
        "y": {"kind": "server", "roles": {"owner": "firm"}},
    }
    assert _scale_of(scale, products=products, components=components) == expected


def test_a_small_firm_that_maintains_by_contract_or_owns_a_container() -> None:
    sensor = {"components": {"x": SENSOR}}
    assert _scale_of("sme", **sensor, connections={"k": link("maintains", "firm", "x")}) == "sme-layer-2"
    assert _scale_of("sme", **sensor, systems={"s": {"contains": ["x"], "roles": {"owner": "firm"}}}) == "sme-layer-2"
    assert _scale_of("sme", components={"x": {"kind": "server", "roles": {"owner": "firm"}}}) == "sme"


FIRM: dict[str, Any] = {
    "organizations": {"firm": {"scale": "sme"}, "big": {"scale": "large"}},
    "components": {"x": {**SENSOR, "roles": {"owner": "firm"}, "exposure": ["port"]}},
}


def _harm(human: str, economic: str) -> dict[str, Any]:
    return {"harms": {"h": {"cause": effect("x"), "human": human, "economic": economic}}}


@pytest.mark.parametrize(
    ("human", "economic", "level_1", "level_2"),
    [
        ("none", "none", "basic", "not-required"),
        ("limited", "limited", "basic", "not-required"),
        ("serious", "limited", "basic", "basic"),
        ("serious", "serious", "advanced", "advanced"),
        ("fatal", "serious", "advanced", "high-advanced"),
    ],
)
def test_category_raises_what_is_asked_of_an_element(human: str, economic: str, level_1: str, level_2: str) -> None:
    """Only incidents of layer 1 call for AC-1 on this sensor; incidents of layer 2 call for CM-6."""
    found = run(**FIRM, **_harm(human, economic))
    assert part_of(found, "CM-6", "firm", "x")[0] == level_2
    assert part_of(found, "AC-1", "firm", "x")[0] == level_1
    reasons = [reason.code for reason in row(found, "CM-6", "firm").reasons]
    assert ("sme-layer-2" in reasons, len(reasons) == 2) == (True, level_2 != "not-required")


def test_required_trust_raises_what_is_asked_of_the_organization_itself() -> None:
    low = run(**FIRM, **_harm("none", "none"))
    high = run(**FIRM, **_harm("fatal", "serious"))
    assert part_of(low, "GV-1", "firm", "firm")[0] == "basic"
    assert part_of(high, "GV-1", "firm", "firm")[0] == "advanced", "only layer 1 calls for it"
    assert part_of(high, "RA-4", "firm", "firm")[0] == "high-advanced", "layer 2 calls for it as well"
    assert part_of(high, "GV-1", "big", "big")[0] == "advanced"


def test_a_delegated_requirement_has_the_scale_of_who_took_it_over() -> None:
    deal = {"k": link("maintains", "big", "firm", subject=["x"], requirements=["CPS.MA-1"])}
    found = run(**FIRM, connections=deal)
    assert part_of(found, "MA-1", "big", "x")[0] == "advanced"
    deal = {"k": link("maintains", "firm", "big", subject=["x"], requirements=["CPS.IP-5"])}
    sections = {**FIRM, "components": {"x": {**SENSOR, "roles": {"owner": "big"}}}}
    found = run(**sections, connections=deal)
    assert part_of(found, "IP-5", "firm", "x")[0] == "basic"
    assert [r.step for r in row(found, "IP-5", "firm").reasons] == ["scale", "delegation"]


@pytest.mark.parametrize(
    ("model", "organization", "system", "raised"),
    [
        ((), None, None, False),
        (("factory",), None, None, True),
        (("auto",), None, None, False),
        (("auto",), ["factory"], None, True),
        (("factory",), ["auto"], None, False),
        (("auto",), ["auto"], ["factory"], True),
        (("factory",), ["factory"], ["auto"], False),
    ],
)
def test_sectors_of_the_model_narrowed_by_organization_and_system(
    model: tuple[str, ...], organization: list[str] | None, system: list[str] | None, *, raised: bool
) -> None:
    found = run(
        sectors=model,
        organizations={"firm": {"scale": "sme", "sectors": organization}},
        components={"x": {"kind": "network", "roles": {"owner": "firm"}}},
        systems={"s": {"contains": ["x"], "sectors": system}},
        data={"d": {"stored_in": ["x"]}},
    )
    assert part_of(found, "AC-2", "firm", "x")[0] == ("basic" if raised else "not-required")
