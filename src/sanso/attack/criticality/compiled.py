"""The compiled kernel of dominators (see `dominators`); importing it loads numba.

Nodes are renumbered in postorder, so that a pass reads memory in order; a dominator has the higher number.
"""

from __future__ import annotations

import numpy as np

from sanso.attack.kernels.compiling import compiled, inlined

__all__ = ["dominators"]


@inlined
def _postorder(out, links):  # type: ignore[no-untyped-def]
    """Number the nodes that node 0 leads to in postorder of a depth-first search; -1 for the others."""
    size = len(out) - 1
    number = np.full(size, -1, np.int32)
    order = np.empty(size, np.int32)
    at = out[:-1].copy()
    seen = np.zeros(size, np.bool_)
    walk = np.empty(size, np.int32)
    walk[0] = 0
    depth = 1
    seen[0] = True
    count = 0
    while depth:
        node = walk[depth - 1]
        if at[node] < out[node + 1]:
            child = links[at[node]]
            at[node] += 1
            if not seen[child]:
                seen[child] = True
                walk[depth] = child
                depth += 1
        else:
            number[node] = count
            order[count] = node
            count += 1
            depth -= 1
    return number, order[:count]


@inlined
def _pass(first, mothers, above):  # type: ignore[no-untyped-def]
    """Go through the nodes once, causes first; return whether any immediate dominator changed."""
    changed = False
    for place in range(len(above) - 2, -1, -1):
        found = np.int32(-1)
        for index in range(first[place], first[place + 1]):
            other = mothers[index]
            if other < 0 or above[other] < 0:
                continue
            if found < 0:
                found = other
            while found != other:
                if found < other:
                    found = above[found]
                else:
                    other = above[other]
        if found != above[place]:
            above[place] = found
            changed = True
    return changed


@compiled
def dominators(out, links, into, back):  # type: ignore[no-untyped-def]
    """Return immediate dominators (int64) from node 0: rows of links onward and of links back, int64 and int32."""
    number, order = _postorder(out, links)
    count = len(order)
    above = np.full(count, -1, np.int32)
    above[count - 1] = count - 1
    first = np.zeros(count + 1, np.int64)
    for place in range(count):
        node = order[place]
        first[place + 1] = first[place] + into[node + 1] - into[node]
    mothers = np.empty(first[count], np.int32)
    for place in range(count):
        node = order[place]
        for offset in range(into[node + 1] - into[node]):
            mothers[first[place] + offset] = number[back[into[node] + offset]]
    while _pass(first, mothers, above):
        pass
    result = np.full(len(number), -1, np.int64)
    for place in range(count):
        result[order[place]] = order[above[place]]
    return result
