"""Changes of a model, and the plan that many of them make together.

A path begins with the section: ``("components", "gps", "site")``, ``("confirmations", 3, "result")``.
Later changes come after earlier ones, as if each were carried out alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanso.model.text import Text

__all__ = ["ABSENT", "CannotEdit", "Change", "Drop", "Path", "Plan", "Put", "applied", "plain", "prunes", "same"]

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """Let *value* stand at *path*; what is missing on the way is made.

    *value* is plain: text, number, truth value, day, None, a list or a mapping of such; a `Text` counts as its pair.
    """

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Drop:
    """Take away what stands at *path*, and the mappings that it leaves empty, up to the named thing."""

    path: Path


Change = Put | Drop


class CannotEdit(Exception):
    """A change cannot be carried out safely: *code* of the diagnostic, and where it is in text and model."""

    def __init__(self, code: str, at: int, path: Path) -> None:
        self.code, self.at, self.path = code, at, path
        super().__init__(code)


class _Absent:
    __slots__ = ()


ABSENT: Any = _Absent()
"""Stands for no value at all, not even None."""


class Plan:
    """What becomes of one spot: it is put, dropped, or changed below."""

    __slots__ = ("below", "drop", "put")

    def __init__(self) -> None:
        self.put: Any = ABSENT
        self.drop = False
        self.below: dict[str | int, Plan] = {}

    @classmethod
    def of(cls, changes: Iterable[Change]) -> Plan:
        """Return what *changes* come to when they are carried out in their order.

        Raises:
            ValueError: a path is empty.
            TypeError: a value cannot stand in a model.
            CannotEdit: a path leads below a single value that an earlier change has put.

        """
        root = cls()
        for change in changes:
            if not change.path:
                raise ValueError("a path names at least a section")
            root._add(change)
        return root

    def at(self, *path: str | int) -> Plan:
        """Return the plan of the spot at *path* below, made where it is missing."""
        spot = self
        for step in path:
            spot = spot.below.setdefault(step, Plan())
        return spot

    def _add(self, change: Change) -> None:
        spot = self
        for depth, step in enumerate(change.path):
            if spot.put is not ABSENT:
                _change(spot, change.path[depth:], change)
                return
            if spot.drop:
                if isinstance(change, Drop):
                    return
                spot.drop, spot.put = False, {}
                _change(spot, change.path[depth:], change)
                return
            spot = spot.below.setdefault(step, Plan())
        spot.below = {}
        spot.drop = isinstance(change, Drop)
        spot.put = plain(change.value) if isinstance(change, Put) else ABSENT

    def made(self) -> Any:
        """Return the value of a spot at which nothing stands yet; ABSENT where nothing is put."""
        if self.put is not ABSENT or self.drop:
            return self.put
        parts = {step: value for step, sub in self.below.items() if (value := sub.made()) is not ABSENT}
        if not parts:
            return ABSENT
        if all(isinstance(step, int) for step in parts):
            return [parts[step] for step in sorted(parts)]
        return {str(step): value for step, value in parts.items()}


def _change(spot: Plan, rest: Path, change: Change) -> None:
    """Carry out *change* within the value that *spot* puts."""
    if isinstance(change, Drop):
        below = Plan()
        below.at(*rest).drop = True
        spot.put = applied(spot.put, below, change.path[: len(change.path) - len(rest)])
        spot.drop = spot.put is ABSENT
        return
    if spot.put is None:
        spot.put = {}
    held = spot.put
    for depth, step in enumerate(rest):
        last = depth == len(rest) - 1
        if isinstance(held, dict) and isinstance(step, str):
            if last:
                held[step] = plain(change.value)
            elif held.get(step) is None:
                held[step] = {}
            held = held[step]
        elif isinstance(held, list) and isinstance(step, int) and 0 <= step < len(held) + last:
            if last:
                held[step : step + 1] = [plain(change.value)]
            held = held[step]
        else:
            raise CannotEdit("edit-path", 0, change.path)


def plain(value: Any) -> Any:
    """Return *value* as mappings, lists and scalars of its own.

    Raises:
        TypeError: it holds something else.

    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, Text):
        return value.en if value.en == value.ja else {k: v for k, v in (("en", value.en), ("ja", value.ja)) if v}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} cannot stand in a model")


def same(one: Any, other: Any) -> bool:
    """Tell whether two plain values are equal and of the same types."""
    if type(one) is not type(other) and not (isinstance(one, dict | list) and isinstance(other, dict | list)):
        return False
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (one != one and other != other)


def prunes(path: Path) -> bool:
    """Tell whether the mapping at *path* goes when a drop leaves it empty: everything but things and the model."""
    return bool(path) and (len(path) != 2 or path[0] == "measures")


def applied(value: Any, plan: Plan, path: Path = ()) -> Any:
    """Return what *value* becomes by *plan*; ABSENT where it goes."""
    if plan.drop:
        return ABSENT
    if plan.put is not ABSENT:
        return plan.put
    if value is None or value == {}:
        made = plan.made()
        return value if made is ABSENT else made
    if isinstance(value, dict):
        parts = {**value}
        for step, sub in plan.below.items():
            if step in parts:
                parts[str(step)] = applied(parts[str(step)], sub, (*path, step))
            else:
                parts[str(step)] = sub.made()
        kept = {key: inner for key, inner in parts.items() if inner is not ABSENT}
        return ABSENT if not kept and prunes(path) else kept
    if isinstance(value, list):
        items = [
            applied(item, plan.below[index], (*path, index)) if index in plan.below else item
            for index, item in enumerate(value)
        ]
        more = [
            plan.below[step].made() for step in sorted(i for i in plan.below if isinstance(i, int) and i >= len(value))
        ]
        kept_items = [item for item in (*items, *more) if item is not ABSENT]
        return ABSENT if not kept_items and path == ("confirmations",) else kept_items
    return value
