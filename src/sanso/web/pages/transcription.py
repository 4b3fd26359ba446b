"""Trust in transcription: five questions for everything that is sensed and moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from sanso.model.text import Text
from sanso.report.transcription_page import TranscriptionView
from sanso.report.transcription_words import QUESTION_SHORT, STATE, state_of
from sanso.transcription import Transcription, TranscriptionRow
from sanso.web.access import Entry, reader
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import look
from sanso.web.pages.analysis_parts import Empty, number_of, word_of
from sanso.web.rendering import render
from sanso.web.sections import element_link, section_context

__all__ = ["router"]

router = APIRouter()
TITLE = Text(en="Trust in transcription", ja="転写の信頼性")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    device: str
    category: int
    open: bool

    def takes(self, row: TranscriptionRow) -> bool:
        """Tell whether a connection is asked for."""
        return (
            (not self.device or row.device == self.device)
            and (row.category or 0) >= self.category
            and (not self.open or any(state_of(answer) == "open" for answer in row.answers))
        )


@router.get("/w/{workspace}/transcription")
def transcription(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show what is asked of every sensing and actuation, and what is left open."""
    looked = look(request, entry)
    words = looked.reader
    whole = words.views.transcription
    wanted = Wanted(word_of(request, "device"), number_of(request, "category", 4), word_of(request, "open") == "1")
    rows = tuple(row for row in whole.rows if wanted.takes(row))
    chosen = {row.connection for row in rows}
    result = replace(whole, rows=rows, findings=tuple(one for one in whole.findings if one.connection in chosen))
    view = TranscriptionView(words, result)
    context = {
        **section_context(words, entry.workspace.id),
        "title": TITLE,
        "empty": None if whole.rows else _nothing(entry),
        "filtered": len(rows) != len(whole.rows),
        "wanted": wanted,
        "devices": sorted({row.device for row in whole.rows}, key=words.name),
        "transcription": view,
    }
    grids = (_answers(view, result, entry.workspace.id), _open(view, result, entry.workspace.id))
    return render(request, "transcription_page.j2", context, entry=entry, grids=grids)


def _nothing(entry: Entry) -> Empty:
    return Empty(
        Text(
            en="Nothing is sensed or moved yet: add a connection of the kind senses or actuates.",
            ja="計測も作動もまだありません。種類がsensesまたはactuatesの接続を追加してください。",
        ),
        Text(en="Add a connection", ja="接続を追加"),
        f"/w/{entry.workspace.id}/edit/connections",
    )


def _answers(view: TranscriptionView, result: Transcription, workspace: str) -> Grid:
    words = view.reader
    link = element_link(words, workspace)
    return Grid(
        "transcription",
        Text(en="Answers by connection", ja="接続ごとの回答"),
        (
            Column("connection", Text(en="Connection", ja="つながり")),
            Column("kind", Text(en="Kind", ja="種類")),
            Column("device", Text(en="Device", ja="機器")),
            Column("category", Text(en="Category", ja="カテゴリ"), "category"),
            *(Column(key, title) for key, title in QUESTION_SHORT.items()),
        ),
        [
            (
                Cell(row.connection, words.name(row.connection), link(row.connection)),
                Cell(row.kind, words.connection_kind(row.kind)),
                Cell(row.device, words.name(row.device), link(row.device)),
                Cell(row.category),
                *(Cell(state_of(answer), STATE[state_of(answer)]) for answer in row.answers),
            )
            for row in result.rows
        ],
    )


def _open(view: TranscriptionView, result: Transcription, workspace: str) -> Grid:
    words = view.reader
    link = element_link(words, workspace)
    return Grid(
        "transcription-open",
        Text(en="Required and left open", ja="要求されているが未充足のもの"),
        (
            Column("connection", Text(en="Connection", ja="つながり")),
            Column("device", Text(en="Device", ja="機器")),
            Column("category", Text(en="Category", ja="カテゴリ"), "category"),
            Column("question", Text(en="Question", ja="問い")),
            Column("point", Text(en="Point", ja="確認点")),
            Column("lacking", Text(en="What is lacking", ja="不足していること")),
            Column("due", Text(en="Due", ja="期日"), "day"),
        ),
        [
            (
                Cell(one.connection, words.name(one.connection), link(one.connection)),
                Cell(one.device, words.name(one.device), link(one.device)),
                Cell(one.category),
                Cell(one.question, view.question(one.question)),
                Cell(one.point),
                Cell(one.text.show(words.lang), note=words.listed(words.t(reason) for reason in one.reasons) or None),
                Cell(one.due.isoformat() if one.due is not None else None),
            )
            for one in result.findings
        ],
    )
