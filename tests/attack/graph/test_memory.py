"""What compiling takes is told beforehand, near enough to refuse by."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from sanso.attack.graph import Objects, estimate
from sanso.attack.graph.compiling import assemble
from sanso.attack.language import loads

from .features import language

PLACES = (("Order", "prev", "next"), ("Place", "in", "out"))


def crowd(count: int, links: int) -> Objects:
    """Return nodes linked at random."""
    source = np.random.default_rng(3)
    return Objects(
        [f"n{index}" for index in range(count)],
        ["Left", "Right", "Far", "Left"] * (count // 4),
        {key: source.integers(0, count, (links, 2)).astype(np.int32) for key in PLACES},
    )


@pytest.mark.parametrize(
    ("steps", "wide"),
    [
        ("| go -> hit, next.hit, out.hit, prev.guarded, (next \\/ out).guarded", 1.0),
        ("| go -> next.out.hit, in.prev.guarded | on -> go, next.next.hit", 1.0),
        ("let ways = next \\/ out | go -> ways().ways().hit, (next - out).hit, (next /\\ out).hit, out[Left].own", 1.5),
        ("| go -> hit # shut [Disabled] -> hit | on @tag -> go", 1.0),
    ],
)
def test_peak(steps: str, wide: float) -> None:
    made, objects = loads(language(steps)), crowd(20_000, 30_000)
    told = estimate(made, objects)
    assemble(made, crowd(40, 40))
    tracemalloc.start()
    graph = assemble(made, objects)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told.steps == graph.size
    assert told.edges == pytest.approx(len(graph.children.indices), rel=0.25 * wide)
    assert told.kept == pytest.approx(kept, rel=0.3 * wide)
    assert 0.8 * peak < told.peak < 2 * wide * peak


def test_closures_and_nothing() -> None:
    made = loads(language("let way = next* | go -> way().hit, next*.hit"))
    told = estimate(made, crowd(40, 40))
    assert told.edges > told.steps / 4
    assert estimate(made, Objects((), (), {})).peak == 0
