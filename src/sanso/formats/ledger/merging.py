"""Bring a model up to date with a ledger: three ways, by single values.

The last import, the ledger of today and the model as it is now are compared value by value. What changed in the
ledger only is updated; what changed in the model only was done by hand and stays; where both changed, the value in
the model stays and the conflict is told. Nothing is deleted: what vanished from the ledger is told.

>>> before = {"components": {"r1": {"kind": "actuator", "site": "A"}}}
>>> now = {"components": {"r1": {"kind": "actuator", "site": "B"}}}
>>> merge(before, now, {"r1"}, {"components": {"r1": {"kind": "actuator", "site": "A", "country": "JP"}}}).changed
(Change(section='components', id='r1', field='site', before='A', after='B'),)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Change", "Merged", "Sections", "edits", "merge"]

Sections = Mapping[str, Mapping[str, Any]]
"""Raw entries by section and id."""

_Path = tuple[str, ...]
_SETS = ("exposure",)
_TEXTS = ("name", "description")
_SUGGESTED = ("name", "roles")
"""What a ledger only suggests for things that have no row in it."""
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Change:
    """A single value: *field* is its path inside the entry (``roles/owner``), empty for the whole entry.

    *before* and *after* are the values of the model and of the ledger; None where there is none.
    """

    section: str
    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import does to a model.

    *added* are whole entries, *changed* values that are written, *conflicts* values that both sides changed, *kept*
    values that were changed by hand, *vanished* the ids that the ledger no longer has, by section.
    """

    added: Mapping[str, Mapping[str, dict[str, Any]]]
    changed: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    kept: tuple[Change, ...]
    vanished: tuple[tuple[str, str], ...]

    @property
    def quiet(self) -> bool:
        """Whether nothing is to be written."""
        return not self.changed and not any(self.added.values())


def merge(
    before: Sections, now: Sections, rows: Collection[str], present: Sections, *, prefer_ledger: bool = False
) -> Merged:
    """Compare the last import *before*, the ledger *now* and the model at *present*.

    *rows* are ids that have a row in the ledger now. With *prefer_ledger* the ledger wins conflicts.
    """
    added: dict[str, dict[str, dict[str, Any]]] = {}
    sorts: dict[str, list[Change]] = {"changed": [], "conflict": [], "kept": []}
    for section, entries in now.items():
        known, own = before.get(section, {}), present.get(section, {})
        for ident, value in entries.items():
            if ident not in own:
                if ident in known:
                    sorts["kept"].append(Change(section, ident, "", None, value))
                else:
                    added.setdefault(section, {})[ident] = value
                continue
            if value == own[ident]:
                continue
            for sort, change in _compared(section, ident, known.get(ident, {}), value, own[ident], rows):
                wins = sort == "conflict" and prefer_ledger
                sorts["changed" if wins else sort].append(change)
    vanished = tuple(
        (section, ident)
        for section, entries in before.items()
        for ident in entries
        if ident not in now.get(section, {}) and ident in present.get(section, {}) and entries[ident].get("row")
    )
    return Merged(added, tuple(sorts["changed"]), tuple(sorts["conflict"]), tuple(sorts["kept"]), vanished)


def _compared(
    section: str, ident: str, before: Mapping[str, Any], now: Mapping[str, Any], own: Any, rows: Collection[str]
) -> Iterator[tuple[str, Change]]:
    mine_all = own if isinstance(own, dict) else {}
    alike = {key for key in {**before, **now} if now.get(key, _ABSENT) == mine_all.get(key, _ABSENT)}
    last, ledger, model = (dict(_leaves(value, leave=alike)) for value in (before, now, mine_all))
    for path in dict.fromkeys((*ledger, *last)):
        base, new, mine = (side.get(path, _ABSENT) for side in (last, ledger, model))
        if new == mine or path == ("row",):
            continue
        if new is _ABSENT and path[0] == "contains" and path[1] not in rows:
            continue
        if ident not in rows and path[0] in _SUGGESTED and (base is _ABSENT or base == new or new is _ABSENT):
            continue
        change = Change(section, ident, "/".join(path), _shown(mine), _shown(new))
        if base == mine:
            yield "changed", change
        elif base == new:
            yield "kept", change
        else:
            yield "conflict", change


def _leaves(value: Mapping[str, Any], above: _Path = (), *, leave: Collection[str] = ()) -> Iterator[tuple[_Path, Any]]:
    """Yield the single values of an entry, written alike however a file writes them; fields to *leave* out are not."""
    for key, inner in value.items():
        if key in leave:
            continue
        path = (*above, str(key))
        if not above and key in _SETS:
            yield from (((key, str(word)), True) for word in _listed(inner))
        elif not above and key == "contains" and not isinstance(inner, dict):
            yield from (((key, str(word)), 1) for word in _listed(inner))
        elif not above and key in _TEXTS:
            yield path, _text(inner)
        elif isinstance(inner, dict):
            yield from _leaves(inner, path)
        elif isinstance(inner, list):
            yield path, inner[0] if len(inner) == 1 else tuple(inner)
        elif inner is not None:
            yield path, inner


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []


def _text(value: Any) -> Any:
    """Return a text so that one string for both languages is the same as the pair of it."""
    if isinstance(value, dict):
        en, ja = value.get("en") or value.get("ja"), value.get("ja") or value.get("en")
        return en if en == ja else (en, ja)
    return value


def _shown(value: Any) -> Any:
    if value is _ABSENT:
        return None
    return list(value) if isinstance(value, tuple) else value


def edits(own: Mapping[str, Any], changes: Collection[Change], now: Mapping[str, Any]) -> list[tuple[_Path, Any]]:
    """Return the paths inside an entry that *changes* touch with their new values, None where one is dropped.

    *own* is the entry as the model has it, *now* as the ledger has it.
    """
    made: dict[_Path, Any] = {}
    for change in changes:
        key, _, rest = change.field.partition("/")
        if not rest:
            made[key,] = now.get(key)
        elif key in _SETS:
            members = set(made.get((key,), _listed(own.get(key))) or ())
            (members.add if change.after is not None else members.discard)(rest)
            made[key,] = sorted(members) or None
        elif key in own and not isinstance(own[key], dict):
            made[key,] = now.get(key)
        else:
            inner = now.get(key)
            made[key, rest] = inner.get(rest) if isinstance(inner, dict) else None
    return list(made.items())
