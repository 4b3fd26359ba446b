"""What stands on the page: rows grouped, sorted and cut to a size that a browser and a reader can take.

Big models keep every row in the workbook; the page shows the most important ones and says how many are left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sanso.analysis.result import TrustRow
from sanso.assessment.result import IncidentRow, RequirementRow
from sanso.iotssf.result import Placement
from sanso.model.process import ELEMENT_SECTIONS
from sanso.model.text import Text
from sanso.report import terms, wording
from sanso.report.pictures.scene import plane_of
from sanso.report.pictures.states import NOTHING, Share
from sanso.report.reader import Capped, Reader, capped

__all__ = [
    "Card",
    "Group",
    "IncidentLayer",
    "Limits",
    "Link",
    "PlaceRow",
    "cards",
    "groups",
    "incidents",
    "links",
    "placements",
    "places",
    "sentences",
    "trust",
]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each list the page shows."""

    requirement_rows: int = 1500
    organizations: int = 300
    placements: int = 400
    elements: int = 400
    connections: int = 400
    harms: int = 300
    trust: int = 300
    findings: int = 200
    notes: int = 200
    names: int = 40
    part_names: int = 12
    parts: int = 8


@dataclass(frozen=True, slots=True)
class Card:
    """A key number."""

    value: str
    label: Text
    note: Text


