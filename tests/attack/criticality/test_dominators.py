"""Dominators: library and compiled kernel against the definition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sanso.attack.criticality.dominators import Method, immediate_dominators


def reachable(size: int, pairs: Sequence[tuple[int, int]], without: int = -1) -> set[int]:
    found = {0} - {without}
    fresh = list(found)
    while fresh:
        node = fresh.pop()
        for a, b in pairs:
            if a == node and b not in found and b != without:
                found.add(b)
                fresh.append(b)
    return found


@pytest.mark.parametrize("method", ["library", "compiled"])
@pytest.mark.parametrize("seed", range(15))
def test_dominators_are_those_of_the_definition(seed: int, method: Method) -> None:
    rng = np.random.default_rng(seed)
    size = 12
    links = rng.integers(0, size, (22, 2))
    pairs = [(int(a), int(b)) for a, b in links]
    found = immediate_dominators(size, links[:, 0].copy(), links[:, 1].copy(), method=method)
    live = reachable(size, pairs)
    cut = {x: live - reachable(size, pairs, without=x) for x in live}
    for node in range(1, size):
        if node not in live:
            assert found[node] == -1
            continue
        chain, at = {node}, node
        while at != 0:
            at = int(found[at])
            chain.add(at)
        assert chain == {x for x in live if node in cut[x]}
    assert found[0] == 0
