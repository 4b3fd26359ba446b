"""What a preview of an import shows: columns with what they become, faults by cell, what would change, the map."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args

from markupsafe import Markup

from sanso.catalogue import Catalogue
from sanso.formats.ledger.header import ATTRIBUTE, IGNORE
from sanso.formats.ledger.vocabulary import LedgerKind, headings
from sanso.formats.ledger.writing import flow
from sanso.model.elements import ComponentKind
from sanso.model.process import NAMED_SECTIONS
from sanso.model.text import Language, Text
from sanso.report import terms
from sanso.report.pictures import draw_layers
from sanso.verbs.importing import ImportedEntry, ImportedValue
from sanso.verbs.state import State
from sanso.web.grids import Cell, Column, Grid
from sanso.web.pages.importing.ledgers import Imported

__all__ = ["ColumnView", "Counted", "column_views", "counted", "grids_of", "kind_titles", "picture_of", "sections_of"]

MOST_DRAWN = 2_000
"""Elements of a model that is assessed and drawn for a preview."""

_MOST_SHOWN = 60

_SURE: Mapping[str, Text] = MappingProxyType(
    {
        "exact": Text(en="the heading says so", ja="見出しから確実"),
        "part": Text(en="a word in the heading", ja="見出しの一部から推定"),
        "kept": Text(en="as chosen", ja="指定・保存した対応"),
        "none": Text(en="not found: kept as free text", ja="該当なし(自由記述)"),
    }
)
_SPECIAL: Mapping[str, Text] = MappingProxyType(
    {
        ATTRIBUTE: Text(en="(keep as free text)", ja="(自由記述として残す)"),
        IGNORE: Text(en="(leave out)", ja="(取り込まない)"),
    }
)
_SEVERITY: Mapping[str, Text] = MappingProxyType(
    {
        "error": Text(en="error", ja="エラー"),
        "warning": Text(en="warning", ja="警告"),
        "info": Text(en="note", ja="お知らせ"),
    }
)
_OTHER_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "physical": Text(en="physical thing", ja="物理的な対象"),
        "system": Text(en="system", ja="システム"),
    }
)


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the ledger as the page asks about it."""

    number: int
    letters: str
    heading: str
    example: str
    field: str
    sure: Text
    options: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things of a section there are now, and how many there would be."""

    title: Text
    now: int
    then: int


def column_views(made: Imported) -> tuple[ColumnView, ...]:
    """Return the columns of the ledger in their order."""
    fields = headings()[made.report.kind][1]
    options = (*((name, words.title) for name, words in fields.items()), *_SPECIAL.items())
    return tuple(
        ColumnView(number, column.column, column.heading, example, column.field, _SURE[column.sure], options)
        for number, (column, example) in enumerate(zip(made.report.columns, made.cells, strict=True))
    )


def kind_titles(catalogue: Catalogue) -> tuple[tuple[str, Text], ...]:
    """Return what a thing of an asset ledger may be."""
    kinds = ((kind, catalogue.component_kinds[kind].title) for kind in get_args(ComponentKind))
    return (*kinds, *_OTHER_KINDS.items())


def ledger_kinds() -> tuple[tuple[LedgerKind, Text], ...]:
    """Return the kinds of ledgers with their titles."""
    return tuple((kind, title) for kind, (title, _) in headings().items())


def sections_of(state: State | None) -> Mapping[str, int]:
    """Return how many things each section of a model holds."""
    if state is None or state.model is None:
        return {}
    return {section: len(getattr(state.model, section)) for section in NAMED_SECTIONS}


def counted(before: State | None, after: State | None) -> tuple[Counted, ...]:
    """Return the sections that are not empty, before and after."""
    now, then = sections_of(before), sections_of(after)
    return tuple(
        Counted(terms.COUNTS[section], now.get(section, 0), then.get(section, 0))
        for section in NAMED_SECTIONS
        if section in terms.COUNTS and (now.get(section) or then.get(section))
    )


def picture_of(state: State | None, lang: Language) -> Markup | None:
    """Draw the three-layer map of a model that is small enough to be assessed at once; None for any other."""
    if state is None or state.model is None or not 0 < len(state.model.elements) <= MOST_DRAWN:
        return None
    made = state.evaluation
    return Markup(draw_layers(made.model, made.assessment, lang))  # noqa: S704 -- drawn and escaped by us


def grids_of(made: Imported, *, new: bool) -> tuple[Grid, ...]:
    """Return the tables of a preview: faults, what would change, the first entries."""
    return (_faults(made), *(() if new else (_changes(made),)), _sample(made))


def _faults(made: Imported) -> Grid:
    order = {"error": 0, "warning": 1, "info": 2}
    return Grid(
        "faults",
        Text(en="Faults by cell", ja="セルごとの指摘"),
        (
            Column("cell", Text(en="Cell", ja="セル"), "id"),
            Column("severity", Text(en="How bad", ja="重さ")),
            Column("message", Text(en="What is wrong", ja="内容")),
            Column("code", Text(en="Code", ja="コード"), "id"),
        ),
        [
            (
                Cell(fault.path or fault.place.file),
                Cell(fault.severity, _SEVERITY[fault.severity]),
                Cell(fault.message.show("en"), fault.message, note=fault.hint),
                Cell(fault.code),
            )
            for fault in sorted(made.report.faults, key=lambda one: order[one.severity])
        ],
        Text(en="No cell is at fault.", ja="指摘はありません。"),
        most=_MOST_SHOWN,
    )


def _changes(made: Imported) -> Grid:
    report = made.report
    return Grid(
        "changes",
        Text(en="What would change", ja="取り込みによる変更"),
        (
            Column("change", Text(en="Change", ja="変更")),
            Column("section", Text(en="Section", ja="区分")),
            Column("id", Text(en="Id", ja="ID"), "id"),
            Column("field", Text(en="Field", ja="項目")),
            Column("model", Text(en="In the model", ja="モデル")),
            Column("ledger", Text(en="In the ledger", ja="台帳")),
        ),
        [
            *_entries(Text(en="added", ja="追加"), report.added),
            *_values(Text(en="both sides changed", ja="双方で変更"), report.conflicts),
            *_values(Text(en="changed", ja="変更"), report.changed),
            *_values(Text(en="changed by hand, stays", ja="手での変更を残す"), report.kept),
            *_entries(Text(en="gone from the ledger, stays", ja="台帳から消えたが残す"), report.vanished),
        ],
        Text(
            en="Nothing: the model is up to date with this ledger.",
            ja="変更はありません。モデルはこの台帳と一致しています。",
        ),
        most=_MOST_SHOWN,
    )


def _entries(change: Text, entries: Sequence[ImportedEntry]) -> Iterator[tuple[Cell, ...]]:
    for entry in entries:
        title = terms.COUNTS.get(entry.section, entry.section)
        yield (
            Cell(change.show("en"), change),
            Cell(entry.section, title),
            Cell(entry.id),
            Cell(None),
            Cell(None),
            Cell(None),
        )


def _values(change: Text, values: Sequence[ImportedValue]) -> Iterator[tuple[Cell, ...]]:
    for one in values:
        yield (
            Cell(change.show("en"), change),
            Cell(one.section, terms.COUNTS.get(one.section, one.section)),
            Cell(one.id),
            Cell(one.field or None),
            Cell(_said(one.model)),
            Cell(_said(one.ledger)),
        )


def _said(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _sample(made: Imported) -> Grid:
    return Grid(
        "sample",
        Text(en="The first rows as entries of the model", ja="最初の行がモデルで表す内容"),
        (
            Column("row", Text(en="Row", ja="行"), "number"),
            Column("section", Text(en="Section", ja="区分")),
            Column("id", Text(en="Id", ja="ID"), "id"),
            Column("entry", Text(en="Entry", ja="内容"), "id"),
        ),
        [
            (
                Cell(entry.row),
                Cell(entry.section, terms.COUNTS.get(entry.section, entry.section)),
                Cell(entry.id),
                Cell(flow(entry.value)),
            )
            for entry in made.report.sample
        ],
        Text(en="No row gives an entry.", ja="モデルの要素になる行がありません。"),
    )
