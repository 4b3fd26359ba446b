"""What the columns of a ledger mean, proposed once and kept beside the model for the next time.

A mapping file is YAML, meant to be read and edited:

    sanso_import: 1
    kind: assets
    columns:
      - {column: A, heading: 資産番号, field: id}
      - {column: H, heading: 取得価額, field: attribute}
      - {column: J, heading: 棚卸, field: ignore}
    kinds: {充填ノズル: actuator}

Columns are found again by their headings, wherever they stand by then.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from sanso.formats.ledger.header import ATTRIBUTE, IGNORE, JOINED, REQUIRED, Column, Header
from sanso.formats.ledger.rows import Faults
from sanso.formats.ledger.vocabulary import LedgerKind, WordTable, headings
from sanso.formats.tables.values import folded
from sanso.model.base import Id, Part
from sanso.model.diagnostics import InputRefused, Place, diagnose, printable
from sanso.model.elements import ComponentKind
from sanso.model.encoding import decoded
from sanso.model.findings import Findings
from sanso.model.text import Text
from sanso.model.yaml_reader import Mapped, read_yaml

__all__ = ["KeptColumn", "LedgerMapping", "applied", "complete", "read_mapping"]

_MOST_BYTES = 2**20
AssetKind = Literal[ComponentKind, "physical", "system"]


class KeptColumn(Part):
    """A column of a ledger and its field; ``attribute`` keeps the text, ``ignore`` leaves it out."""

    column: str = Field("", description="Letters of the column when it was last read.")
    heading: str = Field(description="The heading as it stands in the ledger.")
    field: str = Field(description="Field of the ledger, `attribute` or `ignore`.")


class LedgerMapping(Part):
    """What is kept of an import: the ledger's kind and sheet, its columns, words of one's own."""

    sanso_import: Literal[1] = 1
    kind: LedgerKind
    ledger: str = Field("", description="Name of the file that was last read.")
    sheet: str = ""
    own: Id = Field("own", description="Organization that keeps the ledger.")
    columns: tuple[KeptColumn, ...] = ()
    kinds: dict[str, AssetKind] = Field(default_factory=dict, description="Words of one's own for kinds of assets.")

    def words(self) -> WordTable | None:
        """Return the words of one's own for kinds, or None."""
        if not self.kinds:
            return None
        table: dict[str, list[str]] = {}
        for word, kind in self.kinds.items():
            table.setdefault(kind, []).append(word)
        return WordTable(table, head_last=True)

    def headings(self) -> frozenset[str]:
        """Return the headings for comparison with another ledger."""
        return frozenset(folded(column.heading) for column in self.columns)

    @classmethod
    def of(cls, header: Header, *, ledger: str, sheet: str, own: str, before: LedgerMapping | None) -> LedgerMapping:
        """Return what is to be kept of *header*; words of one's own stay."""
        columns = tuple(KeptColumn(column=c.letters, heading=c.heading, field=c.field) for c in header.columns)
        kinds = before.kinds if before is not None else {}
        return cls(kind=header.kind, ledger=ledger, sheet=sheet, own=own, columns=columns, kinds=kinds)


def read_mapping(path: Path) -> LedgerMapping:
    """Read the mapping file at *path*.

    Raises:
        InputRefused: it is none, or names a field that the ledger does not have.

    """
    shown = printable(str(path))
    place = Place(shown)
    try:
        raw = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    except OSError as error:
        raise InputRefused([diagnose("missing-file", place, file=shown)]) from error
    found = Findings()
    text = decoded(raw, shown, found)
    document = None
    if text is not None:
        document, faults = read_yaml(text, shown, 100_000)
        found.add(faults)
    if found.refused or not isinstance(document, Mapped):
        raise InputRefused(
            found.all(shown) or [_fault(place, Text(en="it is no mapping", ja="対応表の形式ではありません"))]
        )
    try:
        mapping = LedgerMapping.model_validate(dict(document))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        raise InputRefused(
            [_fault(place, Text(en=f"{where}: {first['msg']}", ja=f"{where} の値が正しくありません"))]
        ) from error
    known = (*headings()[mapping.kind][1], ATTRIBUTE, IGNORE)
    for column in mapping.columns:
        if column.field not in known:
            en = f"{column.field} is no field of {mapping.kind}; known: {', '.join(known)}"
            ja = f"{column.field} は {mapping.kind} の項目ではありません。使えるもの: {'、'.join(known)}"
            raise InputRefused([_fault(place, Text(en=en, ja=ja))])
    return mapping


def applied(mapping: LedgerMapping, header: Header, faults: Faults) -> Header:
    """Return *header* with the fields that *mapping* gives its columns; columns that went missing are reported."""
    kept: dict[str, list[str]] = {}
    for entry in mapping.columns:
        kept.setdefault(folded(entry.heading), []).append(entry.field)
    columns: list[Column] = []
    for column in header.columns:
        fields = kept.get(folded(column.heading))
        if fields:
            column = replace(column, field=fields.pop(0), sure="kept")
        columns.append(column)
    for heading, fields in kept.items():
        shown = next(entry.heading for entry in mapping.columns if folded(entry.heading) == heading)
        for field in fields:
            if field != IGNORE:
                faults.report("ledger-column-gone", header.bottom, heading=shown)
    return replace(header, columns=_single(columns))


def _single(columns: list[Column]) -> tuple[Column, ...]:
    """Give a field that only one column may have to the kept one first; the others become attributes."""
    order = sorted(columns, key=lambda column: (column.sure != "kept", column.number))
    taken: set[str] = set()
    lost: set[int] = set()
    for column in order:
        if column.field in (ATTRIBUTE, IGNORE, *JOINED):
            continue
        if column.field in taken:
            lost.add(column.number)
        taken.add(column.field)
    return tuple(replace(c, field=ATTRIBUTE, sure="none") if c.number in lost else c for c in columns)


def complete(header: Header) -> bool:
    """Tell whether the columns give what a ledger of its kind needs."""
    return all(header.fields().intersection(group) for group in REQUIRED[header.kind])


def _fault(place: Place, problem: Text) -> Any:
    return diagnose("mapping-fault", place, problem=problem)
