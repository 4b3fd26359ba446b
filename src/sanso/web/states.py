"""The models that people are looking at, held in memory, so that a page does not load and assess anew.

A newer version is made from the one at hand: what did not change is not computed again.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sanso.catalogue import Catalogue
from sanso.model.difference import Difference
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.states import Standing, standings
from sanso.report.reader import Reader
from sanso.verbs.state import State
from sanso.web.heirlooms import STANDINGS, Heirloom, Rests
from sanso.web.kept_pages import KeptPages
from sanso.workspace.history import Workspaces

__all__ = ["Shown", "States"]

T = TypeVar("T")
_MOST_FIGURES = 2_000
_MOST_HEIRLOOMS = 64
_LONGEST_TURN = 20.0
"""Seconds that a change waits for the ones before it; then it is tried all the same."""


@dataclass(slots=True)
class _Kept:
    lock: threading.RLock = field(default_factory=threading.RLock)
    there: bool = False
    value: Any = None
    rests: Rests | None = None

    def heirloom(self, shown: Shown) -> Heirloom | None:
        """Return what was made of *shown*, for later versions; who is making it is waited for."""
        with self.lock:
            return Heirloom(self.value, self.rests.basis(shown)) if self.there and self.rests is not None else None


class Shown:
    """A state with what pages have made of it: readers, pictures, tables; each made once.

    What shows nothing of what was changed since *before*, an earlier version, is taken from there.
    """

    def __init__(self, state: State, before: Shown | None = None) -> None:
        self.state = state
        self._lock = threading.Lock()
        self._kept: dict[Hashable, _Kept] = {}
        self._before = before
        self._heirlooms: Mapping[Hashable, Heirloom] = {}
        self._differences: list[tuple[Model, Difference]] = []
        self.pages = KeptPages()

    def kept(self, key: Hashable, make: Callable[[], T], rests: Rests | None = None) -> T:
        """Return what was made under *key*, made now if it was not yet; who asks for another key need not wait.

        With *rests* it is taken from an earlier version where nothing that it rests on has changed since.

        Raises:
            InputRefused: it *rests* on an assessment, and the model has errors.

        """
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
        with kept.lock:
            if not kept.there:
                kept.value = make() if rests is None else self._taken_over(key, rests, make)
                kept.there, kept.rests = True, rests
            made: T = kept.value
            return made

    def known_before(self, key: Hashable) -> Any:
        """Return what the version before holds under *key*, whether it still holds good or not; None for nothing."""
        with self._lock:
            before = self._before
        if before is None:
            return None
        with before._lock:
            kept = before._kept.get(key)
        return kept.value if kept is not None else None

    def _taken_over(self, key: Hashable, rests: Rests, make: Callable[[], T]) -> T:
        old = self._heirloom(key)
        if old is not None and rests.same(old.basis, rests.basis(self), self._difference(old)):
            found: T = old.value
            return found
        return make()

    def _heirloom(self, key: Hashable) -> Heirloom | None:
        with self._lock:
            before, known = self._before, self._heirlooms.get(key)
        if before is None:
            return known
        with before._lock:
            kept = before._kept.get(key)
        made = kept.heirloom(before) if kept is not None else None
        return made if made is not None else before._heirloom(key)

    def _difference(self, old: Heirloom) -> Difference:
        model = old.basis.model
        with self._lock:
            known = next((differs for one, differs in self._differences if one is model), None)
        if known is None:
            known = Difference.of(model, self.state.evaluation.model)
            with self._lock:
                self._differences.append((model, known))
        return known

    def settle(self) -> None:
        """Let go of the version before; what later versions may take over from it stays at hand."""
        with self._lock:
            before = self._before
        if before is None:
            return
        found = before.heirlooms()
        with self._lock:
            self._heirlooms, self._before, self._differences = found, None, []

    def heirlooms(self) -> dict[Hashable, Heirloom]:
        """Return what later versions may take over, as far as it is made."""
        with self._lock:
            found, kept = dict(self._heirlooms), dict(self._kept)
        for key, one in kept.items():
            if one.there and (made := one.heirloom(self)) is not None:
                found.pop(key, None)
                found[key] = made
        return dict(list(found.items())[-_MOST_HEIRLOOMS:])

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Required category and share of what is stated, per element, as pictures show them.

        Raises:
            InputRefused: the model has errors.

        """

        def make() -> Mapping[str, Standing]:
            made = self.state.evaluation
            return standings(made.assessment, tuple(made.model.procedures))

        return self.kept("standings", make, STANDINGS)

    def reader(self, lang: Language) -> Reader:
        """Return the words of the assessment in *lang*.

        Raises:
            InputRefused: the model has errors.

        """
        return self.kept(("reader", lang), lambda: _Reader(self, lang))


class _Reader(Reader):
    """The words of a version, whose standings are made once for all languages."""

    def __init__(self, shown: Shown, lang: Language) -> None:
        made = shown.state.evaluation
        super().__init__(made.model, made.assessment, made.catalogue, lang, shown.state.views)
        self._shown = shown

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Required category and share of what is stated, per element, as the pictures show them."""
        return self._shown.standings


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

    def put(self, seq: int, state: State) -> Shown:
        """Return version *seq*, which is kept if it is newer than what is at hand."""
        if self.seq >= seq:
            return Shown(state)
        if self.shown is not None:
            self.shown.settle()
            self.before = (self.seq, self.shown)
        self.seq, self.shown = seq, Shown(state, self.shown)
        return self.shown


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
            slot.put(seq, state)

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
            return slot.put(seq, state)

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
