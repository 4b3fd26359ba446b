"""Coins: whether a weakness is present, a claim is true, a measure works; tossed once a world.

World *w* is bit ``w % 64`` of word ``w // 64``. A coin's random number is 32 bits, read from the highest down out of
hashed words, one word for 64 worlds and one place; it comes up if the number is less than the chance. So 64 worlds
are tossed at once, and a single world costs about two words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.keys import COIN, absorb, stream
from sanso.attack.worlds.play import ALWAYS, GUARD, Play

__all__ = ["BITS", "chance_of", "coin_words", "guards_down", "open_words"]

BITS = 32
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


def chance_of(probability: float) -> int:
    """Return *probability* as a chance, a whole number out of 2³² (error at most 1.2 × 10⁻¹⁰).

    Raises:
        ValueError: the probability is not in 0..1.

    >>> chance_of(0.5) == ALWAYS // 2
    True

    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a probability must be in 0..1, not {probability}")
    return round(probability * ALWAYS)


def coin_words(
    seed: int, keys: NDArray[np.uint64], chances: NDArray[np.uint64], first_word: int, words: int
) -> NDArray[np.uint64]:
    """Toss coins for worlds 64 × *first_word* onwards; return uint64 of shape (coins, *words*)."""
    found = np.zeros((len(keys), words), dtype=np.uint64)
    found[chances >= ALWAYS] = _ALL
    open_coins = np.flatnonzero((chances > 0) & (chances < ALWAYS))
    if not len(open_coins) or not words:
        return found
    start = np.uint64(stream(seed, COIN))
    base = absorb(start, keys[open_coins])
    blocks = np.arange(first_word, first_word + words, dtype=np.uint64)
    state = absorb(base[:, None], blocks[None, :]).ravel()
    found[open_coins] = _compare(state, np.repeat(chances[open_coins], words)).reshape(len(open_coins), words)
    return found


def _compare(state: NDArray[np.uint64], chance: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return, bit by bit, whether the random number of *state* is less than *chance*."""
    less = np.zeros_like(state)
    place = np.arange(len(state))
    equal = np.full_like(state, _ALL)
    for plane in range(BITS):
        rest = chance << np.uint64(BITS + plane)
        undecided = (equal != 0) & (rest != 0)
        if not undecided.all():
            place, state, chance, equal, rest = (x[undecided] for x in (place, state, chance, equal, rest))
        if not len(place):
            break
        word = absorb(state, plane)
        one = rest >> np.uint64(63) != 0
        less[place] |= np.where(one, equal & ~word, np.uint64(0))
        equal = np.where(one, equal & word, equal & ~word)
    return less


def open_words(play: Play, seed: int, steps: NDArray[np.int64], first_word: int, words: int) -> NDArray[np.uint64]:
    """Return where both coins of *steps* come up: uint64 of shape (steps, *words*)."""
    found = coin_words(seed, play.coin_key[steps, 0], play.coin_chance[steps, 0], first_word, words)
    second = np.flatnonzero(play.coin_chance[steps, 1] < ALWAYS)
    if len(second):
        of = steps[second]
        found[second] &= coin_words(seed, play.coin_key[of, 1], play.coin_chance[of, 1], first_word, words)
    return found


def guards_down(play: Play, seed: int, guards: NDArray[np.int64], worlds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which guards do not hold in which worlds: bool of shape (guards, worlds).

    Raises:
        ValueError: a step is no guard.

    """
    if (play.role[guards] != GUARD).any():
        raise ValueError("only guards can be down")
    found = np.empty((len(guards), len(worlds)), dtype=np.bool_)
    words, where = np.unique(worlds // 64, return_inverse=True)
    for index, word in enumerate(words):
        mine = np.flatnonzero(where == index)
        holds = open_words(play, seed, guards, int(word), 1)[:, :1]
        found[:, mine] = (holds >> (worlds[mine] % 64).astype(np.uint64)[None, :]) & np.uint64(1) == 0
    return found
