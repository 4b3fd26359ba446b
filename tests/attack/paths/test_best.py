"""The k best ways: against all simple paths of random plays, with ties, joints and groups."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from sanso.attack.language.ttc import Distribution
from sanso.attack.paths.best import Way, best_paths, sequence
from sanso.attack.paths.chances import barrier_chances
from sanso.attack.worlds.play import AND, GUARD, Play
from sanso.attack.worlds.tables import table

from .plays import make

DAY = 1440
YEAR = 365 * DAY


def all_ways(play: Play, target: int, persistence: int) -> Iterator[Way]:
    """Every simple path from an entry or a step behind guards alone, by plain recursion."""
    chance = barrier_chances(play, persistence)
    entries = set(play.entries.tolist())

    def walk(steps: tuple[int, ...], bound: float) -> Iterator[Way]:
        last = steps[-1]
        if last == target:
            yield Way(steps, bound)
            return
        for child in play.children.indices[play.children.indptr[last] : play.children.indptr[last + 1]].tolist():
            if child not in steps and child not in entries and chance[child] > 0:
                yield from walk((*steps, child), bound * chance[child])

    for entry in entries:
        yield from walk((entry,), 1.0)
    for step in set(np.flatnonzero(play.role == AND).tolist()) - entries:
        parents = play.parents.indices[play.parents.indptr[step] : play.parents.indptr[step + 1]]
        if len(parents) and (play.role[parents] == GUARD).all() and chance[step] > 0:
            yield from walk((step,), float(chance[step]))


def random_play(seed: int, size: int = 9, links: int = 20) -> Play:
    rng = np.random.default_rng(seed)
    names = [("&" if rng.random() < 0.3 else "") + f"s{i}" for i in range(size)] + ["#g", "#h"]
    pairs = {(names[a], names[b]) for a, b in rng.integers(0, size, (links, 2)) if a != b}
    pairs |= {("#g", n) for n in names if n[0] == "&"} | {
        ("#h", n) for n in names if n[0] == "&" and rng.random() < 0.5
    }
    chances = {n: float(rng.choice([1.0, 1.0, 0.5, 0.3, 0.9, 0.0])) for n in names if n[0] != "#"}
    given = {**chances, "#g": (("claim", 0.5), ("g", 0.8)), "#h": (("claim", 0.5), ("h", 0.3))}
    return make(names, sorted(pairs), [names[0], names[1]], given)[0]


@pytest.mark.parametrize("seed", range(40))
def test_the_k_best_are_those_of_all_ways(seed: int) -> None:
    play = random_play(seed)
    target = play.size - 3
    expected = sorted((way.bound for way in all_ways(play, target, YEAR)), reverse=True)
    for k in (1, 3, 50):
        found = best_paths(play, target, k, YEAR)
        assert [way.bound for way in found] == pytest.approx(expected[:k], rel=1e-7)
        assert len({way.steps for way in found}) == len(found)
        assert {way.steps for way in found} <= {way.steps for way in all_ways(play, target, YEAR)}


@pytest.mark.parametrize("seed", range(40))
def test_ways_by_group_are_the_best_of_their_group_without_short_cuts(seed: int) -> None:
    play = random_play(seed)
    target = play.size - 3
    group = np.array([-1 if i % 4 == 3 else i // 2 for i in range(play.size)], dtype=np.int32)
    best: dict[tuple[int, ...], float] = {}
    for way in all_ways(play, target, YEAR):
        if _has_short_cut(play, way):
            continue
        key = sequence(way.steps, group)
        best[key] = max(best.get(key, 0.0), way.bound)
    found = best_paths(play, target, 100, YEAR, group)
    assert {sequence(way.steps, group): way.bound for way in found} == pytest.approx(best)


def _has_short_cut(play: Play, way: Way) -> bool:
    for j, step in enumerate(way.steps):
        parents = play.parents.indices[play.parents.indptr[step] : play.parents.indptr[step + 1]]
        if play.role[step] == 0 and any(before in parents for before in way.steps[: max(0, j - 1)]):
            return True
    return False


def test_links_that_cost_nothing_are_no_gaps() -> None:
    play, at = make(["in", "a", "b", "t"], [("in", "a"), ("a", "t"), ("in", "b"), ("b", "t")], ["in"], {"b": 0.5})
    assert best_paths(play, at["t"], 5, YEAR) == (
        Way((at["in"], at["a"], at["t"]), 1.0),
        Way((at["in"], at["b"], at["t"]), 0.5),
    )


def test_the_shorter_of_equal_ways_comes_first_and_numbering_does_not_matter() -> None:
    names = ["in", "a", "b", "c", "t"]
    links = [("in", "a"), ("a", "t"), ("in", "b"), ("b", "t"), ("in", "c"), ("c", "b")]
    orders = []
    for order in (names, names[::-1], ["t", "b", "in", "c", "a"]):
        play, at = make(order, links, ["in"])
        back = {index: name for name, index in at.items()}
        orders.append([[back[step] for step in way.steps] for way in best_paths(play, at["t"], 5, YEAR)])
    assert orders[0] == orders[1] == orders[2]
    assert [len(steps) for steps in orders[0]] == [3, 3, 4]


def test_many_paths_through_the_same_elements_are_one_way() -> None:
    """Ten diamonds in a row inside three elements (1,024 paths), and a second way that is less likely than all."""
    names, links, chances, group = ["in"], [], {}, [0]
    last = "in"
    for i in range(10):
        names += [f"l{i}", f"r{i}", f"m{i}"]
        links += [(last, f"l{i}"), (last, f"r{i}"), (f"l{i}", f"m{i}"), (f"r{i}", f"m{i}")]
        group += [1 + i // 5] * 3
        last = f"m{i}"
    names += ["t", "x"]
    links += [(last, "t"), ("in", "x"), ("x", "t")]
    group += [9, 8]
    chances["x"] = 0.01
    play, at = make(names, links, ["in"], chances)
    found = best_paths(play, at["t"], 5, YEAR, np.array(group, dtype=np.int32))
    assert [round(way.bound, 6) for way in found] == [1.0, 0.01]


def test_time_beyond_the_persistence_counts() -> None:
    slow = table(Distribution("Exponential", (1 / 365,)))
    play, at = make(["in", "t"], [("in", "t")], ["in"], {"t": 0.5}, {"t": slow})
    (way,) = best_paths(play, at["t"], 1, YEAR)
    assert way.bound == pytest.approx(0.5 * (1 - math.exp(-1)), rel=1e-5)


def test_entries_and_what_cannot_be_reached() -> None:
    play, at = make(["in", "t", "u"], [("in", "t")], ["in"], {"t": 0.0})
    assert best_paths(play, at["in"], 3, YEAR) == (Way((at["in"],), 1.0),)
    assert best_paths(play, at["t"], 3, YEAR) == ()
    assert best_paths(play, at["u"], 3, YEAR) == ()
    with pytest.raises(ValueError, match="no 3 ways"):
        best_paths(play, 3, 3, YEAR)


def test_guards_that_fail_start_an_or_step() -> None:
    play, at = make(["in", "t", "#g"], [("#g", "t")], ["in"], {"#g": 0.9, "t": 0.5})
    (way,) = best_paths(play, at["t"], 3, YEAR)
    assert way.steps == (at["t"],)
    assert way.bound == pytest.approx(0.05)
