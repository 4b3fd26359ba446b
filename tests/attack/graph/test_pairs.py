"""Relations as arrays obey the laws of sets of pairs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sanso.attack.graph import pairs as p

SETS = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)))
LISTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2**31 - 1)))


def made(of: set[tuple[int, int]]) -> p.Pairs:
    both = np.array(sorted(of), np.int32).reshape(-1, 2)
    return p.paired(both[:, 0], both[:, 1])


def plain(pairs: p.Pairs) -> list[tuple[int, int]]:
    firsts, seconds = p.unpaired(pairs)
    return list(zip(firsts.tolist(), seconds.tolist(), strict=True))


@given(SETS, SETS)
def test_set_operations(left: set[tuple[int, int]], right: set[tuple[int, int]]) -> None:
    a, b = made(left), made(right)
    assert plain(p.joined(a, b)) == sorted(left | right)
    assert plain(p.common(a, b)) == sorted(left & right)
    assert plain(p.without(a, b)) == sorted(left - right)
    assert plain(p.through(a, p.rows_of(b))) == sorted({(x, z) for x, y in left for w, z in right if y == w})


@given(LISTS)
def test_ordered(many: list[tuple[int, int]]) -> None:
    both = np.array(many, np.int64).reshape(-1, 2)
    assert plain(p.ordered(p.paired(both[:, 0], both[:, 1]))) == sorted(set(many))
    assert p.distinct(both[:, 1].astype(np.int32)).tolist() == sorted({b for _, b in many})


@given(SETS, st.integers(0, 9), st.integers(0, 9))
def test_only(some: set[tuple[int, int]], low: int, high: int) -> None:
    assert plain(p.only(made(some), low, high)) == sorted((a, b) for a, b in some if low <= b < high)


@given(SETS)
def test_rows(some: set[tuple[int, int]]) -> None:
    rows = p.rows_of(made(some))
    assert rows.high - rows.low == len(rows.starts) - 1
    again = [
        (rows.low + i, int(b))
        for i in range(len(rows.starts) - 1)
        for b in rows.seconds[rows.starts[i] : rows.starts[i + 1]]
    ]
    assert again == sorted(some)
