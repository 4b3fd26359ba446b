"""Which assumptions move the loss most: each at its low and its high end, all else as likely, in the same worlds.

The measure is the mean yearly loss, moved in the ratio in which the mean loss of a campaign times the campaigns a year
moves: a rare attacker hardly ever comes in the worlds that are played. Only assumptions on the ways that were found can
matter much; the ways screen them, and the most promising are played.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sanso.attack.cpsf.guarding import held
from sanso.attack.cpsf.numbers import AssumptionKey, Numbers
from sanso.attack.loss.yearly import mean_losses
from sanso.attack.result import AssumptionEffect
from sanso.attack.rounds import Round, play_round
from sanso.attack.scene import Scene
from sanso.attack.watching import Watch
from sanso.catalogue.attack import Range
from sanso.model.text import Text

__all__ = ["WayFound", "assumption_effects", "campaign_loss"]

_PLAYED = 8
_WORLDS = 2_000
_ENDS: tuple[Literal["low"], Literal["high"]] = ("low", "high")
_TITLES = {
    "frequency": Text(en="Campaigns per year: {it}", ja="{it}の年間攻撃回数"),
    "persistence": Text(en="Length of a campaign: {it}", ja="{it}の攻撃の継続期間"),
    "speed": Text(en="Speed: {it}", ja="{it}の攻撃の速さ"),
    "truth": Text(en="Trust in what is stated: {it}", ja="申告をどこまで信頼するか:{it}"),
    "days": Text(en="Time that it takes: {it}", ja="かかる時間:{it}"),
    "chance": Text(en="How often it is possible: {it}", ja="可能である割合:{it}"),
    "works": Text(en="How well it works: {it}", ja="効きやすさ:{it}"),
}


@dataclass(frozen=True, slots=True)
class WayFound:
    """A way to a harm by steps of the stage's graph, and the loss per campaign that goes this way."""

    steps: tuple[int, ...]
    weight: float


def campaign_loss(scene: Scene, round_: Round, currency: str) -> float:
    """Return the mean loss of one campaign that lasts the horizon, in whole units of *currency*."""
    losses = mean_losses(round_.first, scene.stage.cast.structure, scene.options.seed)
    return float(losses[currency].mean()) if currency in losses else 0.0


def assumption_effects(
    scene: Scene, watched: Sequence[Watch], ways: Sequence[WayFound], currency: str, mean: float
) -> tuple[AssumptionEffect, ...]:
    """Return the effects of the assumptions that matter, the greatest first; *mean* is the mean yearly loss."""
    ranges = _ranges(scene)
    scores = _scores(scene, ways, ranges)
    chosen = sorted((key for key, score in scores.items() if score > 0), key=lambda key: (-scores[key], key))[:_PLAYED]
    worlds = min(_WORLDS, scene.options.worlds)

    def loss(numbers: Numbers) -> float:
        round_ = play_round(scene, watched, numbers=numbers, worlds=worlds, harms_only=True)
        return campaign_loss(scene, round_, currency) * round_.years.frequency

    base = loss(Numbers())
    if base <= 0.0:
        return ()
    found = []
    for key in chosen:
        kind, ident, name = key
        range_ = ranges[key]
        found.append(
            AssumptionEffect(
                kind=kind,
                id=f"{ident}/{name}",
                title=_TITLES[name].fill(it=_title(scene, kind, ident)),
                low=range_.low,
                likely=range_.likely,
                high=range_.high,
                loss_low=mean * loss(Numbers({key: "low"})) / base,
                loss_high=mean * loss(Numbers({key: "high"})) / base,
            )
        )
    return tuple(sorted(found, key=lambda effect: -abs(effect.loss_high - effect.loss_low)))


def _ranges(scene: Scene) -> dict[AssumptionKey, Range]:
    """Return every number that a scene rests on."""
    catalogue, attacker = scene.catalogue, scene.attacker
    found: dict[AssumptionKey, Range] = {
        ("attackers", attacker.id, "frequency"): attacker.frequency,
        ("attackers", attacker.id, "speed"): attacker.speed,
    }
    if scene.options.horizon_days is None:
        found["attackers", attacker.id, "persistence"] = attacker.persistence
    for ident, record in catalogue.attack_steps.items():
        for name, range_ in (("days", record.days), ("chance", record.chance)):
            if range_ is not None:
                found["attack_steps", ident, name] = range_
    for ident, defence in catalogue.attack_defences.items():
        found["attack_defences", ident, "works"] = defence.works.basic
    for ident, truth in catalogue.claim_truths.items():
        found["claim_truths", ident, "truth"] = truth.truth
    return found


def _scores(
    scene: Scene, ways: Sequence[WayFound], ranges: Mapping[AssumptionKey, Range]
) -> dict[AssumptionKey, float]:
    """Return how far each assumption moves the chance of the ways it is on, on a logarithmic scale, by their loss."""
    scores: dict[AssumptionKey, float] = {}
    total = sum(way.weight for way in ways)
    for key in ranges:
        if key[0] == "attackers":
            scores[key] = total * math.log(max(ranges[key].high, 1e-9) / max(ranges[key].low, 1e-9))
    graph, catalogue = scene.stage.graph, scene.catalogue
    horizon = scene.years().persistence / 1440
    by_step: dict[int, list[int]] = {}
    for number, guard in enumerate(scene.defences):
        for child in _children(scene, guard.step):
            by_step.setdefault(child, []).append(number)
    for way in ways:
        for index in way.steps:
            _, step = graph.steps[graph.step[index]]
            record = catalogue.attack_steps.get(f"{step.declared_in}.{step.name}")
            if record is not None and record.chance is not None:
                ratio = math.log(max(record.chance.high, 1e-9) / max(record.chance.low, 1e-9))
                _add(scores, ("attack_steps", record.id, "chance"), way.weight * ratio)
            if record is not None and record.days is not None:
                quick, slow = (-math.expm1(-horizon / days) for days in (record.days.low, record.days.high))
                _add(scores, ("attack_steps", record.id, "days"), way.weight * math.log(quick / slow))
            for number in by_step.get(index, ()):
                _add_guard(scene, scores, number, way.weight)
    return scores


def _add_guard(scene: Scene, scores: dict[AssumptionKey, float], number: int, weight: float) -> None:
    guard = scene.defences[number]
    measure = guard.measure
    basis = "not-stated" if measure.level == "not-stated" else measure.basis or "none-given"
    keys: list[AssumptionKey] = [("attack_defences", guard.record, "works")]
    if basis in scene.catalogue.claim_truths:
        keys.append(("claim_truths", basis, "truth"))
    for key in keys:
        weak, strong = (math.prod(held(guard, scene.catalogue, Numbers({key: end}), "prior")) for end in _ENDS)
        if strong > weak:
            _add(scores, key, weight * math.log((1 - weak) / max(1 - strong, 1e-9)))


def _add(scores: dict[AssumptionKey, float], key: AssumptionKey, score: float) -> None:
    scores[key] = scores.get(key, 0.0) + score


def _children(scene: Scene, step: int) -> list[int]:
    links = scene.stage.graph.children
    found: list[int] = links.indices[links.indptr[step] : links.indptr[step + 1]].tolist()
    return found


def _title(scene: Scene, kind: str, ident: str) -> Text:
    record = scene.catalogue.kinds[kind][ident]
    return record.title
