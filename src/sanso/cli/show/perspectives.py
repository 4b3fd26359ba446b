"""The four perspectives on a terminal: per subject the demands beside what is stated, and the ways to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text as Styled

from sanso.cli.plain import clean
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Terminal
from sanso.report import terms, wording
from sanso.report.perspective_words import ask_text, cover_text, lapse_text, statement_text

if TYPE_CHECKING:
    from sanso.analysis.perspectives import PerspectiveReport
    from sanso.cli.voice import Voice
    from sanso.iotssf import PartView, SubjectView, Way
    from sanso.verbs import Evaluation

__all__ = ["show_perspectives"]

_MOST = 6
_WAYS = 1


def show_perspectives(report: PerspectiveReport, made: Evaluation, voice: Voice, *, whole: bool) -> None:
    """Show every subject, highest category first; without *whole* the first ones with their nearest way."""
    terminal = Terminal(voice)
    page = Page(terminal, made, voice, whole)
    terminal.line(Terminal.styled(voice.text(report.name), "bold"))
    terminal.line(
        voice(
            "The four perspectives as stated on {day}; nothing is proven. Mixes are a Sanso proposal.",
            "{day} 時点で申告されている四つの観点。証明されたものではありません。組み合わせは Sanso の提案です。",
            day=voice.text(wording.day_text(report.at)),
        )
    )
    if not report.subjects:
        terminal.line()
        terminal.line(
            voice(
                "Nothing here stands in category 1 or above, so no mix is asked for.",
                "カテゴリ 1 以上のものがないため、求められる組み合わせはありません。",
            )
        )
        return
    terminal.line(
        voice(
            "{n:,} in category 1 or above; an accepted mix is reached by {r:,} of them.",
            "カテゴリ 1 以上は {n:,}件。そのうち {r:,}件が、認められる組み合わせに達しています。",
            n=len(report.subjects),
            r=report.reached,
        )
    )
    shown = report.subjects if whole else report.subjects[:_MOST]
    for view in shown:
        _subject(page, view)
    page.more(len(report.subjects) - len(shown))


def _subject(page: Page, view: SubjectView) -> None:
    voice = page.voice
    kind = voice.text(terms.KIND[view.kind])
    page.terminal.heading(
        page.name(view.subject),
        voice("{kind}, category {n}", "{kind}、カテゴリ {n}", kind=kind, n=view.category),
    )
    page.terminal.table(
        [
            voice("demand", "要求"),
            voice("nearest mix {mix} asks", "最も近い組み合わせ {mix} が求めること", mix=view.nearest or "–"),
            voice("stated", "申告"),
            voice("statements", "申告の内訳"),
        ],
        [_part(page, part) for part in view.parts],
        indent=1,
        fixed=(0,),
    )
    for way in view.ways if page.whole else view.ways[:_WAYS]:
        _way(page, way)


def _part(page: Page, part: PartView) -> list[Cell]:
    voice, steps = page.voice, page.evaluation.catalogue.demand_steps
    asked = "–" if part.required == "none" else voice.text(steps[f"{part.part}.{part.required}"].title)
    stated = (
        voice("not stated", "未申告")
        if part.stated == "none"
        else voice.text(steps[f"{part.part}.{part.stated}"].title)
    )
    mark = Terminal.styled("○ " if part.met else "× ", "green" if part.met else "yellow").append(clean(stated), "none")
    if part.lapses is not None:
        mark.append(f"\n{clean(voice.text(lapse_text(part.lapses)))}", "dim")
    lines = Styled()
    for number, one in enumerate(part.statements):
        text = voice.text(statement_text(one, page.evaluation.model))
        lines.append("\n" if number else "").append(clean(text), "none" if one.counts else "dim")
    return [voice.text(terms.DEMAND[part.part.replace("_", "-")]), asked, mark, lines if part.statements else "–"]


def _way(page: Page, way: Way) -> None:
    voice = page.voice
    if not way.asks:
        page.terminal.line(
            voice("Mix {mix} is reached as stated.", "組み合わせ {mix} に達しています(申告による)。", mix=way.mix), 1
        )
        return
    page.terminal.line(voice("To reach mix {mix}:", "組み合わせ {mix} に達するには:", mix=way.mix), 1)
    for ask in way.asks:
        page.terminal.line(Styled("• \t").append(clean(voice.text(ask_text(ask, page.evaluation.model)))), 3)
        for cover in ask.covered_by:
            page.terminal.line(Terminal.styled(voice.text(cover_text(cover, page.evaluation.catalogue)), "dim"), 6)
