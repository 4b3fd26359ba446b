"""Ranking of ways: how often each was the earliest, and how often it alone carries an attack, shared coins and all.

A way *carries* in a world if the attacker gets through along it: the coins of every step on it come up, no guard
before its AND steps holds, the other attack parents of those have fallen in this campaign by whatever way, and the
times along it add up to no more than the persistence. Coins shared by several steps are one coin here, which the
bound of `best` leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.estimates import Estimate, proportion
from sanso.attack.kernels.blocks import Fallen
from sanso.attack.kernels.board import Board, board_of
from sanso.attack.paths.best import Way, sequence
from sanso.attack.paths.earliest import Earliest
from sanso.attack.paths.network import network_of
from sanso.attack.worlds.coins import open_words
from sanso.attack.worlds.efforts import base_states, column_steps, efforts
from sanso.attack.worlds.play import AND, NEVER, Links, Play

__all__ = ["Ranked", "Scored", "rank"]

_Ints = NDArray[np.int64]
_Flags = NDArray[np.bool_]

MOST_SCORED = 50
"""Ways beyond the candidates that are scored: the most frequent of the earliest."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A way, the *share* of the campaigns reaching the target in which it is the earliest, and how often it *carries*.

    Where no campaign reached the target, nothing is known of the share: 0, between 0 and 1.
    """

    way: Way
    share: Estimate
    carries: Estimate


def rank(
    play: Play,
    blocks: Iterable[Fallen] | Scored,
    candidates: Sequence[Way],
    earliest: Earliest,
    *,
    seed: int,
    persistence: int,
    group: NDArray[np.int32] | None = None,
    most: int = MOST_SCORED,
) -> tuple[Ranked, ...]:
    """Return candidates and earliest ways together, ranked by share, then by how often they carry, then by bound.

    *blocks* are played anew or kept: all of *play*, with *seed* and *persistence*, as for the *earliest*. Of ways
    that are found by both, the steps that were the earliest most often are shown. At most *most* ways beyond the
    candidates are scored. Blocks that are a `Scored` keep what was drawn for one target for the next.

    Raises:
        ValueError: *blocks* hold no world.

    """
    network = network_of(play, persistence)
    ways = {sequence(way.steps, group): way for way in candidates}
    for key in sorted(earliest.counts, key=lambda key: -earliest.counts[key])[:most]:
        steps = earliest.examples[key]
        ways[key] = Way(steps, network.bound(steps))
    for key in ways.keys() & earliest.examples.keys():
        steps = earliest.examples[key]
        ways[key] = Way(steps, network.bound(steps))
    if not ways:
        return ()
    scored = blocks if isinstance(blocks, Scored) else Scored(play, blocks, seed)
    carried = np.zeros(len(ways), dtype=np.int64)
    worlds = 0
    for scorer in scored:
        worlds += len(scorer.columns)
        scorer.toss(step for way in ways.values() for step in way.steps)
        carried += [scorer.carried(way.steps) for way in ways.values()]
    found = [
        Ranked(way, _share(earliest, key), proportion(int(many), worlds))
        for (key, way), many in zip(ways.items(), carried, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.share.value, -one.carries.value, -one.way.bound)))


def _share(earliest: Earliest, key: tuple[int, ...]) -> Estimate:
    if not earliest.fallen:
        return Estimate(0.0, 0.0, 1.0)
    return proportion(earliest.counts.get(key, 0), earliest.fallen)


class Scored:
    """Blocks of one play with what was drawn for the steps asked about so far, kept from target to target."""

    def __init__(self, play: Play, blocks: Iterable[Fallen], seed: int) -> None:
        self._base = base_states(seed, play.effort_key)
        self._scorers = (_Scorer(play, seed, self._base, block) for block in blocks)
        self._kept: list[_Scorer] = []

    def __iter__(self) -> Iterator[_Scorer]:
        yield from self._kept
        for scorer in self._scorers:
            self._kept.append(scorer)
            yield scorer


class _Scorer:
    """The campaigns 0 of one block, with what was drawn for the steps asked about so far."""

    def __init__(self, play: Play, seed: int, base: NDArray[np.uint64], block: Fallen) -> None:
        self.play, self.seed, self.base, self.block = play, seed, base, block
        self.board: Board = board_of(play)
        self.entry = np.zeros(play.size, dtype=np.bool_)
        self.entry[self.board.entries] = True
        self.columns = np.flatnonzero(block.columns.campaign == 0)
        self.world = block.columns.world[self.columns]
        self.counter = column_steps(self.world, block.columns.campaign[self.columns])
        self.up: dict[int, _Flags] = {}
        self.passes: dict[int, _Flags] = {}
        self.times: dict[int, _Ints] = {}
        self.fallen: dict[int, _Ints] = {}

    def toss(self, steps: Iterable[int]) -> None:
        """Toss the coins of *steps* and of the guards before them at once, as far as they are not known yet."""
        wanted = dict.fromkeys(guard for step in steps for guard in (step, *_row(self.board.gates, step)))
        fresh = np.array([step for step in wanted if step not in self.up], dtype=np.int64)
        if not len(fresh) or not len(self.world):
            return
        first = int(self.world[0]) // 64
        words = int(self.world[-1]) // 64 - first + 1
        toss = open_words(self.play, self.seed, fresh, first, words)[:, self.world // 64 - first]
        found = (toss >> (self.world % 64).astype(np.uint64)) & np.uint64(1) != 0
        self.up.update(zip(fresh.tolist(), found, strict=True))

    def carried(self, steps: tuple[int, ...]) -> int:
        """Return in how many worlds the way of *steps* carries."""
        limit = self.block.columns.persistence
        time = np.zeros(len(self.columns), dtype=np.int64)
        for before, step in zip((-1, *steps), steps, strict=False):
            if before < 0 and self.entry[step]:
                continue
            if self.play.role[step] == AND:
                for parent in _row(self.board.back, step):
                    if parent != before:
                        np.maximum(time, self._fell(parent), out=time)
            time += self._own(step)
            time[~self._passes(step, starts=before < 0)] = NEVER
            if not (time <= limit).any():
                return 0
        return int(np.count_nonzero(time <= limit))

    def _own(self, step: int) -> _Ints:
        if step not in self.times:
            row = int(self.play.table[step])
            self.times[step] = (
                efforts(self.base[step], self.counter, self.play.tables[row]).astype(np.int64)
                if row >= 0
                else np.zeros(len(self.columns), dtype=np.int64)
            )
        return self.times[step]

    def _passes(self, step: int, *, starts: bool) -> _Flags:
        """Return where the coins of *step* come up and guards let it: all down (AND), or one that starts it (OR)."""
        if not starts and step in self.passes:
            return self.passes[step]
        self.toss((step,))
        found = self.up[step]
        if self.play.role[step] == AND or starts:
            guards = _row(self.board.gates, step)
            down = ~np.array([self.up[guard] for guard in guards]).reshape(len(guards), len(found)).astype(np.bool_)
            found = found & (down.all(axis=0) if self.play.role[step] == AND else down.any(axis=0))
        if not starts:
            self.passes[step] = found
        return found

    def _fell(self, step: int) -> _Ints:
        """Return when *step* fell in each column, `NEVER` where it did not."""
        if step not in self.fallen:
            block = self.block
            at = np.flatnonzero(block.steps == step)
            every = np.full(len(block.columns), NEVER, dtype=np.int64)
            every[np.searchsorted(block.offsets, at, side="right") - 1] = block.times[at]
            self.fallen[step] = every[self.columns]
        return self.fallen[step]


def _row(links: Links, step: int) -> list[int]:
    found: list[int] = links.indices[links.indptr[step] : links.indptr[step + 1]].tolist()
    return found
