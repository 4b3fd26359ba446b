"""A scene: a staged model with the measures that are stated, ready to be played under any numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sanso.attack.cpsf.guarding import Guard, Mode, guards
from sanso.attack.cpsf.numbers import Numbers
from sanso.attack.cpsf.playing import for_attacker, play_of_stage
from sanso.attack.cpsf.staging import Stage, staged
from sanso.attack.options import AttackOptions
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.pruning import forward_backward
from sanso.attack.worlds.years import TICKS_PER_DAY, TICKS_PER_YEAR, Years
from sanso.catalogue import Catalogue
from sanso.catalogue.attack import Attacker
from sanso.facts.measures import MeasureBook
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["Scene"]

_NO_WAY = Text(
    en="No way leads there from the entries of {attacker}: {why}",
    ja="{attacker}の攻撃起点からはここへ至る経路がない。{why}",
)
_NOT_REACHED = Text(
    en="nothing in the model carries an attack to what it needs.", ja="必要な構成要素まで攻撃を運ぶものがモデルにない。"
)
_NOT_ABLE = Text(
    en="it takes abilities or ways in that this attacker does not have; {others} could.",
    ja="この攻撃者にない能力または侵入口が必要である({others}なら可能)。",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A stage, its attacker and its defences."""

    stage: Stage
    catalogue: Catalogue
    attacker: Attacker
    defences: tuple[Guard, ...]
    options: AttackOptions

    @classmethod
    def of(cls, structure: Structure, catalogue: Catalogue, book: MeasureBook, options: AttackOptions) -> Scene:
        """Stage the model of *structure*."""
        stage = staged(structure, catalogue, options.expand)
        attacker = catalogue.attackers[options.attacker]
        return cls(stage, catalogue, attacker, guards(stage, catalogue, book), options)

    def play(self, numbers: Numbers | None = None, mode: Mode = "prior") -> Play:
        """Return the scene under *numbers*, with unstated measures read by *mode*."""
        return play_of_stage(self.stage, self.catalogue, self.attacker, self.defences, numbers=numbers, mode=mode)

    def years(self, numbers: Numbers | None = None, worlds: int | None = None) -> Years:
        """Return the years to play."""
        numbers, ident = numbers or Numbers(), self.attacker.id
        days = self.options.horizon_days
        if days is None:
            days = numbers.at("attackers", ident, "persistence", self.attacker.persistence)
        return Years(
            seed=self.options.seed,
            worlds=worlds or self.options.worlds,
            frequency=numbers.at("attackers", ident, "frequency", self.attacker.frequency),
            persistence=max(1, min(round(days * TICKS_PER_DAY), TICKS_PER_YEAR)),
        )

    def unreachable(self, play: Play) -> Mapping[str, Text]:
        """Say of every harm that cannot happen by this attacker why not, and who else could bring it about."""
        found = dict(self.stage.unattackable)
        happens = {ident: self.happens(ident) for ident in self.stage.harms}
        beyond = set(happens.values()) - _reached(play, happens.values())
        if not beyond:
            return found
        others = {
            other: _reached(for_attacker(play, self.stage, self.catalogue, other_attacker), beyond)
            for other, other_attacker in self.catalogue.attackers.items()
            if other != self.attacker.id
        }
        for ident, step in happens.items():
            if step in beyond:
                able = [self.catalogue.attackers[other].title for other, reached in others.items() if step in reached]
                why = _NOT_ABLE.fill(others=_joined(able)) if able else _NOT_REACHED
                found[ident] = _NO_WAY.fill(attacker=self.attacker.title, why=why)
        return found

    def happens(self, harm: str) -> int:
        """Return the step at which a harm happens."""
        return int(self.stage.graph.first[self.stage.harms[harm]])


def _reached(play: Play, steps: Collection[int]) -> frozenset[int]:
    """Return which of *steps* can fall."""
    wanted = np.array(sorted(steps), dtype=np.int64)
    return frozenset(wanted[np.isin(wanted, forward_backward(play, wanted))].tolist())


def _joined(names: Sequence[Text]) -> Text:
    return Text(en=", ".join(name.show("en") for name in names), ja="、".join(name.show("ja") for name in names))
