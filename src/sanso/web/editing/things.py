"""Rename a thing with every name of it, take one away with or without what names it, find a free id for a copy."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanso.model.base import ID_PATTERN
from sanso.model.diagnostics import InputRefused, Place, diagnose
from sanso.model.editing import Change, Drop
from sanso.model.editing.changes import ABSENT, same
from sanso.model.editing.emitting import key_text, scalar
from sanso.model.sources import Entry, Sources
from sanso.model.vocabulary import ConnectionRule
from sanso.web.editing.comparing import changes_between
from sanso.web.editing.mentions import Mention, entries_with_type, mentions, section_of, without

__all__ = ["Removal", "free_id", "is_id", "removal", "renamed"]

_ID = re.compile(ID_PATTERN)
Path = tuple[str | int, ...]


def is_id(text: str) -> bool:
    """Tell whether *text* can be an id."""
    return _ID.fullmatch(text) is not None


def free_id(sources: Sources, like: str) -> str:
    """Return an id near *like* that nothing has."""
    stem = re.sub(r"-\d+$", "", like)[:70]
    number = 2
    while section_of(sources, f"{stem}-{number}") is not None:
        number += 1
    return f"{stem}-{number}"


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking things away means: the changes, the entries that go altogether, those that name less."""

    changes: tuple[Change, ...]
    gone: tuple[Path, ...]
    changed: tuple[Path, ...]


def removal(sources: Sources, path: Path, rules: Mapping[str, ConnectionRule]) -> Removal:
    """Return what must happen so that the entry at *path* can go: whatever cannot be without it goes too.

    *rules* say what a connection of a kind needs.
    """
    gone_paths: dict[Path, None] = {path: None}
    gone = {str(path[1]): str(path[0])} if path[0] not in ("measures", "confirmations") else {}
    fresh = True
    values: dict[Path, tuple[Any, Any]] = {}
    while fresh:
        fresh = False
        for where, type_, raw in entries_with_type(sources):
            if where in gone_paths:
                continue
            left = _lacking(without(type_, raw, gone), where, rules)
            if left is ABSENT:
                gone_paths[where] = None
                values.pop(where, None)
                fresh = True
                if where[0] != "confirmations" and len(where) > 1:
                    gone[str(where[1])] = str(where[0])
            elif not same(left, raw):
                values[where] = (raw, left)
    answered: dict[Path, None] = {("measures", ident): None for ident in gone if ident in sources.keyed["measures"]}
    gone_paths.update(answered)
    changes: list[Change] = [Drop(where) for where in gone_paths]
    for where, (before, after) in values.items():
        changes += changes_between(where, before, after)
    return Removal(tuple(changes), tuple(gone_paths), tuple(values))


def _lacking(left: Any, where: Path, rules: Mapping[str, ConnectionRule]) -> Any:
    """Return ABSENT for a connection that lost what its kind needs."""
    if left is ABSENT or where[0] != "connections":
        return left
    rule = rules.get(str(left.get("kind")))
    return ABSENT if rule is not None and any(not left.get(key) for key in rule.needs) else left


def renamed(sources: Sources, contents: Mapping[str, bytes], ident: str, new: str) -> dict[str, bytes]:
    """Return the files in which *ident* and every name of it is *new*; every other byte stays.

    Raises:
        InputRefused: a name cannot be changed safely, because an alias repeats it.

    """
    section = section_of(sources, ident)
    own = Mention((str(section), ident), ident, (), key=True)
    spots: dict[str, list[tuple[Entry, Mention]]] = defaultdict(list)
    for mention in (own, *mentions(sources, ident)):
        for entry in _entries(sources, mention):
            spots[entry.file].append((entry, mention))
    made = dict(contents)
    for file, found in spots.items():
        lines = made[file].decode().split("\n")
        tokens: dict[tuple[int, int], bool] = {}
        for entry, mention in found:
            if entry.document is None:
                lines[entry.line - 1] = _row(lines[entry.line - 1], mention, ident, new)
            else:
                place = entry.place(_below(mention), key=mention.key)
                tokens[place.line - 1, place.column - 1] = mention.key
        for (line, column), key in sorted(tokens.items(), reverse=True):
            fresh = key_text(new, inside=True) if key else scalar(new, inside=True)
            lines[line] = _token(lines[line], column, ident, fresh, Place(file, line + 1, column + 1))
        made[file] = "\n".join(lines).encode()
    return made


def _entries(sources: Sources, mention: Mention) -> list[Entry]:
    head = mention.path[0]
    if head == "confirmations":
        return [sources.confirmations[int(mention.path[1])]]
    if head == "iotssf":
        return [sources.header["iotssf"]]
    entry = sources.keyed[str(head)][str(mention.path[1])]
    return list({id(part): part for part in entry.parts.values()}.values()) if entry.parts is not None else [entry]


def _below(mention: Mention) -> Path:
    return mention.path[1:] if mention.path[0] == "iotssf" else mention.path[2:]


def _token(line: str, column: int, old: str, fresh: str, place: Place) -> str:
    """Return *line* with the name that begins at *column* replaced."""
    for written in (old, f'"{old}"', f"'{old}'"):
        if line.startswith(written, column):
            return line[:column] + fresh + line[column + len(written) :]
    raise InputRefused([diagnose("edit-alias", place, old, spot=old)])


def _row(line: str, mention: Mention, old: str, new: str) -> str:
    """Return a row of a table with a name replaced."""
    row = json.loads(line)
    below = _below(mention)
    if not below:
        name = "of" if row.get("of") == old else "id"
        row[name] = new
        return json.dumps(row, ensure_ascii=False)
    held: Any = row
    for step in below[:-1]:
        held = held[step]
    if mention.key and isinstance(held, dict):
        replaced = {new if key == old else key: value for key, value in held.items()}
        held.clear()
        held.update(replaced)
    elif mention.key:
        held[held.index(old)] = new
    else:
        held[below[-1]] = new
    return json.dumps(row, ensure_ascii=False)
