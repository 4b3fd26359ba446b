"""The most important open points in plain words, and why they stand in this order."""

from __future__ import annotations

from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.cli.voice import counted
from sanso.report import terms

__all__ = ["show_counts", "show_points"]


def show_points(page: Page, number: str = "") -> None:
    """Show the ten most important open points with their reasons."""
    voice, summary = page.voice, page.evaluation.assessment.summary
    page.terminal.heading(
        f"{number}{voice('What to do first', 'まず取り組むこと')}",
        voice(
            "{shown} of {points}",
            "未対応 {n:,}件のうち{shown}件",
            shown=len(summary.open_points),
            n=summary.open_points_total,
            points=counted(summary.open_points_total, "open point"),
        ),
    )
    if not summary.open_points:
        page.terminal.line(voice("Nothing is open, as stated.", "申告による限り、未対応はありません。"), 1)
        return
    rows: list[list[Cell]] = []
    for place, point in enumerate(summary.open_points, 1):
        text = Terminal.styled(voice.text(point.text))
        text.append("\n").append(Terminal.styled(voice.text(point.why), "dim"))
        label = voice("category {n}", "カテゴリ {n}", n=point.category)
        rows.append([f"{place}.", page.category(point.category, label), text])
    page.terminal.table([("", "right"), "", ""], rows, indent=1, fixed=(0, 1), heads=False)
    page.terminal.line(Terminal.styled(voice.text(summary.order), "dim"), 1)


def show_counts(page: Page) -> None:
    """Show the counts of the summary: requirement rows by status, devices and systems by category."""
    voice, summary = page.voice, page.evaluation.assessment.summary
    found = [(key, summary.status["all"].get(key, 0)) for key in terms.STATUS_ORDER]
    columns: list[Column] = [
        voice("requirements", "対策要件"),
        *((voice.text(terms.STATUS[key]).replace(" ", "\n", 1), "right") for key, _ in found),
    ]
    row = [voice("rows", "行数"), *(page.status(key, f"{number:,}") for key, number in found)]
    page.terminal.table(columns, [row])
    page.terminal.line()
    keys = [str(number) for number in (4, 3, 2, 1, 0) if number or "0" in summary.categories]
    heads = [voice("category {n}", "カテゴリ {n}", n=key) for key in keys]
    columns = [voice("devices, systems", "機器・システム"), *((head, "right") for head in heads)]
    columns.append((voice("not rated", "評価対象外"), "right"))
    row = [voice("number", "件数")]
    row += [page.category(int(key), f"{summary.categories.get(key, 0):,}") for key in keys]
    row.append(f"{summary.categories.get('not-rated', 0):,}")
    page.terminal.table(columns, [row])
