"""Open points: what is not met, in plain words, most important first.

First by the category that is left open, then by how many elements one answer closes, then by id. The loss that
a point could avoid joins the order once it is computed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from sanso.analysis.result import OpenPoint, TrustRow
from sanso.assessment import RequirementRow
from sanso.catalogue import Catalogue
from sanso.iotssf import Placement, Shortfall
from sanso.model.difference import Difference, Reads
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["OPEN", "ORDER", "PointBook", "closes_otherwise", "open_points", "point_book"]

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


Member = tuple[int, str, str, Shortfall]
"""Category, element, nearest mix and shortfall of one that lacks a confirmation."""
Key = tuple[str, str, str]
"""Whose confirmation is lacking, the demand, and what is demanded."""


@dataclass(frozen=True, slots=True)
class PointBook:
    """The open points of an assessment with what they were made from.

    *lacking* tells, per thing to confirm, who lacks it; *asking*, per placement or trust row, what it asks for.
    """

    of_rows: Mapping[tuple[str, str | None], tuple[RequirementRow, OpenPoint | None]]
    asking: Mapping[str, tuple[object, tuple[tuple[Key, Member], ...]]]
    lacking: Mapping[Key, Mapping[str, Member]]
    of_mixes: Mapping[Key, OpenPoint]

    def ordered(self) -> tuple[OpenPoint, ...]:
        """Return every open point, the most important first."""
        points = [point for _, point in self.of_rows.values() if point is not None]
        points += self.of_mixes.values()
        return tuple(sorted(points, key=lambda p: (-p.category, -p.closes, p.id)))


_CLOSING: Reads = {"products": ("maker",), "components": ("product",), "systems": (), "organizations": ()}
"""What decides whose confirmation closes a shortfall, beside the responsible organizations."""


def open_points(
    structure: Structure,
    catalogue: Catalogue,
    rows: Iterable[RequirementRow],
    placements: Iterable[Placement],
    trust: Iterable[TrustRow],
) -> tuple[OpenPoint, ...]:
    """Return every open point, ordered."""
    return point_book(structure, catalogue, rows, placements, trust).ordered()


def point_book(
    structure: Structure,
    catalogue: Catalogue,
    rows: Iterable[RequirementRow],
    placements: Iterable[Placement],
    trust: Iterable[TrustRow],
    before: PointBook | None = None,
    renamed: Set[str] = frozenset(),
    *,
    closing: bool = False,
) -> PointBook:
    """Return the open points with what they were made from.

    What did not change is taken from *before*: *renamed* are the things that have other names, and with *closing*
    other confirmations may close a shortfall.
    """
    known = before.of_rows if before is not None else {}
    of_rows = {}
    for row in rows:
        key = (row.id, row.organization)
        was = known.get(key)
        if was is not None and was[0] is row and row.organization not in renamed:
            of_rows[key] = was
        else:
            of_rows[key] = row, _of_row(row, structure, catalogue)
    old = before if before is not None and not closing else None
    asking = _asking(placements, trust, structure, old)
    lacking, dirty = _lacking(asking, old)
    of_mixes = {} if old is None else {key: point for key, point in old.of_mixes.items() if key in lacking}
    for wanted, members in lacking.items():
        if wanted in dirty or wanted[0] in renamed:
            of_mixes[wanted] = _of_mix(wanted, members.values(), structure)
    return PointBook(of_rows, asking, lacking, of_mixes)


def closes_otherwise(differs: Difference) -> bool:
    """Tell whether a shortfall may be closed by other confirmations than before."""
    return differs.touches(_CLOSING, tuple(_CLOSING))


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


def _asking(
    placements: Iterable[Placement], trust: Iterable[TrustRow], structure: Structure, old: PointBook | None
) -> dict[str, tuple[object, tuple[tuple[Key, Member], ...]]]:
    """Return what every placement and trust row asks for; those that are the same objects as before ask the same."""
    known = old.asking if old is not None else {}
    found: dict[str, tuple[object, tuple[tuple[Key, Member], ...]]] = {}
    for placement in placements:
        if placement.short:
            was = known.get(placement.element)
            found[placement.element] = was if was is not None and was[0] is placement else (
                placement, tuple(_of_placement(placement, structure))
            )  # fmt: skip
    for row in trust:
        if row.short:
            was = known.get(row.subject)
            found[row.subject] = was if was is not None and was[0] is row else (row, tuple(_of_trust(row)))
    return found


def _of_placement(placement: Placement, structure: Structure) -> Iterator[tuple[Key, Member]]:
    for short in placement.short:
        key = (_closing_subject(placement.element, short, structure), short.demand, short.required)
        yield key, (placement.category or 0, placement.element, placement.nearest or "", short)


def _of_trust(row: TrustRow) -> Iterator[tuple[Key, Member]]:
    for short in row.short:
        yield (row.subject, short.demand, short.required), (row.required or 0, row.subject, row.nearest or "", short)


def _lacking(
    asking: Mapping[str, tuple[object, tuple[tuple[Key, Member], ...]]], old: PointBook | None
) -> tuple[Mapping[Key, Mapping[str, Member]], Set[Key]]:
    """Return who lacks each confirmation, and the confirmations that others lack than before."""
    if old is None:
        made: dict[Key, dict[str, Member]] = {}
        for ident, (_, wanted) in asking.items():
            for key, member in wanted:
                made.setdefault(key, {})[ident] = member
        return made, made.keys()
    others = [i for i in {*asking, *old.asking} if asking.get(i) is not old.asking.get(i)]
    nothing: tuple[object, tuple[tuple[Key, Member], ...]] = (None, ())
    dirty = {key for i in others for held in (asking, old.asking) for key, _ in held.get(i, nothing)[1]}
    own = {key: dict(old.lacking.get(key, {})) for key in dirty}
    for ident in others:
        for key, _ in old.asking.get(ident, nothing)[1]:
            own[key].pop(ident, None)
    for ident in others:
        for key, member in asking.get(ident, nothing)[1]:
            own[key][ident] = member
    lacking: dict[Key, Mapping[str, Member]] = {**old.lacking, **own}
    return {key: members for key, members in lacking.items() if members}, dirty


def _of_mix(key: Key, members: Collection[Member], structure: Structure) -> OpenPoint:
    """Return the point of one thing to confirm: shortfalls that one confirmation closes are counted together."""
    subject, demand, required = key
    category, _, mix, short = max(members, key=lambda member: (member[0], member[1]))
    closes = len({element for _, element, _, _ in members})
    organization = subject if subject in structure.model.organizations else structure.responsibility.get(subject)
    text = _CONFIRM.fill(who=structure.model.label(subject), missing=short.text)
    why = _CONFIRM_WHY.fill(category=category, mix=mix, elements=count_elements(closes))
    return OpenPoint(f"{demand}.{required}@{subject}", "confirmation", organization, category, closes, text, why)


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
