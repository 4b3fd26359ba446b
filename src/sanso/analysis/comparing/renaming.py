"""Which things only got another id: recognised where everything else is equal.

A thing that is gone and one that has come are the same if they say the same, are answered for in the same way and
are named by the same things; ids that changed themselves are compared by what they stand for, in rounds, as in
colour refinement. Where several could be meant, none is taken. A thing with a name need not be named by the same
others: its name and content are enough.

>>> old = Model(sanso=1, id="m", components={"a": {"kind": "sensor", "name": "GPS"}})
>>> new = Model(sanso=1, id="m", components={"b": {"kind": "sensor", "name": "GPS"}})
>>> find_renames(old, new)
{'a': 'b'}
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sanso.analysis.comparing.fields import plain
from sanso.analysis.comparing.naming import HEADINGS, exchanged, named
from sanso.model.process import NAMED_SECTIONS, Model

__all__ = ["find_renames", "rename"]

_ROUNDS = 6
_Entry = tuple[str, str]
"""Section and id."""


def find_renames(old: Model, new: Model) -> dict[str, str]:
    """Return old ids with the new id of the same thing."""
    gone, come = _only_in(old, new), _only_in(new, old)
    if not gone or not come:
        return {}
    before, after = _Coloured(old, new, gone), _Coloured(new, old, come)
    for _ in range(_ROUNDS):
        before.refine()
        after.refine()
    found = _matched(before.around, after.around)
    rest = _matched(
        {entry: colour for entry, colour in before.inside.items() if entry not in found and before.named(entry)},
        {entry: colour for entry, colour in after.inside.items() if entry not in found.values() and after.named(entry)},
    )
    return {one[1]: other[1] for one, other in sorted({**found, **rest}.items())}


def rename(model: Model, renames: Mapping[str, str]) -> Model:
    """Return *model* with its ids renamed, wherever they stand."""
    fields = {name: getattr(model, name) for name in Model.model_fields if hasattr(model, name)}
    for section in NAMED_SECTIONS:
        fields[section] = {
            renames.get(ident, ident): exchanged(thing, renames) for ident, thing in fields[section].items()
        }
    for name in HEADINGS:
        fields[name] = exchanged(fields.get(name), renames)
    fields["measures"] = {renames.get(ident, ident): given for ident, given in model.measures.items()}
    fields["confirmations"] = tuple(exchanged(given, renames) for given in model.confirmations)
    return Model.model_construct(**fields)


def _only_in(one: Model, other: Model) -> set[_Entry]:
    return {
        (section, ident)
        for section in NAMED_SECTIONS
        for ident in getattr(one, section)
        if ident not in getattr(other, section) and other.thing(ident) is None
    }


def _matched(before: Mapping[_Entry, str], after: Mapping[_Entry, str]) -> dict[_Entry, _Entry]:
    """Pair what has a colour of its own on both sides."""
    one, other = _by_colour(before), _by_colour(after)
    return {
        members[0]: other[colour][0]
        for colour, members in one.items()
        if len(members) == 1 and len(other.get(colour, ())) == 1
    }


def _by_colour(colours: Mapping[_Entry, str]) -> dict[str, list[_Entry]]:
    found = defaultdict(list)
    for entry, colour in colours.items():
        found[colour].append(entry)
    return found


class _Coloured:
    """The things that one side alone has, each with a colour for what it says and one for who names it too."""

    def __init__(self, model: Model, other: Model, own: set[_Entry]) -> None:
        self._own = {entry[1]: entry for entry in own}
        self._things = {entry: getattr(model, entry[0])[entry[1]] for entry in own}
        self._stated: dict[str, list[Any]] = defaultdict(list)
        for ident, given in model.measures.items():
            if ident in self._own:
                self._stated[ident].extend((requirement, answer) for requirement, answer in given.items())
        for confirmation in model.confirmations:
            if confirmation.subject in self._own:
                self._stated[confirmation.subject].append(("", confirmation))
        self._mentions: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for referrer, thing in _differing(model, other):
            for path, ident in named(thing):
                if ident in self._own and ident != referrer:
                    self._mentions[ident].append((referrer, path))
        self.inside = {entry: entry[0] for entry in own}
        self.around = dict(self.inside)

    def named(self, entry: _Entry) -> bool:
        return self._things[entry].name is not None

    def refine(self) -> None:
        """Colour everything once more by what it says, with ids coloured as they were so far."""
        self.inside = {entry: self._said(entry, self._colours(self.inside)) for entry in self._things}
        around = self._colours(self.around)
        self.around = {
            entry: _digest(
                [
                    self._said(entry, around),
                    sorted([around.get(who, who), path] for who, path in self._mentions[entry[1]]),
                ]
            )
            for entry in self._things
        }

    def _colours(self, colours: Mapping[_Entry, str]) -> dict[str, str]:
        return {ident: f"\0{colours[entry]}" for ident, entry in self._own.items()}

    def _said(self, entry: _Entry, ids: Mapping[str, str]) -> str:
        stated = sorted(_digest([key, _plain(given, ids)]) for key, given in self._stated[entry[1]])
        return _digest([entry[0], _plain(self._things[entry], ids), stated])


def _plain(thing: Any, ids: Mapping[str, str]) -> Any:
    return _unordered(plain(exchanged(thing, ids)))


def _unordered(value: Any) -> Any:
    """Return *value* with its lists sorted: their order says nothing."""
    if isinstance(value, dict):
        return {key: _unordered(inner) for key, inner in value.items()}
    return sorted(map(_unordered, value), key=_digest) if isinstance(value, list) else value


def _differing(model: Model, other: Model) -> Iterator[tuple[str, Any]]:
    """Yield every thing that is not the same on the other side: only those can name what only one side has."""
    for section in NAMED_SECTIONS:
        theirs = getattr(other, section)
        for ident, thing in getattr(model, section).items():
            if theirs.get(ident) != thing:
                yield ident, thing


def _digest(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
