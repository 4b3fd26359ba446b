"""A stage made ready to be played: one attacker, one set of numbers, one reading of what nobody states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sanso.attack.cpsf.entering import ATTACKER
from sanso.attack.cpsf.guarding import Guard, Mode, held
from sanso.attack.cpsf.numbers import Numbers
from sanso.attack.cpsf.staging import Stage
from sanso.attack.language import Distribution, Number, Step, Ttc
from sanso.attack.worlds.coins import chance_of
from sanso.attack.worlds.keys import asset_digests, digest, mix
from sanso.attack.worlds.play import ALWAYS, AND, GUARD, OR, Play
from sanso.attack.worlds.tables import SIZE, table
from sanso.catalogue import Catalogue
from sanso.catalogue.attack import Attacker

__all__ = ["for_attacker", "play_of_stage"]

_ROLES = {"or": OR, "and": AND, "defense": GUARD, "exist": GUARD, "notExist": GUARD}


def play_of_stage(
    stage: Stage,
    catalogue: Catalogue,
    attacker: Attacker,
    defences: Iterable[Guard],
    *,
    numbers: Numbers | None = None,
    mode: Mode = "prior",
) -> Play:
    """Return the play of *stage* for *attacker*.

    Steps whose tag is an ability that the attacker lacks can never be taken; the attacker begins at the entries of
    the profile. *defences* are those of `guarding.guards`.
    """
    numbers = numbers or Numbers()
    graph = stage.graph
    speed = numbers.at("attackers", attacker.id, "speed", attacker.speed)
    assets = asset_digests(asset.id for asset in stage.assets)[graph.asset]
    names = asset_digests(step.name for _, step in graph.steps)[graph.step]
    chance, table_of, tables = _by_type(graph.steps, catalogue, attacker, numbers, speed)
    coin_key = np.stack([mix(assets, names, "coin"), mix(_subjects(stage), names, "works")], axis=1)
    coin_chance = np.full((graph.size, 2), ALWAYS, dtype=np.uint64)
    coin_chance[:, 0] = chance[graph.step]
    _set_guards(coin_key, coin_chance, defences, catalogue, numbers, mode)
    for (asset, name), absent in graph.objects.defences.items():
        coin_chance[_index(stage, asset, name), 0] = chance_of(absent)
    step_table = table_of[graph.step]
    _set_days(step_table, tables, stage)
    return Play(
        role=np.array([_ROLES[step.kind] for _, step in graph.steps], dtype=np.uint8)[graph.step],
        children=graph.children,
        parents=graph.parents,
        coin_key=coin_key,
        coin_chance=coin_chance,
        effort_key=mix(assets, names, "effort"),
        table=step_table,
        tables=np.stack(tables) if tables else np.zeros((0, SIZE), dtype=np.int32),
        entries=_entries(stage, catalogue, attacker),
    )


def _by_type(
    steps: Iterable[tuple[str, Step]], catalogue: Catalogue, attacker: Attacker, numbers: Numbers, speed: float
) -> tuple[NDArray[np.uint64], NDArray[np.int32], list[NDArray[np.int32]]]:
    """Return, per type of step, its chance and its table, and the tables."""
    known: dict[Ttc, int] = {}
    tables: list[NDArray[np.int32]] = []
    chances, places = [], []
    abilities = frozenset(attacker.abilities)
    for _, step in steps:
        record = catalogue.attack_steps.get(f"{step.declared_in}.{step.name}")
        chance, time = 1.0, None
        if record is not None and record.chance is not None:
            chance = numbers.at("attack_steps", record.id, "chance", record.chance)
        if record is not None and record.days is not None:
            time = Distribution("Exponential", (speed / numbers.at("attack_steps", record.id, "days", record.days),))
        if not step.tags <= abilities or (step.kind == "defense"):
            chance = 0.0
        if time is not None and time not in known:
            known[time] = len(tables)
            tables.append(table(time))
        chances.append(chance_of(chance))
        places.append(known[time] if time is not None else -1)
    return np.array(chances, dtype=np.uint64), np.array(places, dtype=np.int32), tables


def _set_guards(
    coin_key: NDArray[np.uint64],
    coin_chance: NDArray[np.uint64],
    defences: Iterable[Guard],
    catalogue: Catalogue,
    numbers: Numbers,
    mode: Mode,
) -> None:
    """Give guards their claims' keys and their chances; alike are those with the same record and the same measure."""
    keys: dict[tuple[int, str], int] = {}
    alike: dict[tuple[str, int], tuple[int, int]] = {}
    steps, claims, chances = [], [], []
    for guard in defences:
        measure = id(guard.measure)
        kind, claim = (guard.record, measure), (measure, guard.speaker)
        if kind not in alike:
            truth, works = held(guard, catalogue, numbers, mode)
            alike[kind] = chance_of(truth), chance_of(works)
        if claim not in keys:
            keys[claim] = digest(guard.claim)
        steps.append(guard.step)
        claims.append(keys[claim])
        chances.append(alike[kind])
    if steps:
        coin_key[steps, 0] = np.array(claims, dtype=np.uint64)
        coin_chance[steps] = np.array(chances, dtype=np.uint64)


def _set_days(places: NDArray[np.int32], tables: list[NDArray[np.int32]], stage: Stage) -> None:
    """Give steps the times that the model itself states; they do not depend on the attacker."""
    known: dict[float, int] = {}
    for (asset, name), days in stage.days.items():
        if days not in known:
            known[days] = len(tables)
            tables.append(table(Number(days)))
        places[_index(stage, asset, name)] = known[days]


def for_attacker(play: Play, stage: Stage, catalogue: Catalogue, attacker: Attacker) -> Play:
    """Return *play* with the ways in and the abilities of another attacker; times stay as they are."""
    chance, _, _ = _by_type(stage.graph.steps, catalogue, attacker, Numbers(), 1.0)
    coins = play.coin_chance.copy()
    attack = play.role != GUARD
    coins[attack, 0] = chance[stage.graph.step][attack]
    return replace(play, coin_chance=coins, entries=_entries(stage, catalogue, attacker))


def _entries(stage: Stage, catalogue: Catalogue, attacker: Attacker) -> NDArray[np.int32]:
    names = [catalogue.entries[entry].step for entry in attacker.entries]
    return np.array(sorted(_index(stage, ATTACKER, name) for name in names), dtype=np.int32)


def _index(stage: Stage, asset: int, name: str) -> int:
    type_ = stage.graph.language.assets[stage.graph.objects.types[asset]]
    return int(stage.graph.first[asset]) + _places(type_.steps)[name]


def _places(steps: Mapping[str, Step]) -> dict[str, int]:
    return {name: place for place, name in enumerate(steps)}


def _subjects(stage: Stage) -> NDArray[np.uint64]:
    """Return the digest of what each step's object stands for: one coin per element tells whether a measure works."""
    return asset_digests(asset.subject or asset.id for asset in stage.assets)[stage.graph.asset]
