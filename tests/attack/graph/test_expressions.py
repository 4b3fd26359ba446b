"""Any expression over any small model: relations give what walking asset by asset gives."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sanso.attack as attack
from sanso.attack.graph import Objects, objects_of
from sanso.attack.language import (
    Closure,
    Collect,
    Difference,
    Expression,
    Field,
    Intersection,
    Language,
    Step,
    StepName,
    SubType,
    Union,
    Variable,
    loads,
)

from .features import language
from .naive import edges, exists
from .random_models import random_model

LANGUAGE = loads(language(r"let ways = next \/ out.in let strict = next /\ out | go -> hit"))

FIELDS = st.sampled_from([Field("next"), Field("prev"), Field("in"), Field("out")])
ATOMS = FIELDS | st.sampled_from([Variable("ways"), Variable("strict")])
ASSETS: st.SearchStrategy[Expression] = st.recursive(
    ATOMS,
    lambda inner: (
        st.builds(Collect, inner, inner)
        | st.builds(Union, inner, inner)
        | st.builds(Intersection, inner, inner)
        | st.builds(Difference, inner, inner)
        | st.builds(Closure, inner)
        | st.builds(SubType, inner, st.sampled_from(["Node", "Left", "Right", "Far"]))
    ),
    max_leaves=6,
)


def with_expressions(reaches: list[Expression], requires: list[Expression]) -> Language:
    """Return the language with steps of these expressions on every node."""
    own = {
        "go": Step("go", "or", reaches=tuple(Collect(x, StepName("hit")) for x in reaches)),
        "any": Step("any", "exist", requires=tuple(requires)),
        "all": Step("all", "notExist", requires=tuple(requires), reaches=(StepName("guarded"),)),
    }
    assets = {
        name: replace(asset, steps={**asset.steps, **own}) if LANGUAGE.is_a(name, "Node") else asset
        for name, asset in LANGUAGE.assets.items()
    }
    return replace(LANGUAGE, assets=assets)


def objects(seed: int) -> Objects:
    return objects_of(random_model(LANGUAGE, seed, per_type=2, links=1), LANGUAGE).require()


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ASSETS, min_size=1, max_size=3), st.lists(ASSETS, min_size=1, max_size=3), st.integers(0, 10**6))
def test_relations_are_walks(reaches: list[Expression], requires: list[Expression], seed: int) -> None:
    changed, things = with_expressions(reaches, requires), objects(seed)
    graph = attack.compile(changed, things)
    names = [graph.name(index) for index in range(graph.size)]
    ours = {(names[a], names[b]) for a in range(graph.size) for b in graph.children.indices[
        graph.children.indptr[a] : graph.children.indptr[a + 1]]}  # fmt: skip
    assert ours == edges(changed, things)
    there = exists(changed, things)
    assert {name: bool(graph.exists[names.index(name)]) for name in there} == there
    assert not any(graph.exists[index] for index, name in enumerate(names) if name not in there)


def test_a_long_closure() -> None:
    made = loads(language("| go -> next*.hit"))
    count = 300
    chain = {
        number: {"name": f"n{number}", "type": "Left", "associated_assets": {"next": [number + 1]}}
        for number in range(count)
    } | {count: {"name": "last", "type": "Far"}}
    graph = attack.compile(made, objects_of({"assets": chain}, made).require())
    first = graph.first[0] + list(made.assets["Left"].steps).index("go")
    assert graph.children.indptr[first + 1] - graph.children.indptr[first] == count + 1
    assert len(graph.children.indices) == (count + 1) * (count + 2) // 2 + count
