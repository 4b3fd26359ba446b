"""What an import writes: a new model, or the files of a model that is there, changed where the ledger changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sanso.formats.ledger.batch import slug
from sanso.formats.ledger.merging import Change, Merged, edits, merge
from sanso.formats.ledger.present import Present
from sanso.formats.ledger.reading import LedgerRead
from sanso.formats.ledger.writing import MOST_YAML, flow, model_text, table_lines
from sanso.model.process import NAMED_SECTIONS
from sanso.model.text import Language
from sanso.model.yaml_reader import Mapped, read_yaml

__all__ = ["merged_with", "new_files", "retired", "updated_files", "with_include"]

Entries = Mapping[str, Mapping[str, dict[str, Any]]]
_FEW = 1_000
"""A section with more new entries goes into a table where the whole is large."""


@dataclass(frozen=True, slots=True)
class _Split:
    """Entries for the YAML file, and for a table."""

    text: dict[str, dict[str, dict[str, Any]]]
    table: dict[str, dict[str, dict[str, Any]]]


def merged_with(read: LedgerRead, before: Mapping[str, Mapping[str, Any]], present: Present, *, prefer: bool) -> Merged:
    """Compare the last import, the ledger and the model."""
    return merge(before, read.entries, read.rows, present.sections, prefer_ledger=prefer)


def retired(merged: Merged, present: Present, day: dt.date) -> Merged:
    """Return *merged* with an end on *day* for what vanished, unless it has one."""
    ends = []
    for section, ident in merged.vanished:
        value = present.value(section, ident)
        valid = value.get("valid") if isinstance(value, dict) else None
        if not (isinstance(valid, dict) and valid.get("to")):
            ends.append(Change(section, ident, "valid/to", None, day.isoformat()))
    return replace(merged, changed=(*merged.changed, *ends))


def _split(entries: Entries) -> _Split:
    if sum(map(len, entries.values())) <= MOST_YAML:
        return _Split({section: dict(own) for section, own in entries.items()}, {})
    text: dict[str, dict[str, dict[str, Any]]] = {}
    table: dict[str, dict[str, dict[str, Any]]] = {}
    for section, own in entries.items():
        (table if len(own) > _FEW else text)[section] = dict(own)
    return _Split(text, table)


def new_files(into: Path, read: LedgerRead, *, ledger: Path, lang: Language, own: str) -> dict[Path, bytes]:
    """Return the files of a new model at *into*."""
    split = _split(read.entries)
    files: dict[Path, bytes] = {}
    include = []
    if split.table:
        table = _table_path(into, ledger)
        include.append(table.relative_to(into.parent).as_posix())
        files[table] = b"".join(table_lines(split.table))
    ident = slug(into.stem) or "model"
    text = model_text(ident, into.stem, split.text, ledger=ledger.name, lang=lang, own=own, include=include)
    files[into] = text.encode()
    return files


def updated_files(into: Path, merged: Merged, read: LedgerRead, present: Present, ledger: Path) -> dict[Path, bytes]:
    """Return the files of the model at *into* that change, with their new bytes.

    Raises:
        InputRefused: a file cannot be changed in place.

    """
    from sanso.model.editing import Drop, Put, edit

    changes: list[Put | Drop] = []
    for (section, ident), own_changes in _grouped(merged.changed).items():
        own = present.value(section, ident)
        now = _now(read, section, ident, own_changes)
        for path, value in edits(own if isinstance(own, dict) else {}, own_changes, now):
            whole = (section, ident, *path)
            changes.append(Drop(whole) if value is None else Put(whole, value))
    split = _split(merged.added)
    for section in NAMED_SECTIONS:
        changes += [Put((section, ident), value) for ident, value in split.text.get(section, {}).items()]
    files: dict[Path, bytes] = dict(edit(into, changes))
    if split.table:
        lines = b"".join(table_lines(split.table))
        if into.suffix.lower() in (".jsonl", ".ndjson"):
            files[into] = _ended(files.get(into) or into.read_bytes()) + lines
        else:
            table = _table_path(into, ledger)
            known = next((path for path in present.files if path.resolve() == table.resolve()), None)
            if known is not None:
                files[known] = _ended(files.get(known) or known.read_bytes()) + lines
            else:
                files[table] = lines
                text = (files.get(into) or into.read_bytes()).decode()
                files[into] = with_include(text, table.relative_to(into.parent).as_posix()).encode()
    return files


def _now(read: LedgerRead, section: str, ident: str, changes: list[Change]) -> dict[str, Any]:
    """Return what the ledger says of an entry; ends that were set for what vanished are part of it."""
    now = dict(read.entries.get(section, {}).get(ident, {}))
    for change in changes:
        if change.field == "valid/to" and "to" not in now.get("valid", {}):
            now["valid"] = {**now.get("valid", {}), "to": change.after}
    return now


def _grouped(changes: tuple[Change, ...]) -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.section, change.id), []).append(change)
    return found


def _table_path(into: Path, ledger: Path) -> Path:
    return into.parent / "parts" / f"{slug(into.stem) or 'model'}-{slug(ledger.stem) or 'ledger'}.jsonl"


def _ended(raw: bytes) -> bytes:
    return raw if raw.endswith(b"\n") or not raw else raw + b"\n"


def with_include(text: str, name: str) -> str:
    r"""Return the text of a YAML model that includes the file *name* too; everything else stays as it is.

    >>> with_include("sanso: 1\nid: m  # mine\n", "parts/a.jsonl")
    'sanso: 1\nid: m  # mine\ninclude: [parts/a.jsonl]\n'
    >>> with_include("sanso: 1\ninclude:\n  - b.yaml\nid: m\n", "a.jsonl")
    'sanso: 1\ninclude:\n  - a.jsonl\n  - b.yaml\nid: m\n'
    """
    document, _ = read_yaml(text, "")
    if not isinstance(document, Mapped):
        return text
    lines = text.splitlines(keepends=True)
    if "include" not in document:
        row = document.values_at["id" if "id" in document else "sanso"][0]
        before = lines[:row]
        if not before[-1].endswith("\n"):
            before[-1] += "\n"
        return "".join([*before, f"include: [{flow(name)}]\n", *lines[row:]])
    row, column = document.values_at["include"]
    line = lines[row - 1]
    start, rest = line[: column - 1], line[column - 1 :]
    if rest.startswith("["):
        lines[row - 1] = f"{start}[{flow(name)}, {rest[1:].lstrip()}"
    elif isinstance(document["include"], list):
        lines.insert(row - 1, f"{line[: len(line) - len(line.lstrip())]}- {flow(name)}\n")
    else:
        single = flow(document["include"])
        lines[row - 1] = f"{start}[{flow(name)}, {single}]\n"
    return "".join(lines)
