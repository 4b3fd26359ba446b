"""Compose the rooms into the whole assessment.

Order: the model of the day, categories, required levels and status, required trust beside what is stated,
open points. Pure: the day is passed in, and everything that was noticed comes back as diagnostics.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable

from sanso.analysis.open_points import ORDER, open_points
from sanso.analysis.result import Assessment, Because, ModelSummary, OpenPoint, StatedTrust, Summary, TrustRow
from sanso.assessment import Findings, RequirementRow, assess_requirements
from sanso.catalogue import Catalogue
from sanso.iotssf import Rating, rate
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.loading import paused_collection
from sanso.model.moment import Moment, at_day
from sanso.model.process import ELEMENT_SECTIONS, Model
from sanso.model.structure import Structure

__all__ = ["RESULT_FORMAT", "all_open_points", "assess", "structure_of"]

RESULT_FORMAT = "sanso-assessment/1"
_MOST_IMPORTANT = 10
_NAMED = 5


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
    with paused_collection():
        return _compose(at_day(model, at, chosen, file), catalogue, digest, diagnostics, Place(file))


def _compose(
    moment: Moment, catalogue: Catalogue, digest: str, diagnostics: Iterable[Diagnostic], place: Place
) -> Assessment:
    structure = structure_of(moment.model, catalogue)
    rating = rate(structure, catalogue, moment.day, place)
    findings = assess_requirements(structure, catalogue, rating.demand(), moment.day, place)
    trust = _trust(structure, rating, findings.requirements)
    points = open_points(structure, catalogue, findings.requirements, rating.placements, trust)
    noticed = (*_supply(structure, place), *_support(structure, moment.day, place))
    found = (*diagnostics, *moment.diagnostics, *noticed, *rating.diagnostics, *findings.diagnostics)
    return Assessment(
        model=_model_summary(moment, catalogue, digest, found),
        incidents=findings.incidents,
        requirements=findings.requirements,
        iotssf=rating.placements,
        trust=trust,
        summary=_summary(rating, findings, points),
    )


def all_open_points(assessment: Assessment, model: Model, catalogue: Catalogue) -> tuple[OpenPoint, ...]:
    """Return every open point of an assessment of *model*, not only the most important ones."""
    structure = structure_of(at_day(model, assessment.model.at).model, catalogue)
    return open_points(structure, catalogue, assessment.requirements, assessment.iotssf, assessment.trust)


def structure_of(model: Model, catalogue: Catalogue) -> Structure:
    """Return the derived views of *model* with the control kinds of the catalogue."""
    return Structure.of(model, {kind for kind, record in catalogue.connections.items() if record.control})


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


def _trust(structure: Structure, rating: Rating, rows: Iterable[RequirementRow]) -> tuple[TrustRow, ...]:
    """Set what is stated beside every required trust: status counts of the requirements that concern the subject."""
    counts: dict[str, Counter[str]] = {}
    subjects = frozenset((*structure.model.data, *structure.model.people))
    for row in rows:
        if row.organization is not None:
            counts.setdefault(row.organization, Counter())[row.status] += 1
        for part in row.parts:
            for ident in subjects.intersection(part.elements):
                counts.setdefault(ident, Counter())[part.status] += 1
    kinds = (
        ("organization", structure.model.organizations),
        ("people", structure.model.people),
        ("data", structure.model.data),
    )
    found = []
    for kind, members in kinds:
        for ident in sorted(members):
            required, gap = rating.trust[ident], rating.organizations.get(ident)
            found.append(
                TrustRow(
                    subject=ident,
                    kind=kind,  # type: ignore[arg-type]
                    required=required.category,
                    because=Because(required.element, required.harm, required.floor, required.via),
                    stated=StatedTrust(dict(sorted(counts.get(ident, {}).items())), gap.stated if gap else None),
                    nearest=gap.mixes[0].mix if gap and gap.mixes else None,
                    mixes=gap.mixes if gap else (),
                    short=gap.mixes[0].short if gap and gap.mixes else (),
                )
            )
    return tuple(found)


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
