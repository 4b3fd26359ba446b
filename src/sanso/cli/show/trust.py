"""The trust required of organizations, people and data, beside what is stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.text import Text as Styled

from sanso.analysis.result import TrustRow
from sanso.cli.plain import clean
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.report import terms

__all__ = ["show_trust"]

_MOST = 15
_KINDS = ("organization", "people", "data")
_OPEN = ("missing", "not-stated", "partial")


def show_trust(page: Page) -> None:
    """Show required trust beside what is stated, highest first; what can cause no harm is named at the end."""
    voice = page.voice
    page.terminal.heading(
        voice("4  Required trust", "4  求められる信頼"),
        voice("of organizations, people and data, beside what is stated", "ソシキ・ヒト・データごと。申告と並べて示す"),
    )
    rows = page.evaluation.assessment.trust
    needed = sorted(
        (row for row in rows if row.required),
        key=lambda row: (-(row.required or 0), _KINDS.index(row.kind), row.subject),
    )
    shown = needed if page.whole else needed[:_MOST]
    columns: list[Column] = [
        (voice("required", "要求"), "right"),
        voice("of", "対象"),
        voice("why, and what is stated", "理由と申告"),
    ]
    answers: dict[str | None, Counter[str]] = {}
    for found in page.evaluation.assessment.requirements:
        answers.setdefault(found.organization, Counter())[found.status] += 1
    page.terminal.table(columns, [_row(page, row, answers) for row in shown], indent=1, fixed=(0,))
    page.more(len(needed) - len(shown), 2)
    free = [row.subject for row in rows if not row.required]
    if free:
        page.terminal.line()
        page.terminal.line(
            voice(
                "Cannot cause any of the harms (may be affected by them): {names}",
                "被害シナリオの原因に関与しないもの(被害を受ける側を含む): {names}",
                names=page.some(free, 12),
            ),
            1,
        )


def _row(page: Page, row: TrustRow, answers: Mapping[str | None, Mapping[str, int]]) -> list[Cell]:
    voice = page.voice
    counts = answers.get(row.subject, {}) if row.kind == "organization" else row.stated.requirements
    name = Terminal.styled(page.name(row.subject), "bold")
    name.append(f"\n{voice.text(terms.KIND[row.kind])}", "dim")
    text = Styled(voice("why     ", "理由  ") + "\t", "dim")
    text.append(clean(page.because(row.because)), "none").append("\n")
    text.append(voice("stated  ", "申告  ") + "\t", "dim").append(clean(_stated(page, row, counts)), "none")
    return [page.category(row.required, row.required), name, text]


def _stated(page: Page, row: TrustRow, counts: Mapping[str, int]) -> str:
    voice = page.voice
    met, still = counts.get("met", 0), sum(counts.get(status, 0) for status in _OPEN)
    said = [voice("{met:,} met, {still:,} open", "充足 {met:,}件、未対応 {still:,}件", met=met, still=still)]
    if row.nearest is not None:
        short = len(row.short)
        said.append(
            voice("lacks {n} of mix {mix}", "組み合わせ {mix} まで {n}件不足", n=short, mix=row.nearest)
            if short
            else voice("mix {mix} reached", "組み合わせ {mix} に到達", mix=row.nearest)
        )
    return voice("; ", "、").join(said)
