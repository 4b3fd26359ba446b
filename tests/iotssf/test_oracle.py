"""The room against a slow second opinion, on generated models."""

from __future__ import annotations

import copy
from random import Random

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ..analysis.build import rating
from ..analysis.models import Sections, models
from .oracle import ECONOMIC, HUMAN, Oracle

SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example], max_examples=50
)


@st.composite
def guarded(draw: st.DrawFn) -> Sections:
    """Draw a model in which a barrier is often independent: most of what independence asks for is stated."""
    sections = draw(models(statements=False, most=3))
    sections["organizations"] |= {name: {} for name in ("m1", "m2", "m3", "k1", "k2", "k3")}
    kinds = st.sampled_from(("safety-function", "actuator", "sensor"))
    for i in range(1, draw(st.integers(2, 3)) + 1):
        maker = draw(st.sampled_from((f"m{i}", f"m{i}", f"m{i}", "m1")))
        keeper = draw(st.sampled_from((f"k{i}", f"k{i}", f"k{i}", "k1")))
        sections["products"][f"y{i}"] = {"maker": maker, "contains": []}
        sections["components"][f"b{i}"] = {"kind": draw(kinds), "product": f"y{i}", "roles": {"maintainer": keeper}}
    named = [name for name in sections["components"] if name.startswith("b")]
    if draw(st.booleans()):
        sections["connections"]["check"] = {
            "kind": "senses", "from": "world", "to": named[0], "cross_check": draw(st.permutations(named[1:])),
        }  # fmt: skip
    members = [{"element": name, "effect": "manipulated"} for name in draw(st.permutations(named))]
    cause = draw(st.sampled_from(({"all_of": members}, {"any_of": [members[0], {"all_of": members}]})))
    sections["harms"]["guarded"] = {"cause": cause, "human": draw(st.sampled_from(HUMAN[1:])), "borne_by": None}
    return sections


def _agree(sections: Sections) -> None:
    found, oracle = rating(**copy.deepcopy(sections)), Oracle(sections)
    levels, categories = oracle.levels(), oracle.categories()
    for place in found.placements:
        ranks = HUMAN.index(place.human.level), ECONOMIC.index(place.economic.level)
        assert ranks == levels.get(place.element, (0, 0)), place.element
        assert place.category == categories.get(place.element), place.element
        assert place.instances == oracle.instances(place.element)
        assert bool(place.as_) == (place.element in categories)
    assert found.procedures == {r: c for r, c in categories.items() if r in sections["procedures"]}
    trust = oracle.trust()
    assert {i: t.category for i, t in found.trust.items()} == {i: trust.get(i) for i in found.trust}


@given(models(statements=False))
@SLOW
def test_agrees(sections: Sections) -> None:
    _agree(sections)


@given(guarded())
@SLOW
def test_agrees_with_credits(sections: Sections) -> None:
    _agree(sections)


@given(guarded())
@SLOW
def test_credit_only_lowers_the_human_axis_by_one_step(sections: Sections) -> None:
    oracle = Oracle(sections)
    without = oracle.levels(credit=False)
    for place in rating(**copy.deepcopy(sections)).placements:
        human, economic = without.get(place.element, (0, 0))
        assert HUMAN.index(place.human.level) in (human, human - 1)
        assert ECONOMIC.index(place.economic.level) == economic


@pytest.mark.parametrize("granted", [True, False])
def test_generated_models_show_both_outcomes(*, granted: bool) -> None:
    def has(sections: Sections) -> bool:
        found = rating(**copy.deepcopy(sections))
        return any(credit.granted == granted for place in found.placements for credit in place.credits)

    search = settings(SLOW, max_examples=2000, phases=[Phase.generate], database=None)
    assert hypothesis.find(guarded(), has, settings=search, random=Random(1))


@given(models(statements=False, most=14))
@settings(SLOW, max_examples=600)
@pytest.mark.long
def test_agrees_at_length(sections: Sections) -> None:
    _agree(sections)
