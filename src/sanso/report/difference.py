"""What a comparison shows, as sections with rows: the same on a terminal and in a change review.

What got worse comes first; rows without direction are counted and shown on demand. Requirement rows that moved in
the same way for the same reason stand in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sanso.analysis.comparing import Change, Comparison
from sanso.analysis.comparing.words import SECTION, WHAT, field_text
from sanso.model.text import Text
from sanso.report import terms
from sanso.report.difference_groups import mix_section, requirement_section
from sanso.report.difference_rows import (
    HARM,
    NONE,
    WHY,
    Line,
    Lines,
    Name,
    Section,
    arrow,
    category_cells,
    harm_cells,
    section_of,
    trust_cells,
)
from sanso.report.wording import category_word, joined

__all__ = ["between", "headline", "sections"]

_BY = {
    "edit": None,
    "day": Text(en="as of the day", ja="評価日による"),
    "choice": Text(en="as chosen", ja="代替の選択による"),
}
_MOST_FIELDS = 4


def between(result: Comparison) -> Text:
    """Name what was compared: both sides, or the day where nothing else tells them apart."""
    old, new = _sides(result)
    return arrow(old, new) if old != new else Text(en=f"as of {new.show('en')}", ja=f"{new.show('ja')} 時点")


def _sides(result: Comparison) -> tuple[Text, Text]:
    """Name the two sides: the model where the names differ, the day, what was chosen."""
    named = result.old.id != result.new.id or result.old.name != result.new.name
    found = []
    for side in (result.old, result.new):
        parts = [side.name] if named else []
        parts.append(Text.of(side.at.isoformat()))
        if side.chosen:
            chosen = ", ".join(side.chosen)
            parts.append(Text(en=f"with {chosen}", ja=f"{chosen} を選択"))
        found.append(joined(parts, ", ", "、") or NONE)
    return found[0], found[1]


def headline(result: Comparison) -> Text:
    """Say in one sentence how many things got worse or better."""
    number = result.totals.directions
    if result.empty:
        return Text(en="Nothing differs.", ja="違いはありません。")
    many = len(result.changes)
    return Text(
        en=(
            f"{many:,} change{'' if many == 1 else 's'} of the model; in the results {number['worse']:,} worse, "
            f"{number['mixed']:,} mixed, {number['better']:,} better, {number['neutral']:,} without direction."
        ),
        ja=(
            f"モデルの変更 {many:,}件。結果は悪化 {number['worse']:,}件、混在 {number['mixed']:,}件、"
            f"改善 {number['better']:,}件、良し悪しのない違い {number['neutral']:,}件。"
        ),
    )


def sections(result: Comparison, name: Name, most: int | None = 12) -> tuple[Section, ...]:
    """Return the sections that have something to show, each with at most *most* rows (None: all)."""
    made = (
        _totals(result),
        section_of("harms", Text(en="Harm scenarios", ja="被害シナリオ"), HARM, result.harms, harm_cells, most),
        section_of(
            "categories",
            Text(en="Categories of devices and systems", ja="機器・システムのカテゴリ"),
            (Text(en="device or system", ja="機器・システム"), Text(en="category", ja="カテゴリ"), WHY),
            result.categories,
            lambda move: category_cells(move, name),
            most,
        ),
        section_of(
            "trust",
            Text(en="Required trust", ja="求められる信頼"),
            (Text(en="of", ja="対象"), Text(en="required", ja="要求"), WHY),
            result.trust,
            lambda move: trust_cells(move, name),
            most,
        ),
        requirement_section(result, most),
        mix_section(result, most),
        *_points(result, most),
        _incidents(result, name, most),
        _changes(result, most),
    )
    return tuple(section for section in made if section.rows)


def _points(result: Comparison, most: int | None) -> Iterable[Section]:
    titles = (
        ("points-new", Text(en="Open points that have come", ja="新たな未対応事項"), result.points_new),
        ("points-gone", Text(en="Open points that are gone", ja="なくなった未対応事項"), result.points_gone),
    )
    columns = (Text(en="category", ja="カテゴリ"), Text(en="point", ja="内容"))
    for key, title, points in titles:
        shown = points if most is None else points[: max(1, most // 2)]
        rows = tuple(Line(None, ((Text.of(str(point.category)),), (point.text,))) for point in shown)
        yield Section(key, title, None, columns, rows, len(points) - len(shown))


def _incidents(result: Comparison, name: Name, most: int | None) -> Section:
    def row(move: Any) -> tuple[Lines, ...]:
        what = Text(en=f"{move.id} {move.title.show('en')}", ja=f"{move.id} {move.title.show('ja')}")
        signs = [(sign, _named(idents, name)) for sign, idents in (("+", move.added), ("−", move.removed)) if idents]
        lines = tuple(Text(en=f"{s} {t.show('en')}", ja=f"{s} {t.show('ja')}") for s, t in signs)
        return (what,), (terms.TYPE[move.type],), lines

    columns = (Text(en="incident", ja="インシデント"), Text(en="type", ja="種別"), Text(en="elements", ja="構成要素"))
    title = Text(en="Incidents that come or go", ja="想定インシデントの増減")
    return section_of("incidents", title, columns, result.incidents, row, most)


def _named(idents: Sequence[str], name: Name, most: int = 5) -> Text:
    text = joined(name(ident) for ident in idents[:most]) or NONE
    more = len(idents) - most
    return Text(en=f"{text.en} +{more}", ja=f"{text.ja} ほか{more}件") if more > 0 else text


def _changes(result: Comparison, most: int | None) -> Section:
    limit = None if most is None else 2 * most
    shown = result.changes[:limit]
    rows = [Line(None, _change(change)) for change in shown]
    columns = (
        Text(en="what", ja="種類"),
        Text(en="change", ja="変更"),
        Text(en="thing", ja="対象"),
        Text(en="fields", ja="項目"),
    )
    title = Text(en="Changes of the model", ja="モデルの変更")
    return Section("changes", title, None, columns, tuple(rows), len(result.changes) - len(shown))


def _change(change: Change) -> tuple[Lines, ...]:
    fields = [
        text
        for field in change.fields[:_MOST_FIELDS]
        if (text := field_text(Change(change.key, "", "", "changed", "edit", change.name, (field,)))) is not None
    ]
    more = len(change.fields) - len(fields)
    if more > 0:
        fields.append(Text(en=f"… {more} more", ja=f"… ほか {more} 件"))
    if change.was is not None:
        fields.append(arrow(Text.of(change.was), Text.of(change.id)))
    by = _BY[change.by]
    name = change.name.show("en"), change.name.show("ja")
    detail = change.id.partition("/")[2] if change.section in ("measures", "confirmations") else change.id
    second = (Text.of(detail),) if detail not in name else ()
    return (
        (SECTION[change.section],),
        (WHAT[change.what], *((by,) if by else ())),
        (change.name, *second),
        tuple(fields),
    )


def _totals(result: Comparison) -> Section:
    rows = []
    for count in result.totals.counts:
        table = {"model": terms.COUNTS, "status": terms.STATUS}.get(count.group, {})
        if count.group == "category":
            rated = count.key != "not-rated"
            label = Text(en=f"category {count.key}", ja=f"カテゴリ {count.key}") if rated else category_word(None)
        elif count.group == "open-points":
            label = Text(en="open points", ja="未対応事項")
        else:
            label = table.get(count.key, Text.of(count.key))
        if count.group == "status":
            label = Text(en=f"requirements: {label.show('en')}", ja=f"対策要件: {label.show('ja')}")
        numbers = (f"{count.old:,}", f"{count.new:,}", f"{count.new - count.old:+,}")
        rows.append(Line(None, ((label,), *((Text.of(number),) for number in numbers))))
    columns = (
        Text(en="number of", ja="件数"),
        Text(en="before", ja="前"),
        Text(en="after", ja="後"),
        Text(en="difference", ja="差"),
    )
    return Section("totals", Text(en="Totals", ja="合計"), None, columns, tuple(rows))
