"""What a statement counts for: the lower of its basis and its scheme's, and why an inspection counts for less."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sanso.analysis import assess
from sanso.catalogue import load_catalogue
from sanso.iotssf import Placement
from sanso.model.process import Model

DAY = dt.date(2026, 11, 22)


def _placed(*confirmations: dict[str, Any]) -> Placement:
    model = Model.model_validate(
        {
            "sanso": 1,
            "id": "m",
            "organizations": {"o": {"scale": "large"}},
            "components": {"c": {"kind": "actuator", "roles": {"operator": "o"}}},
            "harms": {"h": {"cause": {"element": "c", "effect": "abused"}, "human": "fatal", "economic": "serious"}},
            "confirmations": list(confirmations),
        }
    )
    return assess(model, load_catalogue(), at=DAY).iotssf[0]


@pytest.mark.parametrize(
    ("scheme", "counts"),
    [("JC-STAR/1", "self-declaration"), ("JC-STAR/3", "third-party"), ("own scheme", "public-certification")],
)
def test_the_lower_basis_counts(scheme: str, counts: str) -> None:
    stated = _placed(
        {
            "perspective": "before-operation",
            "subject": "c",
            "of": "product",
            "basis": "public-certification",
            "scheme": scheme,
        }
    ).stated
    assert stated.product == counts
    assert bool(stated.remarks) == (counts != "public-certification")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"result": "failed", "last": "2026-11-02", "coverage": "5/6"}, "inspection failed (2026-11-02, 5/6)"),
        ({"result": "passed", "last": "2025-10-01"}, "inspection overdue since 2026-10-01"),
        ({"result": "passed", "last": "2026-11-01", "coverage": "5/6"}, "only 5/6 inspected"),
    ],
)
def test_the_gap_says_why_an_inspection_does_not_count(facts: dict[str, str], says: str) -> None:
    placed = _placed({"perspective": "in-operation", "subject": "c", "interval": "P1Y", **facts})
    texts = [short.text for mix in placed.mixes for short in mix.short if short.demand == "in_operation"]
    assert texts
    assert all(says in text.en for text in texts)
    assert all("未申告" not in text.ja for text in texts)


def test_nothing_stated_is_said_to_be_not_stated() -> None:
    assert all(short.text.en.endswith("(so far: not stated)") for short in _placed().short)
