"""What falls away within 30, 60 and 90 days if nothing is renewed.

Looked at: the end of a claim, of the accreditation behind it, of the edition of its scheme, of the trust list, and of
statements in the model. Not looked at: the age of status lists, which are renewed all the time (`renewal` tells by
when), and the end of a key, since a claim stands that was signed while the key was in use. A claim at hand that begins
to hold later counts from then on, so that a renewal that has come already keeps the alarm away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sanso.analysis.proof.days import end_of, lost_on
from sanso.analysis.proof.losses import Standing, Weighing
from sanso.analysis.proof.result import Lapse
from sanso.analysis.proof.shown import Judged, element_of, issuer_name
from sanso.model.answers import Basis, Confirmation
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.trust.claims.claim import Claim
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.verdicts.judging import judge_authority
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["HORIZON", "lapses"]

HORIZON = 90
"""Days that are looked ahead."""
_WITHIN: tuple[Literal[30, 60, 90], ...] = (30, 60, 90)
_DAY = dt.timedelta(days=1)
_NOBODY = Text.of("–")

Cause: TypeAlias = Literal["claim", "authority", "scheme", "trust-list", "statement"]
_CAUSES: Mapping[str, Cause] = {"list-expired": "trust-list", "scheme-ended": "scheme"}

_TEXTS: Mapping[Cause, tuple[Text, Text]] = {
    "claim": (
        Text(en="{issuer}'s claim about {subject} ends", ja="{subject} に関する{issuer}の主張の有効期間が終了"),
        Text(en="{n} claims of {issuer} end", ja="{issuer}の主張 {n}件の有効期間が終了"),
    ),
    "authority": (
        Text(
            en="{issuer}'s accreditation ends, and with it the worth of its claim about {subject}",
            ja="{issuer}の認定が終了し、{subject} に関する主張の根拠が失われるか弱まる",
        ),
        Text(
            en="{issuer}'s accreditation ends, and with it the worth of {n} claims",
            ja="{issuer}の認定が終了し、主張 {n}件の根拠が失われるか弱まる",
        ),
    ),
    "scheme": (
        Text(
            en="the edition of the scheme ends under which {issuer} spoke about {subject}",
            ja="{subject} に関する{issuer}の主張が基づく制度の版が終了",
        ),
        Text(
            en="the edition of the scheme ends under which {issuer} made {n} claims",
            ja="{issuer}の主張 {n}件が基づく制度の版が終了",
        ),
    ),
    "trust-list": (
        Text(
            en="the trust list ends; without a newer one no claim counts",
            ja="トラストリストが期限切れになり、新しいものがなければどの主張も根拠にならない",
        ),
        Text(
            en="the trust list ends; without a newer one no claim counts",
            ja="トラストリストが期限切れになり、新しいものがなければどの主張も根拠にならない",
        ),
    ),
    "statement": (
        Text(en="what the model states about {subject} ends", ja="{subject} に関するモデルの申告の期限が切れる"),
        Text(en="statements of the model about {n} things end", ja="{n}件に関するモデルの申告の期限が切れる"),
    ),
}


@dataclass(slots=True)
class _Event:
    """What ends on one day for one cause: claims with what they count as from then on, or statements."""

    claims: dict[str, Basis | None] = field(default_factory=dict)
    things: dict[str, None] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)


_When: TypeAlias = tuple[dt.date, Cause, str]
"""Day, cause, issuer."""


def lapses(judged: Sequence[Judged], verifier: Verifier, weighing: Weighing, model: Model) -> tuple[Lapse, ...]:
    """Return what falls away within `HORIZON` days after *verifier*'s clock, by day."""
    today = verifier.now.astimezone(dt.UTC).date()
    events: dict[_When, _Event] = {}
    joining: dict[dt.date, dict[str, Basis | None]] = {}
    for one in judged:
        _claim_events(one, element_of(one, model), verifier, today, events, joining)
    _statement_events(model, today, events)
    known = verifier.trusted.issuers if verifier.trusted is not None else {}
    names = {ident: issuer.name for ident, issuer in known.items()}
    worth: dict[str, Basis | None] = {}
    ended: list[str] = []
    about: dict[str, None] = {}
    found, before = [], Standing()
    for when in sorted(events):
        day, cause, issuer = when
        event = events[when]
        for begins in sorted(joining):
            if begins <= day:
                worth |= joining.pop(begins)
        worth |= event.claims
        ended += event.answers
        about |= event.things if cause == "statement" else {}
        after = weighing.standing(worth, day, ended, about)
        named = issuer_name(issuer, names, model) if issuer else _NOBODY
        text = _text(cause, named, event, model)
        within = next(limit for limit in _WITHIN if day - today <= dt.timedelta(limit))
        loss = weighing.loss(after, before)
        found.append(Lapse(day, within, cause, text, tuple(sorted(event.claims)), tuple(event.things), loss))
        before = after
    return tuple(found)


