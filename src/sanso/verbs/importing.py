"""Import a ledger: preview what it says, write a new model, or bring a model up to date with it."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sanso.model.diagnostics import Diagnostic, InputRefused, Place, has_errors, printable
from sanso.verbs.writing import make_folder, write_whole

if TYPE_CHECKING:
    from sanso.formats.ledger.header import Column
    from sanso.formats.ledger.mapping import LedgerMapping
    from sanso.formats.ledger.memory import Memory
    from sanso.formats.ledger.merging import Change, Merged
    from sanso.formats.ledger.present import Present
    from sanso.formats.ledger.reading import LedgerRead
    from sanso.formats.ledger.vocabulary import LedgerKind
    from sanso.model.text import Language

__all__ = [
    "IMPORT_FORMAT",
    "ImportReport",
    "ImportedColumn",
    "ImportedEntry",
    "ImportedValue",
    "import_ledger",
    "ledger_samples",
]

IMPORT_FORMAT: Literal["sanso-import/1"] = "sanso-import/1"
_SAMPLE = 5
_MOST_CHECKED = 50_000
"""A model with more entries is not loaded once more before it is written: that would take more than three seconds."""


@dataclass(frozen=True, slots=True)
class ImportedColumn:
    """A column of the ledger: its letters, heading and field, and how the field was found.

    *sure*: ``exact`` the heading says so, ``part`` it holds a word, ``kept`` the mapping says so, ``none`` not at all.
    """

    column: str
    heading: str
    field: str
    sure: Literal["exact", "part", "kept", "none"]


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """An entry of the model; *row* is its row in the ledger, 0 where it is only named there."""

    section: str
    id: str
    row: int
    value: Any = None


@dataclass(frozen=True, slots=True)
class ImportedValue:
    """A value that ledger and model differ in: *field* inside the entry, *model* and *ledger* say what each holds."""

    section: str
    id: str
    field: str
    model: Any
    ledger: Any


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did.

    *added* are entries that the model did not have, *changed* values that were brought up to date, *conflicts* values
    that both sides changed (the model's stays), *kept* values that were changed by hand and stay, *vanished* entries
    whose row is gone. *applied* tells whether *written* holds the files that were written, *checked* whether the model
    was loaded and found sound before that; very large ones are not.
    """

    format: Literal["sanso-import/1"]
    file: str
    sheet: str
    encoding: str
    kind: Literal["assets", "suppliers", "network"]
    header_rows: tuple[int, int]
    rows: int
    columns: tuple[ImportedColumn, ...]
    counts: Mapping[str, int]
    sample: tuple[ImportedEntry, ...]
    faults: tuple[Diagnostic, ...]
    into: str | None
    new_model: bool
    mapping_file: str | None
    added: tuple[ImportedEntry, ...]
    changed: tuple[ImportedValue, ...]
    conflicts: tuple[ImportedValue, ...]
    kept: tuple[ImportedValue, ...]
    vanished: tuple[ImportedEntry, ...]
    applied: bool = False
    written: tuple[str, ...] = ()
    checked: bool = False

    @property
    def refused(self) -> bool:
        """Whether rows are faulty, so that nothing is written unless they are left out on purpose."""
        return has_errors(self.faults)


def import_ledger(
    file: Path | str,
    into: Path | str | None = None,
    *,
    kind: LedgerKind | None = None,
    sheet: str | None = None,
    mapping: Path | str | None = None,
    own: str | None = None,
    apply: bool = False,
    skip_faults: bool = False,
    prefer_ledger: bool = False,
    retire: dt.date | None = None,
    lang: Language = "en",
) -> ImportReport:
    """Read the ledger in *file* and compare it with the model *into*; write only where *apply* says so.

    *own* is the id of the organization that keeps the ledger. *prefer_ledger* lets the ledger win conflicts, *retire*
    ends what vanished on that day. With faulty rows nothing is written unless *skip_faults* leaves them out.

    Raises:
        InputRefused: ledger, mapping or model cannot be read, or the model would not be sound afterwards.
        OSError: a file cannot be written.

    """
    from sanso.model.loading import paused_collection

    ledger, target = Path(file), Path(into) if into is not None else None
    with paused_collection():
        plan = _plan(ledger, target, _Wishes(kind, sheet, mapping, own, prefer_ledger, retire))
        report = plan.report
        if mapping is not None and not Path(mapping).exists() and not apply:
            write_whole(Path(mapping), _mapping_bytes(plan, lang))
            report = replace(report, written=(str(mapping),))
        if not apply or target is None or (report.refused and not skip_faults):
            return report
        files = {path: content for path, content in _files(plan, target, lang).items() if _differs(path, content)}
        models = {path: content for path, content in files.items() if path not in _memory_files(plan)}
        checked = bool(models) and _check(plan, target, models)
        for path in [*models, *(path for path in files if path not in models)]:
            make_folder(path.parent)
            write_whole(path, files[path])
    return replace(report, applied=True, written=tuple(str(path) for path in files), checked=checked or not models)


