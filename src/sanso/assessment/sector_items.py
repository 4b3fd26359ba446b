"""Native items of sectors on a model: where each applies, and what the related requirements say about it.

An item is *covered* as stated where every related requirement is asked and met; *open* where an answer is missing
or not stated, *partial* in between. Where nothing related is asked, it is to be checked by hand: an unknown is never
covered. Items whose phase of life lies ahead wait; places that nobody stated are named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from sanso.assessment.answers import STATUS_ORDER, worst
from sanso.assessment.result import RequirementRow, Status
from sanso.assessment.sector_matches import Match, Matcher
from sanso.catalogue import Catalogue, SectorItem
from sanso.model.elements import Phase
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["ITEM_STATUSES", "ItemCover", "ItemResult", "ItemStatus", "sector_items"]

ItemStatus = Literal["open", "partial", "by-hand", "not-placed", "ahead", "covered", "no-element"]
ITEM_STATUSES: tuple[ItemStatus, ...] = get_args(ItemStatus)
"""What needs work first, then what waits, is covered, or is not there."""

When = Literal["now", "past", "ahead", "unknown"]
_PHASES: tuple[Phase, ...] = get_args(Phase)
_NEUTRAL = ("not-applicable", "not-required")
_TEXTS = {
    "covered": Text(en="covered as stated through {through}", ja="{through} の申告により対応済み"),
    "open": Text(en="open: {lacking}", ja="未対応: {lacking}"),
    "partial": Text(en="partly covered: {lacking}", ja="一部対応: {lacking}"),
    "by-hand": Text(
        en="no counterpart is asked here: to be checked by hand", ja="対応する要求がないため、人手で確認する"
    ),
    "not-placed": Text(
        en="nothing states this place (components and systems of the sector without a place: {number})",
        ja="この場所にあると書かれたものがない(場所の記載がない分野内のモノ・システム: {number}件)",
    ),
    "ahead": Text(en="belongs to a phase that lies ahead", ja="これからの段階の項目"),
    "no-element": Text(en="nothing in the model is concerned", ja="該当するものがモデルにない"),
}
_LACKING = {
    "missing": Text(en="{ids} missing", ja="{ids} 未実施"),
    "not-stated": Text(en="{ids} not stated", ja="{ids} 未申告"),
    "partial": Text(en="{ids} below the required level", ja="{ids} 要求水準に満たない"),
    "unasked": Text(en="{ids} not asked here", ja="{ids} 要求なし"),
}


@dataclass(frozen=True, slots=True)
class ItemCover:
    """What one related requirement says: the worst status on the elements of the item, and who answers."""

    requirement: str
    status: Status | None
    organizations: tuple[str | None, ...]
    elements: int


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A native item at one place, interface, organization or group of people; *subject* is of whom it is asked.

    *covers* are the related requirements (status None: not asked of these elements), our reading.
    """

    id: str
    sector: str
    facet: str
    guideline: str
    title: Text
    paraphrase: Text
    phases: tuple[Phase, ...]
    when: When
    force: Literal["mandatory", "recommended"] | None
    confidence: str
    strength: str | None
    subject: str | None
    elements: tuple[str, ...]
    status: ItemStatus
    covers: tuple[ItemCover, ...]
    text: Text


