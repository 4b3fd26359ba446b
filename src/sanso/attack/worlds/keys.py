"""Keys of draws: digests of names, never places in an array.

A draw of a world is a hash of (seed, key, world …), and a key is a digest of (asset, step, kind, replica). So
renumbering the steps, adding others, another kernel or another number of machines leave every draw as it is, and
what-ifs are paired world by world. What this is not: cryptography; whoever knows the seed can foresee the draws.

The mixer is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
OOPSLA 2014) over the counter steps of its golden-ratio increment.

>>> asset_digests(["plc", "plc"]).tolist() == [digest("plc")] * 2
True
>>> a = asset_digests(["plc", "hmi"])
>>> len(set(mix(a, a, "effort").tolist() + mix(a, a, "state").tolist()))
4
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "COIN",
    "EFFORT",
    "GOLDEN",
    "MASK",
    "START",
    "YEAR",
    "absorb",
    "asset_digests",
    "digest",
    "finish",
    "mix",
    "stream",
]

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
FIRST, SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB

COIN, EFFORT, YEAR, START = 1, 2, 3, 4
"""Purposes of draws: coins, efforts, the number of campaigns of a year, their starts."""


def digest(text: str) -> int:
    """Return the 64-bit digest of *text* (BLAKE2b of its UTF-8, little end first)."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def asset_digests(ids: Iterable[str]) -> NDArray[np.uint64]:
    """Return the digests of *ids*, in their order."""
    blake = hashlib.blake2b
    joined = b"".join(blake(name.encode(), digest_size=8).digest() for name in ids)
    return np.frombuffer(joined, dtype="<u8").astype(np.uint64)


def mix(
    asset: NDArray[np.uint64], step: NDArray[np.uint64] | int, kind: str, replica: NDArray[np.uint64] | int = 0
) -> NDArray[np.uint64]:
    """Return the keys of draws of *kind* for (asset digest, step digest, replica), elementwise."""
    start = np.uint64(finish(digest(kind)))
    return absorb(absorb(absorb(start, asset), step), replica)


def stream(seed: int, purpose: int) -> int:
    """Return the start of the draws of *seed* for a purpose (`COIN`, `EFFORT`, `YEAR`, `START`)."""
    return finish(finish((seed & MASK) + GOLDEN) + GOLDEN * (purpose + 1))


def finish(value: int) -> int:
    """Return the SplitMix64 finaliser of a whole number, modulo 2⁶⁴."""
    value &= MASK
    value = (value ^ value >> 30) * FIRST & MASK
    value = (value ^ value >> 27) * SECOND & MASK
    return value ^ value >> 31


def absorb(state: NDArray[np.uint64] | np.uint64, value: NDArray[np.uint64] | int) -> NDArray[np.uint64]:
    """Return the states after *value* has been taken in: ``finish(state + GOLDEN × (value + 1))``, elementwise."""
    number = np.asarray(value, dtype=np.uint64)
    with np.errstate(over="ignore"):
        mixed = np.asarray(state + (number + np.uint64(1)) * np.uint64(GOLDEN), dtype=np.uint64)
        return finish_in_place(mixed)


def finish_in_place(mixed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Apply the finaliser to every word of *mixed*, which it overwrites and returns (a copy if it has no shape)."""
    words = np.atleast_1d(mixed)
    words ^= words >> np.uint64(30)
    words *= np.uint64(FIRST)
    words ^= words >> np.uint64(27)
    words *= np.uint64(SECOND)
    words ^= words >> np.uint64(31)
    return words.reshape(np.shape(mixed))
