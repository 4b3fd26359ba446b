"""Small plays for tests: by hand, at random, and by hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from sanso.attack.language.ttc import Distribution, Number, Ttc
from sanso.attack.worlds.coins import chance_of
from sanso.attack.worlds.keys import asset_digests, mix
from sanso.attack.worlds.play import AND, GUARD, OR, Links, Play
from sanso.attack.worlds.tables import SIZE, table

ROLES = {"or": OR, "and": AND, "guard": GUARD}


def links(size: int, pairs: Iterable[tuple[int, int]]) -> Links:
    rows: list[list[int]] = [[] for _ in range(size)]
    for source, target in sorted(set(pairs)):
        rows[source].append(target)
    indptr = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    return Links(indptr, np.array([target for row in rows for target in row], dtype=np.int32))


def play(
    roles: Sequence[str],
    edges: Sequence[tuple[int, int]],
    entries: Sequence[int],
    chances: Mapping[int, float] | None = None,
    second: Mapping[int, tuple[str, float]] | None = None,
    times: Mapping[int, Ttc] | None = None,
    names: Sequence[str] | None = None,
) -> Play:
    """Make a play; *second* gives a step the coin of a claim, shared by all steps that name it."""
    size = len(roles)
    names = names or [f"step {index}" for index in range(size)]
    own = asset_digests(names)
    chance = np.full((size, 2), chance_of(1.0), dtype=np.uint64)
    keys = np.stack([mix(own, 0, "coin"), mix(own, 0, "second")], axis=1)
    for index, probability in (chances or {}).items():
        chance[index, 0] = chance_of(probability)
    for index, (claim, probability) in (second or {}).items():
        keys[index, 1] = mix(asset_digests([claim]), 0, "claim")[0]
        chance[index, 1] = chance_of(probability)
    kinds = list(dict.fromkeys((times or {}).values()))
    place = [kinds.index((times or {})[index]) if index in (times or {}) else -1 for index in range(size)]
    return Play(
        role=np.array([ROLES[role] for role in roles], dtype=np.uint8),
        children=links(size, edges),
        parents=links(size, [(target, source) for source, target in edges]),
        coin_key=keys,
        coin_chance=chance,
        effort_key=mix(own, 0, "effort"),
        table=np.array(place, dtype=np.int32),
        tables=np.stack([table(kind) for kind in kinds]) if kinds else np.zeros((0, SIZE), dtype=np.int32),
        entries=np.array(sorted(entries), dtype=np.int32),
    )


def renumbered(old: Play, order: Sequence[int]) -> Play:
    """Return *old* with step ``order[i]`` as step i."""
    place = np.empty(old.size, dtype=np.int64)
    place[list(order)] = np.arange(old.size)
    edges = [
        (int(place[i]), int(place[j]))
        for i in range(old.size)
        for j in old.children.indices[old.children.indptr[i] : old.children.indptr[i + 1]]
    ]
    return replace(
        old,
        role=old.role[list(order)],
        children=links(old.size, edges),
        parents=links(old.size, [(j, i) for i, j in edges]),
        coin_key=old.coin_key[list(order)],
        coin_chance=old.coin_chance[list(order)],
        effort_key=old.effort_key[list(order)],
        table=old.table[list(order)],
        entries=np.sort(place[old.entries]).astype(np.int32),
    )


TIMES: tuple[Ttc, ...] = (
    Distribution("Exponential", (0.1,)),
    Distribution("Gamma", (2.0, 5.0)),
    Distribution("Uniform", (0.0, 20.0)),
    Number(3.0),
)
PROBABILITIES = (0.0, 0.1, 0.5, 0.9, 1.0)


@st.composite
def plays(draw: st.DrawFn) -> Play:
    """Plays with all roles, cycles, self-loops, guards before OR steps, shared coins, certain and impossible steps."""
    size = draw(st.integers(1, 14))
    roles = draw(st.lists(st.sampled_from(["or", "or", "and", "guard"]), min_size=size, max_size=size))
    step = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(step, step), max_size=3 * size))
    chances = draw(st.dictionaries(step, st.sampled_from(PROBABILITIES)))
    second = draw(st.dictionaries(step, st.tuples(st.sampled_from("xy"), st.sampled_from((0.3, 0.7)))))
    times = draw(st.dictionaries(step, st.sampled_from(TIMES)))
    attack = [index for index, role in enumerate(roles) if role != "guard"]
    entries = draw(st.lists(st.sampled_from(attack), max_size=3, unique=True)) if attack else []
    return play(roles, edges, entries, chances, second, times)
