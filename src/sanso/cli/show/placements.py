"""Where devices and systems stand on the IoT-SSF map, which harm decides it, and what they are short of."""

from __future__ import annotations

from rich.text import Text as Styled

from sanso.cli.plain import clean
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.facts import AxisPosition
from sanso.iotssf.result import Placement
from sanso.report import wording

__all__ = ["show_placements"]

_MOST = 12


def show_placements(page: Page) -> None:
    """Show the placed devices and systems, highest category first, then those that can cause none."""
    voice = page.voice
    page.terminal.heading(
        voice("3  Devices and systems", "3  機器・システム"),
        voice(
            "IoT-SSF categories 1 to 4; category grid and strengths are a Sanso proposal",
            "IoT-SSF カテゴリ 1〜4。カテゴリの格子と要求強度は Sanso の提案",
        ),
    )
    rows = page.evaluation.assessment.iotssf
    placed = sorted(
        (row for row in rows if row.category is not None),
        key=lambda row: (-(row.category or 0), not row.short, -len(row.harms), row.element),
    )
    shown = placed if page.whole else placed[:_MOST]
    columns: list[Column] = [
        (voice("cat.", "カテゴリ"), "right"),
        voice("device or system", "機器・システム"),
        voice("what decides it, what is short", "決め手と不足"),
    ]
    page.terminal.table(columns, [_row(page, row) for row in shown], indent=1, fixed=(0,))
    page.more(len(placed) - len(shown), 2)
    unplaced = [row.element for row in rows if row.category is None]
    if unplaced:
        page.terminal.line()
        sentence = voice(
            "Not rated, because no harm scenario names or reaches them as a cause: {names}",
            "どの被害シナリオでも原因に関与しないため評価対象外: {names}",
            names=page.some(unplaced, 12),
        )
        page.terminal.line(sentence, 1)


def _row(page: Page, row: Placement) -> list[Cell]:
    voice = page.voice
    category = page.category(row.category, voice.text(wording.category_word(row.category, at_least=row.at_least)))
    name = Terminal.styled(page.name(row.element), "bold")
    notes = [voice("two harms combined", "2つの被害の組み合わせ")] if wording.two_harms(row) else []
    if row.instances > 1:
        notes.append(voice("{n:,} units", "{n:,}台", n=row.instances))
    if row.single_unit is not None and row.single_unit != row.category:
        notes.append(voice("one unit alone: category {n}", "1台だけならカテゴリ {n}", n=row.single_unit))
    if notes:
        name.append("\n" + "\n".join(notes), "dim")
    return [category, name, _details(page, row)]


def _details(page: Page, row: Placement) -> Styled:
    voice = page.voice
    lines = [
        (voice("human damage     ", "回復困難性  "), _axis(page, "human", row.human)),
        (voice("economic impact  ", "経済的影響  "), _axis(page, "economic", row.economic)),
    ]
    if row.no_control_path:
        lines.append(
            (
                voice("reach            ", "経路        "),
                voice("no modelled control path leads to it", "モデル上、これを制御する経路はない"),
            )
        )
    lines += [
        (voice("barrier          ", "防護        "), voice.text(wording.credit_text(page.evaluation.model, credit)))
        for credit in row.credits
    ]
    lines.append((voice("short            ", "不足        "), _short(page, row)))
    text = Styled()
    for number, (label, said) in enumerate(lines):
        text.append("\n" if number else "").append(f"{label}\t", "dim").append(clean(said))
    return text


def _axis(page: Page, axis: str, position: AxisPosition) -> str:
    voice = page.voice
    level = voice.text(wording.axis_text(axis, position.level))
    if position.harm is None:
        return level
    return f"{level} – {page.because(position)}"


def _short(page: Page, row: Placement) -> str:
    voice = page.voice
    if not row.short:
        return voice("nothing (mix {mix}, as stated)", "なし(組み合わせ {mix}、申告による)", mix=row.nearest or "–")
    steps, lacks = page.evaluation.catalogue.demand_steps, []
    for short in row.short:
        wanted = steps.get(f"{short.demand}.{short.required}")
        lack = voice.text(wanted.title if wanted is not None else short.text)
        given = steps.get(f"{short.demand}.{short.stated}")
        if given is not None and given.rank > 0:
            lack += voice(" (so far: {given})", "(現状: {given})", given=voice.text(given.title))
        lacks.append(lack)
    return voice(
        "of mix {mix}: {lacks}",
        "組み合わせ {mix} まで: {lacks}",
        mix=row.nearest or "–",
        lacks=voice("; ", "、").join(lacks),
    )
