"""Grid and mixes: their laws, and what is looked up in them."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.catalogue import Catalogue, load_catalogue, parts_of_demand
from sanso.catalogue.laws import check_grid, check_mixes
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.money import parse_money

CATALOGUE = load_catalogue()
HUMAN = list(CATALOGUE.human_levels)
ECONOMIC = list(CATALOGUE.economic_levels)


def report(code: str, steps: tuple[str, ...], **values: Any) -> Diagnostic:
    return diagnose(code, Place("test"), "/".join(steps), **values)


def test_category_of() -> None:
    rows = [[0, 1, 2, 3], [1, 1, 2, 3], [2, 2, 3, 4], [3, 3, 4, 4]]
    for (i, human), (j, economic) in product(enumerate(HUMAN), enumerate(ECONOMIC)):
        assert CATALOGUE.category_of(human, economic) == rows[i][j]
    assert CATALOGUE.category_of(None, None) == 0
    assert CATALOGUE.category_of("serious", None) == 2
    assert CATALOGUE.category_of(None, "catastrophic") == 3
    with pytest.raises(KeyError):
        CATALOGUE.category_of("huge", None)


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_more_harm_never_lowers_the_category(h: int, e: int, h2: int, e2: int) -> None:
    low = CATALOGUE.category_of(HUMAN[min(h, h2)], ECONOMIC[min(e, e2)])
    high = CATALOGUE.category_of(HUMAN[max(h, h2)], ECONOMIC[max(e, e2)])
    assert low <= high


@given(st.lists(st.integers(0, 4), min_size=16, max_size=16))
def test_the_grid_check_finds_exactly_the_grids_that_are_not_monotone(numbers: list[int]) -> None:
    cells = list(product(range(4), range(4)))
    value = dict(zip(cells, numbers, strict=True))
    monotone = all(value[a] <= value[b] for a, b in product(cells, cells) if a[0] <= b[0] and a[1] <= b[1])
    grid = {
        ident: CATALOGUE.grid[ident].model_copy(update={"category": value[i, j]})
        for i, j in cells
        for ident in [f"{HUMAN[i]}/{ECONOMIC[j]}"]
    }
    found = list(check_grid(grid, report))
    assert (found == []) is monotone
    assert {fault.code for fault in found} <= {"grid-not-monotone"}


@pytest.mark.parametrize("ident", list(CATALOGUE.grid))
def test_a_missing_cell_is_found(ident: str) -> None:
    grid = {key: cell for key, cell in CATALOGUE.grid.items() if key != ident}
    assert [fault.code for fault in check_grid(grid, report)] == ["grid-missing"]


def test_a_category_without_mix_is_found() -> None:
    mixes = {key: mix for key, mix in CATALOGUE.mixes.items() if mix.category != 3}
    found = list(check_mixes(mixes, CATALOGUE.demand_steps, report))
    assert [fault.code for fault in found] == ["category-without-mix"]


def test_mixes() -> None:
    def shown(mix: str) -> list[str]:
        return [CATALOGUE.mixes[mix].demands.word(part) for part in parts_of_demand()]

    assert list(CATALOGUE.mixes) == ["1", "2a", "2b", "3a", "3b", "4a", "4b"]
    assert shown("1") == ["self-declaration", "none", "none", "none", "none", "contact"]
    assert shown("2b") == ["third-party", "none", "none", "none", "trained", "contact"]
    assert shown("3b") == [
        "public-certification", "self-declaration", "self-declaration", "stated", "qualified", "fund",
    ]  # fmt: skip
    assert shown("4b") == ["third-party", "third-party", "third-party", "half-yearly", "licensed", "insurance"]
    for mix in CATALOGUE.mixes.values():
        assert mix.id[0] == str(mix.category)


def test_a_mix_accepted_for_a_category_is_accepted_for_lower_ones() -> None:
    for category in range(1, 5):
        higher = {mix.id for mix in CATALOGUE.accepted_mixes(category)}
        assert higher <= {mix.id for mix in CATALOGUE.accepted_mixes(max(1, category - 1))}
        assert CATALOGUE.accepted_mixes(category)[0].category == category
    assert CATALOGUE.accepted_mixes(0) == ()


def test_steps_are_ordered_and_read_well() -> None:
    for part in parts_of_demand():
        steps = CATALOGUE.steps_of(part)
        assert [step.rank for step in steps] == list(range(len(steps)))
        assert steps[0].word == "none"
    assert CATALOGUE.step("operators", "qualified").coverage == 0.8
    assert CATALOGUE.step("operators", "licensed").coverage == 1.0
    assert CATALOGUE.step("operators", "trained").coverage is None
    yearly = CATALOGUE.step("in_operation", "yearly")
    assert yearly.passed
    assert yearly.interval is not None
    assert yearly.interval.days_at_most == 366
    assert CATALOGUE.step("social_support", "insurance").covers_loss
    assert ("contact", "recall-fund") in CATALOGUE.step("social_support", "fund").accepts


def test_thresholds() -> None:
    sme, large = CATALOGUE.economic_criteria["sme"], CATALOGUE.economic_criteria["large"]
    assert sme.thresholds.serious == parse_money("10 MJPY")
    assert sme.thresholds.catastrophic == large.thresholds.serious == parse_money("3億円")
    assert large.thresholds.catastrophic == parse_money("30 GJPY")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("personal", "personal"),
        ("personal.location", "personal"),
        ("personal.special-care", "personal.special-care"),
        ("personal.special-care.medical", "personal.special-care"),
        ("trade-secret", "trade-secret"),
        ("personality", None),
        ("", None),
        (".personal", None),
    ],
)
def test_data_categories_resolve_by_longest_prefix(name: str, found: str | None) -> None:
    category = CATALOGUE.data_category(name)
    assert (category.id if category else None) == found


def test_floors() -> None:
    floors = {c.id: c.floor for c in CATALOGUE.data_categories.values() if c.floor}
    assert floors == {"personal": 2, "personal.special-care": 3, "trade-secret": 2, "safety-control": 3}
    for category in CATALOGUE.data_categories.values():
        assert category.legal == (category.law is not None)


def test_loading_twice_gives_the_same_catalogue() -> None:
    assert load_catalogue() is CATALOGUE


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE.grid["none/none"] = CATALOGUE.grid["fatal/none"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        CATALOGUE.grid = {}  # type: ignore[misc]


def test_kinds_are_found_with_dashes() -> None:
    assert CATALOGUE.kind("data-categories") is CATALOGUE.data_categories
    assert CATALOGUE.kind("nonsense") is None


def test_a_catalogue_is_typed() -> None:
    assert isinstance(CATALOGUE, Catalogue)
