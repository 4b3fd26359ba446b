"""Framework content: kinds of records, records with source and confidence, one record with all its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.catalogue import Record
from sanso.catalogue.field_names import FIELD_NAMES
from sanso.catalogue.kinds import KIND_TITLES
from sanso.model.text import Language, Text
from sanso.report import terms, wording
from sanso.web.access import Visitor, signed_in
from sanso.web.grids import Cell, Column, Grid
from sanso.web.pages.analysis_parts import word_of
from sanso.web.rendering import language_of, render
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()
_Visitor = Annotated[Visitor, Depends(signed_in)]
_TITLE = Text(en="Framework content", ja="フレームワークの内容")
_DEGREES: Mapping[str, Text] = {
    "high": Text(en="high", ja="高"),
    "medium": Text(en="medium", ja="中"),
    "low": Text(en="low", ja="低"),
}
_HIDDEN = ("id", "title", "fields", "source", "overridden", "override_file", "confidence", "strength")


@router.get("/catalogue")
def kinds(request: Request, visitor: _Visitor) -> Response:
    """List the kinds of records."""
    rows = [
        (
            Cell(_dashed(kind), KIND_TITLES[kind], f"/catalogue/{_dashed(kind)}"),
            Cell(len(found)),
            Cell(sum(1 for record in found.values() if record.override_file)),
        )
        for kind, found in service_of(request).catalogue.kinds.items()
    ]
    columns = (
        Column("kind", Text(en="Kind", ja="種類")),
        Column("records", Text(en="Records", ja="件数"), "number"),
        Column("own", Text(en="From an own file", ja="独自ファイルによるもの"), "number"),
    )
    grid = Grid("kinds", Text(en="Kinds of records", ja="記録の種類"), columns, rows)
    return render(
        request, "catalogue.j2", {"title": _TITLE, "trail": (), "record": None}, visitor=visitor, grids=(grid,)
    )


@router.get("/catalogue/{kind}")
def records(request: Request, visitor: _Visitor, kind: str) -> Response:
    """List the records of one kind; ``q`` filters them by words."""
    found, lang = _kind(request, kind), language_of(request)
    asked = word_of(request, "q").strip()[:100]
    words = asked.lower().split()
    chosen = [record for record in found.values() if all(word in _searched(record) for word in words)]
    rows = [
        (
            Cell(record.id, None, f"/catalogue/{kind}/{quote(record.id, safe='')}"),
            Cell(record.title.show(lang)),
            Cell(record.source_text.show(lang)),
            Cell(record.confidence, _sure(record.confidence, record.strength, lang)),
        )
        for record in chosen
    ]
    columns = (
        Column("id", Text(en="Id", ja="ID")),
        Column("title", Text(en="Title", ja="題名")),
        Column("source", Text(en="Source", ja="出典")),
        Column("confidence", Text(en="Confidence", ja="確かさ")),
    )
    title = KIND_TITLES[kind.replace("-", "_")]
    grid = Grid("records", title, columns, rows, Text(en="Nothing matches.", ja="該当する記録はありません。"))
    context = {"title": title, "trail": (("/catalogue", _TITLE),), "record": None, "asked": asked}
    return render(request, "catalogue.j2", context, visitor=visitor, grids=(grid,))


@router.get("/catalogue/{kind}/{ident:path}")
def one_record(request: Request, visitor: _Visitor, kind: str, ident: str) -> Response:
    """Show one record with all its fields."""
    found, lang = _kind(request, kind), language_of(request)
    record = found.get(ident)
    if record is None:
        raise HTTPException(404)
    columns = (
        Column("field", Text(en="Field", ja="項目")),
        Column("value", Text(en="Value", ja="値")),
        Column("confidence", Text(en="Confidence", ja="確かさ")),
    )
    grid = Grid("fields", Text(en="Fields", ja="項目"), columns, list(_fields(record, lang)))
    context = {
        "title": record.title,
        "trail": (("/catalogue", _TITLE), (f"/catalogue/{kind}", KIND_TITLES[kind.replace("-", "_")])),
        "record": record,
        "sure": _sure(record.confidence, record.strength, lang),
    }
    return render(request, "catalogue.j2", context, visitor=visitor, grids=(grid,))


def _kind(request: Request, kind: str) -> Mapping[str, Record]:
    found = service_of(request).catalogue.kinds.get(kind.replace("-", "_")) if "_" not in kind else None
    if found is None:
        raise HTTPException(404)
    return found


def _searched(record: Record) -> str:
    return f"{record.id} {record.title.show('en')} {record.title.show('ja')}".lower()


def _dashed(kind: str) -> str:
    return kind.replace("_", "-")


def _sure(confidence: str | None, strength: str | None, lang: Language) -> str:
    word = terms.CONFIDENCE.get(confidence or "")
    if word is None:
        return "–"
    degree = _DEGREES.get(strength or "")
    return word.show(lang) if degree is None else f"{word.show(lang)} ({degree.show(lang)})"


def _fields(record: Record, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for name, value in record.model_dump(mode="json", by_alias=True).items():
        if name in _HIDDEN or value in (None, False, [], {}, ""):
            continue
        own = record.fields.get(name)
        sure = _sure(own.confidence, own.strength, lang) if own is not None else ""
        if name in record.overridden:
            sure = Text(en="own file", ja="独自ファイル").show(lang)
        shown = FIELD_NAMES[name].show(lang)
        yield Cell(name, shown, note=name if name != shown else None), Cell(_told(value, name, lang)), Cell(sure)


def _told(value: Any, name: str, lang: Language) -> str:
    """Write a value of a record in one line of the language."""
    if name == "thresholds" and isinstance(value, dict):
        from sanso.model.money import parse_money

        return "; ".join(
            f"{key}: {wording.money_text(parse_money(str(amount))).show(lang)}"
            for key, amount in value.items()
            if amount is not None
        )
    if isinstance(value, dict):
        if set(value) == {"en", "ja"}:
            return str(value[lang])
        return "; ".join(
            f"{key}: {_told(item, '', lang)}" for key, item in value.items() if item not in (None, [], False)
        )
    if isinstance(value, list):
        return ", ".join(_told(item, "", lang) for item in value)
    return str(value)