def ledger_samples(folder: Path | str, lang: Language = "en") -> tuple[Path, ...]:
    """Write the sample ledgers of *lang* into *folder* and return them in the order in which to import them.

    Raises:
        FileExistsError: one of the files is there already.
        OSError: the folder cannot be written.

    """
    import errno

    from sanso.examples import ledgers

    target = Path(folder)
    contents = ledgers.files(lang)
    for name in contents:
        if os.path.lexists(target / name):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target / name))
    make_folder(target)
    for name, content in contents.items():
        write_whole(target / name, content)
    return tuple(target / name for name in contents)


@dataclass(frozen=True, slots=True)
class _Wishes:
    kind: LedgerKind | None
    sheet: str | None
    mapping: Path | str | None
    own: str | None
    prefer_ledger: bool
    retire: dt.date | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything that was read and compared."""

    ledger: Path
    read: LedgerRead
    present: Present
    memory: Memory | None
    merged: Merged
    own: str
    kept: LedgerMapping
    report: ImportReport
    new_model: bool


def _plan(ledger: Path, into: Path | None, wishes: _Wishes) -> _Plan:
    from sanso.catalogue import load_catalogue
    from sanso.formats.ledger.batch import Own
    from sanso.formats.ledger.mapping import LedgerMapping, read_mapping
    from sanso.formats.ledger.memory import find_memory
    from sanso.formats.ledger.present import Present
    from sanso.formats.ledger.reading import Question, find_ledger, read_ledger
    from sanso.formats.ledger.updating import merged_with, retired
    from sanso.formats.tables import open_tables
    from sanso.formats.tables.values import folded

    given = read_mapping(Path(wishes.mapping)) if wishes.mapping is not None and Path(wishes.mapping).exists() else None
    opened = open_tables(ledger)
    question = Question(wishes.sheet, wishes.kind, given, rules=load_catalogue().vocabulary().connections)
    table, header = find_ledger(opened, question)
    memory = None
    if into is not None:
        heads = frozenset(folded(column.heading) for column in header.columns)
        memory = find_memory(into, ledger, header.kind, heads)
    mapping = given or (memory.mapping if memory is not None else None)
    exists = into is not None and into.exists()
    present = Present.read(into) if into is not None and exists else Present()
    own = wishes.own or (mapping.own if mapping is not None else None) or "own"
    question = replace(question, sheet=table.name or None, kind=header.kind, mapping=mapping, own=Own(own))
    read = read_ledger(opened, question, present)
    merged = merged_with(read, memory.values if memory else {}, present, prefer=wishes.prefer_ledger)
    if wishes.retire is not None:
        merged = retired(merged, present, wishes.retire)
    kept = LedgerMapping.of(read.header, ledger=ledger.name, sheet=read.table.name, own=own, before=mapping)
    report = _report(opened, ledger, read, merged, into, memory, new_model=into is not None and not exists)
    return _Plan(ledger, read, present, memory, merged, own, kept, report, not exists)


def _report(
    opened: Any,
    ledger: Path,
    read: LedgerRead,
    merged: Merged,
    into: Path | None,
    memory: Memory | None,
    *,
    new_model: bool,
) -> ImportReport:
    rows = read.rows
    first = sorted(rows, key=lambda ident: rows[ident])[:_SAMPLE]
    home = {ident: section for section, entries in read.entries.items() for ident in first if ident in entries}
    return ImportReport(
        format=IMPORT_FORMAT,
        file=printable(str(ledger)),
        sheet=read.table.name,
        encoding=opened.encoding,
        kind=read.header.kind,
        header_rows=(read.header.top, read.header.bottom),
        rows=read.count,
        columns=tuple(_column(column) for column in read.header.columns),
        counts={section: len(entries) for section, entries in sorted(read.entries.items()) if entries},
        sample=tuple(
            ImportedEntry(home[ident], ident, rows[ident], read.entries[home[ident]][ident])
            for ident in first
            if ident in home
        ),
        faults=read.faults,
        into=printable(str(into)) if into is not None else None,
        new_model=new_model,
        mapping_file=printable(str(memory.mapping_file)) if memory is not None else None,
        added=tuple(
            ImportedEntry(section, ident, rows.get(ident, 0)) for section, own in merged.added.items() for ident in own
        ),
        changed=_values(merged.changed),
        conflicts=_values(merged.conflicts),
        kept=_values(merged.kept),
        vanished=tuple(ImportedEntry(section, ident, 0) for section, ident in merged.vanished),
    )


def _column(column: Column) -> ImportedColumn:
    return ImportedColumn(column.letters, printable(column.heading), column.field, column.sure)


def _values(changes: Collection[Change]) -> tuple[ImportedValue, ...]:
    return tuple(ImportedValue(c.section, c.id, c.field, c.before, c.after) for c in changes)


def _memory_files(plan: _Plan) -> tuple[Path, ...]:
    return (plan.memory.mapping_file, plan.memory.values_file) if plan.memory is not None else ()


def _mapping_bytes(plan: _Plan, lang: Language) -> bytes:
    from sanso.formats.ledger.memory import mapping_text

    return mapping_text(plan.kept, lang).encode()


def _files(plan: _Plan, into: Path, lang: Language) -> dict[Path, bytes]:
    """Return every file that the import writes, the model's first."""
    from sanso.formats.ledger.memory import memory_lines
    from sanso.formats.ledger.updating import new_files, updated_files

    if plan.new_model:
        files = new_files(into, plan.read, ledger=plan.ledger, lang=lang, own=plan.own)
    elif plan.merged.quiet:
        files = {}
    else:
        files = updated_files(into, plan.merged, plan.read, plan.present, plan.ledger)
    if plan.memory is not None:
        files[plan.memory.mapping_file] = _mapping_bytes(plan, lang)
        lines = memory_lines(plan.read.entries, plan.read.rows, plan.memory.values, plan.merged.vanished)
        files[plan.memory.values_file] = b"".join(lines)
    return files


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size != len(content) or path.read_bytes() != content
    except OSError:
        return True


