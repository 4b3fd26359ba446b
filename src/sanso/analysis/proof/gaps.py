"""The trust gap by row, by layer and by element: the stated assessment beside that of the proven model."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from sanso.analysis.assessing import Working
from sanso.analysis.proof.result import Count, LayerGap, ProofPart, ProofRow, SubjectGap
from sanso.assessment.answers import LEVELS, STATUS_ORDER, worst
from sanso.assessment.result import ProvenAnswer, RequirementPart, RequirementRow, Status
from sanso.model.answers import Basis
from sanso.model.process import Model

__all__ = ["layer_gaps", "proof_rows", "subject_gaps"]

_Layer: TypeAlias = Literal["all", "1", "2", "3"]
_LAYERS: tuple[_Layer, ...] = ("all", "1", "2", "3")
_SETTLED: frozenset[Status] = frozenset(("met", "not-applicable"))

_Kind: TypeAlias = Literal["organization", "people", "component", "system", "procedure", "data"]
_KINDS: tuple[tuple[str, _Kind], ...] = (
    ("organizations", "organization"),
    ("people", "people"),
    ("components", "component"),
    ("systems", "system"),
    ("procedures", "procedure"),
    ("data", "data"),
)


def proof_rows(
    stated: Sequence[RequirementRow], proven: Sequence[RequirementRow], until: Mapping[str, dt.datetime]
) -> tuple[ProofRow, ...]:
    """Return the rows of both assessments as one; *until* tells when the claims end, by their digest."""
    pairs = zip(stated, proven, strict=True)
    return tuple(_row(one, other, until) for one, other in pairs)


def _row(stated: RequirementRow, proven: RequirementRow, until: Mapping[str, dt.datetime]) -> ProofRow:
    parts = sorted(_parts(stated, proven, until), key=_order)
    decides = parts[0]
    return ProofRow(
        id=stated.id,
        organization=stated.organization,
        required=stated.level,
        stated=stated.status,
        proven=worst([part.proven for part in parts]),
        basis=decides.basis,
        category=stated.category,
        layers=stated.layers,
        parts=tuple(parts),
    )


def _order(part: ProofPart) -> tuple[object, ...]:
    ranks = STATUS_ORDER.index(part.proven), STATUS_ORDER.index(part.stated)
    return (*ranks, -part.category, -LEVELS.index(part.required), -len(part.elements), part.elements)


def _parts(stated: RequirementRow, proven: RequirementRow, until: Mapping[str, dt.datetime]) -> Iterator[ProofPart]:
    if len(stated.parts) == 1:
        yield from (_part(stated.parts[0], other, other.elements, until) for other in proven.parts)
        return
    if len(proven.parts) == 1:
        yield from (_part(one, proven.parts[0], one.elements, until) for one in stated.parts)
        return
    places = {element: place for place, other in enumerate(proven.parts) for element in other.elements}
    for one in stated.parts:
        groups: dict[int, list[str]] = {}
        for element in one.elements:
            groups.setdefault(places[element], []).append(element)
        for place, elements in groups.items():
            yield _part(one, proven.parts[place], tuple(elements), until)


def _part(
    stated: RequirementPart, proven: RequirementPart, elements: tuple[str, ...], until: Mapping[str, dt.datetime]
) -> ProofPart:
    answer = proven.answer if isinstance(proven.answer, ProvenAnswer) else None
    return ProofPart(
        required=stated.level,
        stated=stated.status,
        proven=proven.status,
        level=answer.level if answer is not None else None,
        basis=_basis(answer),
        claim=answer.claim if answer is not None else None,
        by=answer.by if answer is not None else None,
        until=until.get(answer.claim) if answer is not None else None,
        category=stated.category,
        elements=elements,
    )


def _basis(answer: ProvenAnswer | None) -> Basis | None:
    return answer.basis if answer is not None else None  # type: ignore[return-value]


class _Tally:
    """Counts what is required, stated and proven by keys of some kind."""

    def __init__(self) -> None:
        self._counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())

    def add(self, keys: Sequence[str], stated: Status, proven: Status) -> None:
        """Count one requirement at each of *keys*."""
        is_stated, is_proven = stated in _SETTLED, proven in _SETTLED
        for count, holds in zip(self._counts, (True, is_stated, is_proven, is_proven and not is_stated), strict=True):
            if holds:
                count.update(keys)

    def of(self, key: str) -> Count:
        """Return the counts at *key*."""
        required, stated, proven, beyond = (count[key] for count in self._counts)
        return Count(required, stated, proven, beyond)


def layer_gaps(rows: Iterable[ProofRow]) -> tuple[LayerGap, ...]:
    """Return how many rows are required, stated and proven: of all layers, and of each."""
    tally = _Tally()
    for row in rows:
        if row.required != "not-required":
            tally.add(("all", *map(str, row.layers)), row.stated, row.proven)
    return tuple(LayerGap(layer, tally.of(layer)) for layer in _LAYERS)


def _tally(rows: Iterable[ProofRow]) -> _Tally:
    """Count rows for organizations, parts for every other element."""
    tally = _Tally()
    for row in rows:
        if row.required == "not-required":
            continue
        if row.organization is not None:
            tally.add((row.organization,), row.stated, row.proven)
        for part in row.parts:
            if part.required != "not-required":
                others = part.elements
                if row.organization in others:
                    others = tuple(element for element in others if element != row.organization)
                tally.add(others, part.stated, part.proven)
    return tally


def subject_gaps(model: Model, stated: Working, proven: Working, rows: Iterable[ProofRow]) -> tuple[SubjectGap, ...]:
    """Return the gap of every element of *model*, in the order of their ids."""
    counts = _tally(rows)
    one, other = _strengths(stated), _strengths(proven)
    kinds = {ident: kind for section, kind in _KINDS for ident in getattr(model, section)}
    categories = _categories(stated)
    return tuple(
        _gap(ident, kinds[ident], categories.get(ident), counts.of(ident), one, other) for ident in sorted(kinds)
    )


def _categories(stated: Working) -> dict[str, int | None]:
    rating = stated.rated.rating
    found: dict[str, int | None] = {placed.element: placed.category for placed in rating.placements}
    return found | dict(rating.procedures) | {ident: trust.category for ident, trust in rating.trust.items()}


def _gap(
    ident: str,
    kind: _Kind,
    category: int | None,
    count: Count,
    one: Mapping[str, SubjectGap],
    other: Mapping[str, SubjectGap],
) -> SubjectGap:
    was, now = one.get(ident), other.get(ident)
    if was is None or now is None:
        return SubjectGap(ident, kind, category, count)
    return SubjectGap(
        ident, kind, category, count, was.stated, now.stated, was.nearest_stated, now.nearest_stated,
        was.short_stated, now.short_stated,
    )  # fmt: skip


def _strengths(working: Working) -> dict[str, SubjectGap]:
    """Return the strength of devices, systems and organizations in one assessment, as if it were the stated one."""
    rating, none = working.rated.rating, Count()
    found = {
        placed.element: SubjectGap(
            placed.element, "component", placed.category, none, placed.stated, None, placed.nearest, None, placed.short
        )
        for placed in rating.placements
    }
    for ident, gap in rating.organizations.items():
        nearest = gap.mixes[0] if gap.mixes else None
        found[ident] = SubjectGap(
            ident, "organization", None, none, gap.stated, None, nearest.mix if nearest else None, None,
            nearest.short if nearest else (),
        )  # fmt: skip
    return found
