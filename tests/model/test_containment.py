"""How many there are, who is inside whom."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.model.containment import Containment, cycles

from .factory import model


def containment(systems: dict[str, Any], components: dict[str, Any] | None = None) -> Containment:
    made = {ident: {"kind": "sensor", **thing} for ident, thing in (components or {}).items()}
    return Containment.of(model(systems=systems, components=made))


def test_a_population() -> None:
    found = containment(
        {"vehicle": {"count": 120, "contains": {"onboard": 1, "door": 2}}, "all": {"contains": ["vehicle"]}},
        {"onboard": {"contains": {"chip": 3}}, "door": {}, "chip": {"count": 2}, "alone": {"count": 5}},
    )
    assert dict(found.instances) == {"vehicle": 120, "all": 1, "onboard": 120, "door": 240, "chip": 720, "alone": 5}
    assert list(found.ancestors("chip")) == ["onboard", "vehicle", "all"]
    assert set(found.descendants("all")) == {"vehicle", "onboard", "door", "chip"}
    assert found.parts["vehicle"] == ("onboard", "door")
    assert list(found.descendants("alone")) == []


def test_one_of_each() -> None:
    assert containment({"s": {"count": 4, "contains": ["a", "b"]}}, {"a": {}, "b": {}}).instances["b"] == 4
    assert containment({"s": {"count": 4, "contains": "a"}}, {"a": {}}).instances["a"] == 4


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Parent, multiplicity and own count of a forest; children have higher numbers."""
    number = draw(st.integers(1, 12))
    parent = {n: draw(st.integers(-1, n - 1)) for n in range(number)}
    times = {n: draw(st.integers(1, 5)) for n in range(number)}
    own = {n: draw(st.integers(1, 5)) for n in range(number)}
    return parent, times, own


@given(trees())
def test_instances_multiply_from_the_outside_in(tree: tuple[dict[int, int], dict[int, int], dict[int, int]]) -> None:
    parent, times, own = tree
    systems = {
        f"s{n}": {"count": own[n], "contains": {f"s{c}": times[c] for c in parent if parent[c] == n}}
        for n in reversed(parent)
    }
    found = containment(systems)

    def oracle(n: int) -> int:
        return own[n] if parent[n] < 0 else own[n] * times[n] * oracle(parent[n])

    for n in parent:
        assert found.instances[f"s{n}"] == oracle(n)
        inside = {c for c in parent if n in _chain(parent, c)}
        assert set(found.descendants(f"s{n}")) == {f"s{c}" for c in inside}
        assert list(found.ancestors(f"s{n}")) == [f"s{a}" for a in _chain(parent, n)]


def _chain(parent: dict[int, int], n: int) -> list[int]:
    found = []
    while (n := parent[n]) >= 0:
        found.append(n)
    return found


def test_a_ring_is_refused_and_hangs_nothing() -> None:
    with pytest.raises(ValueError, match="circle"):
        containment({"a": {"contains": ["b"]}, "b": {"contains": ["a"]}})
    with pytest.raises(ValueError, match="circle"):
        containment({"a": {"contains": ["a"]}})


def test_counting_stops_at_a_size_to_reckon_with() -> None:
    tower = {f"s{n}": {"count": 10**9, "contains": {f"s{n + 1}": 10**9}} for n in range(50)}
    assert max(containment({**tower, "s50": {}}).instances.values()) == 10**18


@settings(max_examples=200)
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(tuple))
)
def test_cycles_are_found_where_there_are_any(relation: dict[str, tuple[str, ...]]) -> None:
    found = cycles(relation)
    for ring in found:
        assert ring[0] == min(ring)
        assert len(set(ring)) == len(ring)
        for inner, outer in zip(ring, (*ring[1:], ring[0]), strict=True):
            assert outer in relation[inner]

    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        pending = list(relation.get(start, ()))
        while pending:
            current = pending.pop()
            if current not in seen:
                seen.add(current)
                pending.extend(relation.get(current, ()))
        return seen

    assert bool(found) == any(start in reaches(start) for start in relation)


def test_the_number_of_cycles_is_limited() -> None:
    everyone = tuple(f"x{n}" for n in range(60))
    assert len(cycles(dict.fromkeys(everyone, everyone), limit=7)) == 7
