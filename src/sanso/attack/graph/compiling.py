"""Compile objects of a language into their attack graph, by relations (see `evaluation` and `edges`).

Nothing is pruned: every step of every asset is there, defences and existence steps too. No clock, no randomness.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from sanso.attack.graph.checking import OBJECTS, check
from sanso.attack.graph.edges import Edges, plans
from sanso.attack.graph.graph import AttackGraph
from sanso.attack.graph.memory import BYTES_PER_PAIR, estimate
from sanso.attack.graph.objects import Objects
from sanso.attack.graph.pairs import Pairs, TooManyPairs
from sanso.attack.graph.population import Population, type_codes
from sanso.attack.graph.problems import BadObjects
from sanso.attack.language.language import Language, Step
from sanso.attack.worlds.play import Links
from sanso.model.diagnostics import diagnose

__all__ = ["assemble", "compile"]

_CHUNK = 1 << 16
"""So many are worked on at a time, that they stay in the cache."""


def compile(language: Language, objects: Objects, *, memory: int | None = None) -> AttackGraph:  # noqa: A001
    """Check *objects* and return their attack graph; *memory* is how many bytes the making may take.

    Raises:
        BadObjects: *objects* are not of the language, or their graph needs more memory; carries everything found.
        ValueError: the language is not one that `sanso.attack.language.load` returns: an expression ends wrongly.

    """
    found = check(language, objects)
    if found:
        raise BadObjects(found)
    if memory is None:
        return assemble(language, objects)
    needed = estimate(language, objects).peak
    if needed > memory:
        raise _no_room(needed, memory)
    try:
        return assemble(language, objects, memory // BYTES_PER_PAIR)
    except TooManyPairs as error:
        raise _no_room(error.pairs * BYTES_PER_PAIR, memory) from error


def _no_room(needed: int, memory: int) -> BadObjects:
    return BadObjects([diagnose("mal-objects-memory", OBJECTS, needed=-(-needed // 2**20), memory=memory // 2**20)])


def assemble(language: Language, objects: Objects, most: int | None = None) -> AttackGraph:
    """Return the attack graph of *objects* that are known to be sound, or that leave multiplicities open.

    Raises:
        KeyError: an asset type is unknown.
        TooManyPairs: there are more than *most* edges, or ways to them.
        ValueError: as `compile`.

    """
    names = tuple(language.assets)
    steps, base, counts = _numbered(language, names)
    codes = type_codes(names, objects.types)
    first = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(counts[codes], out=first[1:])
    size = int(first[-1])
    asset = np.repeat(np.arange(len(codes), dtype=np.int32), counts[codes])
    step = _shifted(asset, (base[codes] - first[:-1]).astype(np.int32))
    edges = _edges(language, objects, first, most)
    exists = _exists(edges, steps, step, size)
    children, parents = _links(edges.found, size)
    return AttackGraph(language, objects, steps, asset, step, exists, first, children, parents)


def _numbered(
    language: Language, names: tuple[str, ...]
) -> tuple[tuple[tuple[str, Step], ...], NDArray[np.int64], NDArray[np.int64]]:
    """Return all (asset type, step) pairs, and for each type its first pair and how many it has."""
    steps = tuple((name, step) for name in names for step in language.assets[name].steps.values())
    counts = np.array([len(language.assets[name].steps) for name in names], np.int64)
    return steps, np.cumsum(counts) - counts, counts


def _shifted(asset: NDArray[np.int32], shift: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return 0, 1, 2 … with each number shifted by what its asset says."""
    step = np.empty(len(asset), np.int32)
    for begin in range(0, len(step), _CHUNK):
        part = asset[begin : begin + _CHUNK]
        np.add(shift[part], np.arange(begin, begin + len(part), dtype=np.int32), out=step[begin : begin + _CHUNK])
    return step


def _edges(language: Language, objects: Objects, first: NDArray[np.int64], most: int | None) -> Edges:
    population = Population(language, objects)
    edges = Edges(population, first[population.asset], most)
    for plan in plans(population):
        edges.walk(plan)
    return edges


def _exists(edges: Edges, steps: tuple[tuple[str, Step], ...], step: NDArray[np.int32], size: int) -> NDArray[np.bool_]:
    """Tell for every existence step whether one (``E``) or all (``!E``) of its requirements find something."""
    if not edges.met:
        return np.zeros(size, np.bool_)
    found = np.zeros(size, np.uint16)
    for places in edges.met.values():
        for place in places:
            found[place] += 1
    needed = np.array([1 if s.kind == "exist" else max(1, len(s.requires)) for _, s in steps], np.uint16)
    return np.asarray(found >= needed[step])


def _links(found: list[Pairs], size: int) -> tuple[Links, Links]:
    """Return children and parents; *found* is used up."""
    edges = np.empty(sum(map(len, found)), np.int64)
    filled = 0
    while found:
        part = found.pop()
        edges[filled : filled + len(part)] = part
        filled += len(part)
    edges.sort()
    edges = _once(edges)
    children = _rows(edges, size)
    _turn(edges)
    edges.sort()
    return children, _rows(edges, size)


def _halves(edges: Pairs) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return views of the first and the second members of *edges*."""
    both = edges.view(np.int32).reshape(-1, 2)
    return (both[:, 1], both[:, 0]) if sys.byteorder == "little" else (both[:, 0], both[:, 1])


def _turn(edges: Pairs) -> None:
    """Turn every edge round."""
    firsts, seconds = _halves(edges)
    for begin in range(0, len(edges), _CHUNK):
        kept = firsts[begin : begin + _CHUNK].copy()
        firsts[begin : begin + _CHUNK] = seconds[begin : begin + _CHUNK]
        seconds[begin : begin + _CHUNK] = kept


def _once(edges: Pairs) -> Pairs:
    """Return sorted *edges* each once, in the same memory."""
    kept, last = 0, np.int64(-1)
    for begin in range(0, len(edges), _CHUNK):
        part = edges[begin : begin + _CHUNK]
        keep = np.empty(len(part), np.bool_)
        keep[0] = part[0] != last
        np.not_equal(part[1:], part[:-1], out=keep[1:])
        last = part[-1]
        new = part[keep]
        edges[kept : kept + len(new)] = new
        kept += len(new)
    return edges[:kept]


def _rows(edges: Pairs, size: int) -> Links:
    """Return sorted *edges* as sparse rows."""
    firsts, seconds = _halves(edges)
    indices = seconds.copy()
    indptr = np.zeros(size + 1, np.int64)
    for begin in range(0, len(edges), _CHUNK):
        part = firsts[begin : begin + _CHUNK].astype(np.int64)
        part += 1
        indptr[part] = np.arange(begin + 1, begin + 1 + len(part))
    np.maximum.accumulate(indptr, out=indptr)
    return Links(indptr, indices)
