"""Weighted kappa against a second formulation, and its laws."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.iotssf.agreement import agreements, kappa
from sanso.model.harms import Harm

ORDER = ("none", "limited", "serious", "fatal")
levels = st.sampled_from(ORDER)
pairs = st.lists(st.tuples(levels, levels), min_size=2, max_size=12)


def _by_table(given_: list[tuple[str, str]]) -> float | None:
    """Return kappa from the table of joint counts, as textbooks write it: 1 − Σ w p / Σ w p₁ p₂."""
    size, total = len(ORDER), len(given_)
    joint = Counter(given_)
    row = {a: sum(joint[a, b] for b in ORDER) / total for a in ORDER}
    column = {b: sum(joint[a, b] for a in ORDER) / total for b in ORDER}
    weight = {(a, b): abs(i - j) / (size - 1) for i, a in enumerate(ORDER) for j, b in enumerate(ORDER)}
    observed = sum(weight[key] * joint[key] / total for key in weight)
    expected = sum(weight[a, b] * row[a] * column[b] for a, b in weight)
    return None if expected == 0 else 1 - observed / expected


@given(pairs)
def test_agrees_with_the_table_of_counts(given_: list[tuple[str, str]]) -> None:
    assert kappa(given_, ORDER) == (None if _by_table(given_) is None else pytest.approx(_by_table(given_), abs=1e-9))


@given(pairs)
def test_is_symmetric_and_at_most_one(given_: list[tuple[str, str]]) -> None:
    value = kappa(given_, ORDER)
    assert value == kappa([(b, a) for a, b in given_], ORDER)
    assert value is None or value <= 1


def test_known_values() -> None:
    assert kappa([("none", "none"), ("fatal", "fatal")], ORDER) == 1
    assert kappa([("none", "fatal"), ("fatal", "none")], ORDER) == -1
    assert kappa([("serious", "serious")] * 3, ORDER) is None
    assert kappa([("serious", "none")], ORDER) is None


def _harm(*ratings: tuple[str, str]) -> Harm:
    return Harm.model_validate(
        {"cause": {"element": "e", "effect": "lies"}, "ratings": [{"by": by, "human": level} for by, level in ratings]}
    )


def test_pairs_of_raters_with_harms_in_common() -> None:
    harms = {
        "a": _harm(("x", "fatal"), ("y", "serious")),
        "b": _harm(("x", "none"), ("y", "none"), ("z", "none")),
        "c": _harm(("w", "none")),
    }
    found = {one.raters: (one.harms, one.equal) for one in agreements(harms)}
    assert found == {("x", "y"): (2, 1), ("x", "z"): (1, 1), ("y", "z"): (1, 1)}
