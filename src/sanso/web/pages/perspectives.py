"""The four perspectives of IoT-SSF: what is stated, until when, and what each way to an accepted mix still asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from sanso.iotssf import SubjectView
from sanso.iotssf.perspectives import Ask, PartView, Way
from sanso.model.text import Text
from sanso.report.perspective_page import PerspectiveReader
from sanso.report.reader import capped
from sanso.web.access import Entry, reader
from sanso.web.grids import Cell, Column, Grid, Lines
from sanso.web.looking import look
from sanso.web.pages.analysis_parts import Empty, number_of, word_of
from sanso.web.rendering import render
from sanso.web.sections import element_link, section_context

__all__ = ["router"]

router = APIRouter()
TITLE = Text(en="Four perspectives", ja="4つの観点")
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    subject: str
    kind: str
    category: int
    open: bool

    def takes(self, view: SubjectView) -> bool:
        """Tell whether a subject is asked for."""
        return (
            (not self.subject or view.subject == self.subject)
            and (not self.kind or view.kind == self.kind)
            and view.category >= self.category
            and (not self.open or any(not part.met for part in view.parts))
        )


@router.get("/w/{workspace}/perspectives")
def perspectives(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show the perspectives of everything that is rated."""
    looked = look(request, entry)
    words = looked.reader
    report = words.views.perspectives
    wanted = Wanted(
        word_of(request, "subject"),
        word_of(request, "kind"),
        number_of(request, "category", 4),
        word_of(request, "open") == "1",
    )
    chosen = [view for view in report.subjects if wanted.takes(view)]
    said = PerspectiveReader(words)
    context = {
        **section_context(words, entry.workspace.id),
        "title": TITLE,
        "empty": None if report.subjects else _nothing(entry),
        "wanted": wanted,
        "subjects": report.subjects,
        "perspective_views": capped(chosen, _MOST_SHOWN),
        "pr": said,
    }
    grids = (_parts(said, chosen, entry), _asks(said, chosen, entry))
    return render(request, "perspectives_page.j2", context, entry=entry, grids=grids)


def _nothing(entry: Entry) -> Empty:
    return Empty(
        Text(
            en="Nothing stands in category 1 or above, so that nothing is asked. Categories follow from harms.",
            ja="カテゴリ1以上のものがないため、求められることはありません。カテゴリは被害シナリオから決まります。",
        ),
        Text(en="Look at the harm scenarios", ja="被害シナリオを見る"),
        f"/w/{entry.workspace.id}/edit/harms",
    )


def _parts(said: PerspectiveReader, chosen: Iterable[SubjectView], entry: Entry) -> Grid:
    words, link = said.reader, element_link(said.reader, entry.workspace.id)
    columns = (
        Column("subject", Text(en="Subject", ja="対象")),
        Column("kind", Text(en="Kind", ja="種別")),
        Column("category", Text(en="Category", ja="カテゴリ"), "category"),
        Column("mix", Text(en="Nearest mix", ja="最も近い組み合わせ")),
        Column("demand", Text(en="Demand", ja="要求")),
        Column("required", Text(en="Nearest mix asks", ja="組み合わせの要求")),
        Column("stated", Text(en="Stated", ja="申告")),
        Column("met", Text(en="Met as stated", ja="申告上充足")),
        Column("lapses", Text(en="Lapses", ja="失効日"), "day"),
    )

    def cells(found: tuple[SubjectView, PartView]) -> tuple[Cell, ...]:
        view, part = found
        return (
            Cell(view.subject, words.name(view.subject), link(view.subject)),
            Cell(view.kind, words.word("kind", view.kind)),
            Cell(view.category),
            Cell(view.nearest),
            Cell(part.part, said.demand(part)),
            Cell(part.required, said.required(part)),
            Cell(part.stated, said.stated(part)),
            Cell(part.met, words.phrase("yes" if part.met else "no")),
            Cell(part.lapses.isoformat() if part.lapses is not None else None),
        )

    rows = Lines([(view, part) for view in chosen for part in view.parts], cells)
    return Grid("demands", Text(en="Demands and statements", ja="要求と申告"), columns, rows)


def _asks(said: PerspectiveReader, chosen: Iterable[SubjectView], entry: Entry) -> Grid:
    words, link = said.reader, element_link(said.reader, entry.workspace.id)
    columns = (
        Column("subject", Text(en="Subject", ja="対象")),
        Column("mix", Text(en="Mix", ja="組み合わせ")),
        Column("demand", Text(en="Demand", ja="要求")),
        Column("ask", Text(en="What is still asked", ja="さらに求められること")),
        Column("of", Text(en="Asked of", ja="依頼先")),
        Column("covered", Text(en="Already asked for by", ja="既存の法令・ラベル")),
    )

    def cells(found: tuple[SubjectView, Way, Ask]) -> tuple[Cell, ...]:
        view, way, ask = found
        return (
            Cell(view.subject, words.name(view.subject), link(view.subject)),
            Cell(way.mix),
            Cell(ask.part, said.demand(ask)),
            Cell(said.ask(ask)),
            Cell(" ".join(ask.of), words.names(ask.of)),
            Cell("; ".join(said.covers(ask))),
        )

    rows = Lines([(view, way, ask) for view in chosen for way in view.ways for ask in way.asks], cells)
    return Grid("ways", Text(en="Ways to an accepted mix", ja="認められる組み合わせへの道"), columns, rows)
