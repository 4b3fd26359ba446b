"""The order in which dense kernels go through a play: groups of steps that lead to one another, causes first.

Strongly connected components after Tarjan ("Depth-first search and linear graph algorithms", SIAM J. Comput. 1,
1972), without recursion. Plain Python, for small plays: about a microsecond a link.
"""

from __future__ import annotations

from sanso.attack.worlds.play import Links

__all__ = ["groups"]


def groups(children: Links) -> list[list[int]]:
    """Return the strongly connected components, each before those it leads to.

    Inside a group the steps stand in the reverse order of being left by the search, so causes roughly first.
    """
    pointer, links = children.indptr.tolist(), children.indices.tolist()
    size = len(pointer) - 1
    number = [0] * size
    low = [0] * size
    kept: list[int] = []
    left = [0] * size
    found: list[list[int]] = []
    count = 0
    for root in range(size):
        if number[root]:
            continue
        count = _descend(root, count, (pointer, links, number, low, kept, left, found))
    found.reverse()
    return found


_State = tuple[list[int], list[int], list[int], list[int], list[int], list[int], list[list[int]]]


def _descend(root: int, count: int, state: _State) -> int:
    pointer, links, number, low, kept, left, found = state
    done = len(number) + 1
    leaving = count
    count += 1
    number[root] = low[root] = count
    kept.append(root)
    walk = [(root, pointer[root])]
    while walk:
        step, at = walk.pop()
        if at < pointer[step + 1]:
            walk.append((step, at + 1))
            child = links[at]
            if not number[child]:
                count += 1
                number[child] = low[child] = count
                kept.append(child)
                walk.append((child, pointer[child]))
            elif low[child] != done:
                low[step] = min(low[step], number[child])
            continue
        leaving += 1
        left[step] = leaving
        if walk:
            above = walk[-1][0]
            low[above] = min(low[above], low[step])
        if low[step] == number[step]:
            cut = len(kept) - 1
            while kept[cut] != step:
                cut -= 1
            group = sorted(kept[cut:], key=left.__getitem__, reverse=True)
            del kept[cut:]
            for member in group:
                low[member] = done
            found.append(group)
    return count
