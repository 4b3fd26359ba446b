"""Pruning: leave out the steps that cannot fall, or that cannot matter to the steps one asks about.

A step can fall if some world lets it: its coins may come up, and an attack parent (OR), all attack parents (AND)
or guards that may fail bring it about. Draws are keyed by names, so the steps kept behave exactly as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.play import ALWAYS, AND, GUARD, Links, Play

__all__ = ["forward", "forward_backward", "pruned"]

_Steps = NDArray[np.int64]
_Flags = NDArray[np.bool_]


def forward(play: Play) -> _Flags:
    """Return which steps can fall in some world (guards: can fail to hold), given enough time."""
    entry = _flags(play.size, play.entries)
    able = (play.coin_chance > 0).all(axis=1)
    fails = (play.coin_chance < ALWAYS).any(axis=1)
    fallen: _Flags = np.where(play.role == GUARD, fails, False) | entry
    waits = np.diff(play.parents.indptr)
    waits = np.where(play.role == AND, waits, np.minimum(waits, 1))
    waits[(play.role == GUARD) | entry | ~able] = 0
    blocked = waits == 0
    fresh = np.flatnonzero(fallen)
    while len(fresh):
        child, many = np.unique(_neighbours(play.children, fresh), return_counts=True)
        waiting = ~blocked[child] & ~fallen[child]
        child, many = child[waiting], many[waiting]
        waits[child] -= many
        fresh = child[waits[child] <= 0]
        fallen[fresh] = True
    return fallen


def forward_backward(play: Play, targets: Iterable[int] | NDArray[np.integer]) -> _Steps:
    """Return, ascending, the steps that can fall and can lead to a target, and all guards before them.

    Targets that cannot fall are not among them.
    """
    able = forward(play)
    attack = able & ((play.role != GUARD) | _flags(play.size, play.entries))
    wanted = np.asarray(targets if isinstance(targets, np.ndarray) else list(targets), dtype=np.int64)
    kept = np.zeros(play.size, dtype=np.bool_)
    fresh = np.unique(wanted[able[wanted]]) if len(wanted) else wanted
    while len(fresh):
        kept[fresh] = True
        before = np.unique(_neighbours(play.parents, fresh))
        fresh = before[attack[before] & ~kept[before]]
    before = _neighbours(play.parents, np.flatnonzero(kept))
    kept[before[play.role[before] == GUARD]] = True
    return np.flatnonzero(kept)


def pruned(play: Play, keep: _Steps) -> tuple[Play, _Steps]:
    """Return the play of the steps *keep* alone, and for every step its new index (-1: left out).

    A parent that is left out counts as never fallen: an AND step that loses one can no longer fall. Hence the steps
    kept behave as before if *keep* comes from `forward_backward`, or is everything that `forward` finds and all
    guards before it.
    """
    keep = np.unique(np.asarray(keep, dtype=np.int64))
    place = np.full(play.size, -1, dtype=np.int64)
    place[keep] = np.arange(len(keep))
    parents, children = _rows(play.parents, keep, place), _rows(play.children, keep, place)
    left = place[play.entries]
    entries = left[left >= 0].astype(np.int32)
    lost = np.diff(parents.indptr) < (play.parents.indptr[keep + 1] - play.parents.indptr[keep])
    chance = play.coin_chance[keep].copy()
    chance[lost & (play.role[keep] == AND)] = 0
    return (
        replace(
            play,
            role=play.role[keep],
            children=children,
            parents=parents,
            coin_key=play.coin_key[keep],
            coin_chance=chance,
            effort_key=play.effort_key[keep],
            table=play.table[keep],
            entries=entries,
        ),
        place,
    )


def _flags(size: int, steps: NDArray[np.integer]) -> _Flags:
    found = np.zeros(size, dtype=np.bool_)
    found[steps] = True
    return found


def _neighbours(links: Links, steps: _Steps) -> NDArray[np.int32]:
    """Return the neighbours of all *steps*, with repetition, in order."""
    _, where = _spans(links, steps)
    return links.indices[where]


def _spans(links: Links, steps: _Steps) -> tuple[_Steps, _Steps]:
    first = links.indptr[steps]
    many = links.indptr[steps + 1] - first
    total = np.cumsum(many)
    size = int(total[-1]) if len(total) else 0
    return many, np.arange(size, dtype=np.int64) + np.repeat(first - (total - many), many)


def _rows(links: Links, keep: _Steps, place: _Steps) -> Links:
    many, where = _spans(links, keep)
    found = place[links.indices[where]]
    kept = found >= 0
    owner = np.repeat(np.arange(len(keep), dtype=np.int64), many)[kept]
    indptr = np.zeros(len(keep) + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner, minlength=len(keep)), out=indptr[1:])
    return Links(indptr, found[kept].astype(np.int32))
