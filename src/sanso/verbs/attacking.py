"""Compute how a cyber attack reaches people and money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.verbs.assessing import Evaluation, evaluate

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.attack.options import AttackOptions, Change
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.process import Model
    from sanso.verbs.evidence import Evidence

__all__ = ["attack", "attack_evaluated", "attack_options"]

_MOST_WORLDS = 10_000_000
_MOST_PATHS = 100
_MOST_INSTANCES = 500
_MOST_WORKERS = 1_024
_YEAR = 365
_LEVELS = ("none", "basic", "advanced", "high-advanced")


def attack(
    model: Model | Path | str,
    *,
    attacker: str = "organised-crime",
    worlds: int = 10_000,
    seed: int = 1,
    horizon: str | None = None,
    paths: int = 5,
    with_: Sequence[str] = (),
    without: Sequence[str] = (),
    expand: Sequence[str] = (),
    workers: int = 1,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
    evidence: Evidence | Path | str | None = None,
    pins: Sequence[str] = (),
) -> AttackReport:
    """Compute the attack on *model*: likelihoods, loss, paths, criticality, and what they rest on.

    *horizon* carries its unit (``90d``, ``12h``). *with_* and *without* make a what-if that is played in the same
    worlds: measures that are assumed (``CPS.AC-6@operator=advanced``), and ids that are left out. With *evidence*, a
    folder of claims whose first trust list the keys *pins* must have signed, measures count as far as they are proven.

    Raises:
        InputRefused: the model, the catalogue file, the evidence or an option cannot be used.
        OSError: a file of the evidence cannot be read.

    """
    made = evaluate(model, catalogue=catalogue, at=at, choose=choose, evidence=evidence, pins=pins)
    options = attack_options(
        made,
        attacker=attacker,
        worlds=worlds,
        seed=seed,
        horizon=horizon,
        paths=paths,
        with_=with_,
        without=without,
        expand=expand,
        workers=workers,
        scheduler=scheduler,
    )
    return attack_evaluated(made, options)


def attack_evaluated(
    made: Evaluation, options: AttackOptions, progress: Callable[[int, int], None] | None = None
) -> AttackReport:
    """Compute the attack on a model that has been assessed; where evidence was looked at, on what that proves.

    Raises:
        InputRefused: it would not fit into memory, or other machines do not serve.

    """
    from sanso.analysis.attacking import attack as compute

    model, assessment = made.model, made.assessment
    if made.proven is not None:
        model, assessment = made.proven.model, made.proven.measured
    return compute(
        model,
        made.catalogue,
        at=assessment.model.at,
        options=options,
        assessment=assessment,
        progress=progress,
    )


def attack_options(
    made: Evaluation,
    *,
    attacker: str = "organised-crime",
    worlds: int = 10_000,
    seed: int = 1,
    horizon: str | None = None,
    paths: int = 5,
    with_: Sequence[str] = (),
    without: Sequence[str] = (),
    expand: Sequence[str] = (),
    workers: int = 1,
    scheduler: str | None = None,
) -> AttackOptions:
    """Check what was asked for against the model and the catalogue.

    Raises:
        InputRefused: some of it cannot be used; all of that is in its diagnostics.

    """
    from sanso.attack.capacity import free_memory
    from sanso.attack.options import AttackOptions
    from sanso.attack.refusals import AttackRefused

    found = [*_attacker(made, attacker), *_ranges(worlds=worlds, paths=paths, workers=workers, seed=seed)]
    days = _days(horizon, found)
    changes = _changes(made, with_, found)
    _known_things(made, without, found)
    _populations(made, expand, found)
    if found:
        raise AttackRefused(found)
    return AttackOptions(
        attacker=attacker,
        worlds=worlds,
        seed=seed,
        horizon_days=days,
        paths=paths,
        changes=changes,
        without=tuple(without),
        expand=tuple(expand),
        workers=workers,
        scheduler=scheduler,
        memory=free_memory(),
    )


def _attacker(made: Evaluation, attacker: str) -> Iterator[Diagnostic]:
    from sanso.attack.refusals import refusal
    from sanso.attack.worlds.years import MOST_FREQUENT
    from sanso.model.diagnostics import suggest

    known = made.catalogue.attackers
    if attacker not in known:
        meant = suggest(attacker, sorted(known))
        yield refusal("attack-attacker", "attacker", attacker=attacker, meant=meant)
    elif (often := known[attacker].frequency.high) > MOST_FREQUENT:
        yield refusal("attack-frequency", attacker, frequency=often, most=MOST_FREQUENT)


def _ranges(*, worlds: int, paths: int, workers: int, seed: int) -> Iterator[Diagnostic]:
    """Yield a refusal for every number that is out of its range."""
    from sanso.attack.refusals import refusal

    if not 1 <= worlds <= _MOST_WORLDS:
        yield refusal("attack-worlds", "worlds", worlds=worlds, most=_MOST_WORLDS)
    if not 0 <= paths <= _MOST_PATHS:
        yield refusal("attack-paths", "paths", paths=paths, most=_MOST_PATHS)
    if not 1 <= workers <= _MOST_WORKERS:
        yield refusal("attack-workers", "workers", workers=workers, most=_MOST_WORKERS)
    if not 0 <= seed < 2**64:
        yield refusal("attack-seed", "seed", seed=seed)


def _days(horizon: str | None, found: list[Diagnostic]) -> float | None:
    """Return the days of *horizon*; what is wrong with it is added to *found*."""
    from sanso.attack.refusals import AttackRefused, refusal
    from sanso.attack.worlds.horizon import ticks_of
    from sanso.attack.worlds.years import TICKS_PER_DAY

    if horizon is None:
        return None
    try:
        days = ticks_of(horizon) / TICKS_PER_DAY
    except AttackRefused as refused:
        found.extend(refused.diagnostics)
        return None
    if days > _YEAR:
        found.append(refusal("attack-horizon-range", "horizon", horizon=horizon, most=_YEAR))
    return days


def _changes(made: Evaluation, given: Sequence[str], found: list[Diagnostic]) -> tuple[Change, ...]:
    from sanso.attack.options import Change
    from sanso.attack.refusals import refusal
    from sanso.model.diagnostics import suggest

    places = {*made.model.elements, *made.model.products, *made.model.connections}
    changes = []
    for text in given:
        target, _, level = text.partition("=")
        requirement, _, place = target.partition("@")
        if not (requirement and place and level):
            found.append(refusal("attack-change", "with", change=text))
            continue
        if requirement not in made.catalogue.requirements:
            near = suggest(requirement, list(made.catalogue.requirements))
            found.append(refusal("attack-requirement", text, requirement=requirement, meant=near))
        if place not in places:
            found.append(refusal("attack-place", text, thing=place, meant=suggest(place, sorted(places))))
        if level not in _LEVELS:
            found.append(refusal("attack-level", text, level=level, meant=suggest(level, _LEVELS)))
        changes.append(Change(requirement, place, level))
    return tuple(changes)


def _known_things(made: Evaluation, given: Sequence[str], found: list[Diagnostic]) -> None:
    from sanso.attack.refusals import refusal
    from sanso.model.diagnostics import suggest

    model = made.model
    known = [*model.elements, *model.products, *model.connections, *model.physical]
    found.extend(
        refusal("attack-place", "without", thing=ident, meant=suggest(ident, known))
        for ident in given
        if ident not in known
    )


def _populations(made: Evaluation, given: Sequence[str], found: list[Diagnostic]) -> None:
    from sanso.attack.refusals import refusal
    from sanso.model.containment import Containment

    containment = Containment.of(made.model)
    for ident in given:
        inside = (ident, *containment.descendants(ident))
        most, number = max(((part, containment.instances.get(part, 1)) for part in inside), key=lambda pair: pair[1])
        if containment.instances.get(ident, 1) < 2:
            found.append(refusal("attack-expand", "expand", ident=ident))
        elif number > _MOST_INSTANCES:
            found.append(refusal("attack-expand-many", ident, ident=most, number=number, most=_MOST_INSTANCES))
