"""Pieces that the chapters of the procedure share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sanso.report.document.blocks import Block, Cell, Column, Row, Table, paragraph
from sanso.report.procedure_words import HEADS, TEXTS
from sanso.report.reader import Reader

__all__ = ["columns", "everyone", "said", "table_or_none"]

_MOST_NAMES = 300
"""So many names stand in one cell; the rest is in the JSON beside it."""


def said(reader: Reader, key: str, **values: object) -> str:
    """Return a sentence of the procedure in the language of the reader, its fields filled."""
    text = TEXTS[key]
    return reader.t(text.fill(**values) if values else text)


def everyone(reader: Reader, idents: Sequence[str]) -> str:
    """Return the names of all things; beyond what a cell holds, say how many more stand in the JSON."""
    shown, left = reader.names(idents[:_MOST_NAMES]), len(idents) - _MOST_NAMES
    return f"{shown} {said(reader, 'more', n=f'{left:,}')}" if left > 0 else shown


def columns(reader: Reader, *heads: tuple[str, float]) -> tuple[Column, ...]:
    """Return columns by the keys of their heads and their shares of the width."""
    return tuple(Column(HEADS[key].show(reader.lang), share) for key, share in heads)


def table_or_none(reader: Reader, heads: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> Iterator[Block]:
    """Return a table, or a sentence where there is nothing to tell."""
    made = tuple(Row(row) for row in rows)
    yield Table(heads, made) if made else paragraph(said(reader, "none"))
