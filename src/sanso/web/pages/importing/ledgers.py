"""A ledger imported into the files of a model held in memory, by `sanso.verbs.import_ledger` in a folder of its own.

The folder is private, made for one request and removed with it; names of it never reach a page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sanso.formats.archive import Limits, column_number
from sanso.formats.ledger.batch import slug
from sanso.formats.ledger.header import ATTRIBUTE, IGNORE
from sanso.formats.ledger.mapping import KeptColumn, LedgerMapping, read_mapping
from sanso.formats.ledger.memory import mapping_text
from sanso.formats.ledger.vocabulary import LedgerKind, headings
from sanso.formats.opening import holds_answers
from sanso.formats.tables import Opened, Table, open_tables
from sanso.formats.tables.values import plain
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, printable
from sanso.model.elements import ComponentKind
from sanso.model.text import Language, Text
from sanso.verbs.importing import ImportReport, import_ledger
from sanso.web.uploading import file_name
from sanso.workspace.files import Files

__all__ = ["MOST_ROWS", "Imported", "Wishes", "answers_in", "import_into", "new_main"]

MOST_ROWS = 20_000
"""Rows that are imported in the browser; the command line takes more."""

_MOST_BYTES = 32 * 2**20
_EXAMPLE = 60
_LIMITS = Limits(file_bytes=_MOST_BYTES, unpacked_bytes=256 * 2**20, rows=MOST_ROWS + 100, cells=2_000_000)
_TOO_MANY = Text(
    en="This ledger is larger than the browser takes: up to {rows:,} rows and {size} MiB. Import it on the command "
    "line, into a model that keeps it as a table: sanso import FILE --into MODEL --apply",
    ja="この台帳はブラウザーで扱える大きさ({rows:,}行、{size} MiBまで)を超えています。コマンドラインで取り込むと、"
    "表としてモデルに保存されます: sanso import ファイル --into モデル --apply",
).fill(rows=MOST_ROWS, size=_MOST_BYTES // 2**20)
_TOO_LARGE = frozenset({"table-too-large", "import-too-large", "workbook-too-large"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a ledger is to be read: *columns* are pairs of heading and field, *words* kinds by words of one's own."""

    kind: LedgerKind | None = None
    sheet: str | None = None
    own: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    skip_faults: bool = False
    prefer_ledger: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found, the sheets there are, and the files afterwards; None where they would not be sound.

    *problems* say why not. *cells* are examples of what stands below each heading, *unknown* words for kinds that
    nothing is known of, with how often they stand there.
    """

    report: ImportReport
    sheets: tuple[str, ...]
    files: Files | None
    problems: tuple[Diagnostic, ...] = ()
    cells: tuple[str, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)


def answers_in(name: str, content: bytes) -> bool:
    """Tell whether a file is a requirement workbook that Sanso wrote."""
    with _folder() as folder:
        path = folder / "ledger" / file_name(name)
        path.write_bytes(content)
        return holds_answers(path)


def new_main(name: str) -> str:
    """Return the name of the model file that begins with the ledger called *name*.

    >>> new_main("資産台帳.xlsx"), new_main("—.csv")
    ('資産台帳.yaml', 'model.yaml')
    """
    return f"{slug(Path(file_name(name)).stem) or 'model'}.yaml"


def import_into(files: Files | None, name: str, content: bytes, wishes: Wishes, lang: Language) -> Imported:
    """Import the ledger *content*, called *name*, into *files*, or into a new model where there are none.

    Raises:
        InputRefused: ledger or model cannot be read, or the ledger is too large.

    """
    with _folder() as folder:
        ledger = folder / "ledger" / file_name(name)
        ledger.write_bytes(content)
        main = files.main if files is not None else new_main(name)
        model = folder / "model"
        for path, held in (files.contents if files is not None else {}).items():
            (model / path).parent.mkdir(parents=True, exist_ok=True)
            (model / path).write_bytes(held)
        into = model / main
        try:
            opened = _opened(ledger)
            mapping = _mapping(folder, into, wishes, lang)
            return _imported(_Task(folder, ledger, into, mapping, wishes, lang), opened)
        except InputRefused as refused:
            raise InputRefused(_told(refused.diagnostics, folder)) from None


@dataclass(frozen=True, slots=True)
class _Task:
    """One import: the folder that it works in, what into what, how."""

    folder: Path
    ledger: Path
    into: Path
    mapping: Path | None
    wishes: Wishes
    lang: Language

    def run(self, *, apply: bool) -> ImportReport:
        """Import, and write into the folder where *apply* says so; rows with faults are left out."""
        return import_ledger(
            self.ledger,
            self.into,
            kind=self.wishes.kind,
            sheet=self.wishes.sheet,
            mapping=self.mapping,
            own=self.wishes.own,
            apply=apply,
            skip_faults=True,
            prefer_ledger=self.wishes.prefer_ledger,
            lang=self.lang,
        )


def _imported(task: _Task, opened: Opened) -> Imported:
    problems: tuple[Diagnostic, ...] = ()
    try:
        report = task.run(apply=True)
    except InputRefused as refused:
        report = task.run(apply=False)
        problems = _told(refused.diagnostics, task.folder)
    table = opened.table(report.sheet or None)
    cells, unknown = _looked_at(table, report)
    report = replace(report, file=task.ledger.name, faults=_told(report.faults, task.folder))
    model = task.folder / "model"
    files = None if problems else Files(task.into.relative_to(model).as_posix(), _contents(model))
    sheets = tuple(one.name for one in opened.tables if one.visible and one.name)
    return Imported(report, sheets, files, problems, cells, unknown)


def _looked_at(table: Table, report: ImportReport) -> tuple[tuple[str, ...], Mapping[str, int]]:
    """Return an example cell for each column, and the words for kinds that are unknown."""
    spots: dict[int, list[int]] = {}
    for one in report.faults:
        if one.code == "kind-unknown":
            spots.setdefault(one.place.line, []).append(one.place.column)
    numbers = [column_number(column.column) for column in report.columns]
    examples: dict[int, str] = {}
    unknown: dict[str, int] = {}
    for row, record in enumerate(table, 1):
        if row <= report.header_rows[1]:
            continue
        for number in numbers:
            if number not in examples and number <= len(record) and (text := plain(record[number - 1])):
                examples[number] = printable(text, _EXAMPLE)
        for column in spots.get(row, ()):
            if column <= len(record) and (word := plain(record[column - 1])):
                unknown[word] = unknown.get(word, 0) + 1
    return tuple(examples.get(number, "") for number in numbers), unknown


def _contents(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _opened(ledger: Path) -> Opened:
    """Open a ledger within what the browser takes.

    Raises:
        InputRefused: it cannot be read, or is too large for the browser.

    """
    try:
        return open_tables(ledger, _LIMITS)
    except InputRefused as refused:
        raise InputRefused(
            replace(found, message=_TOO_MANY, hint=None) if found.code in _TOO_LARGE else found
            for found in refused.diagnostics
        ) from refused


def _mapping(folder: Path, into: Path, wishes: Wishes, lang: Language) -> Path | None:
    """Write what the columns are wished to mean, with the words that were kept before; None for no wish.

    Raises:
        InputRefused: a mapping that was kept cannot be read.

    """
    if not wishes.columns or wishes.kind is None:
        return None
    fields = {*headings()[wishes.kind][1], ATTRIBUTE, IGNORE}
    columns = tuple(
        KeptColumn(heading=heading, field=name if name in fields else ATTRIBUTE) for heading, name in wishes.columns
    )
    known = {*ComponentKind.__args__, "physical", "system"}  # type: ignore[attr-defined]
    words = {**_kept_words(into), **{word: kind for word, kind in wishes.words.items() if kind in known}}
    mapping = LedgerMapping.model_validate(
        {"kind": wishes.kind, "sheet": wishes.sheet or "", "own": wishes.own or "own", "kinds": words}
    ).model_copy(update={"columns": columns})
    path = folder / "mapping.yaml"
    path.write_text(mapping_text(mapping, lang), encoding="utf-8")
    return path


def _kept_words(into: Path) -> dict[str, str]:
    kept: dict[str, str] = {}
    for path in sorted(into.with_name(f"{into.stem}.import").glob("*.yaml")):
        kept.update(read_mapping(path).kinds)
    return kept


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sanso-import-") as held:
        folder = Path(held)
        (folder / "ledger").mkdir()
        (folder / "model").mkdir()
        yield folder


def _told(found: Iterable[Diagnostic], folder: Path) -> tuple[Diagnostic, ...]:
    """Return diagnostics that name the files as people know them."""
    starts = [
        f"{printable(str(root / inner))}/" for root in {folder, folder.resolve()} for inner in ("ledger", "model")
    ]

    def shortened(text: str) -> str:
        for start in starts:
            text = text.replace(start, "")
        return text

    def said(text: Text) -> Text:
        return Text(en=shortened(text.en), ja=shortened(text.ja))

    return tuple(
        replace(
            one,
            place=Place(shortened(one.place.file), one.place.line, one.place.column),
            message=said(one.message),
            hint=said(one.hint) if one.hint is not None else None,
        )
        for one in found
    )
