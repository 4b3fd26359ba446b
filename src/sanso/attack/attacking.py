"""The whole attack on a value creation process: one value from model, catalogue, stated measures and options.

    result = attack(structure, catalogue, book, AttackOptions(attacker="state", worlds=2_000))
    result.harms[0].likelihood.year.value

Pure: the seed is an option, and nothing is read or written. What it does not do: say who answers for what, or what
the measures would cost; other rooms do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sanso.attack.attempts import PathFinder
from sanso.attack.bounds import finite
from sanso.attack.critical import criticality
from sanso.attack.estimates import mean, proportion
from sanso.attack.interval import unstated_interval, yearly_mean
from sanso.attack.loss.yearly import casualties, losses, mean_losses
from sanso.attack.notes import notes
from sanso.attack.options import AttackOptions
from sanso.attack.outcomes import elements, harms, likelihoods
from sanso.attack.playing import Progress
from sanso.attack.rarely import doubtful, with_rare_harms
from sanso.attack.result import (
    AttackResult,
    Comparison,
    HarmChange,
    HarmOutcome,
    LossChange,
    Run,
    UnstatedInterval,
)
from sanso.attack.rounds import Round, play_round
from sanso.attack.scene import Scene
from sanso.attack.sensitivity import assumption_effects
from sanso.attack.surface import surface
from sanso.attack.watching import Watch, watching
from sanso.catalogue import Catalogue
from sanso.facts.measures import MeasureBook
from sanso.model.structure import Structure

__all__ = ["Attack", "attack", "begin", "compare", "finish", "first_part"]


@dataclass(frozen=True, slots=True)
class Attack:
    """A scene and its first round: what later parts of the result are computed from."""

    scene: Scene
    watched: tuple[Watch, ...]
    round: Round
    harms: tuple[HarmOutcome, ...]

    @property
    def currency(self) -> str | None:
        """The currency in which most is lost: money per year first, then by its code."""
        structure, seed = self.scene.stage.cast.structure, self.scene.options.seed
        found = {code: float(loss.sum()) for code, loss in mean_losses(self.round.happened, structure, seed).items()}
        return max(sorted(found), key=lambda code: found[code]) if found else None


def begin(
    structure: Structure,
    catalogue: Catalogue,
    book: MeasureBook,
    options: AttackOptions,
    progress: Progress | None = None,
) -> Attack:
    """Stage the model and play all worlds once."""
    scene = Scene.of(structure, catalogue, book, options)
    watched = watching(scene.stage)
    play = scene.play()
    round_ = play_round(scene, watched, play=play, progress=progress)
    reasons = scene.unreachable(play)
    found = likelihoods(round_.played.tally, round_.watched)
    return Attack(scene, watched, round_, harms(tuple(structure.model.harms), round_.watched, found, reasons))


def attack(
    structure: Structure,
    catalogue: Catalogue,
    book: MeasureBook,
    options: AttackOptions,
    progress: Progress | None = None,
) -> AttackResult:
    """Return everything about the attack on the model of *structure*."""
    return finish(begin(structure, catalogue, book, options, progress), progress)


def first_part(begun: Attack) -> AttackResult:
    """Return what the played worlds say at once: likelihoods, loss, people harmed, where an attack can begin."""
    scene, round_ = begun.scene, begun.round
    structure, seed = scene.stage.cast.structure, scene.options.seed
    found = likelihoods(round_.played.tally, round_.watched)
    return AttackResult(
        run=_run(begun),
        elements=elements(round_.watched, found),
        harms=begun.harms,
        losses=losses(round_.happened, structure, seed),
        casualties=casualties(round_.happened, structure),
        paths=(),
        criticality=(),
        surface=surface(scene.stage, scene.catalogue, scene.attacker),
        interval=UnstatedInterval(None, None, None, {}, {}, 0),
        assumptions=(),
        notes=notes(scene.stage),
    )


def finish(begun: Attack, progress: Progress | None = None) -> AttackResult:
    """Return the whole result of an attack whose worlds have been played.

    *progress* is told again after every part, so that it can interrupt here as well.
    """
    round_, currency = begun.round, begun.currency
    scene = _as_far_as_played(begun)

    def pause() -> None:
        if progress is not None:
            progress(scene.options.worlds, scene.options.worlds)

    finder = PathFinder(scene, round_)
    ways = finder.ways([outcome.harm for outcome in begun.harms if outcome.reachable], scene.options.paths)
    pause()
    first, outcomes = first_part(begun), with_rare_harms(scene, round_, begun.harms)
    pause()
    whole = replace(
        first,
        harms=outcomes,
        notes=(*first.notes, *doubtful(round_, outcomes, scene.stage.cast.model)),
        paths=finder.told(ways),
        interval=unstated_interval(scene, begun.watched, currency),
    )
    pause()
    if currency is None:
        return whole
    critical = criticality(scene, round_, currency)
    pause()
    return replace(
        whole,
        criticality=critical,
        assumptions=assumption_effects(
            scene, begun.watched, finder.weighted(ways, currency), currency, yearly_mean(scene, round_, currency).value
        ),
    )


def _as_far_as_played(begun: Attack) -> Scene:
    """Return the scene for further rounds: after an interruption no more worlds than were played."""
    done = begun.round.played.tally.worlds
    return replace(begun.scene, options=replace(begun.scene.options, worlds=min(begun.scene.options.worlds, done)))


def _run(begun: Attack) -> Run:
    scene, years = begun.scene, begun.round.years
    options = scene.options
    return Run(
        attacker=scene.attacker.id,
        frequency=years.frequency,
        worlds=options.worlds,
        worlds_done=begun.round.played.tally.worlds,
        seed=options.seed,
        horizon_days=years.persistence / 1440,
        steps=scene.stage.graph.size,
        links=len(scene.stage.graph.children.indices),
        kernel=begun.round.played.kernel,
        partial=begun.round.played.partial,
        what_if=tuple(str(change) for change in options.changes) + tuple(f"-{ident}" for ident in options.without),
    )


def compare(before: Attack, after: Attack) -> Comparison:
    """Return what a what-if changes, world by world: *after* was played in the same worlds as *before*."""
    return Comparison(
        what_if=_run(after).what_if,
        harms=_harm_changes(before.round, after.round),
        losses=_loss_changes(before, after),
        paths=PathFinder(after.scene, after.round).best(after.harms),
    )


def _harm_changes(before: Round, after: Round) -> tuple[HarmChange, ...]:
    changes = []
    names = list(dict.fromkeys((*before.happened.harms, *after.happened.harms)))
    worlds = min(before.happened.worlds, after.happened.worlds)
    for ident in names:
        one, other = (_indicator(round_, ident, worlds) for round_ in (before, after))
        first, second = (proportion(int(found.sum()), worlds) for found in (one, other))
        changes.append(HarmChange(ident, first, second, finite(mean(other - one))))
    return tuple(changes)


def _indicator(round_: Round, ident: str, worlds: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    found = np.zeros(worlds)
    if ident in round_.happened.harms:
        hit = round_.happened.world[round_.happened.harm == round_.happened.harms.index(ident)]
        found[hit[hit < worlds]] = 1.0
    return found


def _loss_changes(before: Attack, after: Attack) -> tuple[LossChange, ...]:
    one, other = (
        mean_losses(known.round.happened, known.scene.stage.cast.structure, known.scene.options.seed)
        for known in (before, after)
    )
    worlds = min(before.round.happened.worlds, after.round.happened.worlds)
    nothing = np.zeros(worlds)
    changes: list[LossChange] = []
    for currency in sorted({*one, *other}):
        a, b = one.get(currency, nothing)[:worlds], other.get(currency, nothing)[:worlds]
        changes.append(
            LossChange(currency, finite(mean(a), least=0.0), finite(mean(b), least=0.0), finite(mean(b - a)))
        )
    return tuple(changes)
