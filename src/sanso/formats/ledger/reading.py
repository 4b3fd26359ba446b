r"""Read a ledger: find its header, apply a kept mapping, turn its rows into entries of a model.

>>> import pathlib, tempfile
>>> from sanso.formats.tables import open_tables
>>> with tempfile.TemporaryDirectory() as folder:
...     path = pathlib.Path(folder, "ledger.csv")
...     _ = path.write_text("資産番号,名称,種別,数量\nR-1,搬送,ロボット,２台\n", encoding="utf-8")
...     read = read_ledger(open_tables(path), Question())
>>> read.header.kind, read.entries["components"]["R-1"]["kind"], read.entries["components"]["R-1"]["count"]
('assets', 'actuator', 2)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sanso.formats.ledger.assets import AssetReader
from sanso.formats.ledger.batch import Batch, Own
from sanso.formats.ledger.header import HEAD_ROWS, Header, find_header
from sanso.formats.ledger.mapping import LedgerMapping, applied, complete
from sanso.formats.ledger.network import NetworkReader
from sanso.formats.ledger.present import Present
from sanso.formats.ledger.rows import Faults, Ledger
from sanso.formats.ledger.suppliers import SupplierReader
from sanso.formats.ledger.vocabulary import LedgerKind
from sanso.formats.tables.reading import Opened
from sanso.formats.tables.table import Table
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, printable
from sanso.model.vocabulary import ConnectionRule

__all__ = ["LedgerRead", "Question", "find_ledger", "read_ledger"]


@dataclass(frozen=True, slots=True)
class Question:
    """How a ledger is to be read; what is None is found out."""

    sheet: str | None = None
    kind: LedgerKind | None = None
    mapping: LedgerMapping | None = None
    own: Own = field(default_factory=Own)
    rules: Mapping[str, ConnectionRule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerRead:
    """What a ledger says: entries by section and id, the rows of things of its own, faults by cell."""

    table: Table
    header: Header
    entries: Mapping[str, Mapping[str, dict[str, Any]]]
    rows: Mapping[str, int]
    count: int
    faults: tuple[Diagnostic, ...]


def find_ledger(opened: Opened, question: Question) -> tuple[Table, Header]:
    """Return the table that is a ledger, with its header: the sheet that was asked for, else the first that fits.

    Raises:
        InputRefused: no sheet has a header.

    """
    kind = question.kind if question.mapping is None else question.mapping.kind
    wanted = question.sheet
    tables = [opened.table(wanted)] if wanted is not None else [t for t in opened.tables if t.visible]
    for table in tables:
        rows = list(islice(table, HEAD_ROWS))
        header = find_header(rows, table.merged, kind)
        if header is not None:
            return table, header
    raise InputRefused([diagnose("ledger-no-header", Place(printable(str(opened.path))))])


def read_ledger(opened: Opened, question: Question, present: Present | None = None) -> LedgerRead:
    """Read the ledger in *opened*; references go to its own rows and to what the model holds already.

    Raises:
        InputRefused: there is no header, or there are no rows below it.

    """
    table, header = find_ledger(opened, question)
    shown = printable(str(opened.path))
    faults = Faults(shown, table)
    if question.mapping is not None:
        header = applied(question.mapping, header, faults)
        if not complete(header):
            raise InputRefused([*faults.all(), diagnose("ledger-no-header", Place(shown))])
    batch = Batch(present or Present(), question.own)
    reader = _reader(batch, header, question)
    count = 0
    for row in Ledger(table, header, faults):
        count += 1
        reader.take(row)
    if not count:
        raise InputRefused([diagnose("ledger-no-rows", Place(shown, header.bottom, 1), table.path(header.bottom))])
    reader.finish()
    batch.settle(faults)
    saved = sum(table.formulas.values())
    if saved:
        faults.report("formulas-read", count=saved)
    return LedgerRead(table, header, batch.entries, batch.rows, count, (*opened.remarks, *faults.all()))


def _reader(batch: Batch, header: Header, question: Question) -> AssetReader | SupplierReader | NetworkReader:
    if header.kind == "suppliers":
        return SupplierReader(batch)
    if header.kind == "network":
        return NetworkReader(batch, question.rules)
    own_words = question.mapping.words() if question.mapping is not None else None
    return AssetReader(batch, header.fields(), own_words)
