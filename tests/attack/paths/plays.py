"""Small plays from a few words, for tests: steps by name, links, chances, times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.coins import chance_of
from sanso.attack.worlds.keys import digest
from sanso.attack.worlds.play import ALWAYS, AND, GUARD, OR, Links, Play
from sanso.attack.worlds.tables import SIZE

ROLES = {"&": AND, "#": GUARD}


def rows(size: int, pairs: Sequence[tuple[int, int]]) -> Links:
    """Return links of (from, to) *pairs*."""
    unique = sorted(set(pairs))
    indptr = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount([a for a, _ in unique], minlength=size), out=indptr[1:])
    return Links(indptr, np.array([b for _, b in unique], dtype=np.int32))


def make(
    names: Sequence[str],
    links: Sequence[tuple[str, str]],
    entries: Sequence[str],
    chances: Mapping[str, float | tuple[tuple[str, float], ...]] | None = None,
    times: Mapping[str, NDArray[np.int32]] | None = None,
) -> tuple[Play, dict[str, int]]:
    """Return a play and the place of each name; a name that begins with & is an AND step, with # a guard.

    A chance is a probability (a coin of the step's own) or up to two (key, probability) pairs.
    """
    place = {name: index for index, name in enumerate(names)}
    size = len(names)
    pairs = [(place[a], place[b]) for a, b in links]
    key = np.array([[digest(f"{n}/1"), digest(f"{n}/2")] for n in names], dtype=np.uint64).reshape(size, 2)
    chance = np.full((size, 2), ALWAYS, dtype=np.uint64)
    for name, given in (chances or {}).items():
        coins = ((f"{name}/1", given),) if isinstance(given, float | int) else given
        for column, (one, probability) in enumerate(coins):
            key[place[name], column] = digest(one)
            chance[place[name], column] = chance_of(probability)
    tables = [np.zeros(SIZE, dtype=np.int32)]
    table = np.full(size, -1, dtype=np.int32)
    for name, time in (times or {}).items():
        table[place[name]] = len(tables)
        tables.append(time)
    return (
        Play(
            role=np.array([ROLES.get(name[0], OR) for name in names], dtype=np.uint8),
            children=rows(size, pairs),
            parents=rows(size, [(b, a) for a, b in pairs]),
            coin_key=key,
            coin_chance=chance,
            effort_key=np.array([digest(f"{n}/effort") for n in names], dtype=np.uint64),
            table=table,
            tables=np.array(tables),
            entries=np.array([place[name] for name in entries], dtype=np.int32),
        ),
        place,
    )
