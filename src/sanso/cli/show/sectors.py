"""Sectors on a terminal: what each brings to a model, and one element under several of them."""

from __future__ import annotations

from collections.abc import Sequence

from sanso.analysis.sectors import ComparedSector, GuidelineView, Narrowed, SectorComparison, SectorReport, SectorView
from sanso.assessment.result import Reason
from sanso.assessment.sector_items import ItemStatus
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.cli.voice import Voice, counted
from sanso.report import wording
from sanso.report.reader import Reader
from sanso.report.sectors_view import ItemRow, SectorReader, SubjectRow, item_rows
from sanso.report.sectors_words import HELD, SECTOR_WORDS
from sanso.verbs import Evaluation

__all__ = ["show_comparison", "show_sectors"]

_MOST_SUBJECTS = 4
_MOST_LEVELS = 25
_STYLES = {"open": "yellow", "partial": "magenta", "covered": "green", "by-hand": "cyan", "not-placed": "yellow"}


class _Shown:
    """The page, and the words in its language."""

    def __init__(self, evaluation: Evaluation, voice: Voice, *, whole: bool) -> None:
        reader = Reader(evaluation.model, evaluation.assessment, evaluation.catalogue, voice.lang)
        self.page = Page(Terminal(voice), evaluation, voice, whole)
        self.terminal = self.page.terminal
        self.voice = voice
        self.words = SectorReader(reader)

    def word(self, key: str) -> str:
        """Return a phrase of the sector results."""
        return self.voice.text(SECTOR_WORDS[key])

    def guidelines(self, guidelines: Sequence[GuidelineView]) -> None:
        """List guidelines with edition, date and how sure that is."""
        heads: list[Column] = [
            self.word("sector_guideline"),
            self.word("sector_edition"),
            self.word("sector_date"),
            self.word("sector_confidence"),
        ]
        rows = [[name, edition, date, sure] for name, _, edition, date, sure in map(self.words.guideline, guidelines)]
        self.terminal.table(heads, rows, indent=1, fixed=(1, 2))

    def narrowed(self, narrowed: Sequence[Narrowed]) -> None:
        """List requirements that mean something more special."""
        if not narrowed:
            return
        self.under(self.word("sector_narrowed"))
        heads: list[Column] = [
            "id",
            self.word("sector_meaning"),
            self.word("sector_where"),
            self.word("sector_status"),
        ]
        text = self.voice.text
        rows: list[list[Cell]] = [
            [one.requirement, text(one.meaning), text(one.where), self.words.narrowed_status(one)] for one in narrowed
        ]
        self.terminal.table(heads, rows, indent=1, fixed=(0,))

    def items(self, rows: Sequence[ItemRow]) -> None:
        """List items; below each, whom it concerns."""
        heads: list[Column] = ["id", self.word("sector_item"), self.word("sector_facet"), self.word("sector_status")]
        table: list[list[Cell]] = []
        absent = [] if self.page.whole else [row for row in rows if row.status == "no-element"]
        for row in rows if self.page.whole else [row for row in rows if row.status != "no-element"]:
            marks = [mark for mark in (row.phases, row.force) if mark]
            title = row.title + (f" [{self.voice('; ', '・').join(marks)}]" if marks else "")
            for first, (who, line) in zip((True, *[False] * len(row.subjects)), self._lines(row), strict=False):
                facet = " – ".join(part for part in (row.facet if first else "", who) if part)
                table.append([row.id if first else "", title if first else "", facet, line])
        if table:
            self.terminal.table(heads, table, indent=1, fixed=(0,))
        if absent:
            names = self.voice(", ", "、").join(row.id for row in absent)
            said = f"{self.words.status('no-element')}: {names}"
            self.terminal.line(Terminal.styled(said, "dim"), 1)

    def _lines(self, row: ItemRow) -> list[tuple[str, Cell]]:
        """Say the status per subject; where all say the same, once."""
        groups: dict[tuple[ItemStatus, str], list[SubjectRow]] = {}
        for one in row.subjects:
            groups.setdefault((one.status, one.text), []).append(one)
        lines: list[tuple[str, Cell]] = []
        for (status, text), some in groups.items():
            names = [one.subject for one in some if one.subject]
            most = len(names) if self.page.whole else _MOST_SUBJECTS
            who = self.voice(", ", "、").join(names[:most])
            if len(names) > most:
                who += self.voice(" +{n:,}", " ほか{n:,}件", n=len(names) - most)
            elements = {ident for one in some for ident in one.elements}
            number = "" if names or not elements else self.words.reader.count(len(elements), "element")
            lines.append((who or number, Terminal.styled(text, _STYLES.get(status, "dim"))))
        return lines

    def under(self, text: str) -> None:
        """Print a small heading."""
        self.terminal.line()
        self.terminal.line(Terminal.styled(text, "bold"), 1)


def show_sectors(evaluation: Evaluation, report: SectorReport, voice: Voice, *, whole: bool = False) -> None:
    """Show every sector of a model; *whole* leaves nothing out."""
    shown = _Shown(evaluation, voice, whole=whole)
    shown.terminal.line(Terminal.styled(voice.text(report.model.name), "bold"))
    if not report.sectors:
        shown.terminal.line(voice("No sector is stated in this model.", "このモデルに分野の記載はない。"))
        return
    shown.terminal.line(shown.word("sectors_intro"))
    for view in report.sectors:
        _sector(shown, view)


