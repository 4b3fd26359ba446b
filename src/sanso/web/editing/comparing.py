"""What differs between two values or two models, as changes and as the spots that they touch.

>>> changes_between(("harms", "x"), {"human": "fatal", "loss": {"low": "1 JPY"}}, {"human": "serious", "loss": {}})
[Put(path=('harms', 'x', 'human'), value='serious'), Drop(path=('harms', 'x', 'loss', 'low'))]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sanso.model.editing import Change, Drop, Put
from sanso.model.editing.changes import ABSENT, same
from sanso.model.process import NAMED_SECTIONS
from sanso.model.sources import HEADER_KEYS
from sanso.workspace.versions import Place, Places

if TYPE_CHECKING:
    from sanso.verbs.state import State

__all__ = ["changes_between", "places_between"]

Path = tuple[str | int, ...]


def changes_between(path: Path, before: Any, after: Any) -> list[Change]:
    """Return the smallest changes that make *after* of *before* at *path*; ABSENT on either side is nothing there."""
    if after is ABSENT:
        return [] if before is ABSENT else [Drop(path)]
    if before is ABSENT:
        return [Put(path, after)]
    if same(before, after):
        return []
    if isinstance(before, dict) and isinstance(after, dict) and before:
        return [
            change
            for key in dict.fromkeys((*before, *after))
            for change in changes_between((*path, key), before.get(key, ABSENT), after.get(key, ABSENT))
        ]
    if isinstance(before, list) and isinstance(after, list) and before and after:
        return _list_changes(path, before, after)
    return [Put(path, after)]


def _list_changes(path: Path, before: list[Any], after: list[Any]) -> list[Change]:
    """Return what takes items out, changes them in their place and adds at the end; the whole list where that fails."""
    made: list[Change] = []
    old, new = ([json.dumps(item, ensure_ascii=False) for item in items] for items in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(b - a, d - c)
        for n in range(both):
            made += changes_between((*path, a + n), before[a + n], after[c + n])
        made += [Drop((*path, index)) for index in range(a + both, b)]
        if c + both < d:
            if b < len(before):
                return [Put(path, after)]
            made += [Put((*path, len(before) + n), item) for n, item in enumerate(after[c + both : d])]
    return made


def places_between(before: State, after: State) -> Places:
    """Return the entries that differ between two states; none, which stands for everything, where one has errors."""
    if before.model is None or after.model is None:
        return ()
    return tuple(_places(before.model, after.model))


def _places(before: Any, after: Any) -> Iterator[Place]:
    for key in HEADER_KEYS:
        if getattr(before, key) != getattr(after, key):
            yield (key,)
    if before.confirmations != after.confirmations:
        yield ("confirmations",)
    for section in (*NAMED_SECTIONS, "measures"):
        old, new = getattr(before, section), getattr(after, section)
        if old is new:
            continue
        for ident in dict.fromkeys((*old, *new)):
            one, other = old.get(ident), new.get(ident)
            if one is not other and one != other:
                yield (section, ident)
