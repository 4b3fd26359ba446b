"""Canonical JSON: the published pairs, and what has no canonical form."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.envelope.external import outside

from sanso.envelope.canonical import canonical, digest_of
from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import LARGEST, Limits, read_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
RECORDS = st.dictionaries(TEXTS, st.integers(-LARGEST, LARGEST) | TEXTS | st.lists(TEXTS, max_size=3), max_size=5)


@pytest.mark.external
@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_published_pairs(name: str) -> None:
    given_, wanted = outside("trust", "jcs", "input", f"{name}.json"), outside("trust", "jcs", "output", f"{name}.json")
    value = json.loads(given_.read_bytes())
    assert canonical(value, floats=True) == wanted.read_bytes()
    assert bytes.fromhex(outside("trust", "jcs", "outhex", f"{name}.txt").read_text()) == wanted.read_bytes()
    assert read_json(wanted.read_bytes(), Limits(floats=True)) == value


@given(RECORDS)
def test_the_order_of_members_makes_no_difference(record: dict[str, object]) -> None:
    backwards = dict(reversed(record.items()))
    assert canonical(backwards) == canonical(record)
    assert read_json(canonical(record)) == record
    assert digest_of(record) == "sha-256:" + hashlib.sha256(canonical(record)).hexdigest()


def test_members_are_sorted_by_utf_16_units() -> None:
    assert canonical({"\U0001f600": 1, "\ufb33": 2}) == '{"\U0001f600":1,"\ufb33":2}'.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        1.0,
        float("nan"),
        {"a": [0.0]},
        {1: 2},
        LARGEST + 1,
        {"a": -LARGEST - 1},
        "\ud800",
        {"\udfff": 1},
        b"x",
        {1},
        Decimal(1),
    ],
)
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(Malformed, match="canonical"):
        canonical(value)


def test_what_holds_itself_is_refused() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(Malformed, match="within one another"):
        canonical(ring)


def test_numbers_that_are_not_finite_have_no_form_even_with_fractions() -> None:
    for number in (float("nan"), float("inf")):
        with pytest.raises(Malformed, match="canonical"):
            canonical(number, floats=True)
