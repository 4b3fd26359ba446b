"""Which changes of the model explain that something moved.

A move rests on what decides it before and after: the harm, the way from there, barriers, who bears the loss. The
changes of those things are looked at first. Where it is cheap, every one of them is tried alone, so that a reason
says whether the change is necessary or sufficient. Where no change explains a move alone, all together do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sanso.analysis.comparing.naming import named
from sanso.analysis.comparing.result import CategoryMove, Change, HarmMove, TrustMove, Why
from sanso.analysis.comparing.sides import Side
from sanso.analysis.comparing.trials import DECIDING, Trials
from sanso.analysis.comparing.words import CODES, change_text
from sanso.facts import Step
from sanso.iotssf.result import Placement
from sanso.model.process import Model

__all__ = ["Reasons"]

_MOST = 5
Move = CategoryMove | TrustMove


@dataclass(slots=True)
class Reasons:
    """Looks up why something moved."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    trials: Trials
    _by_key: dict[str, Change] = field(init=False)
    _touching: dict[str, list[str]] = field(init=False)
    _placed: Mapping[str, list[Placement]] = field(init=False)
    _first: dict[str, Why] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key = {change.key: change for change in self.changes}
        self._touching = _touching(self.changes, self.old.model, self.new.model)
        self._placed = defaultdict(list)
        for side in (self.old, self.new):
            for placement in side.assessment.iotssf:
                self._placed[placement.element].append(placement)

    def explained(self, moves: Iterable[Any]) -> tuple[Any, ...]:
        """Return moves of categories and trust with their reasons."""
        moves = tuple(moves)
        related = {_subject(move): self._related(move) for move in moves}
        votes: dict[str, int] = defaultdict(int)
        for keys in related.values():
            for place, key in enumerate(keys):
                votes[key] += max(1, 4 - place)
        rest = (change.key for change in self.changes if change.section in DECIDING and change.key not in votes)
        self.trials.run([*sorted(votes, key=lambda key: (-votes[key], key)), *rest] if moves else ())
        return tuple(replace(move, because=self._because(move, related[_subject(move)])) for move in moves)

    def of_harm(self, move: HarmMove) -> HarmMove:
        """Return a move of a harm with its reasons: the harm itself, who bears the loss, the criteria."""
        idents = [move.harm, "criteria"]
        for side in (self.old, self.new):
            harm = side.model.harms.get(move.harm)
            if harm is not None and harm.borne_by is not None:
                idents.append(harm.borne_by)
        keys = dict.fromkeys(key for ident in idents for key in self._own(ident))
        found = tuple(self.because_of(key) for key in keys if self._by_key[key].section in DECIDING)
        return replace(move, because=found[:_MOST] or self.anything())

    def first(self, subject: str | None) -> Why | None:
        """Return the main reason why the category or required trust of *subject* moved."""
        return self._first.get(subject) if subject is not None else None

    def of_changes(self, idents: Iterable[str], sections: tuple[str, ...] = DECIDING) -> tuple[Why, ...]:
        """Return the changes of things called *idents*, and of what names them, as reasons."""
        keys = dict.fromkeys(key for ident in idents for key in self._touching.get(ident, ()))
        return tuple(self.because_of(key) for key in keys if self._by_key[key].section in sections)[:_MOST]

    def change(self, key: str) -> Change | None:
        """Return the change called *key*."""
        return self._by_key.get(key)

    def because_of(self, key: str, **verdict: bool | None) -> Why:
        """Return the change called *key* as a reason."""
        return Why("change", change_text(self._by_key[key]), key, **verdict)

    def anything(self) -> tuple[Why, ...]:
        """Return all changes together, the day among them, where nothing explains a move alone."""
        found = [
            Why("together", CODES["together"].fill(change=change_text(change)), change.key)
            for change in sorted(self.changes, key=lambda change: change.section not in DECIDING)
            if change.what != "renamed"
        ][:_MOST]
        return (*found, *self.day())

    def day(self) -> tuple[Why, ...]:
        """Return the day as a reason, where it is another one."""
        if self.old.day == self.new.day:
            return ()
        return (Why("day", CODES["day"].fill(old=self.old.day, new=self.new.day)),)

    def _because(self, move: Move, related: list[str]) -> tuple[Why, ...]:
        subject, found, untried = _subject(move), [], []
        others = (change.key for change in self.changes if change.key not in related)
        for key in (*related, *others):
            verdict = self.trials.verdict(key, subject, move.old, move.new)
            if verdict is None:
                if key in related:
                    untried.append(self.because_of(key))
                continue
            necessary, sufficient, influences = verdict
            if influences:
                found.append(self.because_of(key, necessary=necessary, sufficient=sufficient))
        found.sort(key=lambda why: (not (why.necessary and why.sufficient), not why.sufficient, not why.necessary))
        made = tuple((found or untried)[:_MOST]) or tuple(self.because_of(key) for key in related[:_MOST])
        made = made or self.anything()
        if made:
            self._first[subject] = made[0]
        return made

    def _related(self, move: Move) -> list[str]:
        """Return the keys of changes of what decides a move, nearest first."""
        near = dict.fromkeys(_deciding(move))
        keys = dict.fromkeys(key for ident in near for key in self._own(ident))
        keys.update(dict.fromkeys(key for ident in near for key in self._touching.get(ident, ())))
        for placement in self._placed.get(_subject(move), ()):
            idents = (*placement.harms, *(credit.barrier for credit in placement.credits))
            keys.update(dict.fromkeys(key for ident in idents for key in self._own(ident)))
        for harm in {axis for axis in near if axis in self.old.model.harms or axis in self.new.model.harms}:
            for side in (self.old, self.new):
                found = side.model.harms.get(harm)
                if found is not None and found.borne_by is not None:
                    keys.update(dict.fromkeys(self._own(found.borne_by)))
        keys.update(dict.fromkeys(self._own("criteria")))
        return [key for key in keys if self._by_key[key].section in DECIDING]

    def _own(self, ident: str) -> Iterator[str]:
        return (key for key in self._touching.get(ident, ()) if self._by_key[key].id == ident)


def _touching(changes: Iterable[Change], old: Model, new: Model) -> dict[str, list[str]]:
    """Map every id to the changes of the thing itself, then of things that name it."""
    own: dict[str, list[str]] = defaultdict(list)
    naming: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change.what == "renamed":
            continue
        subject = change.id.partition("/")[0] if change.section in ("measures", "confirmations") else change.id
        own[subject].append(change.key)
        for model in (old, new):
            thing = getattr(model, change.section, {}) if change.section in Model.model_fields else {}
            thing = thing.get(change.id) if isinstance(thing, dict) else None
            for _, ident in named(thing):
                if change.key not in naming[ident]:
                    naming[ident].append(change.key)
    return {ident: [*own[ident], *(k for k in naming[ident] if k not in own[ident])] for ident in {*own, *naming}}


def _subject(move: Move) -> str:
    return move.element if isinstance(move, CategoryMove) else move.subject


def _deciding(move: Move) -> Iterator[str]:
    """Yield what decides a move before and after, nearest first."""
    yield _subject(move)
    if isinstance(move, CategoryMove):
        axes = (move.new_human, move.old_human, move.new_economic, move.old_economic)
        for axis in axes:
            if axis.harm is not None:
                yield axis.harm
            yield from _way(axis.via)
        return
    for because in (move.new_because, move.old_because):
        if because is not None:
            yield from filter(None, (because.harm, because.element))
            yield from _way(because.via)


def _way(via: Iterable[Step]) -> Iterator[str]:
    for step in via:
        yield step.element
        if step.through is not None:
            yield step.through
