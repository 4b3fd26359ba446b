"""From an attack graph to a play: MAL's times become tables and coins, defences and existence steps become guards.

A defence that the objects leave unset holds with the probability of the language's distribution; without one it is
disabled. An existence step is a guard that is fixed: ``E`` is down where its condition is true, ``!E`` where it is
false. The attacker is told by where it begins, which steps it can take, and how much time it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from sanso.attack.graph.graph import AttackGraph
from sanso.attack.language.language import Step
from sanso.attack.language.ttc import Ttc
from sanso.attack.worlds.coins import chance_of
from sanso.attack.worlds.keys import asset_digests, mix
from sanso.attack.worlds.play import ALWAYS, AND, GUARD, OR, Play
from sanso.attack.worlds.tables import SIZE, coin_of, scaled, table
from sanso.model.suggestions import nearest

__all__ = ["UnknownStep", "play_of"]

_ROLES = {"or": OR, "and": AND, "defense": GUARD, "exist": GUARD, "notExist": GUARD}


class UnknownStep(ValueError):
    """A name is not that of a step that can be meant; *hint* is the known name that comes nearest, or None."""

    def __init__(self, name: str, why: str, hint: str | None = None) -> None:
        self.name, self.hint = name, hint
        super().__init__(f"{name}: {why}" + (f"; did you mean {hint}?" if hint else ""))


def play_of(
    graph: AttackGraph,
    entries: Iterable[str],
    *,
    factor: float = 1.0,
    can_take: Callable[[Step], bool] | None = None,
) -> Play:
    """Return the play of *graph* for an attacker that begins at the steps named *entries* (``asset:step``).

    Times are *factor* times as long as the language says; attack steps of which *can_take* says no are never taken.

    Raises:
        UnknownStep: an entry is no attack step of the graph, or a defence that the objects set is none.
        ValueError: a time has parameters it cannot have, or the factor is negative.

    """
    chance, tables, places = _by_step(graph, factor, can_take)
    asset = asset_digests(graph.objects.ids)[graph.asset]
    name = asset_digests(step.name for _, step in graph.steps)[graph.step]
    coin_chance = np.full((graph.size, 2), ALWAYS, dtype=np.uint64)
    coin_chance[:, 0] = chance[graph.step]
    _set_existence(graph, coin_chance)
    for (place, defence), probability in graph.objects.defences.items():
        index = _index(graph, place, defence)
        if index is None or graph.steps[graph.step[index]][1].kind != "defense":
            raise UnknownStep(f"{graph.objects.ids[place]}:{defence}", "there is no such defence")
        coin_chance[index, 0] = chance_of(probability)
    return Play(
        role=np.array([_ROLES[step.kind] for _, step in graph.steps], dtype=np.uint8)[graph.step],
        children=graph.children,
        parents=graph.parents,
        coin_key=np.stack([mix(asset, name, "coin"), mix(asset, name, "second coin")], axis=1),
        coin_chance=coin_chance,
        effort_key=mix(asset, name, "effort"),
        table=places[graph.step],
        tables=tables,
        entries=_entries(graph, entries),
    )


def _by_step(
    graph: AttackGraph, factor: float, can_take: Callable[[Step], bool] | None
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the chance of every kind of step, the tables, and every kind's table."""
    known: dict[Ttc, int] = {}
    tables: list[NDArray[np.int32]] = []
    chances, places = [], []
    for _, step in graph.steps:
        place = -1
        if _ROLES[step.kind] == GUARD:
            chances.append(chance_of(coin_of(step.ttc) if step.ttc is not None else 0.0))
        else:
            chances.append(chance_of(coin_of(step.ttc)) if can_take is None or can_take(step) else 0)
            place = _place(step.ttc, factor, known, tables)
        places.append(place)
    stacked = np.stack(tables) if tables else np.zeros((0, SIZE), dtype=np.int32)
    return np.array(chances, dtype=np.uint64), stacked, np.array(places, dtype=np.int32)


def _place(ttc: Ttc | None, factor: float, known: dict[Ttc, int], tables: list[NDArray[np.int32]]) -> int:
    """Return which of *tables* is that of *ttc*, adding it if it is new; -1 if it takes no time."""
    if ttc is None:
        return -1
    if ttc not in known:
        times = scaled(table(ttc), factor)
        known[ttc] = len(tables) if times.any() else -1
        if times.any():
            tables.append(times)
    return known[ttc]


def _set_existence(graph: AttackGraph, coin_chance: NDArray[np.uint64]) -> None:
    exist, absent = (
        np.array([step.kind == kind for _, step in graph.steps], dtype=np.bool_)[graph.step]
        for kind in ("exist", "notExist")
    )
    coin_chance[exist, 0] = np.where(graph.exists[exist], 0, ALWAYS)
    coin_chance[absent, 0] = np.where(graph.exists[absent], ALWAYS, 0)


def _index(graph: AttackGraph, asset: int, name: str) -> int | None:
    for index in range(int(graph.first[asset]), int(graph.first[asset + 1])):
        if graph.steps[graph.step[index]][1].name == name:
            return index
    return None


def _entries(graph: AttackGraph, names: Iterable[str]) -> NDArray[np.int32]:
    place = {name: index for index, name in enumerate(graph.objects.ids)}
    found = set()
    for name in names:
        asset, _, step = name.rpartition(":")
        if asset not in place:
            near = nearest(asset, list(graph.objects.ids))
            raise UnknownStep(name, f"there is no asset {asset!r}", f"{near}:{step}" if near else None)
        index = _index(graph, place[asset], step)
        if index is None:
            span = range(int(graph.first[place[asset]]), int(graph.first[place[asset] + 1]))
            near = nearest(step, [graph.steps[graph.step[i]][1].name for i in span])
            raise UnknownStep(name, f"{asset} has no step {step!r}", f"{asset}:{near}" if near else None)
        if _ROLES[graph.steps[graph.step[index]][1].kind] == GUARD:
            raise UnknownStep(name, "an attacker cannot begin at a defence or an existence step")
        found.add(index)
    return np.array(sorted(found), dtype=np.int32)
