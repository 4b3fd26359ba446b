"""The bow-tie of one harm: causes on the left, barriers, the top event, the harm, mitigations on the right.

Pure: levels of the harm and what is stated about requirements come from other rooms as facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sanso.catalogue import Catalogue
from sanso.model.harms import EffectCause, Harm
from sanso.model.independence import control_sources
from sanso.model.process import Model
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.barriers import MOVES, BarrierFinder, counted, does_something
from sanso.safety.causes import Line, cross_checks, lines_of
from sanso.safety.floors import compare, suggest_floors
from sanso.safety.mitigating import MitigationFinder
from sanso.safety.result import (
    Barrier,
    CauseLine,
    Comparison,
    Floor,
    Mitigation,
    OriginCount,
    OriginWord,
    Reached,
    StatedAnswer,
)

__all__ = ["BowTie", "BowTies", "effect_text"]

_DEVICES = ("C", "S")
_EFFECT = Text(en="{who}: {effect}", ja="{who}: {effect}")
_SHARE = Text(en="{what} ({share:.3g} % at once)", ja="{what}(同時に {share:.3g} %)")
_CIRCUMSTANCE = Text(en="circumstance: {who}", ja="条件: {who}")
_MORE = Text(en="{first}, or one of {n} more", ja="{first}、または他の{n}件のいずれか")
_CAUSE = Text(en="its own failure is a cause of this harm", ja="それ自身の異常がこの被害の原因の一つである")
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class BowTie:
    """The bow-tie of one harm; *human* and *economic* are its levels, None where they are not stated.

    *counts* holds per origin how many barriers count. *floors* are suggestions, *comparisons* what the safety
    functions on the left state beside them.
    """

    harm: str
    human: str | None
    economic: str | None
    origins: tuple[OriginWord, ...]
    top_event: Text
    lines: tuple[CauseLine, ...]
    counts: tuple[OriginCount, ...]
    mitigations: tuple[Mitigation, ...]
    floors: tuple[Floor, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class BowTies:
    """Makes the bow-ties of one model as it stands on *day*."""

    structure: Structure
    catalogue: Catalogue
    day: dt.date
    finder: BarrierFinder
    right: MitigationFinder
    checks: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls, structure: Structure, catalogue: Catalogue, day: dt.date, answers: Sequence[StatedAnswer] = ()
    ) -> BowTies:
        """Index a model."""
        finder = BarrierFinder.of(structure, catalogue)
        right = MitigationFinder.of(structure, finder, answers, day)
        return cls(structure, catalogue, day, finder, right, cross_checks(structure.model))

    def draw(self, ident: str, human: str | None, economic: str | None) -> BowTie:
        """Return the bow-tie of the harm *ident* at its levels.

        Raises:
            KeyError: there is no such harm.

        """
        harm = self.structure.model.harms[ident]
        lines = _without_causes(
            self._line(number, line, harm, people=human != "none")
            for number, line in enumerate(lines_of(self.structure.model, harm, self.checks), 1)
        )
        floors = suggest_floors(harm, human, self.catalogue, self._families(lines))
        functions = [line.element for line in lines if line.element is not None]
        functions += [barrier.element for line in lines for barrier in line.barriers if does_something(barrier)]
        return BowTie(
            harm=ident,
            human=human,
            economic=economic,
            origins=harm.origin,
            top_event=_top_event(lines),
            lines=lines,
            counts=tuple(_counts(lines, origin) for origin in harm.origin if _told(lines, origin)),
            mitigations=self.right.of_harm(ident, harm, lines),
            floors=floors,
            comparisons=compare(self.structure, functions, floors),
        )

    def _families(self, lines: Sequence[CauseLine]) -> tuple[str, ...]:
        """Return the families of which a floor makes sense: those of safety only where something physical goes wrong.

        ASIL is for road vehicles, and asked for where nothing else is at stake. Of the others one applies: that to
        which the function is built.
        """
        physical = any(line.effect in MOVES for line in lines) or any(
            barrier.kind == "safety-function" for line in lines for barrier in line.barriers
        )
        moved = any(self._is_physical(line.element) for line in lines if line.element is not None)
        if not (physical and moved):
            return ("iec62443",)
        sectors = {sector for line in lines if line.element is not None for sector in self._sectors(line.element)}
        road = ("iso26262",) if sectors == {"auto"} else ()
        return ("iso13849", "iec61508", *road, "iec62443")

    def _sectors(self, ident: str) -> tuple[str, ...]:
        """Return the sectors of an element: its own, else of what it stands in, its organization, the model."""
        structure = self.structure
        for holder in (ident, *structure.containment.ancestors(ident)):
            thing = structure.model.components.get(holder) or structure.model.systems.get(holder)
            if thing is not None and thing.sectors is not None:
                return thing.sectors
        owner = structure.model.organizations.get(structure.responsibility.get(ident) or "")
        return owner.sectors if owner is not None and owner.sectors is not None else structure.model.sectors

    def _is_physical(self, ident: str) -> bool:
        """Tell whether *ident* is a safety function or acts on something physical, itself or through others."""
        component = self.structure.model.components.get(ident)
        if component is not None and (component.kind in ("safety-function", "actuator")):
            return True
        return any(thing in self.structure.model.physical for thing in self.finder.acts_on(ident))

    def _line(self, number: int, line: Line, harm: Harm, *, people: bool) -> CauseLine:
        model, leaf = self.structure.model, line.leaf
        origins = _origins(model, leaf, harm.origin, self.finder.operated)
        if leaf is None:
            text = _CIRCUMSTANCE.fill(who=model.labels(line.conditions))
            return CauseLine(number, None, None, text, origins, line.conditions, (), ())
        return CauseLine(
            number=number,
            element=leaf.element,
            effect=leaf.effect,
            text=_leaf_text(model, self.catalogue, leaf),
            origins=origins,
            conditions=line.conditions,
            controllers=tuple(self._controllers(leaf)) if "attack" in origins else (),
            barriers=self.finder.barriers(line, origins, people=people),
        )

    def _controllers(self, leaf: EffectCause) -> Iterator[Reached]:
        """Yield who controls the element: directly first, then through others."""
        structure = self.structure
        told = {leaf.element}
        for start in dict.fromkeys((leaf.element, *leaf.through)):
            for edge in structure.control.controllers.get(start, ()):
                if edge.controller not in told:
                    told.add(edge.controller)
                    yield Reached(edge.controller, edge.relation)
        starts = leaf.through or (leaf.element,)
        rest = frozenset[str]().union(*(control_sources(structure, start) for start in starts)) - told
        for ident in sorted(rest):
            yield Reached(ident, "part" if ident in structure.containment.descendants(leaf.element) else None)


def _without_causes(lines: Iterable[CauseLine]) -> tuple[CauseLine, ...]:
    """Return the lines with barriers counting zero that bring the harm about by themselves on another line."""
    every = tuple(lines)
    causes = {line.element for line in every}

    def judged(barrier: Barrier) -> Barrier:
        if barrier.named or barrier.element not in causes:
            return barrier
        zero = tuple(replace(one, verdict="zero", reasons=(_CAUSE,)) for one in barrier.judgements)
        return replace(barrier, judgements=zero)

    return tuple(replace(line, barriers=tuple(judged(barrier) for barrier in line.barriers)) for line in every)


def effect_text(model: Model, catalogue: Catalogue, element: str, effect: str) -> Text:
    """Write an effect on an element: ``Door drive: manipulated``."""
    component = model.components.get(element)
    type_ = model.elements[element].type if element in model.elements else "C"
    kinds = ["safety-function"] if component is not None and component.kind == "safety-function" else []
    for on in (*kinds, "C" if type_ == "S" else type_):
        record = catalogue.effects.get(f"{on}.{effect}")
        if record is not None:
            return _EFFECT.fill(who=model.label(element), effect=record.title)
    return _EFFECT.fill(who=model.label(element), effect=effect)


def _leaf_text(model: Model, catalogue: Catalogue, leaf: EffectCause) -> Text:
    text = effect_text(model, catalogue, leaf.element, leaf.effect)
    return _SHARE.fill(what=text, share=leaf.share * 100) if leaf.share is not None else text


def _origins(
    model: Model, leaf: EffectCause | None, origins: Sequence[OriginWord], operated: Collection[str]
) -> tuple[OriginWord, ...]:
    """Return the origins of the harm that can bring this cause about; all of them where none fits.

    Intent can bring about every effect. Devices and data fail and are struck by nature; people and procedures are
    misused, and so are devices that people operate. A circumstance is none of the attacker's doing.
    """
    fitting: list[OriginWord]
    if leaf is None:
        fitting = [origin for origin in origins if origin != "attack"]
    else:
        type_ = model.elements[leaf.element].type if leaf.element in model.elements else "C"
        device = type_ in (*_DEVICES, "D")
        fits = {
            "attack": True,
            "fault": device,
            "nature": device,
            "misuse": not device or leaf.element in operated,
        }
        fitting = [origin for origin in origins if fits[origin]]
    return tuple(fitting) or tuple(origins)


def _top_event(lines: Sequence[CauseLine]) -> Text:
    """Name what is lost: one effect, effects that come together, or the first of several."""
    texts = [line.text for line in lines]
    joined = len(lines) > 1 and all(
        any(barrier.element == other.element for barrier in line.barriers if barrier.kind == "partner")
        for line in lines
        for other in lines
        if other is not line
    )
    if len(texts) == 1:
        return texts[0]
    if joined or len(texts) <= _SHOWN:
        sign = " + " if joined else " / "
        return Text(en=sign.join(t.en for t in texts), ja=sign.join(t.ja for t in texts))
    return _MORE.fill(first=texts[0], n=len(texts) - 1)


def _told(lines: Iterable[CauseLine], origin: OriginWord) -> bool:
    return any(origin in line.origins and line.element is not None for line in lines)


def _counts(lines: Iterable[CauseLine], origin: OriginWord) -> OriginCount:
    """Count the barriers against *origin*: each once, and the line with the fewest."""
    per_line = [
        (counted(line.barriers, origin), line.number)
        for line in lines
        if origin in line.origins and line.element is not None
    ]
    least, number = min(((len(groups), number) for groups, number in per_line), default=(0, 0))
    distinct = {element for groups, _ in per_line for group in groups for element in group}
    return OriginCount(origin, least, number, tuple(sorted(distinct)))
