"""Which requirements apply to whom at which level, with which status, and why."""

from __future__ import annotations

from collections import Counter

from sanso.assessment.result import Reason, RequirementRow
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.report import terms, wording

__all__ = ["show_requirements"]

_OPEN = ("missing", "not-stated", "partial")
_NEUTRAL = ("not-applicable", "not-required")
_ROWS_IN_ALL = 40
_MOST_COUNTED = 40
_MOST_DETAILED = 8
_MOST_SILENT = 20


def show_requirements(page: Page) -> None:
    """Show status counts per organization, then the open rows of each, most important first."""
    voice, assessment = page.voice, page.evaluation.assessment
    page.terminal.heading(
        voice("2  Requirements", "2  対策要件"),
        voice("one row: one requirement on one organization (CPSF)", "1行=1つの対策要件×1つのソシキ(CPSF)"),
    )
    groups: dict[str | None, list[RequirementRow]] = {}
    for row in assessment.requirements:
        groups.setdefault(row.organization, []).append(row)
    required = {row.subject: row.required for row in assessment.trust}
    order = sorted(groups, key=lambda who: (-(required.get(who or "") or 0), -_open(groups[who]), who or ""))
    _counts(page, order, groups, required)
    silent = [who for who in order if not page.whole and len(order) > 1 and who is not None and _silent(groups[who])]
    telling = [who for who in order if who not in silent and _open(groups[who])]
    detailed = telling if page.whole else telling[:_MOST_DETAILED]
    most = max(5, min(15, _ROWS_IN_ALL // max(1, len(detailed))))
    for who in detailed:
        _open_rows(page, who, groups[who], most)
    page.more(len(telling) - len(detailed), 1)
    if silent:
        page.terminal.line()
    for influences, words in (
        (
            True,
            (
                "Nothing stated at all, so ask for answers first: {names}",
                "何も申告がないため、まず回答を求める相手: {names}",
            ),
        ),
        (
            False,
            (
                "Nothing stated either, but without influence on any harm: {names}",
                "同じく申告がないが、被害の原因に関与しない相手: {names}",
            ),
        ),
    ):
        some = [who for who in silent if bool(required.get(who or "")) == influences]
        if some:
            names = [f"{page.name(who)}\u00a0({_open(groups[who]):,})" for who in some[:_MOST_SILENT]]
            page.terminal.line(voice(*words, names=voice(", ", "、").join(names)), 1)
            page.more(len(some) - len(names), 1)


def _silent(rows: list[RequirementRow]) -> bool:
    """Tell whether an organization has stated nothing about what is required of it."""
    return {row.status for row in rows if row.status not in _NEUTRAL} == {"not-stated"}


def _open(rows: list[RequirementRow]) -> int:
    return sum(1 for row in rows if row.status in _OPEN)


def _category(row: RequirementRow) -> int:
    """Return the category of the part that decides."""
    return row.parts[0].category if row.parts else row.category


def _counts(
    page: Page, order: list[str | None], groups: dict[str | None, list[RequirementRow]], required: dict[str, int | None]
) -> None:
    voice = page.voice
    columns: list[Column] = [voice("organization", "ソシキ"), (voice("required\ntrust", "求められる\n信頼"), "right")]
    columns += [(voice.text(terms.STATUS[status]), "right") for status in (*_OPEN, "met")]
    columns.append((voice("not applicable\nor required", "適用外・\n要求なし"), "right"))
    table: list[list[Cell]] = []
    shown = order if page.whole else order[:_MOST_COUNTED]
    for who in shown:
        number: Counter[str] = Counter(row.status for row in groups[who])
        trust = required.get(who or "")
        cells: list[Cell] = [page.name(who), page.category(trust, "–" if trust is None else trust)]
        cells += [page.status(status, f"{number[status]:,}") if number[status] else "·" for status in (*_OPEN, "met")]
        cells.append(f"{sum(number[status] for status in _NEUTRAL):,}")
        table.append(cells)
    page.terminal.table(columns, table, indent=1, fixed=(1, 2, 3, 4, 5, 6))
    page.more(len(order) - len(shown), 1)


def _open_rows(page: Page, who: str | None, rows: list[RequirementRow], most: int) -> None:
    voice = page.voice
    found = sorted(
        (row for row in rows if row.status in _OPEN),
        key=lambda row: (-_category(row), _OPEN.index(row.status), -len(row.elements), row.id),
    )
    if not found:
        return
    page.terminal.line()
    title = Terminal.styled(page.name(who), "bold")
    title.append(voice(": {n:,} open", ": 未対応 {n:,}件", n=len(found)))
    page.terminal.line(title, 1)
    shown = found if page.whole else found[:most]
    columns: list[Column] = [
        "id",
        voice("requirement", "対策要件"),
        voice("level", "レベル"),
        voice("status", "状態"),
        (voice("elements", "要素"), "right"),
        voice("why this level", "レベルの理由"),
    ]
    page.terminal.table(columns, [_row(page, row) for row in shown], indent=2, fixed=(0, 4))
    page.more(len(found) - len(shown), 2)


def _row(page: Page, row: RequirementRow) -> list[Cell]:
    voice = page.voice
    record = page.evaluation.catalogue.requirements.get(row.id)
    expired = row.answer is not None and row.answer.expired
    status = voice.text(wording.status_word(row.status)) + (voice(", expired", "・期限切れ") if expired else "")
    status = voice.text(wording.breakdown_text(row)) or status
    return [
        row.id,
        voice.text(record.title) if record is not None else "",
        voice.text(wording.needed_text(row)),
        page.status(row.status, status),
        f"{len(row.elements):,}",
        _why(page, row),
    ]


def _why(page: Page, row: RequirementRow) -> str:
    """Name the steps that ask for the level of the part that decides."""
    deciding = row.parts[0] if row.parts else row
    steps = [_step(page, reason) for reason in deciding.reasons if reason.level == deciding.level]
    return page.voice(", ", "、").join(dict.fromkeys(step for step in steps if step))


def _step(page: Page, reason: Reason) -> str:
    voice = page.voice
    if reason.step == "scale":
        return {
            "large": voice("large", "大規模"),
            "sme": voice("small", "中小"),
            "sme-layer-2": voice("small, reaches physical space", "中小・物理に関与"),
        }.get(reason.code, reason.code)
    if reason.step == "category":
        return voice("category {n}", "カテゴリ {n}", n=reason.code.removeprefix("category-"))
    if reason.step == "delegation":
        return voice("delegated by {name}", "{name}で委任", name=page.name(reason.code))
    if reason.step == "sector":
        return voice("sector {name}", "分野 {name}", name=reason.code)
    return voice.text(terms.STEP[reason.step])
