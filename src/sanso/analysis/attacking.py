"""The attack on a model as it stands on a day, and under a what-if: assessment first, then the attack room.

A what-if changes the model, not the worlds: measures that are assumed are written into it and taken to be there,
things that are left out go with the references to them, and the same worlds are played again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sanso.analysis.assessing import assess, structure_of
from sanso.analysis.measure_book import AssessedMeasures
from sanso.analysis.result import Assessment, ModelSummary
from sanso.attack.attacking import Attack, begin, compare, finish, first_part
from sanso.attack.estimates import Estimate
from sanso.attack.options import AttackOptions
from sanso.attack.playing import Progress
from sanso.attack.result import AttackResult, Comparison
from sanso.catalogue import Catalogue
from sanso.facts.likelihood import Chance, HarmLikelihood
from sanso.model.answers import Measure
from sanso.model.diagnostics import Diagnostic
from sanso.model.moment import at_day
from sanso.model.process import Model

__all__ = ["ATTACK_FORMAT", "AttackReport", "attack", "first_result", "harm_likelihoods"]

ATTACK_FORMAT = "sanso-attack/1"
_NEVER = Chance(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class AttackReport:
    """The attack on one model; *comparison* where a what-if was asked for."""

    model: ModelSummary
    result: AttackResult
    comparison: Comparison | None = None


def attack(
    model: Model,
    catalogue: Catalogue,
    *,
    at: dt.date,
    options: AttackOptions,
    chosen: Collection[str] = (),
    assessment: Assessment | None = None,
    digest: str = "",
    diagnostics: Iterable[Diagnostic] = (),
    file: str = "",
    progress: Progress | None = None,
) -> AttackReport:
    """Compute the attack on *model* as it stands on the day *at*; *assessment* spares assessing it once more."""
    if assessment is None:
        assessment = assess(model, catalogue, at=at, chosen=chosen, digest=digest, diagnostics=diagnostics, file=file)
    today = at_day(model, at, chosen, file).model
    begun = _begin(today, catalogue, at, assessment, replace(options, changes=(), without=()), progress)
    comparison = None
    if options.changes or options.without:
        changed = _changed(today, options, at, file)
        assumed = assess(changed, catalogue, at=at, file=file)
        comparison = compare(begun, _begin(changed, catalogue, at, assumed, options, progress, what_if=True))
    return AttackReport(assessment.model, finish(begun, progress), comparison)


def first_result(
    model: Model,
    catalogue: Catalogue,
    assessment: Assessment,
    options: AttackOptions,
    progress: Progress | None = None,
) -> AttackReport:
    """Return harms, elements and loss alone: what is known as soon as the worlds have been played."""
    begun = _begin(model, catalogue, assessment.model.at, assessment, options, progress)
    return AttackReport(assessment.model, first_part(begun))


def harm_likelihoods(result: AttackResult) -> dict[str, HarmLikelihood]:
    """Return how likely each harm is, as other rooms take it; out of reach is exactly never."""
    return {
        outcome.harm: HarmLikelihood(
            outcome.harm, _chance(outcome.likelihood.year), _chance(outcome.likelihood.campaign)
        )
        if outcome.reachable
        else HarmLikelihood(outcome.harm, _NEVER, _NEVER)
        for outcome in result.harms
    }


def _chance(estimate: Estimate) -> Chance:
    return Chance(estimate.value, estimate.low, estimate.high)


def _begin(
    model: Model,
    catalogue: Catalogue,
    day: dt.date,
    assessment: Assessment,
    options: AttackOptions,
    progress: Progress | None,
    *,
    what_if: bool = False,
) -> Attack:
    structure = structure_of(model, catalogue)
    assumed = [(change.requirement, change.place) for change in options.changes] if what_if else []
    book = AssessedMeasures.index(structure, assessment.requirements, day, assumed)
    return begin(structure, catalogue, book, options, progress)


def _changed(model: Model, options: AttackOptions, day: dt.date, file: str) -> Model:
    """Return *model* with the assumed measures, and without what is left out."""
    measures = {place: dict(answers) for place, answers in model.measures.items()}
    for change in options.changes:
        measures.setdefault(change.place, {})[change.requirement] = Measure.model_validate({"level": change.level})
    stated = model.model_copy(update={"measures": measures})
    return at_day(stated, day, (), file, without=options.without).model if options.without else stated
