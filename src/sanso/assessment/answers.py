"""The answer that counts for a requirement on an element: the nearest one, even if it is lower.

Order: the element, its containers from inside out, its product, the responsible organization. Over a
connection the connection's own answer is nearer still, for four requirements only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanso.assessment.proving import Shown, Worth, settled
from sanso.assessment.result import Answer, RequiredLevel, Status
from sanso.facts.proof import ProvenMeasure
from sanso.model.answers import Measure
from sanso.model.structure import Structure

__all__ = ["LEVELS", "OVER_CONNECTION", "AnswerBook", "judge", "worst"]

LEVELS: Sequence[RequiredLevel] = ("not-required", "basic", "advanced", "high-advanced")
STATUS_ORDER: Sequence[Status] = ("missing", "not-stated", "partial", "met", "not-applicable", "not-required")
"""Worst to best, then the neutral ones."""

_LINK_KINDS = ("transmits", "shares", "commands", "configures", "updates", "remote-access", "authenticates")
OVER_CONNECTION: Mapping[str, tuple[str, ...]] = {
    "CPS.DS-3": _LINK_KINDS,
    "CPS.DS-4": _LINK_KINDS,
    "CPS.AC-8": _LINK_KINDS,
    "CPS.MA-2": ("maintains", "remote-access"),
}
"""Requirements that a connection may answer for, and the kinds of connection that may."""


def worst(statuses: Sequence[Status]) -> Status:
    """Return the worst status; neutral ones only where there is nothing else."""
    return min(statuses, key=STATUS_ORDER.index)


def judge(required: RequiredLevel, answer: Answer | None) -> Status:
    """Compare an answer with the required level."""
    if required == "not-required":
        return "not-required"
    if answer is None or answer.expired:
        return "not-stated"
    if answer.level == "none":
        return "missing"
    if answer.level == "not-applicable":
        return "not-applicable" if answer.reason is not None else "not-stated"
    return "met" if LEVELS.index(answer.level) >= LEVELS.index(required) else "partial"


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """The measures of a model as they count on *day*; *links* lists the connections at each element.

    *worth* is of use with a proven model alone: claims that count as something else than its measures say.
    """

    structure: Structure
    day: dt.date
    links: Mapping[str, tuple[str, ...]]
    answering_links: frozenset[str]
    worth: Worth = field(default_factory=dict)

    @classmethod
    def of(cls, structure: Structure, day: dt.date) -> AnswerBook:
        """Index the connections that could answer for their ends."""
        kinds = {kind for kinds in OVER_CONNECTION.values() for kind in kinds}
        model = structure.model
        answering = frozenset(ident for ident in model.measures if ident in model.connections)
        links: dict[str, list[str]] = {}
        if answering:
            for ident, connection in model.connections.items():
                if connection.kind in kinds:
                    links.setdefault(connection.from_, []).append(ident)
                    links.setdefault(connection.to, []).append(ident)
        return cls(structure, day, {ident: tuple(names) for ident, names in links.items()}, answering)

    def chain(self, ident: str, organization: str | None) -> tuple[str, ...]:
        """Return who could answer for *ident*, nearest first, as far as they state anything at all."""
        model = self.structure.model
        chain = [ident, *self.structure.containment.ancestors(ident)]
        component = model.components.get(ident)
        if component is not None and component.product is not None:
            chain.append(component.product)
        if organization is not None:
            chain.append(organization)
        return tuple(dict.fromkeys(name for name in chain if name in model.measures))

    def links_of(self, ident: str) -> tuple[str, ...]:
        """Return the connections at *ident*, if any of them answers for itself; else nothing."""
        links = self.links.get(ident, ())
        return links if self.answering_links.intersection(links) else ()

    def answer(
        self,
        requirement: str,
        required: RequiredLevel,
        answering: tuple[str, ...],
        links: Sequence[str],
        organization: str | None,
    ) -> Answer | None:
        """Return the answer that counts where *answering* are those of `chain` but for *organization*, which ends it.

        *links* are the connections of `links_of`.
        """
        chain = answering
        if organization is not None and organization in self.structure.model.measures and organization not in chain:
            chain = (*chain, organization)
        own = self.nearest(requirement, chain)
        return self._over_links(requirement, links, required, own, chain) if links else own

    def nearest(self, requirement: str, chain: Sequence[str]) -> Answer | None:
        """Return the first answer to *requirement* along *chain*; in a proven model, what is proven of it."""
        measures = self.structure.model.measures
        shown: list[Shown] = []
        for name in chain:
            measure = measures[name].get(requirement)
            if measure is None:
                continue
            if not isinstance(measure, ProvenMeasure):
                return self._answer(name, measure)
            shown.extend((name, one) for one in measure.shown)
            if measure.stated is not None:
                return settled(shown, name, measure.stated, self.day, self.worth)
        return settled(shown, None, None, self.day, self.worth) if shown else None

    def _over_links(
        self,
        requirement: str,
        links: Sequence[str],
        required: RequiredLevel,
        own: Answer | None,
        chain: tuple[str, ...],
    ) -> Answer | None:
        """Return the answer that decides over *links*: the worst, links without an answer falling back on *own*."""
        kinds = OVER_CONNECTION.get(requirement)
        connections = self.structure.model.connections
        if kinds is None or not (relevant := [link for link in links if connections[link].kind in kinds]):
            return own
        answers = [
            self.nearest(requirement, (link, *chain)) if link in self.answering_links else own for link in relevant
        ]
        return min(answers, key=lambda answer: STATUS_ORDER.index(judge(required, answer)))

    def _answer(self, name: str, measure: Measure) -> Answer:
        until = measure.valid_until
        return Answer(
            from_=name,
            level=measure.level,
            basis=measure.basis,
            by=measure.by,
            valid_until=until.isoformat() if until is not None else None,
            expired=until is not None and until < self.day,
            reason=measure.reason,
        )
