"""A play laid out for the kernels: only the links that can carry an attack, and what each step still waits for.

Entries are taken at tick 0 whatever their coins say, so nothing that leads to them matters. Guards never fall to an
attacker, so nothing that leads to them matters either. The guards that stand before a step are kept apart from the
attack steps that lead to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.field import Field
from sanso.attack.worlds.efforts import base_states
from sanso.attack.worlds.keys import COIN, absorb, stream
from sanso.attack.worlds.play import AND, GUARD, Links, Play

__all__ = ["Board", "board_of", "field_of", "owners"]


@dataclass(frozen=True, slots=True)
class Board:
    """What the kernels read.

    ``onward`` and ``back`` link attack steps with attack steps that are not entries (``back`` of AND steps only);
    ``gates`` link a step with the guards among its parents. ``waits[n]`` (int32) is the number of attack parents an
    AND step waits for, 1 for an OR step. ``sparks`` (int32) are the steps that guards alone may start: OR steps
    with a guard, and AND steps with guards and no other parent. ``entries`` (int32) are ascending, each once.
    """

    play: Play
    onward: Links
    back: Links
    gates: Links
    waits: NDArray[np.int32]
    sparks: NDArray[np.int32]
    entries: NDArray[np.int32]


def board_of(play: Play) -> Board:
    """Lay *play* out for the kernels."""
    role = play.role
    entries = np.unique(play.entries).astype(np.int32)
    entry = np.zeros(play.size, dtype=np.bool_)
    entry[entries] = True
    attack = (role != GUARD) | entry
    taken = (role == GUARD) | entry
    parent, child = play.parents.indices, owners(play.parents)
    carried = attack[parent] & ~taken[child]
    waits = np.ones(play.size, dtype=np.int32)
    ands = (role == AND) & ~entry
    fed = np.bincount(child[carried], minlength=play.size)
    waits[ands] = fed[ands]
    gated = ~attack[parent] & ~taken[child]
    gates = _kept(play.parents, child, gated)
    has_gate = np.diff(gates.indptr) > 0
    sparks = np.flatnonzero(has_gate & np.where(ands, fed == 0, True)).astype(np.int32)
    mother = owners(play.children)
    onward = _kept(play.children, mother, attack[mother] & ~taken[play.children.indices])
    back = _kept(play.parents, child, carried & ands[child])
    return Board(play, onward, back, gates, waits, sparks, entries)


def owners(links: Links) -> NDArray[np.int64]:
    """Return, for every entry of *links*, the step whose neighbour it is."""
    return np.repeat(np.arange(len(links.indptr) - 1, dtype=np.int64), np.diff(links.indptr))


def _kept(links: Links, owner: NDArray[np.int64], kept: NDArray[np.bool_]) -> Links:
    indptr = np.zeros(len(links.indptr), dtype=np.int64)
    np.cumsum(np.bincount(owner[kept], minlength=len(indptr) - 1), out=indptr[1:])
    return Links(indptr, np.ascontiguousarray(links.indices[kept], dtype=np.int32))


def field_of(board: Board, seed: int) -> Field:
    """Return what the compiled kernels read, with records of its own to write to.

    The record of a step is eight words, one line of a processor's cache: the states from which *seed* draws its
    coins (0, 1), their chances (2, 3), its state (4, see `loops`), what it needs (5: parents to wait for in the low
    32 bits, bit 32 for an AND step, the number of its table plus 1 above), the state from which its efforts are
    drawn (6), its links onward (7: how many in the low 28 bits, where they begin above).
    """
    play = board.play
    record = _aligned(play.size)
    record[:, 0:2] = absorb(np.uint64(stream(seed, COIN)), play.coin_key)
    record[:, 2:4] = play.coin_chance
    record[:, 5] = board.waits.astype(np.uint64)
    record[:, 5] |= (play.role == AND).astype(np.uint64) << np.uint64(32)
    record[:, 5] |= (play.table + 1).astype(np.uint64) << np.uint64(33)
    record[:, 6] = base_states(seed, play.effort_key)
    indptr = board.onward.indptr.astype(np.uint64)
    record[:, 7] = indptr[:-1] << np.uint64(28) | np.diff(indptr)
    gates, lit = board.gates, np.zeros(len(board.sparks), dtype=np.uint64)
    return Field(record, board.onward.indices, gates.indptr, gates.indices, board.sparks, board.entries, lit)


def _aligned(rows: int) -> NDArray[np.uint64]:
    """Return zeros of shape (*rows*, 8), each row on one line of 64 bytes."""
    raw = np.zeros(rows * 8 + 8, dtype=np.uint64)
    skipped = -raw.ctypes.data % 64 // 8
    return raw[skipped : skipped + rows * 8].reshape(rows, 8)