@dataclass(frozen=True, slots=True)
class Group:
    """The requirements of one organization; *listed* tells whether its rows stand on the page."""

    number: int
    organization: str | None
    category: int | None
    counts: Mapping[str, int]
    rows: tuple[RequirementRow, ...]
    neutral: tuple[RequirementRow, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of the table beside the three-layer map; *plane* is None for a system, drawn as an outline.

    *proven* is None where no evidence was looked at.
    """

    element: str
    plane: str | None
    category: int | None
    at_least: bool
    stated: str
    proven: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentLayer:
    """The incidents of one layer, each with a row per element type, and their sources."""

    layer: int
    incidents: tuple[tuple[IncidentRow, ...], ...]
    sources: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One connection of the table beside the three-layer map."""

    ident: str
    layer: int | None
    kind: str
    from_: str
    to: str


def sentences(reader: Reader) -> list[Text]:
    """Say the result in plain words."""
    summary, lines = reader.assessment.summary, []
    counts = summary.status.get("all", {})
    asked = _asked(counts)
    organizations = {row.organization for row in reader.assessment.requirements if row.organization is not None}
    if asked:
        lines.append(
            Text(
                en="{asked} are asked of {who} (counted once per organization): as stated {met} are met, {partial} "
                "partly, {missing} are missing, {aside} not applicable, and for {unknown} nothing valid is stated.",
                ja="{who}に延べ{asked}が求められる。申告上は充足{met}件、一部実施{partial}件、未実施{missing}件、"
                "未申告{unknown}件、適用外{aside}件。",
            ).fill(
                asked=wording.counted(asked, "requirement"),
                who=wording.counted(len(organizations), "organization"),
                met=f"{counts.get('met', 0):,}",
                partial=f"{counts.get('partial', 0):,}",
                missing=f"{counts.get('missing', 0):,}",
                unknown=f"{counts.get('not-stated', 0):,}",
                aside=f"{counts.get('not-applicable', 0):,}",
            )
        )
    highest = _highest(summary.categories)
    if highest is not None:
        lines.append(
            Text(
                en="The highest category of a component or system is {category}; {number} have it. "
                "{unrated} are not rated: no harm scenario names or reaches them as a cause.",
                ja="モノ・システムで最も高いカテゴリは{category}で、{number}がこれにあたる。"
                "どの被害シナリオでも原因に関与しない評価対象外は{unrated}件。",
            ).fill(
                category=highest,
                number=wording.counted(summary.categories[str(highest)], "element"),
                unrated=f"{summary.categories.get('not-rated', 0):,}",
            )
        )
    return lines


def _asked(counts: Mapping[str, int]) -> int:
    """Count what is asked: whatever is said of it, and whatever proves it."""
    return sum(number for status, number in counts.items() if status != "not-required")


def _highest(categories: Mapping[str, int]) -> int | None:
    rated = [int(key) for key, number in categories.items() if key.isdigit() and number]
    return max(rated, default=None)


def cards(reader: Reader) -> list[Card]:
    """Return the key numbers of the summary."""
    assessment = reader.assessment
    counts = assessment.summary.status.get("all", {})
    asked, open_ = _asked(counts), sum(number for status, number in counts.items() if reader.is_open(status))
    highest = _highest(assessment.summary.categories)
    numbers = assessment.model.counts
    listed = wording.joined(
        Text.of(f"{terms.COUNTS[section].show(reader.lang)} {numbers[section]:,}")
        for section in ELEMENT_SECTIONS
        if numbers.get(section)
    )
    in_highest = assessment.summary.categories.get(str(highest), 0)
    return [
        Card(f"{numbers.get('elements', 0):,}", reader.phrase("n_elements"), listed or reader.phrase("no_elements")),
        Card(
            "–" if highest is None else str(highest),
            reader.phrase("n_highest"),
            reader.phrase("no_category") if highest is None else wording.counted(in_highest, "element"),
        ),
        Card(f"{open_:,}", reader.phrase("n_open"), reader.phrase("of_total").fill(total=f"{asked:,}")),
        Card(f"{assessment.summary.open_points_total:,}", reader.phrase("n_points"), reader.phrase("n_points_note")),
    ]


def groups(reader: Reader, limits: Limits) -> tuple[list[Group], Capped[Group], int]:
    """Group requirement rows by organization, those with the highest required trust and most to do first.

    Returns all groups, those whose rows stand on the page, and how many rows do not.
    """
    required = {row.subject: row.required for row in reader.assessment.trust}
    by_organization: dict[str | None, list[RequirementRow]] = {}
    for row in reader.assessment.requirements:
        by_organization.setdefault(row.organization, []).append(row)

    def urgency(item: tuple[str | None, list[RequirementRow]]) -> tuple[bool, int, int, str]:
        organization, rows = item
        category = required.get(organization or "")
        open_ = sum(reader.is_open(row.status) for row in rows)
        return (organization is not None, -1 - (category if category is not None else -1), -open_, organization or "")

    every: list[Group] = []
    listed = 0
    for number, (organization, rows) in enumerate(sorted(by_organization.items(), key=urgency), 1):
        asked = tuple(row for row in rows if row.status != "not-required")
        neutral = tuple(row for row in rows if row.status == "not-required")
        fits = number == 1 or listed + len(asked) <= limits.requirement_rows
        listed += len(asked) if fits else 0
        counts: Counter[str] = Counter(row.status for row in rows)
        every.append(Group(number, organization, required.get(organization or ""), counts, asked, neutral, fits))
    shown = tuple(group for group in every if group.listed)
    left = [group for group in every if not group.listed]
    return every, Capped(shown, len(left)), sum(len(group.rows) for group in left)


def incidents(reader: Reader) -> list[IncidentLayer]:
    """Return the incidents of each layer, each with its rows, one per element type."""
    found = []
    for layer in (1, 2, 3):
        by_incident: dict[str, list[IncidentRow]] = {}
        for row in reader.assessment.incidents:
            if row.layer == layer:
                by_incident.setdefault(row.id, []).append(row)
        records = [reader.catalogue.incidents.get(ident) for ident in by_incident]
        sources = dict.fromkeys(record.source_text for record in records if record is not None)
        found.append(IncidentLayer(layer, tuple(map(tuple, by_incident.values())), tuple(sources)))
    return found


def placements(reader: Reader, limits: Limits) -> Capped[Placement]:
    """Return the placements, the highest category first."""
    ordered = sorted(reader.assessment.iotssf, key=lambda place: (_falling(place.category), place.element))
    return capped(ordered, limits.placements)


def trust(reader: Reader, limits: Limits) -> Capped[TrustRow]:
    """Return the required trusts, the highest first."""
    return capped(sorted(reader.assessment.trust, key=lambda row: _falling(row.required)), limits.trust)


def _falling(category: int | None) -> int:
    return 0 if category is None else -1 - category


_SHARES: Mapping[Share | None, str] = MappingProxyType(
    {"none": "none", "part": "some", "all": "all", None: "nothing_asked"}
)


def places(reader: Reader, limits: Limits) -> Capped[PlaceRow]:
    """Return where elements stand on the three-layer map: planes 3, 2, 1, then the outlines."""
    rows = []
    for ident in filter(reader.is_there, reader.model.elements):
        plane = None if ident in reader.model.systems else plane_of(reader.model, ident)
        standing = reader.standings.get(ident, NOTHING)
        stated, shown = _SHARES[standing.stated], _SHARES[standing.proven] if reader.assessment.proof else None
        rows.append(PlaceRow(ident, plane, standing.category, standing.at_least, stated, shown))
    rows.sort(key=lambda row: "321".index(row.plane) if row.plane else 3)
    return capped(rows, limits.elements)


def links(reader: Reader, limits: Limits) -> Capped[Link]:
    """Return the connections, layer by layer; physical dependence last."""
    rows = []
    for ident, connection in reader.model.connections.items():
        if not reader.is_there(ident):
            continue
        kind = reader.catalogue.connections.get(connection.kind)
        rows.append(
            Link(ident, kind.layer if kind is not None else None, connection.kind, connection.from_, connection.to)
        )
    rows.sort(key=lambda row: row.layer or 9)
    return capped(rows, limits.connections)
