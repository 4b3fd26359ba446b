"""The ways to every harm: found by their bound and in the worlds themselves, ranked, and told.

Knowing a weakness is a condition of a way and no way of its own: where a step needs both to be reached and to have a
known weakness, the way leads through what was reached. The chance that the weakness is there still counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sanso.attack.cpsf.cast import PRODUCTS
from sanso.attack.cpsf.entering import ATTACKER
from sanso.attack.kernels.blocks import Fallen, timed_blocks
from sanso.attack.loss.yearly import cost_of, harm_losses
from sanso.attack.paths import Ranked, Scored, Way, best_paths, earliest_ways, rank
from sanso.attack.result import AttackPath, HarmOutcome
from sanso.attack.rounds import Round
from sanso.attack.scene import Scene
from sanso.attack.sensitivity import WayFound
from sanso.attack.telling import Teller
from sanso.attack.worlds.coins import chance_of
from sanso.attack.worlds.play import ALWAYS, Links, Play
from sanso.attack.worlds.pruning import forward_backward, pruned

__all__ = ["PathFinder"]

_WORLDS = 2_000
_KNOWLEDGE = frozenset({"openKnown", "openUnknown", "openPassword"})
_NOT_TOLD_APART = frozenset({"Link", "Harm", "AnyCause", "AllCause", "Condition", "Attacker", "Display", "Operation"})


@dataclass(frozen=True, slots=True)
class _Ground:
    """The part of a round that leads to harms: its play, the story of it, and the graph's step of each of its steps."""

    play: Play
    told: Play
    bounded: Play
    graph_step: NDArray[np.int64]
    place: NDArray[np.int64]
    group: NDArray[np.int32]
    blocks: tuple[Fallen, ...]
    scored: Scored


