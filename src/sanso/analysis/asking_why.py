"""Why something is asked of a supplier: what it protects against, and which rule asks for its level.

A requirement protects what can bring about harm, its gravest elements first, against the incidents that call for it on
them. Of the steps on the way to a level only those count that reach it: a step that asks for less explains nothing that
is asked. How much of this is told is for the asker to choose; no name of the own model is in it but those of harms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sanso.analysis.result import Assessment
from sanso.assessment.answers import LEVELS
from sanso.assessment.result import Reason, RequirementPart
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["Calling", "Harms", "deciding", "gravest"]

_NEAREST = {2: 0, 3: 1, 1: 2}
"""Layers by how directly an incident of theirs reaches what can hurt people."""
_ORDER = ("category", "sector", "delegation", "scale", "cap")
"""Steps of a reason by what they tell a supplier first: harm, then rules of others, then its size."""
_SCALE = Text(en="level by size ({scale}): {reason}", ja="規模による水準({scale}): {reason}")
_DELEGATION = Text(en="named in an agreement with you", ja="貴社との取り決めで名指しされている")


@dataclass(frozen=True, slots=True)
class Harms:
    """The harms that things of the model can cause, by their names: those that decide their category."""

    model: Model
    by_subject: Mapping[str, Mapping[int, tuple[Text, ...]]]
    """By subject and category; a product has what its devices have."""

    @classmethod
    def of_model(cls, model: Model, assessment: Assessment) -> Harms:
        """Collect the deciding harms of devices, systems and products, and of whoever and whatever needs trust."""
        found: dict[str, dict[int, dict[str, Text]]] = {}

        def add(subject: str, category: int | None, harms: Iterable[str | None]) -> None:
            named = {harm: model.label(harm) for harm in harms if harm is not None}
            found.setdefault(subject, {}).setdefault(category or 0, {}).update(named)

        for place in assessment.iotssf:
            component = model.components.get(place.element)
            for subject in filter(None, (place.element, component.product if component is not None else None)):
                add(subject, place.category, (place.human.harm, place.economic.harm))
        for row in assessment.trust:
            add(row.subject, row.required, (row.because.harm,))
        return cls(
            model,
            {one: {at: tuple(named.values()) for at, named in harms.items()} for one, harms in found.items()},
        )

    def of(self, subjects: Iterable[str], category: int) -> tuple[Text, ...]:
        """Return the names of the harms of *category* behind *subjects*, each once; none for what is not rated.

        Behind a procedure stand those of what it acts on.
        """
        return (
            tuple(dict.fromkeys(harm for one in subjects for harm in self._behind(one, category))) if category else ()
        )

    def _behind(self, subject: str, category: int) -> Iterable[Text]:
        procedure = self.model.procedures.get(subject)
        subjects = (subject,) if procedure is None else (subject, *procedure.acts_on)
        return (harm for one in subjects for harm in self.by_subject.get(one, {}).get(category, ()))


@dataclass(frozen=True, slots=True)
class Calling:
    """Which incidents call for a requirement, with the elements that they strike."""

    by_requirement: Mapping[str, tuple[tuple[str, int, Text, frozenset[str]], ...]]
    """Incident, its layer and title, elements."""

    @classmethod
    def of_assessment(cls, assessment: Assessment) -> Calling:
        """Turn the incident rows of *assessment* round."""
        found: dict[str, list[tuple[str, int, Text, frozenset[str]]]] = {}
        for row in assessment.incidents:
            for requirement in row.requirements:
                found.setdefault(requirement, []).append((row.id, row.layer, row.title, frozenset(row.elements)))
        return cls({requirement: tuple(rows) for requirement, rows in found.items()})

    def titles(self, requirement: str, elements: Iterable[str]) -> tuple[Text, ...]:
        """Return the incidents that call for *requirement* on *elements*: nearest to physical harm, then the widest."""
        struck: dict[tuple[str, int], tuple[Text, set[str]]] = {}
        wanted = frozenset(elements)
        for ident, layer, title, concerned in self.by_requirement.get(requirement, ()):
            if common := wanted & concerned:
                struck.setdefault((ident, layer), (title, set()))[1].update(common)
        ordered = sorted(struck, key=lambda one: (_NEAREST.get(one[1], len(_NEAREST)), -len(struck[one][1]), one[0]))
        return tuple(struck[one][0] for one in ordered)


def gravest(parts: Sequence[RequirementPart], still: Collection[str]) -> tuple[int, tuple[str, ...]]:
    """Return the highest category among *parts*, and the elements among *still* that have it."""
    category = max(part.category for part in parts)
    having = (one for part in parts if part.category == category for one in part.elements if one in still)
    return category, tuple(dict.fromkeys(having))


def deciding(part: RequirementPart, catalogue: Catalogue) -> tuple[Text, ...]:
    """Return the rules that ask for the level of *part*: of the steps that reach it the first kind, and the cap."""
    level = LEVELS.index(part.level)
    reaching = sorted(
        (one for one in part.reasons if LEVELS.index(one.level) >= level), key=lambda one: _ORDER.index(one.step)
    )
    return tuple(_said(one, catalogue) for one in reaching if one.step in (reaching[0].step, "cap"))


def _said(reason: Reason, catalogue: Catalogue) -> Text:
    if reason.step == "scale":
        return _SCALE.fill(scale=catalogue.scales[reason.code].title, reason=reason.text)
    return _DELEGATION if reason.step == "delegation" else reason.text
