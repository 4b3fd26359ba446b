"""Edit the files of a model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from sanso.model.diagnostics import InputRefused, Place, diagnose, printable
from sanso.model.editing.changes import CannotEdit, Change, Plan, applied, same
from sanso.model.editing.layout import Layout
from sanso.model.editing.nodes import Node, compose, value_of
from sanso.model.editing.routing import route
from sanso.model.editing.rows import edited_table
from sanso.model.editing.splicing import Splicer
from sanso.model.files import read_sources
from sanso.model.loading import paused_collection
from sanso.model.reading import Disk, Reader
from sanso.model.yaml_reader import UNWRITABLE, read_yaml

__all__ = ["edit"]


def edit(path: FilePath, changes: Iterable[Change], reader: Reader | None = None) -> dict[FilePath, bytes]:
    """Return the new bytes of the files that *changes* alter: the model file at *path* and what it includes.

    They are read from the disk unless another *reader* is given.

    Only what changes is written anew; every other byte stays. A new entry goes to the end of its section, in the
    file that holds most of the section, else in the first one. What is there already changes nothing, nor does a
    drop of what is not there. Nothing is written to disk.

    Raises:
        InputRefused: the files cannot be read, or a place cannot be changed safely: what an alias repeats, what lies
            below a single value.
        ValueError: a path is empty.
        TypeError: a value cannot stand in a model.

    """
    try:
        plan = Plan.of(changes)
    except CannotEdit as error:
        raise _refused(error, Place(printable(str(path)))) from error
    if not plan.below:
        return {}
    reader = reader if reader is not None else Disk()
    with paused_collection():
        sources = read_sources(path, reader)
        if sources.found.refused or not sources.usable:
            raise InputRefused(sources.found.all(sources.file))
        _check_signs(plan, sources.file)
        files = {printable(str(file)): file for file in sources.files}
        documents = _Documents(files, reader)
        routed = route(plan, sources, lambda file: documents.root(file).entries)
        made: dict[FilePath, bytes] = {}
        for shown, own in routed.documents.items():
            text = _edited(documents, shown, own)
            if text is not None:
                made[files[shown]] = text.encode()
        for shown, rows in routed.tables.items():
            raw = _raw(files[shown], reader)
            try:
                fresh = edited_table(raw, rows)
            except CannotEdit as error:
                raise _refused(error, Place(shown, error.at, 1)) from error
            if fresh != raw:
                made[files[shown]] = fresh
        return made


class _Documents:
    """The YAML files as nodes, composed when they are asked for."""

    def __init__(self, files: dict[str, FilePath], reader: Reader) -> None:
        self.files = files
        self.reader = reader
        self.composed: dict[str, tuple[str, Node, frozenset[str]]] = {}

    def of(self, shown: str) -> tuple[str, Node, frozenset[str]]:
        if shown not in self.composed:
            text = _raw(self.files[shown], self.reader).decode()
            self.composed[shown] = (text, *compose(text))
        return self.composed[shown]

    def root(self, shown: str) -> Node:
        return self.of(shown)[1]


def _raw(path: FilePath, reader: Reader) -> bytes:
    with reader.open(path) as stream:
        return stream.read()


def _edited(documents: _Documents, shown: str, plan: Plan) -> str | None:
    """Return the text of a file with *plan* carried out; None where nothing changes."""
    text, root, used = documents.of(shown)
    layout = Layout(text)
    try:
        Splicer(layout, used).below(root, plan)
    except CannotEdit as error:
        line = layout.source.count("\n", 0, error.at) + 1
        raise _refused(error, Place(shown, line, layout.column(error.at) + 1)) from error
    if not layout.changed:
        return None
    made = layout.text()
    _check_made(made, shown, applied(value_of(root), plan))
    return made


def _check_made(made: str, shown: str, wanted: Any) -> None:
    """Make sure that the new text says what was wanted, and nothing else.

    Raises:
        InputRefused: it does not.

    """
    value, found = read_yaml(made, shown)
    if not found and same(value, wanted):
        return
    raise InputRefused([*found, diagnose("edit-lost", Place(shown))])


def _check_signs(plan: Plan, file: str) -> None:
    """Refuse text that no file of a model can hold.

    Raises:
        InputRefused: there is such a sign.

    """
    pending: list[Any] = [plan]
    while pending:
        held = pending.pop()
        if isinstance(held, Plan):
            pending += [held.put, *held.below, *held.below.values()]
        elif isinstance(held, dict):
            pending += [*held, *held.values()]
        elif isinstance(held, list):
            pending += held
        elif isinstance(held, str) and (match := UNWRITABLE.search(held)):
            sign = f"U+{ord(match[0]):04X}"
            raise InputRefused([diagnose("control-character", Place(file), char=sign)])


def _refused(error: CannotEdit, place: Place) -> InputRefused:
    path = "/".join(map(str, error.path))
    return InputRefused([diagnose(error.code, place, path, spot=path)])
