"""Open points: what is not met, in plain words, most important first.

First by the category that is left open, then by how many elements one answer closes, then by id. The loss that
a point could avoid joins the order once it is computed.
"""

from __future__ import annotations

from collections.abc import Iterable

from sanso.analysis.result import OpenPoint, TrustRow
from sanso.assessment import RequirementRow
from sanso.catalogue import Catalogue
from sanso.iotssf import Placement, Shortfall
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["OPEN", "ORDER", "open_points"]

OPEN = ("missing", "not-stated", "partial")
"""The statuses that leave a requirement open, worst first."""

ORDER = Text(
    en="Ordered by the category that a point leaves open, then by how many elements one answer closes, then by id.",
    ja="未対応のまま残るカテゴリの高い順、1 つの回答で解消する構成要素の多い順、ID の順に並べています。",
)

_SAYS = {
    "missing": Text(
        en="{who} states that nothing is done for {id} “{title}”; {level} is required",
        ja="{who}は {id}「{title}」を実施していないと申告(必要な水準: {level})",
    ),
    "not-stated": Text(
        en="{who} has not stated what it does for {id} “{title}”; {level} is required",
        ja="{who}は {id}「{title}」への対応を申告していない(必要な水準: {level})",
    ),
    "partial": Text(
        en="{who} states {given} for {id} “{title}”; {level} is required",
        ja="{who}の {id}「{title}」は{given}と申告(必要な水準: {level})",
    ),
    "expired": Text(
        en="the answer of {who} to {id} “{title}” expired on {until}; {level} is required",
        ja="{who}の {id}「{title}」への回答は {until} に期限切れ(必要な水準: {level})",
    ),
}
_NOBODY = Text(en="nobody", ja="責任者不在の要素")
_WHY = Text(
    en="leaves up to category {category} open; one answer closes {elements}; called for by {incidents}",
    ja="最大でカテゴリ {category} が未対応。1 つの回答で{elements}が解消。根拠となるインシデント: {incidents}",
)
_CONFIRM = Text(en="{who} lacks {missing}", ja="{who}に不足: {missing}")
_CONFIRM_WHY = Text(
    en="category {category}: short of mix {mix}, the nearest accepted one, on {elements}",
    ja="カテゴリ {category}: 最も近い組み合わせ {mix} に対し、{elements}で不足",
)


def open_points(
    structure: Structure,
    catalogue: Catalogue,
    rows: Iterable[RequirementRow],
    placements: Iterable[Placement],
    trust: Iterable[TrustRow],
) -> tuple[OpenPoint, ...]:
    """Return every open point, ordered."""
    points = [point for row in rows if (point := _of_row(row, structure, catalogue)) is not None]
    points += _of_mixes(placements, trust, structure)
    return tuple(sorted(points, key=lambda p: (-p.category, -p.closes, p.id)))


def _of_row(row: RequirementRow, structure: Structure, catalogue: Catalogue) -> OpenPoint | None:
    parts = [part for part in row.parts if part.status in OPEN]
    if not parts:
        return None
    worst = max(parts, key=lambda part: (part.category, -OPEN.index(part.status)))
    closes = sum(len(part.elements) for part in parts)
    record = catalogue.requirements[row.id]
    template = _SAYS["expired" if worst.answer is not None and worst.answer.expired else worst.status]
    given = catalogue.levels[worst.answer.level].title if worst.answer is not None else Text.of("–")
    text = template.fill(
        who=structure.model.label(row.organization) if row.organization is not None else _NOBODY,
        id=row.id,
        title=record.title,
        level=catalogue.levels[worst.level].title,
        given=given,
        until=worst.answer.valid_until if worst.answer is not None else "",
    )
    why = _WHY.fill(category=worst.category, elements=count_elements(closes), incidents=", ".join(_incidents(row)))
    ident = f"{row.id}@{row.organization or 'nobody'}"
    return OpenPoint(ident, "requirement", row.organization, worst.category, closes, text, why)


def _incidents(row: RequirementRow) -> tuple[str, ...]:
    shown = row.incidents[:4]
    return (*shown, "…") if len(row.incidents) > len(shown) else shown


def count_elements(number: int) -> Text:
    """Return "1 element", "3 elements"."""
    return Text(en=f"{number} element{'' if number == 1 else 's'}", ja=f"構成要素 {number} 件")


def _of_mixes(placements: Iterable[Placement], trust: Iterable[TrustRow], structure: Structure) -> list[OpenPoint]:
    """One point per thing to confirm: shortfalls that one confirmation closes are counted together."""
    grouped: dict[tuple[str, str, str], list[tuple[int, str, str, Shortfall]]] = {}
    for placement in placements:
        for short in placement.short:
            subject = _closing_subject(placement.element, short, structure)
            key = (subject, short.demand, short.required)
            grouped.setdefault(key, []).append(
                (placement.category or 0, placement.element, placement.nearest or "", short)
            )
    for row in trust:
        for short in row.short:
            key = (row.subject, short.demand, short.required)
            grouped.setdefault(key, []).append((row.required or 0, row.subject, row.nearest or "", short))
    points = []
    for (subject, demand, required), members in grouped.items():
        category, _, mix, short = max(members, key=lambda member: (member[0], member[1]))
        closes = len({element for _, element, _, _ in members})
        organization = subject if subject in structure.model.organizations else structure.responsibility.get(subject)
        text = _CONFIRM.fill(who=structure.model.label(subject), missing=short.text)
        why = _CONFIRM_WHY.fill(category=category, mix=mix, elements=count_elements(closes))
        ident = f"{demand}.{required}@{subject}"
        points.append(OpenPoint(ident, "confirmation", organization, category, closes, text, why))
    return points


def _closing_subject(element: str, short: Shortfall, structure: Structure) -> str:
    """Return the subject whose confirmation would close the shortfall for most elements at once."""
    model = structure.model
    component = model.components.get(element)
    product = component.product if component is not None else None
    if short.demand == "product":
        return product or element
    if short.demand in ("organization", "staff") and product is not None and model.products[product].maker is not None:
        return model.products[product].maker or element
    if short.demand == "in_operation":
        return element
    return structure.responsibility.get(element) or element
