"""The trust required of organizations, people and data, beside what is stated."""

from __future__ import annotations

from sanso.analysis.result import TrustRow
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Terminal
from sanso.report import terms, wording

__all__ = ["show_trust"]

_MOST = 15
_OPEN = ("missing", "not-stated", "partial")


def show_trust(page: Page) -> None:
    """Show required trust beside what is stated, highest first; what no harm reaches is named at the end."""
    voice = page.voice
    page.terminal.heading(
        voice("4  Required trust", "4  要求信頼"),
        voice("of organizations, people and data, beside what is stated", "ソシキ・ヒト・データに求められる信頼と申告"),
    )
    rows = page.evaluation.assessment.trust
    needed = sorted((row for row in rows if row.required), key=lambda row: (-(row.required or 0), row.kind, row.subject))
    shown = needed if page.whole else needed[:_MOST]
    columns = [
        (voice("required", "要求"), "right"),
        voice("of", "対象"),
        voice("because", "理由"),
        voice("stated", "申告"),
    ]
    page.terminal.table(columns, [_row(page, row) for row in shown], indent=1, fixed=(0,))
    page.more(len(needed) - len(shown), 2)
    free = [row.subject for row in rows if not row.required]
    if free:
        page.terminal.line()
        page.terminal.line(
            voice("Nothing is required of: {names}", "特に求められないもの: {names}", names=page.some(free, 12)), 1
        )


def _row(page: Page, row: TrustRow) -> list[Cell]:
    voice = page.voice
    name = Terminal.styled(page.name(row.subject))
    name.append(voice(" ({kind})", "({kind})", kind=voice.text(terms.KIND[row.kind])), "dim")
    because = voice.text(wording.because_text(page.evaluation.model, row.because))
    return [page.category(row.required, row.required), name, because, _stated(page, row)]


def _stated(page: Page, row: TrustRow) -> str:
    voice = page.voice
    counts = row.stated.requirements
    met, still = counts.get("met", 0), sum(counts.get(status, 0) for status in _OPEN)
    said = [voice("{met:,} met, {still:,} open", "充足 {met:,}、未対応 {still:,}", met=met, still=still)]
    if row.nearest is not None:
        short = len(row.short)
        said.append(
            voice("{n} short of mix {mix}", "組合せ {mix} まで {n}件不足", n=short, mix=row.nearest)
            if short
            else voice("mix {mix} reached", "組合せ {mix} に到達", mix=row.nearest)
        )
    return voice("; ", "、").join(said)
