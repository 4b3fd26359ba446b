"""Harm scenarios as objects: their causes as trees of "any" and "all", down to effects on objects.

Harms that attack is no origin of, and what circumstances alone bring about, are left to other analyses (see
`combining`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sanso.attack.cpsf.cast import Cast
from sanso.attack.cpsf.combining import ANY, Combiner, Node, TooManyCircumstances, Ways
from sanso.model.harms import AllOf, AnyOf, Cause, ConditionCause, EffectCause, Harm
from sanso.model.striking import struck
from sanso.model.text import Text

__all__ = ["EFFECTS", "HarmStage", "link_harms"]

EFFECTS = {
    "lies": "LiesCause",
    "manipulated": "ManipulatedCause",
    "stopped": "StoppedCause",
    "frozen": "FrozenCause",
    "delayed": "DelayedCause",
    "abused": "AbusedCause",
    "defeated": "DefeatedCause",
    "inhibited": "InhibitedCause",
    "tripped": "TrippedCause",
    "leaked": "LeakedCause",
    "altered": "AlteredCause",
    "withheld": "WithheldCause",
    "falsified": "FalsifiedCause",
    "skipped": "SkippedCause",
    "deceived": "DeceivedCause",
    "overridden": "OverriddenCause",
    "subverted": "SubvertedCause",
}
"""Association through which an effect reaches a cause; an organization that stops has its own, ``HaltedCause``."""

_NO_ATTACK = Text(en="Its cause is a circumstance that needs no attacker.", ja="原因が攻撃者を要しない条件だけである。")
_OTHER_ORIGIN = Text(
    en="Attack is not among the origins that the model states for it.",
    ja="モデルに記載された起因に攻撃が含まれていない。",
)
_NO_PARTS = Text(
    en="Nothing that the cause names can be attacked in this model.",
    ja="原因に挙げられたものは、このモデルでは攻撃の対象にならない。",
)
_TOO_MANY = Text(
    en="Its circumstances combine in too many ways to be computed.",
    ja="条件の組み合わせが多すぎて計算できない。",
)
_OWN = ("defeated", "inhibited", "tripped")
"""Effects that safety functions alone know."""


@dataclass(slots=True)
class HarmStage:
    """The object of every harm that an attack could bring about, and why the others could not."""

    objects: dict[str, int] = field(default_factory=dict)
    unattackable: dict[str, Text] = field(default_factory=dict)


def link_harms(cast: Cast) -> HarmStage:
    """Add an object per harm, cause and condition, and link them."""
    conditions: dict[str, int] = {}
    stage = HarmStage()
    for ident, harm in cast.model.harms.items():
        if "attack" not in harm.origin:
            stage.unattackable[ident] = _OTHER_ORIGIN
            continue
        combiner = Combiner(cast.stock, ident, cast.model.conditions, conditions)
        try:
            ways = _Growing(cast, harm, combiner).ways(harm.cause, "")
        except TooManyCircumstances:
            stage.unattackable[ident] = _TOO_MANY
            continue
        if ways.attack is None:
            stage.unattackable[ident] = _NO_ATTACK if ways.alone else _NO_PARTS
            continue
        stage.objects[ident] = cast.stock.add(ident, "Harm", ident)
        association = "AnyHarm" if ways.attack.type == ANY else "AllHarm"
        cast.stock.link(association, ways.attack.index, stage.objects[ident])
    return stage


@dataclass(frozen=True, slots=True)
class _Growing:
    """Grows the tree of causes of one harm."""

    cast: Cast
    harm: Harm
    combiner: Combiner

    def ways(self, cause: Cause, path: str) -> Ways:
        """Return how *cause* comes about."""
        if isinstance(cause, EffectCause):
            return self._effect(cause, path)
        if isinstance(cause, ConditionCause):
            return Ways(alone=(frozenset({cause.condition}),))
        if isinstance(cause, AnyOf):
            return self.combiner.any_of(self._each(cause.any_of, path), path)
        if isinstance(cause, AllOf):
            return self.combiner.all_of(self._each(cause.all_of, path), path)
        return self.combiner.at_least(cause.at_least.n, self._each(cause.at_least.of, path), path)

    def _each(self, parts: Iterable[Cause], path: str) -> tuple[Ways, ...]:
        return tuple(self.ways(part, f"{path}/{number}") for number, part in enumerate(parts))

    def _effect(self, leaf: EffectCause, path: str) -> Ways:
        parts = self._parts(leaf)
        if (leaf.share is not None or leaf.capacity is not None) and parts and self.cast.copies.keys() >= set(parts):
            return self._counted(leaf, parts, path)
        return Ways(self._struck(self._sources(leaf, parts), path))

    def _counted(self, leaf: EffectCause, parts: tuple[str, ...], path: str) -> Ways:
        """Count the instances that are told apart, each by any of its parts; all at once counts as well."""
        cast = self.cast
        whole = cast.structure.containment.instances[leaf.element]
        ones = []
        for n in range(whole):
            devices = [device for part in parts for device in cast.of_room(part, n, whole)]
            ones.append(Ways(self._struck([(EFFECTS[leaf.effect], device) for device in devices], f"{path}/#{n}")))
        return self.combiner.at_least(struck(leaf, cast.structure) or 1, ones, path)

    def _struck(self, sources: Iterable[tuple[str, int]], path: str) -> Node | None:
        sources = tuple(sources)
        if not sources:
            return None
        node = self.combiner.add(ANY, path)
        for association, index in sources:
            self.cast.stock.link(association, index, node.index)
        return node

    def _parts(self, leaf: EffectCause) -> tuple[str, ...]:
        """Return the components at which an effect on a component or system shows."""
        cast = self.cast
        parts = dict.fromkeys(
            part for named in leaf.through or (leaf.element,) for part in cast.devices(named, acting=False)
        )
        kinds = {part: cast.model.components[part].kind for part in parts if part in cast.model.components}
        return tuple(part for part in parts if leaf.effect not in _OWN or kinds.get(part) == "safety-function")

    def _sources(self, leaf: EffectCause, parts: Iterable[str]) -> list[tuple[str, int]]:
        cast, ident = self.cast, leaf.element
        if ident in cast.organizations:
            name = "HaltedCause" if leaf.effect == "stopped" else EFFECTS[leaf.effect]
            return [(name, cast.organizations[ident])]
        for known in (cast.people, cast.data, cast.procedures):
            if ident in known:
                return [(EFFECTS[leaf.effect], known[ident])]
        wide = self._wide(leaf)
        return [
            (EFFECTS[leaf.effect], device)
            for part in parts
            for device in ((cast.fleets.get(part, cast.units[part]),) if wide else cast.of_one(part))
        ]

    def _wide(self, leaf: EffectCause) -> bool:
        """Return whether more than one instance must be struck at once."""
        if leaf.share is None and leaf.capacity is None:
            loss = self.harm.loss
            return loss is not None and loss.per == "instance"
        number = struck(leaf, self.cast.structure)
        return number is None or number > 1
