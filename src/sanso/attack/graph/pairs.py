"""Relations between assets as arrays: pairs, and rows to walk from many assets at once.

A *pair* (a, b) is one int64, ``a << 32 | b``, so that relations are sorted, joined and compared as plain numbers.
Pairs are kept ascending, each once. `Rows` is the same relation by its first members (compressed sparse rows over
the range in which they lie).

>>> import numpy as np
>>> rows = rows_of(paired(np.array([0, 0, 2]), np.array([1, 2, 0])))
>>> [(int(a), int(b)) for a, b in zip(*unpaired(through(paired(np.array([5, 6]), np.array([0, 1])), rows)))]
[(5, 1), (5, 2)]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "EMPTY",
    "Pairs",
    "Rows",
    "TooManyPairs",
    "common",
    "distinct",
    "joined",
    "only",
    "ordered",
    "paired",
    "rows_of",
    "through",
    "unpaired",
    "without",
]

Pairs = NDArray[np.int64]

EMPTY: Pairs = np.empty(0, np.int64)
EMPTY.flags.writeable = False

_LOW = np.int64(0xFFFFFFFF)
_SHIFT = np.int64(32)


@dataclass(frozen=True, slots=True)
class Rows:
    """The second members of first member *a* are ``seconds[starts[a - low]:starts[a - low + 1]]``, ascending."""

    low: int
    starts: NDArray[np.int64]
    seconds: NDArray[np.int32]

    @property
    def high(self) -> int:
        """One more than the largest first member."""
        return self.low + len(self.starts) - 1


class TooManyPairs(Exception):
    """A relation would hold more pairs than there is room for."""

    def __init__(self, pairs: int) -> None:
        self.pairs = pairs
        super().__init__(f"a relation would hold {pairs} pairs")


def paired(firsts: NDArray[np.integer], seconds: NDArray[np.integer]) -> Pairs:
    """Return the pairs of *firsts* and *seconds*, in the order given."""
    pairs = firsts.astype(np.int64)
    pairs <<= _SHIFT
    pairs |= seconds
    return pairs


def unpaired(pairs: Pairs) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return first and second members."""
    return (pairs >> _SHIFT).astype(np.int32), (pairs & _LOW).astype(np.int32)


def ordered(pairs: Pairs) -> Pairs:
    """Return *pairs* ascending and each once; *pairs* itself is used up."""
    if len(pairs) < 2:
        return pairs
    steps = pairs[1:] > pairs[:-1]
    if steps.all():
        return pairs
    pairs.sort(kind="stable")
    keep = np.empty(len(pairs), np.bool_)
    keep[0] = True
    np.not_equal(pairs[1:], pairs[:-1], out=keep[1:])
    return pairs if keep.all() else pairs[keep]


def distinct(numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return *numbers* ascending and each once."""
    if len(numbers) < 2:
        return numbers
    if (numbers[1:] < numbers[:-1]).any():
        numbers = np.sort(numbers)
    keep = np.empty(len(numbers), np.bool_)
    keep[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    return numbers[keep]


def joined(left: Pairs, right: Pairs) -> Pairs:
    """Return the pairs in either relation."""
    if not len(left):
        return right
    return ordered(np.concatenate((left, right))) if len(right) else left


def common(left: Pairs, right: Pairs) -> Pairs:
    """Return the pairs in both relations."""
    return left[_held(left, right)]


def without(left: Pairs, right: Pairs) -> Pairs:
    """Return the pairs of *left* that are not in *right*."""
    return left[~_held(left, right)] if len(right) else left


def only(pairs: Pairs, low: int, high: int) -> Pairs:
    """Return the pairs whose second member lies in *low* … *high* - 1."""
    seconds = pairs & _LOW
    keep = (seconds >= low) & (seconds < high)
    return pairs if keep.all() else pairs[keep]


def rows_of(pairs: Pairs) -> Rows:
    """Return the relation by its first members."""
    if not len(pairs):
        return Rows(0, np.zeros(1, np.int64), np.empty(0, np.int32))
    firsts, seconds = unpaired(pairs)
    low = int(firsts[0])
    counts = np.bincount(firsts - np.int32(low))
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return Rows(low, starts, seconds)


def through(pairs: Pairs, rows: Rows, most: int | None = None) -> Pairs:
    """Return (a, c) for every (a, b) in *pairs* and (b, c) in *rows*: the product of two relations.

    Raises:
        TooManyPairs: there are more than *most* such (a, b, c); nothing has been laid out yet.

    """
    middles = pairs & _LOW
    middles -= rows.low
    if len(middles) and (int(middles.min()) < 0 or int(middles.max()) >= len(rows.starts) - 1):
        inside = (middles >= 0) & (middles < len(rows.starts) - 1)
        pairs, middles = pairs[inside], middles[inside]
    if not len(middles):
        return EMPTY
    begins = rows.starts[middles]
    middles += 1
    counts = rows.starts[middles]
    counts -= begins
    total = int(counts.sum())
    if most is not None and total > most:
        raise TooManyPairs(total)
    if total == len(counts) and int(counts.max()) == 1:
        return ordered(pairs & ~_LOW | rows.seconds[begins])
    begins -= np.cumsum(counts) - counts
    places = np.repeat(begins, counts)
    places += np.arange(total)
    product = np.repeat(pairs & ~_LOW, counts)
    product |= rows.seconds[places]
    return ordered(product)


def _held(pairs: Pairs, others: Pairs) -> NDArray[np.bool_]:
    """Tell for each of *pairs* whether it is one of *others*."""
    if not len(others):
        return np.zeros(len(pairs), np.bool_)
    places = np.searchsorted(others, pairs)
    places[places == len(others)] = 0
    return np.asarray(others[places] == pairs)
