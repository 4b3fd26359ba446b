"""The models that people are looking at, held in memory, so that a page does not load and assess anew.

A newer version is made from the one at hand: what did not change is not computed again.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sanso.catalogue import Catalogue
from sanso.model.text import Language
from sanso.report.reader import Reader
from sanso.verbs.state import State
from sanso.workspace.history import Workspaces

__all__ = ["Shown", "States"]

T = TypeVar("T")
_MOST_FIGURES = 2_000
_LONGEST_TURN = 20.0
"""Seconds that a change waits for the ones before it; then it is tried all the same."""


@dataclass(slots=True)
class _Kept:
    lock: threading.RLock = field(default_factory=threading.RLock)
    there: bool = False
    value: Any = None


class Shown:
    """A state with what pages have made of it: readers, pictures, tables; each made once."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._lock = threading.Lock()
        self._kept: dict[Hashable, _Kept] = {}

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under *key*, made now if it was not yet; who asks for another key need not wait."""
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
        with kept.lock:
            if not kept.there:
                kept.value, kept.there = make(), True
            made: T = kept.value
            return made

    def reader(self, lang: Language) -> Reader:
        """Return the words of the assessment in *lang*.

        Raises:
            InputRefused: the model has errors.

        """
        made = self.state.evaluation
        views = self.state.views
        return self.kept(("reader", lang), lambda: Reader(made.model, made.assessment, made.catalogue, lang, views))


@dataclass(slots=True)
class _Slot:
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Lock = field(default_factory=threading.Lock)
    seq: int = -1
    shown: Shown | None = None
    before: tuple[int, Shown] | None = None

    def at(self, seq: int) -> Shown | None:
        """Return version *seq* where it is the newest one at hand or the one before, which some still look at."""
        if self.shown is not None and self.seq == seq:
            return self.shown
        return self.before[1] if self.before is not None and self.before[0] == seq else None

    def put(self, seq: int, shown: Shown) -> None:
        """Keep version *seq* if it is newer than what is at hand."""
        if self.seq < seq:
            self.before = (self.seq, self.shown) if self.shown is not None else None
            self.seq, self.shown = seq, shown


class States:
    """States by workspace and day; the least used one is forgotten when there are more than *most*."""

    def __init__(self, workspaces: Workspaces, catalogue: Catalogue, most: int) -> None:
        self._workspaces = workspaces
        self._catalogue = catalogue
        self._most = most
        self._lock = threading.Lock()
        self._slots: OrderedDict[tuple[str, dt.date, int | None], _Slot] = OrderedDict()
        self._figures: OrderedDict[tuple[str, int, dt.date], int] = OrderedDict()

    def head(self, workspace: str, seq: int, day: dt.date) -> Shown:
        """Return the state of the newest version, which is *seq*.

        Raises:
            StoreError: the files cannot be read.

        """
        return self._at(workspace, seq, day, None)

    def past(self, workspace: str, seq: int, day: dt.date) -> Shown:
        """Return the state of any version.

        Raises:
            StoreError: the files cannot be read.

        """
        with self._lock:
            newest = self._slots.get((workspace, day, None))
        if newest is not None:
            with newest.lock:
                known = newest.at(seq)
            if known is not None:
                return known
        return self._at(workspace, seq, day, seq)

    def open_points(self, workspace: str, seq: int, day: dt.date, state: State | None = None) -> int | None:
        """Return how many points version *seq* leaves open; None where it is faulty.

        That is remembered longer than states are. *state* is that version, where it is at hand.

        Raises:
            StoreError: its files cannot be read.

        """
        known = self.open_points_known(workspace, seq, day)
        if known is not None:
            return known
        if state is None:
            state = self.past(workspace, seq, day).state
        if state.model is None:
            return None
        number = state.evaluation.assessment.summary.open_points_total
        with self._lock:
            self._figures[workspace, seq, day] = number
            while len(self._figures) > _MOST_FIGURES:
                self._figures.popitem(last=False)
        return number

    def open_points_known(self, workspace: str, seq: int, day: dt.date) -> int | None:
        """Return how many points version *seq* leaves open where that is remembered; nothing is computed."""
        with self._lock:
            return self._figures.get((workspace, seq, day))

    def keep(self, workspace: str, seq: int, state: State) -> None:
        """Keep the state of a version that has just been saved."""
        slot = self._slot((workspace, state.day, None))
        with slot.lock:
            slot.put(seq, Shown(state))

    @contextmanager
    def turn(self, workspace: str, day: dt.date) -> Iterator[None]:
        """Let those who change a workspace work one after the other, so that nobody's work is overtaken for nothing.

        That spares work and is no protection: what is saved is compared with the newest version all the same.
        """
        slot = self._slot((workspace, day, None))
        mine = slot.turn.acquire(timeout=_LONGEST_TURN)
        try:
            yield
        finally:
            if mine:
                slot.turn.release()

    def _at(self, workspace: str, seq: int, day: dt.date, fixed: int | None) -> Shown:
        slot = self._slot((workspace, day, fixed))
        with slot.lock:
            known = slot.at(seq)
            if known is not None:
                return known
            files = self._workspaces.files(workspace, seq)
            near = slot.shown.state if slot.shown is not None else self._newest(workspace, day)
            if near is None:
                state = State.open(files.contents, files.main, self._catalogue, day)
            else:
                state = near.with_files(files.contents, files.main)
            shown = Shown(state)
            slot.put(seq, shown)
            return shown

    def _newest(self, workspace: str, day: dt.date) -> State | None:
        """Return the state of the newest version at hand, whichever that is."""
        with self._lock:
            slot = self._slots.get((workspace, day, None))
        shown = slot.shown if slot is not None else None
        return shown.state if shown is not None else None

    def _slot(self, key: tuple[str, dt.date, int | None]) -> _Slot:
        with self._lock:
            slot = self._slots.get(key)
            if slot is None:
                slot = self._slots[key] = _Slot()
            self._slots.move_to_end(key)
            while len(self._slots) > self._most:
                self._slots.popitem(last=False)
            return slot