def _sector(shown: _Shown, view: SectorView) -> None:
    voice, terminal = shown.voice, shown.terminal
    terminal.heading(voice.text(view.title), view.id)
    for line in shown.words.held(view):
        terminal.line(line, 1)
    if not view.published:
        terminal.line(shown.word("sector_unpublished"), 1)
    terminal.line(voice.text(view.note), 1)
    terminal.line()
    shown.guidelines(view.guidelines)
    _raised(shown, view)
    shown.narrowed(view.narrowed)
    if view.items:
        shown.under(f"{shown.word('sector_items')}: {shown.words.counts(view)}")
        shown.items(item_rows(shown.words, view.items))


def _raised(shown: _Shown, view: SectorView) -> None:
    if not view.raised and not view.already:
        shown.under(shown.word("sector_no_delta"))
        return
    shown.under(shown.word("sector_raised"))
    if not view.raised:
        shown.terminal.line(shown.word("sector_none_raised"), 1)
        return
    most = len(view.raised) if shown.page.whole else _MOST_LEVELS
    rows: list[list[Cell]] = []
    for one in view.raised[:most]:
        without, with_ = shown.words.levels(one)
        status = shown.page.status(one.status, shown.voice.text(wording.status_word(one.status)))
        rows.append([one.requirement, shown.page.name(one.organization), without, with_, status])
    heads: list[Column] = ["id"]
    heads += [shown.word(f"sector_{key}") for key in ("organization", "without", "with", "status")]
    shown.terminal.table(heads, rows, indent=1, fixed=(0,))
    shown.page.more(len(view.raised) - most, 1)
    for reason in dict.fromkeys(one.reason for one in view.raised):
        shown.terminal.line(Terminal.styled(f"– {shown.voice.text(reason)}", "dim"), 1)


def show_comparison(evaluation: Evaluation, comparison: SectorComparison, voice: Voice) -> None:
    """Show one element under several sectors, side by side."""
    shown = _Shown(evaluation, voice, whole=True)
    terminal = shown.terminal
    name = shown.page.name(comparison.element)
    titles = [voice.text(one.title) for one in comparison.sectors]
    terminal.line(Terminal.styled(voice("{name}: ", "{name}: ", name=name) + " | ".join(titles), "bold"))
    category = voice("not rated", "評価対象外") if comparison.category is None else str(comparison.category)
    terminal.line(
        voice("Category {n} under each of them. ", "カテゴリはいずれでも {n}。", n=category)
        + voice.text(comparison.category_note)
    )
    terminal.line(_held(shown, comparison))
    _levels(shown, comparison, titles)
    for one in comparison.sectors:
        _brings(shown, one)


def _held(shown: _Shown, comparison: SectorComparison) -> str:
    held, catalogue = comparison.held, shown.page.evaluation.catalogue
    names = shown.voice(", ", "、").join(shown.voice.text(catalogue.sectors[one].title) for one in held.sectors)
    none = shown.voice("none", "なし")
    return shown.voice(
        "In the model its sectors are: {names} ({why}).",
        "モデルでの分野: {names}({why})。",
        names=names or none,
        why=shown.voice.text(HELD[held.level]),
    )


def _levels(shown: _Shown, comparison: SectorComparison, titles: Sequence[str]) -> None:
    voice, terminal = shown.voice, shown.terminal
    terminal.heading(voice("Levels that differ", "異なる要求レベル"))
    if comparison.differing:
        heads: list[Column] = ["id", voice("requirement", "対策要件"), voice("no sector", "分野なし"), *titles]
        rows: list[list[Cell]] = []
        for one in comparison.differing:
            title = voice.text(shown.page.evaluation.catalogue.requirements[one.requirement].title)
            cells: list[Cell] = [one.requirement, title, voice.text(wording.level_word(one.without))]
            for under in one.under:
                said = f"{voice.text(wording.level_word(under.level))}({voice.text(wording.status_word(under.status))})"
                cells.append(shown.page.status(under.status, said.replace("(", " (") if voice.lang == "en" else said))
            rows.append(cells)
        terminal.table(heads, rows, indent=1, fixed=(0,))
        for reason in dict.fromkeys(_reasons(comparison)):
            terminal.line(Terminal.styled(f"– {voice.text(reason.text)}", "dim"), 1)
    else:
        terminal.line(voice("None: the levels are the same.", "なし: 要求レベルは同じ。"), 1)
    terminal.line(
        voice(
            "The same under each: {requirements}; raised by each to the same level: {ids}.",
            "いずれでも同じ: {n:,}件の対策要件。いずれも同じレベルに引き上げ: {ids}。",
            n=len(comparison.same),
            requirements=counted(len(comparison.same), "requirement"),
            ids=voice(", ", "、").join(comparison.alike) or voice("none", "なし"),
        ),
        1,
    )


def _reasons(comparison: SectorComparison) -> list[Reason]:
    return [
        reason
        for one in comparison.differing
        for under in one.under
        for reason in under.reasons
        if reason.step == "sector"
    ]


def _brings(shown: _Shown, one: ComparedSector) -> None:
    shown.terminal.heading(shown.voice.text(one.title), one.id)
    if not one.published:
        shown.terminal.line(shown.word("sector_unpublished"), 1)
    shown.terminal.line(shown.voice.text(one.note), 1)
    shown.terminal.line()
    shown.guidelines(one.guidelines)
    shown.narrowed(one.narrowed)
    shown.under(shown.word("sector_items"))
    if one.items:
        shown.items(item_rows(shown.words, one.items))
    else:
        shown.terminal.line(shown.voice("None comes in.", "加わる項目はない。"), 1)
