"""Which sectors hold where, and the laws of the sector step: monotone, without order, silent where nothing is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.assessment.answers import LEVELS
from sanso.assessment.levels import Circumstances, LevelBook, under_sectors
from sanso.assessment.sectors import Holding, sectors_of
from sanso.model.process import Model

from ..analysis.build import catalogue, effect, harm, link, make, part_of, row, run, structure

SECTORS = ("building", "electricity", "defence", "auto", "smart-home", "factory")
_EMPTY = Model(sanso=1, id="m")


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ("own", Holding(("factory",), "own", "element")),
        ("own-none", Holding((), "own-none", "element")),
        ("inside", Holding(("auto",), "box", "container")),
        ("outer-only", Holding(("smart-home",), "site", "container")),
        ("of-firm", Holding(("building", "electricity"), "firm", "organization")),
        ("of-plain", Holding(("defence",), "m", "model")),
        ("alone", Holding(("defence",), "m", "model")),
        ("firm", Holding(("building", "electricity"), "firm", "element")),
        ("plain", Holding(("defence",), "m", "model")),
        ("log", Holding(("building", "electricity"), "firm", "organization")),
        ("staff", Holding(("building", "electricity"), "firm", "organization")),
        ("rounds", Holding(("building", "electricity"), "firm", "organization")),
    ],
)
def test_the_nearest_statement_holds(element: str, expected: Holding) -> None:
    firm = {"owner": "firm"}
    model = make(
        sectors=["defence"],
        organizations={"firm": {"sectors": ["electricity", "building"]}, "plain": {}},
        people={"staff": {"employer": "firm"}},
        procedures={"rounds": {"performed_by": ["staff"]}},
        data={"log": {"owner": "firm"}},
        components={
            "own": {"kind": "sensor", "roles": firm, "sectors": ["factory"]},
            "own-none": {"kind": "sensor", "roles": firm, "sectors": []},
            "inside": {"kind": "sensor", "roles": firm},
            "outer-only": {"kind": "sensor", "roles": firm},
            "of-firm": {"kind": "sensor", "roles": firm},
            "of-plain": {"kind": "sensor", "roles": {"owner": "plain"}},
            "alone": {"kind": "sensor"},
        },
        systems={
            "box": {"contains": ["inside"], "sectors": ["auto"]},
            "shelf": {"contains": ["outer-only"]},
            "site": {"contains": ["box", "shelf"], "sectors": ["smart-home"]},
        },
    )
    assert sectors_of(structure(model), element) == expected


def test_a_delegated_requirement_keeps_the_sectors_of_the_element() -> None:
    found = run(
        organizations={"owner": {"scale": "sme", "sectors": ["factory"]}, "care": {"scale": "sme", "sectors": []}},
        components={"pump": {"kind": "actuator", "roles": {"owner": "owner", "maintainer": "care"}}},
        connections={
            "job": link("maintains", "care", "owner", subject=["pump"], requirements=["CPS.AM-4", "CPS.AC-2"])
        },
    )
    (part,) = (p for p in row(found, "AC-2", "care").parts if "pump" in p.elements)
    assert [reason.code for reason in part.reasons if reason.step == "sector"] == ["factory"]


def test_one_organization_in_two_sectors_has_parts() -> None:
    firm = {"owner": "firm"}
    found = run(
        organizations={"firm": {"scale": "sme"}},
        components={
            "panel": {"kind": "sensor", "roles": firm, "sectors": ["smart-home"]},
            "lathe": {"kind": "sensor", "roles": firm, "sectors": ["factory"]},
        },
    )
    assert part_of(found, "AM-6", "firm", "panel")[0] == "not-required"
    assert part_of(found, "AM-6", "firm", "lathe")[0] == "basic"
    assert row(found, "AM-6", "firm").level == "basic"
    assert len(row(found, "AM-6", "firm").parts) > 1


def test_the_reason_names_sector_and_guideline() -> None:
    _, reasons = LevelBook.of(catalogue(), _EMPTY).required("CPS.AC-7", _circumstances("factory"))
    (step,) = (reason for reason in reasons if reason.step == "sector")
    record, guideline = catalogue().sectors["factory"], catalogue().guidelines["factory-systems"]
    for lang in ("en", "ja"):
        assert record.title.show(lang) in step.text.show(lang)
        assert guideline.title.show(lang) in step.text.show(lang)


def _circumstances(*sectors: str, **changes: Any) -> Circumstances:
    fields = {"scale": "sme", "agreement": None, "sectors": sectors, "category": 0, "linked": False}
    return Circumstances(**{**fields, **changes})


circumstances = st.fixed_dictionaries(
    {
        "scale": st.sampled_from(("large", "sme", "sme-layer-2")),
        "agreement": st.sampled_from((None, "k")),
        "category": st.integers(0, 4),
        "linked": st.booleans(),
    }
)
requirements = st.sampled_from(sorted(catalogue().requirements))
some = st.lists(st.sampled_from(SECTORS), unique=True)


@given(requirements, circumstances, some, st.sampled_from(SECTORS))
def test_adding_a_sector_never_lowers(requirement: str, how: dict[str, Any], sectors: list[str], more: str) -> None:
    book = LevelBook.of(catalogue(), _EMPTY)
    before, _ = book.required(requirement, _circumstances(*sectors, **how))
    after, _ = book.required(requirement, _circumstances(*sectors, more, **how))
    assert LEVELS.index(after) >= LEVELS.index(before)


@given(requirements, circumstances, some, st.randoms())
def test_the_order_of_sectors_does_not_matter(
    requirement: str, how: dict[str, Any], sectors: list[str], r: Any
) -> None:
    book = LevelBook.of(catalogue(), _EMPTY)
    mixed = r.sample(sectors, len(sectors))
    assert book.required(requirement, _circumstances(*sectors, **how)) == book.required(
        requirement, _circumstances(*mixed, *mixed, **how)
    )


@given(requirements, circumstances, some)
def test_a_sector_without_raises_changes_nothing(requirement: str, how: dict[str, Any], sectors: list[str]) -> None:
    book = LevelBook.of(catalogue(), _EMPTY)
    assert book.required(requirement, _circumstances(*sectors, **how)) == book.required(
        requirement, _circumstances(*sectors, "auto", **how)
    )


@given(requirements, circumstances, some, some)
def test_a_level_under_other_sectors_follows_from_the_reasons(
    requirement: str, how: dict[str, Any], sectors: list[str], others: list[str]
) -> None:
    book = LevelBook.of(catalogue(), _EMPTY)
    _, reasons = book.required(requirement, _circumstances(*sectors, **how))
    assert under_sectors(catalogue(), requirement, reasons, others) == book.required(
        requirement, _circumstances(*others, **how)
    )


def test_a_category_still_wins_over_a_sector() -> None:
    found = run(
        organizations={"firm": {"scale": "sme", "sectors": ["factory"]}},
        components={"arm": {"kind": "actuator", "roles": {"owner": "firm"}}},
        harms={"hit": harm(effect("arm"), human="fatal", economic="none")},
    )
    assert part_of(found, "AC-2", "firm", "arm")[0] == "advanced"
