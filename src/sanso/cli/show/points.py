"""The most important open points in plain words, and why they stand in this order."""

from __future__ import annotations

from sanso.cli.show.page import Page
from sanso.cli.terminal import Terminal
from sanso.report import terms

__all__ = ["show_counts", "show_points"]


def show_points(page: Page, number: str = "") -> None:
    """Show the ten most important open points with their reasons."""
    voice, summary = page.voice, page.evaluation.assessment.summary
    page.terminal.heading(
        f"{number}{voice('What to do first', 'まず取り組むこと')}",
        voice("{shown} of {n:,} open points", "未対応 {n:,}件のうち{shown}件", shown=len(summary.open_points), n=summary.open_points_total),
    )
    if not summary.open_points:
        page.terminal.line(voice("Nothing is open, as stated.", "申告による限り、未対応はありません。"), 1)
        return
    rows = []
    for place, point in enumerate(summary.open_points, 1):
        text = Terminal.styled(voice.text(point.text))
        text.append("\n").append(Terminal.styled(voice.text(point.why), "dim"))
        rows.append([f"{place}.", page.category(point.category, voice("category {n}", "カテゴリ {n}", n=point.category)), text])
    page.terminal.table([("", "right"), "", ""], rows, indent=1, fixed=(0, 1), heads=False)
    page.terminal.line(Terminal.styled(voice.text(summary.order), "dim"), 1)


def show_counts(page: Page) -> None:
    """Show the counts of the summary: requirement rows by status, devices and systems by category."""
    voice, summary = page.voice, page.evaluation.assessment.summary
    status = [
        page.status(key, f"{voice.text(terms.STATUS[key])} {number:,}")
        for key in terms.STATUS_ORDER
        if (number := summary.status["all"].get(key, 0))
    ]
    line = Terminal.styled(voice("Requirements  ", "対策要件        "), "bold")
    for place, cell in enumerate(status):
        line.append("  ·  " if place else "", "dim").append(cell)
    page.terminal.line(line)
    line = Terminal.styled(voice("IoT-SSF       ", "IoT-SSF カテゴリ "), "bold")
    keys = sorted(summary.categories, key=lambda key: (not key.isdigit(), -int(key) if key.isdigit() else 0))
    for place, key in enumerate(keys):
        label = voice("category {n}: {m}", "{n}: {m}", n=key, m=summary.categories[key])
        if not key.isdigit():
            label = voice("not rated: {m}", "評価対象外: {m}", m=summary.categories[key])
        line.append("  ·  " if place else "", "dim").append(page.category(int(key) if key.isdigit() else None, label))
    page.terminal.line(line)
