"""Save what somebody changed; if others were faster, keep both where they do not touch, else tell and lose nothing.

>>> from sanso.model.editing import Put
>>> saved = save_changes(request, entry, base, [Put(("people", "crew", "count"), 4)],
...                      what=Text(en="crew changed", ja="crewを変更"))  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from fastapi import Request

from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.editing import Change, Drop, Put
from sanso.model.text import Text
from sanso.verbs.state import State
from sanso.web.editing.comparing import places_between
from sanso.web.editing.merging import merged
from sanso.web.editing.written import ABSENT, value_at, written_of
from sanso.web.service import Service, service_of
from sanso.workspace.errors import Stale
from sanso.workspace.files import Files
from sanso.workspace.history import Author, Kind, Version
from sanso.workspace.merging import touching
from sanso.workspace.versions import Place, Places

if TYPE_CHECKING:
    from sanso.web.access import Entry, Standing

__all__ = ["Clash", "Conflict", "Saved", "author_of", "places_of", "save_changes", "save_files"]

_ATTEMPTS = 5
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that is kept: its version, what the model is now, and the versions of others that it goes with."""

    version: Version
    state: State
    merged_with: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """A spot that two people changed: what stood there, what the other made of it, what was asked for now."""

    place: Place
    before: object
    theirs: object
    mine: object


class Conflict(Exception):
    """Others changed what is to be changed, after the version that it was made from; nothing was written.

    *diagnostics* say why the two do not go together where they touch no common spot.
    """

    def __init__(
        self,
        entry: Entry,
        base: int,
        others: tuple[Version, ...],
        clashes: tuple[Clash, ...],
        diagnostics: tuple[Diagnostic, ...] = (),
    ) -> None:
        super().__init__(entry.workspace.id, base)
        self.entry = entry
        self.base = base
        self.others = others
        self.clashes = clashes
        self.diagnostics = diagnostics

    @property
    def head(self) -> Version:
        """The newest version."""
        return self.others[0]


def author_of(entry: Entry | Standing) -> Author:
    """Return the visitor as the author of a change."""
    return Author(entry.visitor.account_id or None, entry.visitor.name)


def places_of(changes: Iterable[Change]) -> Places:
    """Return the spots that *changes* touch; of a list, the whole list, since its items move."""
    found = dict.fromkeys(_place(change.path) for change in changes)
    return tuple(place for place in found if not any(place[:n] in found for n in range(1, len(place))))


def _place(path: tuple[str | int, ...]) -> Place:
    index = next((n for n, step in enumerate(path) if isinstance(step, int)), len(path))
    return tuple(path[:index])


def save_changes(
    request: Request,
    entry: Entry,
    base: int,
    changes: Sequence[Change],
    *,
    kind: Kind = "edit",
    what: Text,
    made: tuple[State, State] | None = None,
) -> Saved:
    """Carry out *changes*, which were made looking at version *base*, on the newest version and keep the result.

    Nothing to change makes no version. *made* is a state with what the changes make of it, where that is known.

    Raises:
        Conflict: others changed the same in the meantime, or what they changed does not go with it.
        InputRefused: the model would have errors, or a place cannot be changed safely.
        StoreError: it cannot be kept.

    """
    return _Saving(request, entry, base, _Changes(tuple(changes), made), kind, what).save()


def save_files(
    request: Request,
    entry: Entry,
    base: int,
    contents: Mapping[str, bytes],
    *,
    kind: Kind,
    what: Text,
    alone: bool = False,
) -> Saved:
    """Keep *contents*, which were made from the files of version *base*; line by line with what others changed since.

    *alone*: not with what others changed; *base* has to be the newest version.

    Raises:
        Conflict: others changed the same lines or entries in the meantime, or the two do not go together.
        InputRefused: the model would have errors.
        StoreError: it cannot be kept.

    """
    return _Saving(request, entry, base, _Contents(dict(contents)), kind, what, alone).save()


class _Touches(Exception):
    """The same lines were changed."""


class _Work(Protocol):
    """What is to be done to a model, seen from the version that it was made from."""

    def places(self, before: Callable[[], State]) -> Places:
        """Return the spots that it touches."""
        ...

    def mine(self, before: State) -> State:
        """Return what it makes of the version it was made from."""
        ...

    def onto(self, head: State, before: Callable[[], State], *, forced: bool) -> State:
        """Return what it makes of the newest version; *forced*: over what others did."""
        ...


