"""The network on which paths are sought: what leads to what, and what every step costs.

Node i is step i; one more node, the source, leads to every entry and to every step that guards alone may start.
The weight of a link is -log of the chance of the step it leads to. So that weights are never 0, that ways of equal
chance with fewer steps come first, and that the rest of ties falls the same way however steps are numbered, every
step adds 10⁻⁹ and a much smaller part that its keys decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.board import board_of, owners
from sanso.attack.paths.chances import barrier_chances, spark_chances
from sanso.attack.worlds.keys import absorb
from sanso.attack.worlds.play import AND, Links, Play

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Network", "distances", "matrix", "network_of", "tie_keys"]

_STEP = 1e-9
_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class Network:
    """Links (node to node, with weights) over the steps and the source, which is the last node.

    ``chance[n]`` is the chance of a step's own barrier; ``start[n]`` what the link from the source carries (1 for
    entries, 0 where there is none); ``needs_all[n]`` tells AND steps; ``tie[n]`` decides ties. Weights of the links are
    ``weight``, in the order of ``links.indices``.
    """

    links: Links
    weight: NDArray[np.float64]
    chance: NDArray[np.float64]
    start: NDArray[np.float64]
    tie: NDArray[np.uint64]
    needs_all: NDArray[np.bool_]

    @property
    def source(self) -> int:
        """Number of the source."""
        return len(self.chance)

    def bound(self, steps: tuple[int, ...]) -> float:
        """Return the product of the chances along *steps*."""
        return float(self.start[steps[0]] * np.prod(self.chance[list(steps[1:])]))


def tie_keys(play: Play) -> NDArray[np.uint64]:
    """Return a number for every step that decides ties: it depends on the step's keys, not on its place."""
    return absorb(absorb(play.effort_key, play.coin_key[:, 0]), play.coin_key[:, 1])


def network_of(play: Play, persistence: int) -> Network:
    """Lay out *play* for the search of paths within *persistence* ticks."""
    chance = barrier_chances(play, persistence)
    board = board_of(play)
    start = spark_chances(play, persistence)
    start[board.sparks] = np.where(start[board.sparks] > 0.0, start[board.sparks], chance[board.sparks])
    start[board.entries] = 1.0
    tie = tie_keys(play)
    extra = _STEP + _TIE * (tie >> np.uint64(11)).astype(np.float64) / 2.0**53
    mother, child = owners(board.onward), board.onward.indices
    kept = chance[child] > 0.0
    mother, child = mother[kept], child[kept]
    first = np.flatnonzero(start > 0.0)
    indptr = np.zeros(play.size + 2, dtype=np.int64)
    np.cumsum(np.bincount(mother, minlength=play.size), out=indptr[1:-1])
    indptr[-1] = indptr[-2] + len(first)
    indices = np.concatenate([child, first.astype(np.int32)])
    with np.errstate(divide="ignore"):
        weight = np.concatenate([(extra - np.log(chance))[child], extra[first] - np.log(start[first])])
    return Network(Links(indptr, indices), weight, chance, start, tie, play.role == AND)


def matrix(network: Network) -> csr_array:
    """Return the links as a sparse matrix."""
    from scipy.sparse import csr_array

    size = network.source + 1
    indptr = network.links.indptr.astype(np.int32)
    return csr_array((network.weight, network.links.indices, indptr), shape=(size, size))


def distances(links: csr_array, node: int, *, back: bool = False) -> NDArray[np.float64]:
    """Return the least weight from *node* to every node (*back*: from every node to it)."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    found = dijkstra(csr_array(links.T) if back else links, indices=np.array([node]))
    return np.asarray(found[0], dtype=np.float64)
