"""Immediate dominators: the last step that every path to a step goes through.

Two ways to the same answer. Small graphs go to ``rustworkx``, which starts at once. Its cost a link is high where
a world reaches hundreds of thousands of steps, so that those go to a compiled kernel of the same algorithm: K. D.
Cooper, T. J. Harvey and K. Kennedy, "A Simple, Fast Dominance Algorithm" (2006), over arrays.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Method", "immediate_dominators"]

Method = Literal["auto", "library", "compiled"]

_LARGE = 50_000
"""Links from which the compiled kernel is quicker, its compilation included."""

_Nodes = NDArray[np.int64]


def immediate_dominators(size: int, mother: _Nodes, child: _Nodes, *, method: Method = "auto") -> _Nodes:
    """Return the immediate dominator of nodes 0 … *size*-1 in the graph of links *mother* → *child*, seen from node 0.

    Node 0 is its own; nodes that it does not lead to have -1.
    """
    if method == "library" or (method == "auto" and len(child) < _LARGE):
        return _library(size, mother, child)
    from sanso.attack.criticality.compiled import dominators

    order = np.argsort(mother, kind="stable")
    out = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(mother, minlength=size), out=out[1:])
    back = np.argsort(child, kind="stable")
    into = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(child, minlength=size), out=into[1:])
    found: _Nodes = dominators(out, child[order].astype(np.int32), into, mother[back].astype(np.int32))
    return found


def _library(size: int, mother: _Nodes, child: _Nodes) -> _Nodes:
    import rustworkx

    graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from([None] * size)
    graph.add_edges_from_no_data(list(zip(mother.tolist(), child.tolist(), strict=True)))
    found = rustworkx.immediate_dominators(graph, 0)
    above = np.full(size, -1, dtype=np.int64)
    above[np.fromiter(found.keys(), np.int64, len(found))] = np.fromiter(found.values(), np.int64, len(found))
    return above