def _text(cause: Cause, issuer: Text, event: _Event, model: Model) -> Text:
    one, many = _TEXTS[cause]
    number = len(event.claims) if cause != "statement" else len(event.things)
    subject = next(iter(event.things), "")
    return (one if number == 1 else many).fill(issuer=issuer, subject=model.label(subject), n=number)


def _claim_events(
    one: Judged,
    element: str | None,
    verifier: Verifier,
    today: dt.date,
    events: dict[_When, _Event],
    joining: dict[dt.date, dict[str, Basis | None]],
) -> None:
    claim, digest, trusted = one.verdict.claim, one.verdict.digest, verifier.trusted
    if claim is None or trusted is None or not (one.worth or one.pending):
        return
    now = one.worth
    for day in _turns(claim, trusted, today):
        then = end_of(day)
        if claim.valid_until < then:
            cause: Cause = "claim"
            later: Basis | None = None
        elif then < max(claim.valid_from, claim.issued):
            continue
        else:
            speakers = verifier.subjects.speakers.get(claim.subject.id, frozenset())
            mark, later = judge_authority(claim, trusted, speakers, then)
            cause = _CAUSES.get(mark.code, "authority")
        if later == now:
            continue
        if now is None:
            joining.setdefault(day, {})[digest] = later
        else:
            event = events.setdefault((day, cause, "" if cause == "trust-list" else claim.issuer), _Event())
            event.claims[digest] = later
            event.things[element or claim.subject.id] = None
        now = later


def _turns(claim: Claim, trusted: TrustedList, today: dt.date) -> list[dt.date]:
    """Return the days ahead on which what *claim* counts as may change at their end."""
    scheme = trusted.schemes.get((claim.scheme.id, claim.scheme.edition)) if claim.scheme is not None else None
    lasts = [one.until for one in trusted.issuers[claim.issuer].accreditations]
    lasts.append(scheme.until if scheme is not None else None)
    days = {last + _DAY for last in lasts if last is not None}
    days |= {lost_on(claim.valid_until), lost_on(trusted.list.expires), claim.valid_from.astimezone(dt.UTC).date()}
    return sorted(day for day in days if today < day <= today + HORIZON * _DAY)


def _statement_events(model: Model, today: dt.date, events: dict[_When, _Event]) -> None:
    def event(last: dt.date | None, subject: str) -> _Event | None:
        if last is None or not today <= last < today + HORIZON * _DAY:
            return None
        made = events.setdefault((last + _DAY, "statement", ""), _Event())
        made.things[subject] = None
        return made

    for place, answers in model.measures.items():
        for requirement, measure in answers.items():
            found = event(measure.valid_until, place)
            if found is not None:
                found.answers.append(f"{place}/{requirement}")
    for given in model.confirmations:
        for last in _ends(given):
            event(last, given.subject)


def _ends(given: Confirmation) -> Iterator[dt.date]:
    """Yield the last days on which a statement counts as much as now: of its validity, until its inspection is due."""
    if given.valid_until is not None:
        yield given.valid_until
    if given.last is not None and given.interval is not None and not given.continuous:
        yield given.interval.after(given.last)
