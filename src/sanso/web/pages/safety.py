"""Security and safety side by side: a bow-tie for each harm, barriers that count, floors, conflicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from sanso.analysis.bowties import SafetyReport
from sanso.model.text import Text
from sanso.report.reader import Reader
from sanso.report.safety_page import SafetyView
from sanso.web.access import Entry, reader
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import look
from sanso.web.pages.analysis_parts import Empty, word_of
from sanso.web.rendering import render
from sanso.web.sections import element_link, section_context

__all__ = ["router"]

router = APIRouter()
TITLE = Text(en="Security and safety", ja="セキュリティとセーフティ")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: one harm, one kind of conflict; empty for all."""

    harm: str
    conflict: str


@router.get("/w/{workspace}/safety")
def safety(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show security and safety of the newest version."""
    looked = look(request, entry)
    words = looked.reader
    whole = words.views.safety
    wanted = Wanted(word_of(request, "harm"), word_of(request, "conflict"))
    report = replace(
        whole,
        harms=tuple(one for one in whole.harms if not wanted.harm or one.harm == wanted.harm),
        conflicts=tuple(one for one in whole.conflicts if not wanted.conflict or one.kind == wanted.conflict),
    )
    kinds = words.catalogue.conflict_kinds
    context = {
        **section_context(words, entry.workspace.id),
        "title": TITLE,
        "empty": None if whole.harms or whole.conflicts or whole.contradictions else _nothing(entry),
        "wanted": wanted,
        "kinds": [(ident, kinds[ident].title) for ident in dict.fromkeys(one.kind for one in whole.conflicts)],
        "safety_view": looked.shown.kept(
            ("safety", looked.lang, wanted)
            if wanted.harm in words.model.harms or not wanted.harm
            else ("safety-none",),
            lambda: SafetyView(words, report),
        ),
    }
    grids = (_barriers(words, report, entry), _floors(words, report, entry), _conflicts(words, report, entry))
    return render(request, "safety_page.j2", context, entry=entry, grids=grids)


def _nothing(entry: Entry) -> Empty:
    return Empty(
        Text(
            en="There is no harm scenario yet. Write down what could happen to people or money.",
            ja="被害シナリオがまだありません。人や資産に起こり得る被害を記入してください。",
        ),
        Text(en="Add a harm scenario", ja="被害シナリオを追加"),
        f"/w/{entry.workspace.id}/edit/harms",
    )


def _barriers(words: Reader, report: SafetyReport, entry: Entry) -> Grid:
    view, link = SafetyView(words, report), element_link(words, entry.workspace.id)
    rows = [
        (
            Cell(tie.harm, words.name(tie.harm), link(tie.harm)),
            Cell(line.number),
            Cell(words.t(line.text)),
            Cell(barrier.element, words.name(barrier.element), link(barrier.element)),
            Cell(view.barrier(barrier)),
            Cell(" ".join(view.verdicts(barrier))),
        )
        for tie in report.harms
        for line in tie.lines
        for barrier in line.barriers
    ]
    columns = (
        Column("harm", Text(en="Harm", ja="被害シナリオ")),
        Column("line", Text(en="Line", ja="番号"), "number"),
        Column("cause", Text(en="Cause", ja="原因")),
        Column("element", Text(en="Element", ja="構成要素")),
        Column("barrier", Text(en="Barrier", ja="バリア")),
        Column("counts", Text(en="Does it count", ja="有効か")),
    )
    return Grid("barriers", Text(en="Barriers", ja="バリア"), columns, rows)


def _floors(words: Reader, report: SafetyReport, entry: Entry) -> Grid:
    view, link = SafetyView(words, report), element_link(words, entry.workspace.id)
    rows = [
        (
            Cell(tie.harm, words.name(tie.harm), link(tie.harm)),
            Cell(one.element, words.name(one.element), link(one.element)),
            Cell(one.stated, view.stated(one)),
            Cell(one.floor),
            Cell(one.status, view.compared(one)),
            Cell(words.t(one.reason)),
        )
        for tie in report.harms
        for one in tie.comparisons
    ]
    columns = (
        Column("harm", Text(en="Harm", ja="被害シナリオ")),
        Column("element", Text(en="Safety function", ja="安全機能")),
        Column("stated", Text(en="Stated", ja="申告")),
        Column("floor", Text(en="Suggested floor", ja="下限の提案")),
        Column("compared", Text(en="Compared", ja="比較")),
        Column("reason", Text(en="Reason", ja="理由")),
    )
    return Grid("floors", Text(en="Integrity floors", ja="水準の下限"), columns, rows)


def _conflicts(words: Reader, report: SafetyReport, entry: Entry) -> Grid:
    kinds, link = words.catalogue.conflict_kinds, element_link(words, entry.workspace.id)
    rows = [
        (
            Cell(one.kind, kinds[one.kind].title),
            Cell(one.first.element, words.name(one.first.element), link(one.first.element)),
            Cell(words.t(one.first.asks), note=one.first.source),
            Cell(one.second.element, words.name(one.second.element), link(one.second.element)),
            Cell(words.t(one.second.asks), note=one.second.source),
            Cell(words.t(one.why)),
        )
        for one in report.conflicts
    ]
    columns = (
        Column("kind", Text(en="Kind", ja="種類")),
        Column("first", Text(en="One side", ja="一方")),
        Column("first_asks", Text(en="asks", ja="一方の求め")),
        Column("second", Text(en="Other side", ja="他方")),
        Column("second_asks", Text(en="asks", ja="他方の求め")),
        Column("why", Text(en="Why", ja="理由")),
    )
    return Grid("conflicts", Text(en="Conflicts", ja="競合"), columns, rows)
