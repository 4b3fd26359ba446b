"""Edit the files of a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from sanso.model.diagnostics import InputRefused, Place, diagnose, printable
from sanso.model.editing.changes import ABSENT, CannotEdit, Change, Plan, applied, same
from sanso.model.editing.layout import Layout
from sanso.model.editing.lazy_nodes import lazily_composed
from sanso.model.editing.nodes import Node, compose, value_of
from sanso.model.editing.routing import route
from sanso.model.editing.rows import edited_table
from sanso.model.editing.splicing import Splicer
from sanso.model.files import read_sources
from sanso.model.lines import plainly_broken
from sanso.model.loading import paused_collection
from sanso.model.reading import Disk, Reader
from sanso.model.sources import Sources
from sanso.model.yaml_reader import UNWRITABLE, read_yaml

__all__ = ["edit", "edit_loaded", "says"]


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


def edit_loaded(
    sources: Sources, contents: Mapping[str, bytes], changes: Iterable[Change]
) -> tuple[dict[str, bytes], Plan] | None:
    """Return what `edit` does for *contents* that have been read as *sources*, and the plan that was carried out.

    Whether the new text says what was wanted is for the caller to check, by `says`. None where the files are not
    plainly laid out, or something cannot be changed this way: `edit` tells then.

    Raises:
        ValueError: a path is empty.
        TypeError: a value cannot stand in a model.

    """
    try:
        plan = Plan.of(changes)
        if not sources.clean or "include" in plan.below:
            return None
        _check_signs(plan, sources.file)
        lazy = _Lazy(sources, contents)
        routed = route(plan, sources, lambda file: lazy.root(file).entries)
        if routed.tables:
            return None
        with paused_collection():
            made = dict(_spliced(lazy, routed.documents))
    except (CannotEdit, InputRefused, _NotLaidOut):
        return None
    return made, plan


def _spliced(lazy: _Lazy, plans: Mapping[str, Plan]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that plans change, with their new bytes."""
    for shown, own in plans.items():
        layout = Layout(lazy.text(shown))
        Splicer(layout).below(lazy.root(shown), own)
        if layout.changed:
            yield shown, layout.text().encode()


def says(before: Sources, after: Sources, plan: Plan) -> bool:
    """Tell whether *after* says what *before* says with *plan* carried out, and nothing else."""
    partly: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for section, own in plan.below.items():
        if section == "confirmations":
            partly[section] = [entry.value for entry in before.confirmations]
            found[section] = [entry.value for entry in after.confirmations]
        elif section in before.keyed:
            names = (
                set(own.below)
                if own.put is ABSENT and not own.drop
                else {*before.keyed[section], *after.keyed[section]}
            )
            for sources, said in ((before, partly), (after, found)):
                entries = sources.keyed[section]
                said[section] = {name: entry.value for name, entry in entries.items() if name in names}
                if len(said[section]) < len(entries):
                    said[section][_OTHERS] = True
        else:
            for sources, said in ((before, partly), (after, found)):
                if section in sources.header:
                    said[str(section)] = sources.header[str(section)].value
    if not _untouched(before, after, plan):
        return False
    wanted = applied({k: v for k, v in partly.items() if v not in ({}, [])}, plan)
    return same({k: v for k, v in found.items() if v not in ({}, [])}, {} if wanted is ABSENT else wanted)


_OTHERS = "\0"
"""Stands for the entries of a section that are not touched."""


def _untouched(before: Sources, after: Sources, plan: Plan) -> bool:
    """Tell whether what *plan* does not name is what it was, in its order."""
    nothing = Plan()
    for section, old in before.keyed.items():
        own = plan.below.get(section, nothing)
        new = after.keyed[section]
        if own.put is not ABSENT or own.drop:
            continue
        if [name for name in old if name not in own.below] != [name for name in new if name not in own.below]:
            return False
        for name, entry in new.items():
            if name not in own.below and entry.value is not old[name].value and not same(entry.value, old[name].value):
                return False
    heads = (*(key for key in before.header if key not in plan.below),)
    if any(not same(before.header[key].value, after.header[key].value) for key in heads if key in after.header):
        return False
    return "confirmations" in plan.below or same(
        [entry.value for entry in before.confirmations], [entry.value for entry in after.confirmations]
    )


class _NotLaidOut(Exception):
    """A file has no outline."""


class _Lazy:
    """The YAML files as nodes that are composed where they are looked at."""

    def __init__(self, sources: Sources, contents: Mapping[str, bytes]) -> None:
        self.sources = sources
        self.contents = contents
        self.roots: dict[str, Node] = {}

    def text(self, shown: str) -> str:
        return self.contents[shown].decode()

    def root(self, shown: str) -> Node:
        if shown not in self.roots:
            outline, text = self.sources.outlines.get(shown), self.text(shown) if shown in self.contents else ""
            if outline is None or not outline.parts or not plainly_broken(text):
                raise _NotLaidOut
            self.roots[shown] = lazily_composed(text, outline)
        return self.roots[shown]


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