@dataclass(slots=True)
class _Rows:
    """The parts of requirement rows by requirement; their sets of elements stand once, in *sets*.

    *holding* lists the sets by the organizations that answer for their elements, so that few need a closer look;
    *known* keeps what was found for elements that several items share.
    """

    structure: Structure
    parts: dict[str, list[tuple[str | None, Status, int]]] = field(default_factory=dict)
    sets: list[frozenset[str]] = field(default_factory=list)
    holding: dict[str | None, list[int]] = field(default_factory=dict)
    known: dict[tuple[str, ...], list[dict[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, structure: Structure, rows: Iterable[RequirementRow], wanted: Collection[str]) -> _Rows:
        book, known = cls(structure), dict[tuple[str, ...], int]()
        for row in rows:
            for part in row.parts if row.id in wanted else ():
                number = known.setdefault(part.elements, len(book.sets))
                if number == len(book.sets):
                    book.sets.append(frozenset(part.elements))
                    for organization in book._answering(part.elements):
                        book.holding.setdefault(organization, []).append(number)
                book.parts.setdefault(row.id, []).append((row.organization, part.status, number))
        return book

    def covers(self, requirements: Iterable[str], match: Match) -> tuple[ItemCover, ...]:
        """Say what each requirement says on the elements of *match*.

        Where nothing is asked of them, their containers count, then the organizations that answer for them.
        """
        if match.elements not in self.known:
            self.known[match.elements] = [self._shared(tier) for tier in self._tiers(match)]
        tiers = self.known[match.elements]
        return tuple(self._cover(requirement, tiers) for requirement in requirements)

    def _answering(self, elements: Iterable[str]) -> set[str | None]:
        return {self.structure.responsibility.get(ident) for ident in elements}

    def _shared(self, tier: frozenset[str]) -> dict[int, int]:
        """Return how many elements of *tier* each set has, for sets that have any."""
        near = {number for organization in self._answering(tier) for number in self.holding.get(organization, ())}
        counts = {number: len(self.sets[number] & tier) for number in near}
        return {number: count for number, count in counts.items() if count}

    def _cover(self, requirement: str, tiers: list[dict[int, int]]) -> ItemCover:
        for shared in tiers:
            touched = [
                (organization, status, shared[number])
                for organization, status, number in self.parts.get(requirement, ())
                if number in shared
            ]
            if touched:
                organizations = sorted({one for one, _, _ in touched}, key=lambda one: (one is None, one or ""))
                status = worst([one for _, one, _ in touched])
                return ItemCover(requirement, status, tuple(organizations), sum(number for _, _, number in touched))
        return ItemCover(requirement, None, (), 0)

    def _tiers(self, match: Match) -> Iterator[frozenset[str]]:
        containment, get = self.structure.containment, self.structure.responsibility.get
        yield frozenset(match.elements)
        yield frozenset(above for ident in match.elements for above in containment.ancestors(ident))
        yield frozenset(org for ident in match.elements if (org := get(ident)) is not None)


def sector_items(
    structure: Structure,
    catalogue: Catalogue,
    rows: Iterable[RequirementRow],
    members: Mapping[str, Collection[str]],
) -> tuple[ItemResult, ...]:
    """Return the items of the sectors of *members*, which maps each sector to the elements for which it holds."""
    matcher = Matcher.of(structure, catalogue)
    items = [item for item in catalogue.sector_items.values() if item.sector in members]
    book = _Rows.of(structure, rows, {requirement for item in items for requirement in item.requirements})
    matches = {
        facet: matcher.matches(catalogue.sector_facets[facet], members[catalogue.sector_facets[facet].sector])
        for facet in dict.fromkeys(item.facet for item in items)
    }
    found: list[ItemResult] = []
    for item in items:
        if matches[item.facet]:
            found.extend(_judge(item, match, matcher, book) for match in matches[item.facet])
        else:
            found.append(_absent(item, matcher, members[item.sector], catalogue))
    return tuple(found)


def _absent(item: SectorItem, matcher: Matcher, members: Collection[str], catalogue: Catalogue) -> ItemResult:
    at_place = catalogue.sector_facets[item.facet].kind == "place"
    unplaced = matcher.unplaced(members) if at_place else ()
    status: ItemStatus = "not-placed" if unplaced else "no-element"
    return _result(item, Match(None, ()), "unknown", status, (), _TEXTS[status].fill(number=f"{len(unplaced):,}"))


def _judge(item: SectorItem, match: Match, matcher: Matcher, book: _Rows) -> ItemResult:
    phases = {ident: matcher.phase(ident) if item.phases else None for ident in match.elements}
    due = tuple(ident for ident, phase in phases.items() if not _ahead(item, phase))
    known = {phase for ident, phase in phases.items() if phase is not None}
    if item.phases and known and not any(phases[ident] is not None for ident in due):
        return _result(item, match, "ahead", "ahead", (), _TEXTS["ahead"])
    kept = Match(match.subject, due)
    covers = book.covers(item.requirements, kept)
    status = _status(covers)
    return _result(item, kept, _when(item, [phases[ident] for ident in due]), status, covers, _told(status, covers))


def _ahead(item: SectorItem, phase: Phase | None) -> bool:
    return bool(item.phases) and phase is not None and _PHASES.index(phase) < min(map(_PHASES.index, item.phases))


def _when(item: SectorItem, phases: Collection[Phase | None]) -> When:
    known = [phase for phase in phases if phase is not None]
    if not item.phases:
        return "now"
    if not known:
        return "unknown"
    last = max(map(_PHASES.index, item.phases))
    return "past" if all(_PHASES.index(phase) > last for phase in known) else "now"


def _status(covers: Collection[ItemCover]) -> ItemStatus:
    asked = [cover.status for cover in covers if cover.status is not None and cover.status not in _NEUTRAL]
    if not asked:
        return "by-hand"
    if worst(asked) in ("missing", "not-stated"):
        return "open"
    unasked = any(cover.status in (None, "not-required") for cover in covers)
    return "partial" if worst(asked) == "partial" or unasked else "covered"


def _told(status: ItemStatus, covers: Collection[ItemCover]) -> Text:
    if status == "covered":
        return _TEXTS["covered"].fill(through=_ids(cover for cover in covers if cover.status == "met"))
    groups = [(status_, [c for c in covers if c.status == status_]) for status_ in STATUS_ORDER[:3]]
    groups.append(("not-required", [c for c in covers if c.status in (None, "not-required")]))
    told = [
        _LACKING["unasked" if status_ == "not-required" else status_].fill(ids=_ids(some))
        for status_, some in groups
        if some
    ]
    lacking = Text(en="; ".join(t.en for t in told) or "–", ja="、".join(t.ja for t in told) or "–")
    return _TEXTS[status].fill(lacking=lacking)


def _ids(covers: Iterable[ItemCover]) -> Text:
    names = [cover.requirement for cover in covers]
    return Text(en=", ".join(names), ja="・".join(names))


def _result(
    item: SectorItem, match: Match, when: When, status: ItemStatus, covers: tuple[ItemCover, ...], text: Text
) -> ItemResult:
    return ItemResult(
        id=item.id,
        sector=item.sector,
        facet=item.facet,
        guideline=item.guideline,
        title=item.title,
        paraphrase=item.paraphrase,
        phases=item.phases,
        when=when,
        force=item.force,
        confidence=item.confidence,
        strength=item.strength,
        subject=match.subject,
        elements=match.elements,
        status=status,
        covers=covers,
        text=text,
    )
