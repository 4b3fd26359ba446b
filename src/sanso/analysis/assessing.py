"""Compose the rooms into the whole assessment.

Order: the model of the day, categories, required levels and status, required trust beside what is stated,
open points. Pure: the day is passed in, and everything that was noticed comes back as diagnostics.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sanso.analysis.open_points import ORDER, PointBook, closes_otherwise, open_points, point_book
from sanso.analysis.result import Assessment, Because, ModelSummary, OpenPoint, StatedTrust, Summary, TrustRow
from sanso.analysis.status_counts import StatusCounts
from sanso.assessment import Findings
from sanso.assessment.assessing import Found, assess_again
from sanso.catalogue import Catalogue
from sanso.iotssf import Rating
from sanso.iotssf.rating import Rated, rate_again
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.difference import Difference
from sanso.model.loading import paused_collection
from sanso.model.moment import Moment, at_day
from sanso.model.process import ELEMENT_SECTIONS, Model
from sanso.model.structure import Structure

__all__ = ["RESULT_FORMAT", "Working", "all_open_points", "assess", "structure_of", "work"]

RESULT_FORMAT = "sanso-assessment/1"
_MOST_IMPORTANT = 10
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Working:
    """An assessment with everything that was found on the way, so that the next one can build on it.

    *whole* is the model that was given, before the day was looked at.
    """

    assessment: Assessment
    whole: Model
    catalogue: Catalogue
    chosen: tuple[str, ...]
    place: Place
    moment: Moment
    rated: Rated
    found: Found
    counts: StatusCounts
    points: PointBook


def assess(
    model: Model,
    catalogue: Catalogue,
    *,
    at: dt.date,
    chosen: Collection[str] = (),
    digest: str = "",
    diagnostics: Iterable[Diagnostic] = (),
    file: str = "",
) -> Assessment:
    """Assess *model* as it stands on the day *at*, with the connections *chosen* among alternatives.

    *digest* and *diagnostics* of loading are carried into the result; *file* is named by new diagnostics.
    """
    made = work(model, catalogue, at=at, chosen=chosen, digest=digest, diagnostics=diagnostics, file=file)
    return made.assessment


def work(
    model: Model,
    catalogue: Catalogue,
    *,
    at: dt.date,
    chosen: Collection[str] = (),
    digest: str = "",
    diagnostics: Iterable[Diagnostic] = (),
    file: str = "",
    before: Working | None = None,
) -> Working:
    """Assess as `assess` does and keep what was found on the way.

    What does not depend on what *model* and the model of *before* differ in is taken from there. The result is the
    same with and without.
    """
    with paused_collection():
        moment = at_day(model, at, chosen, file)
        place, picked = Place(file), tuple(sorted(chosen))
        if before is not None and (
            before.catalogue is not catalogue or (before.moment.day, before.chosen, before.place) != (at, picked, place)
        ):
            before = None
        differs = Difference.of(before.moment.model, moment.model) if before is not None else None
        if differs is not None and differs.crossed:
            before = differs = None
        return _compose(model, moment, catalogue, picked, digest, diagnostics, place, before, differs)


def _compose(
    whole: Model,
    moment: Moment,
    catalogue: Catalogue,
    chosen: tuple[str, ...],
    digest: str,
    diagnostics: Iterable[Diagnostic],
    place: Place,
    old: Working | None,
    differs: Difference | None,
) -> Working:
    structure = _structure(moment.model, catalogue, old, differs)
    rated = rate_again(structure, catalogue, moment.day, place, old.rated if old else None, differs)
    rating = rated.rating
    found = assess_again(structure, catalogue, rating.demand(), moment.day, place, old.found if old else None, differs)
    counts = StatusCounts.of(structure.model, found.book, (old.counts, old.found.book) if old else None)
    trust = _trust(structure.model, rating, counts, old)
    points = point_book(
        structure, catalogue, found.book.ordered, rating.placements, trust, old.points if old else None,
        differs.renamed if differs is not None else frozenset(), closing=_closing(structure, old, differs),
    )  # fmt: skip
    ordered = points.ordered()
    noticed = (*_supply(structure, place), *_support(structure, moment.day, place))
    said = (*diagnostics, *moment.diagnostics, *noticed, *rating.diagnostics, *found.findings.diagnostics)
    assessment = Assessment(
        model=_model_summary(moment, catalogue, digest, said),
        incidents=found.findings.incidents,
        requirements=found.findings.requirements,
        iotssf=rating.placements,
        trust=trust,
        summary=_summary(rating, found.findings, ordered),
    )
    return Working(assessment, whole, catalogue, chosen, place, moment, rated, found, counts, points)


def _structure(model: Model, catalogue: Catalogue, old: Working | None, differs: Difference | None) -> Structure:
    if old is None or differs is None:
        return structure_of(model, catalogue)
    return old.rated.structure.again(model, differs, _control_kinds(catalogue))


def _closing(structure: Structure, old: Working | None, differs: Difference | None) -> bool:
    if old is None or differs is None:
        return False
    return not structure.extends(old.rated.structure) or closes_otherwise(differs)


def all_open_points(assessment: Assessment, model: Model, catalogue: Catalogue) -> tuple[OpenPoint, ...]:
    """Return every open point of an assessment of *model*, not only the most important ones."""
    structure = structure_of(at_day(model, assessment.model.at).model, catalogue)
    return open_points(structure, catalogue, assessment.requirements, assessment.iotssf, assessment.trust)


def structure_of(model: Model, catalogue: Catalogue) -> Structure:
    """Return the derived views of *model* with the control kinds of the catalogue."""
    return Structure.of(model, _control_kinds(catalogue))


def _control_kinds(catalogue: Catalogue) -> set[str]:
    return {kind for kind, record in catalogue.connections.items() if record.control}


def _supply(structure: Structure, place: Place) -> Iterable[Diagnostic]:
    for ident, connection in structure.model.connections.items():
        if connection.kind in ("supplies", "develops") and not connection.subject:
            yield diagnose("supply-without-subject", place, f"connections/{ident}", id=ident)


def _support(structure: Structure, day: dt.date, place: Place) -> Iterable[Diagnostic]:
    used: dict[str, list[str]] = {}
    for ident, component in structure.model.components.items():
        if component.product is not None:
            used.setdefault(component.product, []).append(ident)
    for product, components in used.items():
        until = structure.model.products[product].support_until
        if until is not None and until < day:
            names = ", ".join(components[:_NAMED]) + (", …" if len(components) > _NAMED else "")
            yield diagnose("support-ended", place, f"products/{product}", product=product, elements=names, day=until)


def _trust(model: Model, rating: Rating, counts: StatusCounts, old: Working | None) -> tuple[TrustRow, ...]:
    """Set what is stated beside every required trust: status counts of the requirements that concern the subject."""
    known = {row.subject: row for row in old.assessment.trust} if old is not None else {}
    kinds = (("organization", model.organizations), ("people", model.people), ("data", model.data))
    return tuple(
        _trust_row(ident, kind, rating, counts, known.get(ident), old)  # type: ignore[arg-type]
        for kind, members in kinds
        for ident in sorted(members)
    )


def _trust_row(
    ident: str,
    kind: Literal["organization", "people", "data"],
    rating: Rating,
    counts: StatusCounts,
    known: TrustRow | None,
    old: Working | None,
) -> TrustRow:
    required, gap, count = rating.trust[ident], rating.organizations.get(ident), counts.of_subject(ident)
    if known is not None and old is not None and known.kind == kind:
        before = old.rated.rating
        if (
            before.trust[ident] == required
            and before.organizations.get(ident) == gap
            and known.stated.requirements == count
        ):
            return known
    return TrustRow(
        subject=ident,
        kind=kind,
        required=required.category,
        because=Because(required.element, required.harm, required.floor, required.via),
        stated=StatedTrust(count, gap.stated if gap else None),
        nearest=gap.mixes[0].mix if gap and gap.mixes else None,
        mixes=gap.mixes if gap else (),
        short=gap.mixes[0].short if gap and gap.mixes else (),
    )


def _model_summary(moment: Moment, catalogue: Catalogue, digest: str, found: Iterable[Diagnostic]) -> ModelSummary:
    model = moment.model
    counts = {section: len(getattr(model, section)) for section in (*ELEMENT_SECTIONS, "products", "physical")}
    counts |= {"elements": len(model.elements)}
    counts |= {
        section: len(getattr(model, section)) for section in ("connections", "conditions", "harms", "confirmations")
    }
    counts["measures"] = sum(len(answers) for answers in model.measures.values())
    return ModelSummary(
        schema=RESULT_FORMAT,
        id=model.id,
        name=model.name or model.label(model.id),
        digest=digest,
        at=moment.day,
        counts=counts,
        absent=moment.absent,
        catalogue_overrides=_overrides(catalogue),
        diagnostics=tuple(found),
    )


def _overrides(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(
        f"{kind}/{ident}: {', '.join(record.overridden)}"
        for kind, records in catalogue.kinds.items()
        for ident, record in records.items()
        if record.overridden
    )


def _summary(rating: Rating, findings: Findings, points: tuple[OpenPoint, ...]) -> Summary:
    status: dict[str, Counter[str]] = {"all": Counter(), "1": Counter(), "2": Counter(), "3": Counter()}
    for row in findings.requirements:
        status["all"][row.status] += 1
        for layer in row.layers:
            status[str(layer)][row.status] += 1
    categories = Counter(
        "not-rated" if placement.category is None else str(placement.category) for placement in rating.placements
    )
    return Summary(
        status={layer: dict(sorted(count.items())) for layer, count in status.items()},
        categories=dict(sorted(categories.items())),
        harms=rating.harms,
        open_points_total=len(points),
        open_points=points[:_MOST_IMPORTANT],
        order=ORDER,
    )