@dataclass(frozen=True, slots=True)
class _Changes:
    changes: tuple[Change, ...]
    made: tuple[State, State] | None = None

    def places(self, before: Callable[[], State]) -> Places:  # noqa: ARG002 -- part of the protocol
        return places_of(self.changes)

    def mine(self, before: State) -> State:
        return before.edited(self.changes)

    def onto(self, head: State, before: Callable[[], State], *, forced: bool) -> State:
        if self.made is not None and head is self.made[0]:
            return self.made[1]
        if not forced or head is before():
            return head.edited(self.changes)
        mine = written_of(self.mine(before()))  # lists as wholes: their items may have moved
        wanted = {place: value_at(mine, place) for place in places_of(self.changes)}
        return head.edited([Drop(path) if value is ABSENT else Put(path, value) for path, value in wanted.items()])


@dataclass(frozen=True, slots=True)
class _Contents:
    contents: Mapping[str, bytes]

    def places(self, before: Callable[[], State]) -> Places:
        return places_between(before(), self.mine(before()))

    def mine(self, before: State) -> State:
        return before.with_files(self.contents)

    def onto(self, head: State, before: Callable[[], State], *, forced: bool) -> State:
        if before().contents == head.contents:
            return head.with_files(self.contents)
        made = merged(before().contents, head.contents, self.contents, mine_first=forced)
        if made is None:
            raise _Touches
        return head.with_files(made)


@dataclass
class _Saving:
    """One attempt after another to put *work* on top of the newest version."""

    request: Request
    entry: Entry
    base: int
    work: _Work
    kind: Kind
    what: Text
    alone: bool = False

    @cached_property
    def service(self) -> Service:
        return service_of(self.request)

    @cached_property
    def past(self) -> State:
        """The version that the work was made from."""
        return self.service.states.past(self.entry.workspace.id, self.base, self.service.today()).state

    def save(self) -> Saved:
        with self.service.states.turn(self.entry.workspace.id, self.service.today()):
            for _ in range(_ATTEMPTS):
                try:
                    return self._attempt()
                except Stale as error:
                    stale = error
        raise stale

    def _attempt(self) -> Saved:
        service, ident = self.service, self.entry.workspace.id
        workspace = service.workspaces.find(ident)
        head = service.head(workspace).state
        others = self._others(workspace.head)
        if self.alone and others:
            raise Conflict(self.entry, self.base, others, ())

        def before() -> State:
            return head if self.base == workspace.head else self.past

        places = self.work.places(before)
        if any(touching(places, version.places) for version in others):
            conflict = self._conflict(others, head, before())
            if conflict.clashes or not places:
                raise conflict
        try:
            state = self.work.onto(head, before, forced=not others)
        except _Touches:
            raise self._conflict(others, head, before()) from None
        if state is head:
            return Saved(service.workspaces.version(ident, workspace.head), head, others)
        errors = tuple(found for found in state.diagnostics if found.severity == "error")
        if errors and others and self.work.mine(before()).model is not None:
            raise self._conflict(others, head, before(), errors)
        if errors:
            raise InputRefused(errors)
        version = service.workspaces.save(
            ident,
            workspace.head,
            Files(state.main, state.contents),
            author=author_of(self.entry),
            kind=self.kind,
            what=self.what,
            places=places,
        )
        service.saved(ident, version, state)
        return Saved(version, state, others)

    def _others(self, head: int) -> tuple[Version, ...]:
        """Return the versions that the visitor has not seen yet, the newest first."""
        seen = max(self.base, _chosen(self.request))
        found = self.service.workspaces.versions(self.entry.workspace.id, most=head - seen) if head > seen else ()
        return tuple(version for version in found if version.seq > seen)

    def _conflict(
        self, others: tuple[Version, ...], head: State, before: State, errors: tuple[Diagnostic, ...] = ()
    ) -> Conflict:
        old, theirs, mine = written_of(before), written_of(head), written_of(self.work.mine(before))
        clashes = tuple(
            Clash(place, value_at(old, place), value_at(theirs, place), value_at(mine, place))
            for place in self.work.places(lambda: before)
        )
        touched = tuple(clash for clash in clashes if clash.before != clash.theirs)
        return Conflict(self.entry, self.base, others, touched, errors)


def _chosen(request: Request) -> int:
    """Return the version up to which the visitor has seen the changes of others and decided to go over them."""
    onto = request.query_params.get("onto", "")
    return int(onto) if onto.isascii() and onto.isdecimal() and len(onto) < _MOST_DIGITS else 0
