"""Chapters on the requirements per organization and on the incidents that they answer.

Told at length are the open requirements that matter most; the others are named with their status, so that a report
stays short enough to be read. Everything at length is in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.assessment.result import IncidentRow, RequirementRow
from sanso.model.text import Text
from sanso.report import page, terms, wording
from sanso.report.document.blocks import Block, Cell, Column, Heading, Inline, Paragraph, Row, Run, Table, paragraph
from sanso.report.document.blocks import plain as plain_text
from sanso.report.document.parts import LIMITS, category, lines, more, names, phrase, soft, status
from sanso.report.page import Group
from sanso.report.proof_page import ProofView
from sanso.report.reader import Reader, capped

__all__ = ["incidents", "requirements"]

_TOLD = 15
"""How many open requirements of one organization are told at length."""

_CONDENSED = Text(
    en="Told at length are, per organization, at most {n} open requirements of the highest category, 1 or above; the "
    "others are named by status. The workbook tells them all.",
    ja="ソシキごとに、カテゴリ 1 以上の未対応の要件を、高いものから最大 {n} 件まで詳しく示し、"
    "その他は状態別に ID を挙げる。全件の詳細はワークブックにある。",
)
_ALSO = Text(en="{n} more", ja="ほか {n} 件")
_THESE = Text(en="{n} in all", ja="{n} 件")
_CONFIDENCE = Text(en="Confidence of the links: {words}", ja="対応関係の確かさ: {words}")


def requirements(reader: Reader) -> Iterator[Block]:
    """Return the organizations at a glance, and the requirements of each."""
    yield Heading(1, phrase(reader, "requirements"), "requirements")
    every, groups, left = page.groups(reader, LIMITS)
    if not groups.shown:
        yield paragraph(phrase(reader, "no_requirements"))
        return
    yield paragraph(phrase(reader, "requirements_intro"))
    yield paragraph(reader.t(_CONDENSED.fill(n=_TOLD)))
    yield Heading(2, phrase(reader, "overview"), "overview")
    overview = capped(every, LIMITS.organizations)
    yield Table(
        (
            Column(phrase(reader, "organization"), 2),
            Column(phrase(reader, "required_category"), 1.5, "center"),
            *(Column(plain_text(status(reader, value)), 1, "end") for value in terms.STATUS_ORDER),
        ),
        tuple(
            Row(
                (
                    _organization(reader, group),
                    category(reader, group.category),
                    *(f"{group.counts.get(value, 0):,}" for value in terms.STATUS_ORDER),
                )
            )
            for group in overview.shown
        ),
        left_out=more(reader, overview.more),
    )
    proof = reader.assessment.proof
    view = ProofView(reader, proof) if proof is not None else None
    for group in groups.shown:
        yield from _group(reader, group, view)
    if groups.more:
        yield paragraph(
            phrase(
                reader,
                "rows_more",
                organizations=reader.count(groups.more, "organization"),
                rows=reader.count(left, "row"),
            )
        )


def _organization(reader: Reader, group: Group) -> str:
    return reader.name(group.organization) if group.organization else phrase(reader, "nobody")


def _group(reader: Reader, group: Group, view: ProofView | None) -> Iterator[Block]:
    yield Heading(3, _organization(reader, group), f"org-{group.number}")
    if not group.organization:
        yield paragraph(phrase(reader, "nobody_note"))
    told = _told(group.rows)
    if told:
        heads = (
            ("requirement", 2.3),
            ("required_level", 1.2),
            ("status_and_answer", 1.5),
            ("category", 1),
            ("elements", 4.4),
        )
        yield Table(
            tuple(Column(phrase(reader, key), share) for key, share in heads),
            tuple(Row(_requirement(reader, row, view)) for row in told),
        )
    yield from _named(reader, [row for row in group.rows if row not in told], told)
    if group.neutral:
        said = phrase(reader, "not_required_more", more=f"{len(group.neutral):,}")
        idents = ", ".join(row.id for row in group.neutral)
        yield Paragraph((soft(f"{said}: "), Run(idents, mark="code")))


def _told(rows: Sequence[RequirementRow]) -> list[RequirementRow]:
    """Return the open rows to tell at length: highest category and worst status, in the order of the catalogue."""
    order = {value: number for number, value in enumerate(terms.STATUS_ORDER)}
    open_ = [row for row in rows if row.category and row.status in ("missing", "not-stated", "partial")]
    ranked = sorted(open_, key=lambda row: (-(row.category or 0), order[row.status]))[:_TOLD]
    return [row for row in rows if row in ranked]


def _named(reader: Reader, rows: Sequence[RequirementRow], told: Sequence[RequirementRow]) -> Iterator[Block]:
    """Name the other requirements by status."""
    before = {row.status for row in told}
    for value in terms.STATUS_ORDER:
        same = [row for row in rows if row.status == value]
        if same:
            count = reader.t((_ALSO if value in before else _THESE).fill(n=f"{len(same):,}"))
            idents = Run(", ".join(row.id for row in same), mark="code")
            yield Paragraph((status(reader, value), Run(f" – {count}: "), idents))


def _requirement(reader: Reader, row: RequirementRow, view: ProofView | None) -> tuple[Cell, ...]:
    breakdown = wording.breakdown_text(row)
    first = row.parts[0].category if row.parts else row.category
    answer = soft(reader.t(wording.answer_text(reader.model, row.answer))) if row.answer else None
    found = view.row(row) if view is not None else None
    proof = f"{phrase(reader, 'gap_proof')}: {view.told(found)}" if view is not None and found is not None else None
    return (
        lines(
            (Run(row.id, strong=True, mark="code"), Run(f" {reader.requirement(row.id)}")),
            soft(reader.listed(reader.layer_words(row.layers))),
        ),
        reader.t(wording.needed_text(row)),
        lines(status(reader, row.status), soft(reader.t(breakdown)) if breakdown else None, answer, proof),
        lines(
            category(reader, first),
            soft(f"{phrase(reader, 'up_to')} {row.category}") if first != row.category else None,
        ),
        _elements(reader, row),
    )


def _elements(reader: Reader, row: RequirementRow) -> Inline:
    count = Run(reader.count(len(row.elements), "element"), strong=True)
    why = soft(reader.t(wording.deciding_text(row)))
    if len(row.parts) <= 1:
        return lines((count, Run(f": {names(reader, row.elements, LIMITS.part_names)}")), why)
    differ = len({part.status for part in row.parts}) > 1
    parts = [
        (
            *((status(reader, part.status), Run(" · ")) if differ else ()),
            Run(f"{reader.word('level', part.level)} – {names(reader, part.elements, LIMITS.part_names)}"),
        )
        for part in row.parts[: LIMITS.parts]
    ]
    rest = more(reader, len(row.parts) - LIMITS.parts)
    return lines((count, Run(": "), *parts[0]), *parts[1:], soft(rest), why)


def incidents(reader: Reader) -> Iterator[Block]:
    """Return what can happen on each layer, to which elements, and what answers it."""
    yield Heading(1, phrase(reader, "incidents"), "incidents")
    yield paragraph(phrase(reader, "incidents_intro"))
    for group in page.incidents(reader):
        yield Heading(2, reader.word("layer", group.layer), f"layer-{group.layer}")
        if not group.incidents:
            yield paragraph(phrase(reader, "no_incidents"))
            continue
        rows: list[Row] = []
        for found in group.incidents:
            rows.append(Row(((Run(found[0].id, mark="code"), Run(f" {reader.t(found[0].title)}")),), group=True))
            rows += [Row(_incident(reader, row)) for row in found]
        heads = (("vulnerability", 1.2), ("type", 1.1), ("elements", 1), ("requirements", 6))
        yield Table(tuple(Column(phrase(reader, key), share) for key, share in heads), tuple(rows))
        sure = dict.fromkeys(reader.word("confidence", row.confidence) for found in group.incidents for row in found)
        yield Paragraph(soft(reader.t(_CONFIDENCE.fill(words=reader.listed(sure)))))
        for source in group.sources:
            yield Paragraph(soft(f"{phrase(reader, 'source')}: {reader.t(source)}"))


def _incident(reader: Reader, row: IncidentRow) -> tuple[Cell, ...]:
    return (
        Run(row.vulnerability, mark="code"),
        reader.word("type", row.type),
        f"{len(row.elements):,}",
        Run(", ".join(row.requirements), mark="code"),
    )
