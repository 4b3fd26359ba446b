"""The right side of a bow-tie: what limits or repairs a harm, as it is stated.

Mitigations of the harm, safe states, insurance, funds and contact points of who bears the loss, and the response
requirements (RP, CO, MI) of the organizations that answer for the causes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from sanso.catalogue import Catalogue
from sanso.model.answers import Confirmation
from sanso.model.connections import Connection
from sanso.model.elements import Component, System
from sanso.model.harms import Harm
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.barriers import MOVES, BarrierFinder, does_something
from sanso.safety.result import CauseLine, Mitigation, StatedAnswer
from sanso.safety.state_words import event_text, state_text

__all__ = ["RESPONSE", "MitigationFinder"]

RESPONSE = ("CPS.RP-", "CPS.CO-", "CPS.MI-")
"""Requirements that count as response."""

_ON_EVENTS = Text(en="{state} ({events})", ja="{state}({events})")
_SAFE = Text(en="{who} goes to its safe state: {state}", ja="{who}が安全状態へ移行: {state}")
_INSURANCE = Text(en="liability insurance of {who}, up to {limit}", ja="{who}の賠償責任保険(上限 {limit})")
_NO_LIMIT = Text(en="liability insurance of {who}, limit not stated", ja="{who}の賠償責任保険(上限は未申告)")
_NOT_COVERED = Text(
    en="the liability insurance of {who} does not list this harm",
    ja="{who}の賠償責任保険はこの被害を対象に挙げていない",
)
_NOT_FOR = Text(
    en="what is stated as support of {who} does not list this harm",
    ja="{who}の申告した支援(基金・窓口)は、この被害を対象に挙げていない",
)
_INSURED = Text(en="{who} insures {whom}", ja="{who}が{whom}の保険を引受け")
_FUND = Text(en="fund for repair or recall of {who}", ja="{who}の修理・回収の基金")
_CONTACT = Text(en="contact point of {who}", ja="{who}の連絡窓口")
_NO_SUPPORT = Text(
    en="no insurance, fund or contact point of {who} is stated", ja="{who}の保険・基金・連絡窓口が未申告"
)
_NO_BEARER = Text(en="who bears the loss is not stated", ja="損失の負担者が未申告")
_RESPONSE = Text(en="response of {who}: {met} of {all} stated", ja="{who}の対応: {all}件中{met}件を申告")
_OPEN = Text(en="; open: {ids}", ja="。未対応: {ids}")

SupportKind = Literal["insurance", "fund", "contact"]
_SUPPORT: dict[str, SupportKind] = {
    "liability-insurance": "insurance",
    "repair-fund": "fund",
    "recall-fund": "fund",
    "contact": "contact",
}


@dataclass(frozen=True, slots=True)
class MitigationFinder:
    """Finds the mitigations of one model as it stands on *day*; what several harms look at is indexed once."""

    structure: Structure
    finder: BarrierFinder
    day: dt.date
    _actuations: Mapping[str, Sequence[tuple[int, str, Connection]]]
    _confirmations: Mapping[str, Sequence[tuple[int, Confirmation]]]
    _insurers: Mapping[str, Sequence[tuple[str, Connection]]]
    _answered: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(
        cls, structure: Structure, finder: BarrierFinder, answers: Iterable[StatedAnswer], day: dt.date
    ) -> MitigationFinder:
        """Index actuations by who moves, support by who bears, and the worst answers by organization."""
        actuations: dict[str, list[tuple[int, str, Connection]]] = {}
        insurers: dict[str, list[tuple[str, Connection]]] = {}
        for number, (name, connection) in enumerate(structure.model.connections.items()):
            if connection.kind == "actuates" and connection.safe_state:
                actuations.setdefault(connection.from_, []).append((number, name, connection))
            elif connection.kind == "insures":
                insurers.setdefault(connection.to, []).append((name, connection))
        confirmations: dict[str, list[tuple[int, Confirmation]]] = {}
        for number, one in enumerate(structure.model.confirmations):
            confirmations.setdefault(one.subject, []).append((number, one))
        return cls(structure, finder, day, actuations, confirmations, insurers, _worst(answers))

    def of_harm(self, ident: str, harm: Harm, lines: Collection[CauseLine]) -> tuple[Mitigation, ...]:
        """Return the right side of the bow-tie of the harm *ident*."""
        left = {barrier.element for line in lines for barrier in line.barriers}
        own = [
            Mitigation("mitigation", one.what, one.by, "stated", one.by is not None and one.by in left)
            for one in harm.mitigations
        ]
        return (
            *own,
            *{one.text.en: one for one in reversed([*self._safe_states(lines, left)])}.values(),
            *self._support(ident, harm),
            *self._response(harm, lines),
        )

    def _safe_states(self, lines: Iterable[CauseLine], left: Collection[str]) -> Iterator[Mitigation]:
        """Yield the safe states of causes and barriers, and of the actuations that the causes bring about."""
        model = self.structure.model
        causes = [line.element for line in lines if line.element is not None and line.effect in MOVES]
        barriers = (barrier for line in lines for barrier in line.barriers if does_something(barrier))
        acting = {barrier.element for barrier in barriers}
        for ident in dict.fromkeys((*causes, *sorted(acting))):
            thing = model.components.get(ident) or model.systems.get(ident)
            if thing is not None:
                section = "components" if ident in model.components else "systems"
                for source, state in self._states(thing, on_events=ident in acting):
                    text = _SAFE.fill(who=model.label(ident), state=state)
                    yield Mitigation("safe-state", text, ident, "stated", ident in left, f"{section}/{ident}/{source}")
        reached = {ident for cause in causes for ident in self.finder.acts_on(cause)}
        moved = sorted((one for ident in reached for one in self._actuations.get(ident, ())), key=itemgetter(0))
        for _, name, connection in moved:
            state = state_text(connection.safe_state or "", self.finder.catalogue)
            text = _SAFE.fill(who=model.label(connection.from_), state=state)
            known = connection.from_ in left
            yield Mitigation("safe-state", text, connection.from_, "stated", known, f"connections/{name}/safe_state")

    def _states(self, thing: Component | System, *, on_events: bool) -> Iterator[tuple[str, Text]]:
        """Yield where a safe state stands and what it is, told once with the events on which it is taken."""
        catalogue = self.finder.catalogue
        events: dict[str, list[str]] = {}
        for event, state in thing.safe_states.items() if on_events else ():
            events.setdefault(state, []).append(event)
        if thing.safe_state is not None:
            events.setdefault(thing.safe_state, [])
        for state, named in events.items():
            source = "safe_state" if state == thing.safe_state else f"safe_states/{named[0]}"
            text = state_text(state, catalogue)
            yield source, _ON_EVENTS.fill(state=text, events=_listed(named, catalogue)) if named else text

    def _support(self, harm_id: str, harm: Harm) -> Iterator[Mitigation]:
        model, bearer = self.structure.model, harm.borne_by
        if bearer is None:
            yield Mitigation("insurance", _NO_BEARER, None, "not-stated")
            return
        found = False
        given = self._confirmations.get(bearer, ())
        insured = any(one.kind == "liability-insurance" for _, one in given)
        for number, one in given:
            kind = _SUPPORT.get(one.kind or "")
            if one.perspective != "social-support" or kind is None:
                continue
            found = True
            if one.covers and harm_id not in one.covers:
                text = (_NOT_COVERED if kind == "insurance" else _NOT_FOR).fill(who=model.label(bearer))
                yield Mitigation(kind, text, bearer, "not-stated", reference=f"confirmations/{number}")
                continue
            status = "expired" if one.valid_until is not None and one.valid_until < self.day else "stated"
            text = _support_text(kind, one, model.label(bearer))
            yield Mitigation(kind, text, bearer, status, reference=f"confirmations/{number}")
        for name, connection in () if insured else self._insurers.get(bearer, ()):
            found = True
            text = _INSURED.fill(who=model.label(connection.from_), whom=model.label(bearer))
            yield Mitigation("insurance", text, connection.from_, "stated", reference=f"connections/{name}")
        if not found:
            yield Mitigation("insurance", _NO_SUPPORT.fill(who=model.label(bearer)), bearer, "not-stated")

    def _response(self, harm: Harm, lines: Iterable[CauseLine]) -> Iterator[Mitigation]:
        """Yield one mitigation per organization: who bears the loss, and who answers for the elements of the causes."""
        responsible = self.structure.responsibility
        named = [harm.borne_by, *(responsible.get(line.element) for line in lines if line.element is not None)]
        worst = self._answered
        for organization in dict.fromkeys(named):
            if organization is None or organization not in worst:
                continue
            asked = {key: status for key, status in worst[organization].items() if _rank(status) < 4}
            if not asked:
                continue
            met = [key for key, status in asked.items() if status == "met"]
            still = [key.removeprefix("CPS.") for key, status in sorted(asked.items()) if status != "met"]
            text = _RESPONSE.fill(who=self.structure.model.label(organization), met=len(met), all=len(asked))
            if still:
                more = _OPEN.fill(ids=", ".join(still))
                text = Text(en=text.en + more.en, ja=text.ja + more.ja)
            status = min(asked.values(), key=_rank)
            yield Mitigation("response", text, organization, status, reference=", ".join(sorted(asked)))


def _worst(answers: Iterable[StatedAnswer]) -> dict[str, dict[str, str]]:
    """Return the worst status of every response requirement by organization."""
    worst: dict[str, dict[str, str]] = {}
    for one in answers:
        if one.organization is not None and one.requirement.startswith(RESPONSE):
            known = worst.setdefault(one.organization, {})
            known[one.requirement] = min(known.get(one.requirement, one.status), one.status, key=_rank)
    return worst


def _support_text(kind: SupportKind, one: Confirmation, who: Text) -> Text:
    if kind == "insurance":
        return _INSURANCE.fill(who=who, limit=one.limit.text()) if one.limit is not None else _NO_LIMIT.fill(who=who)
    return (_FUND if kind == "fund" else _CONTACT).fill(who=who)


def _rank(status: str) -> int:
    order = ("missing", "not-stated", "partial", "met")
    return order.index(status) if status in order else 4


def _listed(events: Iterable[str], catalogue: Catalogue) -> Text:
    texts = [event_text(event, catalogue) for event in events]
    return Text(en=", ".join(one.show("en") for one in texts), ja="、".join(one.show("ja") for one in texts))
