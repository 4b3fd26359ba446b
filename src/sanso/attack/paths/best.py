"""The likeliest ways of an attack, from the entries to a target, by the bound that adds up (see `chances`).

Without groups the k best are exact: shortest paths both ways, then only links that can lie on a path within a slack
of the best are kept, the slack grown until the k-th path lies inside it (whatever is left out lies on worse paths
only), and on what is kept Yen's algorithm (J. Y. Yen, Management Science 17, 1971; ``scipy.sparse.csgraph.yen``).
Bounds that differ by less than about 10⁻⁹ a step count as equal; the fewer steps win.

With groups (the element of each step) ways with the same sequence of elements are one way. There may be thousands of
paths through the steps of the same elements, so that paths one by one never reach the second way; they are instead
grown from the entries, the most promising first (A*; the weight still to go is known exactly), and at most `KEPT`
beginnings with the same elements and the same last step are followed. A way is also left out if one of its earlier
steps leads to a later OR step directly: whoever could take the short cut need not take the way round.

An AND step with several attack parents is passed through one of them: the others are side conditions that the
ranking counts, so that the bound is one from above.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sanso.attack.paths.network import Network, distances, matrix, network_of
from sanso.attack.worlds.play import Play

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["KEPT", "MOST_BEGINNINGS", "Way", "best_paths", "sequence"]

KEPT = 4
"""Beginnings followed for the same elements and the same last step."""

MOST_BEGINNINGS = 100_000
"""Beginnings looked at before the search ends with the ways found so far."""

_SLACK = 0.25
_ROUNDING = 1e-12

_Floats = NDArray[np.float64]
_Groups = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Way:
    """Steps from where the attack begins to the target, and the product of their barriers' chances."""

    steps: tuple[int, ...]
    bound: float


def sequence(steps: tuple[int, ...], group: _Groups | None) -> tuple[int, ...]:
    """Return what tells ways apart: the groups of *steps* without repeats and joints (-1), or the steps themselves.

    >>> sequence((0, 1, 2, 3), np.array([7, -1, 7, 5], dtype=np.int32))
    (7, 5)

    """
    if group is None:
        return steps
    found: list[int] = []
    for one in group[list(steps)].tolist():
        if one >= 0 and found[-1:] != [one]:
            found.append(one)
    return tuple(found)


def best_paths(play: Play, target: int, k: int, persistence: int, group: _Groups | None = None) -> tuple[Way, ...]:
    """Return the *k* likeliest ways to *target*, the likeliest first; fewer if there are no more.

    *group* (int32[n], -1: joint) makes ways with the same sequence of groups one; the likeliest stands for them.

    Raises:
        ValueError: the target is no step, or *k* is not positive.

    """
    if not 0 <= target < play.size or k < 1:
        raise ValueError(f"no {k} ways to step {target} of {play.size}")
    network = network_of(play, persistence)
    if network.start[target] == 1.0:
        return (Way((target,), 1.0),)
    links = matrix(network)
    ahead = distances(links, target, back=True)
    if not np.isfinite(ahead[network.source]):
        return ()
    found = _exact(network, links, ahead, target, k) if group is None else _distinct(network, ahead, target, k, group)
    ways = [Way(steps, network.bound(steps)) for steps in found]
    return tuple(sorted(ways, key=lambda way: -way.bound))


def _exact(network: Network, links: csr_array, ahead: _Floats, target: int, k: int) -> list[tuple[int, ...]]:
    behind = distances(links, network.source)
    best = ahead[network.source]
    mother = np.repeat(np.arange(network.source + 1), np.diff(network.links.indptr))
    through = behind[mother] + network.weight + ahead[network.links.indices] - best
    usable = np.isfinite(through)
    slack = _SLACK
    while True:
        kept = np.flatnonzero(through <= slack)
        costs, paths = _yen(network, mother[kept], kept, target, k)
        inside = int(np.searchsorted(costs, best + slack - _ROUNDING))
        if inside >= k or not (usable & (through > slack)).any():
            return paths[:k]
        slack *= 2.0


def _yen(
    network: Network, mother: NDArray[np.int64], kept: NDArray[np.int64], target: int, k: int
) -> tuple[_Floats, list[tuple[int, ...]]]:
    """Return weights and steps of the *k* best paths over the links *kept*."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import yen

    nodes = np.unique(np.concatenate([mother, network.links.indices[kept], [network.source, target]]))
    rows, columns = np.searchsorted(nodes, mother), np.searchsorted(nodes, network.links.indices[kept])
    small = csr_array(
        (network.weight[kept], (rows.astype(np.int32), columns.astype(np.int32))), shape=(len(nodes), len(nodes))
    )
    first, last = np.searchsorted(nodes, [network.source, target]).tolist()
    costs, before = yen(small, first, last, k, return_predecessors=True)
    paths = []
    for row in before:
        steps, at = [], last
        while at != first:
            steps.append(int(nodes[at]))
            at = int(row[at])
        paths.append(tuple(reversed(steps)))
    return np.asarray(costs, dtype=np.float64), paths


def _distinct(network: Network, ahead: _Floats, target: int, k: int, group: _Groups) -> list[tuple[int, ...]]:
    """Return, the lightest first, steps of up to *k* ways with different sequences of groups."""
    found: dict[tuple[int, ...], tuple[int, ...]] = {}
    followed: dict[tuple[tuple[int, ...], int], int] = {}
    pointer, links, weight = network.links.indptr, network.links.indices, network.weight
    heap: list[tuple[float, int, tuple[int, ...], tuple[int, ...], float]] = []
    tie = network.tie

    def grow(node: int, steps: tuple[int, ...], names: tuple[int, ...], spent: float) -> None:
        first, last = int(pointer[node]), int(pointer[node + 1])
        before = set(steps[:-1])
        for child, step_weight in zip(links[first:last].tolist(), weight[first:last].tolist(), strict=True):
            rest = float(ahead[child])
            if rest == np.inf or child in steps or (before and _short_cut(network, before, child)):
                continue
            one = int(group[child])
            more = (*names, one) if one >= 0 and names[-1:] != (one,) else names
            cost = spent + step_weight
            heapq.heappush(heap, (cost + rest, int(tie[child]), (*steps, child), more, cost))

    grow(network.source, (), (), 0.0)
    for _ in range(MOST_BEGINNINGS):
        if not heap or len(found) == k:
            break
        _, _, steps, names, spent = heapq.heappop(heap)
        node = steps[-1]
        if node == target:
            found.setdefault(names, steps)
            continue
        key = (names, node)
        followed[key] = followed.get(key, 0) + 1
        if followed[key] <= KEPT:
            grow(node, steps, names, spent)
    return list(found.values())


def _short_cut(network: Network, before: set[int], child: int) -> bool:
    """Return whether a step of *before* leads to the OR step *child* directly."""
    if network.needs_all[child]:
        return False
    pointer, links = network.links.indptr, network.links.indices
    return any(child in links[pointer[step] : pointer[step + 1]] for step in before)
