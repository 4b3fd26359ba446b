"""How two models differ: things, answers and confirmations that were added, removed or changed, field by field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sanso.analysis.comparing.fields import differing, plain
from sanso.analysis.comparing.naming import HEADINGS
from sanso.analysis.comparing.result import By, Change, What
from sanso.analysis.comparing.sides import Side
from sanso.model.answers import Confirmation
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.text import Text

__all__ = ["HEAD", "SECTIONS", "model_changes"]

HEAD = "model"
"""The section of what stands at the head of a model: name, sectors, criteria …"""

SECTIONS = ("harms", *(name for name in NAMED_SECTIONS if name != "harms"), "measures", "confirmations", HEAD)
"""In the order in which changes are shown."""

_Stated = dict[str, Any]
"""What two sides are compared by: one entry per key inside a section."""


def model_changes(old: Side, new: Side, renames: Mapping[str, str]) -> tuple[Change, ...]:
    """Return every difference of the models of the day; the ids of *old* are already those of *new*."""
    back = {after: before for before, after in renames.items()}
    found = [change for section in SECTIONS for change in _section(section, old, new, back)]
    for after, before in back.items():
        section = next(name for name in NAMED_SECTIONS if after in getattr(new.whole, name))
        if after in getattr(new.model, section) or after in getattr(old.model, section):
            key = f"{section}/{after}"
            found.append(Change(key, section, after, "renamed", "edit", new.whole.label(after), (), before))
    return tuple(sorted(found, key=lambda c: (SECTIONS.index(c.section), _ORDER[c.what], c.id)))


_ORDER: Mapping[What, int] = {"added": 0, "removed": 1, "changed": 2, "renamed": 3}


def _section(section: str, old: Side, new: Side, back: Mapping[str, str]) -> Iterator[Change]:
    before, after = _entries(section, old.model), _entries(section, new.model)
    keys = [*after, *(key for key in before if key not in after)]
    different = [key for key in keys if before.get(key) != after.get(key)]
    if not different:
        return
    written = (_entries(section, old.whole), _entries(section, new.whole))
    if section == "confirmations":
        different, before, after = _paired(before, after)
    for key in different:
        one, other = before.get(key), after.get(key)
        what: What = "changed" if one is not None and other is not None else "removed" if other is None else "added"
        fields = differing(plain(one), plain(other), back) if what == "changed" else ()
        if what == "changed" and not fields:
            continue
        subject = key.partition("/")[0]
        name = Text.of(key) if section == HEAD else _label(subject, old, new)
        by = _by(section, key, subject, written, old, new)
        yield Change(f"{section}/{key}", section, key, what, by, name, fields)


def _entries(section: str, model: Model) -> _Stated:
    if section == "measures":
        return {f"{who}/{which}": given for who, answers in model.measures.items() for which, given in answers.items()}
    if section == "confirmations":
        return _confirmations(model.confirmations)
    if section == HEAD:
        return {name: getattr(model, name, None) for name in HEADINGS}
    return dict(getattr(model, section))


def _confirmations(given: tuple[Confirmation, ...]) -> _Stated:
    """Key confirmations by what they are about; several of one kind are told apart by their content."""
    groups: dict[str, list[tuple[str, Confirmation]]] = defaultdict(list)
    for one in given:
        said = json.dumps(plain(one), ensure_ascii=False, sort_keys=True)
        about = one.of or one.kind or (str(one.procedure) if one.procedure is not None else "")
        groups["/".join(filter(None, (one.subject, one.perspective, about)))].append((said, one))
    return {
        key if number == 1 else f"{key}/{number}": one
        for key, members in groups.items()
        for number, (_, one) in enumerate(sorted(members, key=lambda member: member[0]), 1)
    }


def _paired(before: _Stated, after: _Stated) -> tuple[list[str], _Stated, _Stated]:
    """Pair confirmations of one kind that differ least, equal ones first; return what is left to tell."""
    pool_old, pool_new = _by_kind(before), _by_kind(after)
    ones: _Stated = {}
    others: _Stated = {}
    for kind in sorted(pool_old.keys() | pool_new.keys()):
        left, right = pool_old.get(kind, []), pool_new.get(kind, [])
        same = [one for one in left if one in right]
        for one in same:
            if one in right:
                left.remove(one)
                right.remove(one)
        number = 0
        while left or right:
            number += 1
            key = kind if number == 1 else f"{kind}/{number}"
            pair = min(((a, b) for a in left for b in right), key=_distance, default=None)
            one, other = pair if pair is not None else (left[0] if left else None, None if left else right[0])
            if one is not None:
                ones[key] = one
                left.remove(one)
            if other is not None:
                others[key] = other
                right.remove(other)
    return [*others, *(key for key in ones if key not in others)], ones, others


def _by_kind(given: _Stated) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for key, one in given.items():
        stem, _, number = key.rpartition("/")
        found[stem if number.isdecimal() and stem in given else key].append(one)
    return found


def _distance(pair: tuple[Any, Any]) -> tuple[int, str, str]:
    """How many fields differ; ties are broken in the same way from both sides."""
    said = sorted(json.dumps(plain(one), ensure_ascii=False, sort_keys=True) for one in pair)
    return len(differing(plain(pair[0]), plain(pair[1]), {})), said[0], said[1]


def _label(ident: str, old: Side, new: Side) -> Text:
    return next((s.whole.label(ident) for s in (new, old) if s.whole.thing(ident) is not None), Text.of(ident))


def _by(section: str, key: str, subject: str, written: tuple[_Stated, _Stated], old: Side, new: Side) -> By:
    """Tell whether the thing is written differently, or only the day or the choice makes the difference."""
    one, other = written[0].get(key), written[1].get(key)
    if section == "confirmations":
        one, other = (sorted(map(repr, _about(subject, side.whole))) for side in (old, new))
    if one != other or (one is None and section != HEAD):
        return "edit"
    if old.day == new.day:
        return "choice"
    if old.chosen == new.chosen:
        return "day"
    links = new.whole.connections
    alternatives = {other for link in links.values() for other in link.alternatives}
    choosing = {ident for ident, link in links.items() if set(link.alternatives) & set(new.chosen + old.chosen)}
    return "choice" if subject in alternatives | choosing else "day"


def _about(subject: str, model: Model) -> Iterator[Confirmation]:
    return (given for given in model.confirmations if given.subject == subject)