def _check(plan: _Plan, into: Path, files: Mapping[Path, bytes]) -> bool:
    """Load the model as it is going to be, aside, before anything is written; return False where it is too large.

    Raises:
        InputRefused: it would have errors.

    """
    from sanso.catalogue import load_catalogue
    from sanso.model.loading import load

    size = sum(map(len, plan.merged.added.values())) + sum(map(len, plan.present.sections.values()))
    if size > _MOST_CHECKED:
        return False
    root = into.resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder).resolve()
        contents = {path.resolve(): path.read_bytes() for path in plan.present.files if path.exists()}
        contents.update({path.resolve(): content for path, content in files.items()})
        for path, content in contents.items():
            copy = aside / path.relative_to(root)
            make_folder(copy.parent)
            copy.write_bytes(content)
        loaded = load(aside / into.resolve().relative_to(root), load_catalogue().vocabulary())
        if has_errors(loaded.diagnostics):
            shown = [_moved(finding, aside, into.parent) for finding in loaded.diagnostics]
            raise InputRefused([finding for finding in shown if finding.severity == "error"])
    return True


def _moved(finding: Diagnostic, aside: Path, home: Path) -> Diagnostic:
    file = finding.place.file.removeprefix(f"{aside}{os.sep}")
    place = Place(printable(str(home / file)), finding.place.line, finding.place.column)
    return replace(finding, place=place)