class PathFinder:
    """Finds and tells the ways of one round."""

    def __init__(self, scene: Scene, round_: Round) -> None:
        self.scene = scene
        self.round = round_
        self.teller = Teller.of(scene.stage, scene.catalogue, scene.defences)

    def ways(self, harms: Sequence[str], k: int) -> Mapping[str, tuple[Ranked, ...]]:
        """Return up to *k* ways per harm that can be reached, by steps of the stage's graph."""
        if k < 1 or not harms:
            return {}
        ground = self._prepared(harms)
        found = {ident: self._ways(ground, ident, k) for ident in harms}
        return {ident: ways for ident, ways in found.items() if ways}

    def best(self, outcomes: Sequence[HarmOutcome]) -> tuple[AttackPath, ...]:
        """Return the told ways to every harm that can be reached."""
        return self.told(self.ways([o.harm for o in outcomes if o.reachable], self.scene.options.paths))

    def told(self, ways: Mapping[str, Sequence[Ranked]]) -> tuple[AttackPath, ...]:
        """Put ways into words."""
        return tuple(self._told(harm, ranked) for harm, found in ways.items() for ranked in found)

    def weighted(self, ways: Mapping[str, Sequence[Ranked]], currency: str) -> tuple[WayFound, ...]:
        """Return the ways with the loss of a campaign, in minor units of *currency*, that goes through each."""
        structure, happened = self.scene.stage.cast.structure, self.round.first
        lost = harm_losses(happened, structure, self.scene.options.seed)
        means = {
            harm: float(loss.sum()) / happened.worlds
            for harm, loss in lost.items()
            if (cost := cost_of(harm, structure)) is not None and cost.currency == currency
        }
        return tuple(
            WayFound(ranked.way.steps, ranked.share.value * means[harm])
            for harm, found in ways.items()
            if harm in means
            for ranked in found
        )

    def _prepared(self, harms: Sequence[str]) -> _Ground:
        round_, scene = self.round, self.scene
        targets = np.array([round_.index[scene.happens(ident)] for ident in harms], dtype=np.int64)
        play, place = pruned(round_.play, forward_backward(round_.play, targets[targets >= 0]))
        whole = np.flatnonzero(round_.index >= 0)
        inner = place[round_.index[whole]]
        graph_step = np.empty(play.size, dtype=np.int64)
        graph_step[inner[inner >= 0]] = whole[inner >= 0]
        story = self._without_knowledge(play, graph_step)
        years = scene.years(worlds=min(_WORLDS, scene.options.worlds))
        blocks = tuple(timed_blocks(play, years)) if play.size else ()
        return _Ground(
            play=play,
            told=story,
            bounded=self._with_chances(play, story, graph_step),
            graph_step=graph_step,
            place=place,
            group=self._groups()[graph_step],
            blocks=blocks,
            scored=Scored(play, blocks, scene.options.seed),
        )

    def _ways(self, ground: _Ground, harm: str, k: int) -> tuple[Ranked, ...]:
        index = int(self.round.index[self.scene.happens(harm)])
        target = int(ground.place[index]) if index >= 0 else -1
        if target < 0:
            return ()
        persistence, seed = self.round.years.persistence, self.scene.options.seed
        candidates = best_paths(ground.bounded, target, k, persistence, ground.group)
        earliest = earliest_ways(ground.told, ground.blocks, target, seed=seed, group=ground.group)
        ranked = rank(
            ground.play,
            ground.scored,
            candidates,
            earliest,
            seed=seed,
            persistence=persistence,
            group=ground.group,
            most=k,
        )
        return tuple(self._placed(ground, one) for one in ranked[:k])

    def _placed(self, ground: _Ground, ranked: Ranked) -> Ranked:
        steps = tuple(int(ground.graph_step[step]) for step in ranked.way.steps)
        return replace(ranked, way=Way(steps, ranked.way.bound))

    def _without_knowledge(self, play: Play, graph_step: NDArray[np.int64]) -> Play:
        """Return *play* for tracing: steps have no parents that only say that a weakness is known."""
        known = self._is_knowledge(graph_step)
        return replace(play, parents=_rows_without(play.parents, known), children=_emptied(play.children, known))

    def _with_chances(self, play: Play, story: Play, graph_step: NDArray[np.int64]) -> Play:
        """Return *story* with the chance of what must be known folded into the steps that need it."""
        known = np.flatnonzero(self._is_knowledge(graph_step))
        chance = story.coin_chance.copy()
        for step in known.tolist():
            likely = chance_of(min(1.0, self._known_chance(play, step)))
            for child in play.children.indices[play.children.indptr[step] : play.children.indptr[step + 1]].tolist():
                chance[child, 1] = min(int(chance[child, 1]), likely) if likely < ALWAYS else chance[child, 1]
        return replace(story, coin_chance=chance)

    @staticmethod
    def _known_chance(play: Play, step: int) -> float:
        """Return the greatest chance among the steps before *step* by which something comes to be known."""
        best, seen, pending = 0.0, {step}, [step]
        while pending:
            current = pending.pop()
            for parent in play.parents.indices[
                play.parents.indptr[current] : play.parents.indptr[current + 1]
            ].tolist():
                if parent not in seen and play.role[parent] == play.role[step]:
                    seen.add(parent)
                    pending.append(parent)
                elif parent not in seen:
                    best = max(best, float(play.coin_chance[parent, 0]) / ALWAYS)
        return best

    def _is_knowledge(self, graph_step: NDArray[np.int64]) -> NDArray[np.bool_]:
        graph = self.scene.stage.graph
        flags = np.array([step.name in _KNOWLEDGE for _, step in graph.steps], dtype=np.bool_)
        return flags[graph.step[graph_step]]

    def _groups(self) -> NDArray[np.int32]:
        """Return per step of the graph what tells ways apart: element, service, delivery, product; -1 for joints."""
        stage = self.scene.stage
        language, model = stage.graph.language, stage.cast.model
        numbers: dict[str, int] = {}
        of_asset = np.full(len(stage.assets), -1, dtype=np.int32)
        for index, asset in enumerate(stage.assets):
            apart = _NOT_TOLD_APART.isdisjoint(language.lineage(asset.type))
            if (
                apart
                and asset.subject is not None
                and not (asset.type in PRODUCTS and asset.subject not in model.products)
            ):
                of_asset[index] = numbers.setdefault(asset.subject, len(numbers))
        return of_asset[stage.graph.asset]

    def _told(self, harm: str, ranked: Ranked) -> AttackPath:
        graph = self.scene.stage.graph
        steps = ranked.way.steps
        elements = dict.fromkeys(
            subject
            for step in steps
            if (subject := self.scene.stage.assets[graph.asset[step]].subject) is not None
            and subject in self.scene.stage.cast.model.elements
        )
        return AttackPath(
            harm=harm,
            entry=self._entry(steps),
            steps=self.teller.tell(steps),
            elements=tuple(elements),
            share=ranked.share,
            probability=ranked.carries,
            bound=ranked.way.bound,
        )

    def _entry(self, steps: Sequence[int]) -> str:
        """Return the entry by which a way begins."""
        graph = self.scene.stage.graph
        names = [graph.steps[graph.step[step]][1].name for step in steps if graph.asset[step] == ATTACKER]
        found = [entry.id for entry in self.scene.catalogue.entries.values() if entry.step in names[:1]]
        return found[0] if found else ""


def _rows_without(links: Links, gone: NDArray[np.bool_]) -> Links:
    """Return *links* without the neighbours that are *gone*."""
    kept = ~gone[links.indices]
    many = np.add.reduceat(np.append(kept, False), links.indptr[:-1]) if len(links.indptr) > 1 else np.zeros(0)
    many = np.where(np.diff(links.indptr) > 0, many, 0)
    return Links(np.concatenate([[0], np.cumsum(many)]).astype(np.int64), links.indices[kept])


def _emptied(links: Links, gone: NDArray[np.bool_]) -> Links:
    """Return *links* without the rows that are *gone*."""
    many = np.where(gone, 0, np.diff(links.indptr))
    kept = np.repeat(~gone, np.diff(links.indptr))
    return Links(np.concatenate([[0], np.cumsum(many)]).astype(np.int64), links.indices[kept])
