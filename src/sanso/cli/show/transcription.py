"""Trust in transcription on a terminal: one row per connection with five answers, then what is left open."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from sanso.cli.plain import clean
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.report import wording
from sanso.report.transcription_words import LEGEND, QUESTION_SHORT, SIGN, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanso.analysis.transcribing import TranscriptionReport
    from sanso.cli.voice import Voice
    from sanso.transcription import TranscriptionFinding, TranscriptionRow
    from sanso.verbs import Evaluation

__all__ = ["show_transcription"]

_ROWS = 20
_OPEN = 8
_STYLES = {"stated": "green", "open": "bold red", "free": "dim", "none": "dim"}


def show_transcription(report: TranscriptionReport, made: Evaluation, voice: Voice, *, whole: bool) -> None:
    """Show the answers, the connections with the highest category first, and what each of them lacks."""
    terminal = Terminal(voice)
    page = Page(terminal, made, voice, whole)
    terminal.line(Terminal.styled(voice.text(report.model.name), "bold"))
    terminal.line(
        voice(
            "Trust in transcription as stated on {day}; nothing is proven. What is asked is a Sanso proposal.",
            "{day} 時点で申告されている転写の信頼。証明されたものではありません。問いと要求は Sanso の提案です。",
            day=voice.text(wording.day_text(report.model.at)),
        )
    )
    rows = report.result.rows
    if not rows:
        terminal.line(
            voice(
                "No connection between physical and cyber space is modelled.",
                "フィジカル空間とサイバー空間のつながりがモデルにありません。",
            )
        )
        return
    _table(page, rows)
    _open(page, report.result.findings)


def _table(page: Page, rows: Sequence[TranscriptionRow]) -> None:
    voice = page.voice
    page.terminal.heading(voice("1  Answers", "1  五つの問いへの答え"), voice.text(LEGEND))
    columns: list[Column] = [
        (voice("category", "カテゴリ"), "right"),
        voice("connection", "つながり"),
        voice("kind", "種類"),
        voice("device", "機器"),
        *(voice.text(word) for word in QUESTION_SHORT.values()),
    ]
    shown = rows if page.whole else rows[:_ROWS]
    page.terminal.table(
        columns, [_row(page, row) for row in shown], indent=1, fixed=(0, *range(4, 4 + len(QUESTION_SHORT)))
    )
    page.more(len(rows) - len(shown), 2)


def _row(page: Page, row: TranscriptionRow) -> list[Cell]:
    kind = page.evaluation.catalogue.connections[row.kind].title
    cells: list[Cell] = [
        page.category(row.category, row.category) if row.category is not None else "–",
        page.name(row.connection),
        page.voice.text(kind),
        page.name(row.device),
    ]
    for answer in row.answers:
        state = state_of(answer)
        cells.append(Terminal.styled(SIGN[state], _STYLES[state]))
    return cells


def _open(page: Page, findings: Sequence[TranscriptionFinding]) -> None:
    voice, terminal = page.voice, page.terminal
    terminal.heading(
        voice("2  Left open", "2  未充足の点"),
        voice("{n:,} required and not answered", "要求され、答えのないもの {n:,}件", n=len(findings)),
    )
    if not findings:
        terminal.line(voice("Nothing that is required is left open.", "要求されている点はすべて申告されています。"), 1)
        return
    by_connection = sorted(findings, key=lambda one: (-one.category, one.connection))
    grouped = [(ident, list(group)) for ident, group in groupby(by_connection, key=lambda one: one.connection)]
    shown = grouped if page.whole else grouped[:_OPEN]
    for ident, group in shown:
        head = Terminal.styled(page.name(ident), "bold")
        category = voice("category {n}", "カテゴリ {n}", n=group[0].category)
        terminal.line(head.append(f"  {clean(page.name(group[0].device))}, {category}", "dim"), 1)
        for finding in group:
            terminal.line(_line(page, finding), 3)
    page.more(len(grouped) - len(shown), 2)


def _line(page: Page, finding: TranscriptionFinding) -> Styled:
    text = Styled("✕ ", "bold red").append(clean(page.voice.text(finding.text)), "none")
    if finding.reasons:
        reasons = page.voice("; ", "。").join(clean(page.voice.text(reason)) for reason in finding.reasons)
        text.append(page.voice(" – {why}", "({why})", why=reasons), "dim")
    return text
