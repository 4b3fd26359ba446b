"""The points of comparison, confirmed effect and safe state: whether something that shares nothing stands beside."""

from __future__ import annotations

from collections.abc import Iterable

from sanso.catalogue.transcription import TranscriptionPoint
from sanso.model.independence import AGAINST_ATTACK, Aspect
from sanso.model.text import Text
from sanso.transcription.case import Case, Heard, best, measured
from sanso.transcription.points import from_fields
from sanso.transcription.result import Fact
from sanso.transcription.words import field_fact

__all__ = ["comparison", "confirmed", "safe_state"]

_REPORTS: tuple[Aspect, ...] = tuple(aspect for aspect in AGAINST_ATTACK if aspect != "connection")
"""What must be apart of something that reports to the one it watches, and is therefore connected to it."""

_SEPARATE: tuple[Aspect, ...] = ("control", "product", "maker", "maintainer")
"""What must be apart of a safety function, which is wired to what it stops."""

_MOST_GUARDS = 3
_COMPARED = Text(en="compared with {who}", ja="{who} と照合")
_CONFIRMED = Text(en="confirmed by {who}", ja="{who} が確認")
_NOT_INDEPENDENT = Text(en="{who} is not independent of {of}: {why}", ja="{who} は {of} から独立していない({why})")
_CHANNELS = Text(
    en="{n} channels stated but not named, so that their independence is unknown",
    ja="{n} 系統と申告されているが、どれかが示されず独立性が分からない",
)
_OWN_CONTROL = Text(
    en="{who} moves it or controls what moves it", ja="{who} 自身がこれを動かす、またはその制御元である"
)
_STATE = Text(en="safe state: {state} ({who})", ja="安全な状態: {state}({who})")
_GUARD = Text(en="safety function: {who}", ja="安全機能: {who}")
_NO_WAY = Text(
    en="no independent safety function and no fallback of the device itself leads there",
    ja="そこへ移す独立した安全機能も、機器自身のフォールバックもない",
)


def comparison(case: Case, point: TranscriptionPoint) -> Heard:
    """Judge whether the value is held against something, and from some category on against something independent."""
    strict = point.needs_independence(case.category)
    fields = point.fields_of.get(case.kind, ())
    partners = case.connection.cross_check if "cross_check" in fields else ()
    heard = [_beside(case, who, (case.device,), _COMPARED, AGAINST_ATTACK, strict=strict) for who in partners]
    channels = case.connection.redundancy
    if "redundancy" in fields and channels is not None and channels > 1 and not partners:
        fact = Fact("redundancy", field_fact("redundancy", channels))
        heard.append(
            Heard("not-counted", (fact,), (_CHANNELS.fill(n=channels),)) if strict else Heard("stated", (fact,))
        )
    heard.extend(measured(case, one.requirement, (case.device,)) for one in case.speakers(point, "device"))
    ends = sorted({leg.far for leg in case.legs if case.room.ways.decides(leg.far)})
    for one in case.speakers(point, "receiver"):
        heard.extend(measured(case, one.requirement, (end,)) for end in ends)
    return best(heard)


def confirmed(case: Case, point: TranscriptionPoint) -> Heard:
    """Judge whether the effect of an actuation is seen by something other than who orders it."""
    strict = point.needs_independence(case.category)
    model = case.room.structure.model
    sources = case.room.judge.sources(case.device)
    heard = []
    for who in case.connection.confirmed_by:
        if strict and who in sources:
            fact = Fact("confirmed_by", _CONFIRMED.fill(who=model.label(who)))
            heard.append(Heard("not-counted", (fact,), (_OWN_CONTROL.fill(who=model.label(who)),)))
        else:
            of = case.commanders or (case.device,)
            heard.append(_beside(case, who, of, _CONFIRMED, _REPORTS, strict=strict))
    heard.extend(measured(case, one.requirement, (case.device,)) for one in case.speakers(point, "device"))
    return best(heard)


def _beside(
    case: Case, who: str, others: Iterable[str], said: Text, aspects: tuple[Aspect, ...], *, strict: bool
) -> Heard:
    """Judge *who* stands beside the connection; where *strict*, only if it is independent of all *others*."""
    model = case.room.structure.model
    fact = Fact("cross_check" if said is _COMPARED else "confirmed_by", said.fill(who=model.label(who)))
    if not strict:
        return Heard("stated", (fact,))
    reasons = []
    for other in others:
        verdict = case.room.judge.judge(who, other, aspects)
        if not verdict.independent:
            why = Text(
                en="; ".join(one.show("en") for one in verdict.against),
                ja="、".join(one.show("ja") for one in verdict.against),
            )
            reasons.append(_NOT_INDEPENDENT.fill(who=model.label(who), of=model.label(other), why=why))
    return Heard("not-counted" if reasons else "stated", (fact,), tuple(reasons))


def safe_state(case: Case, point: TranscriptionPoint) -> Heard:
    """Judge whether a safe state is stated, and from some category on whether the way there needs what has failed."""
    own = list(from_fields(case, point))
    if any(one.status == "no" for one in own):
        return best(own)
    strict = point.needs_independence(case.category)
    local, named = _states(case)
    guards = [_guard(case, guard, strict=strict) for guard in _telling(case, strict=strict)]
    heard = [*guards, *([Heard("stated", tuple(local))] if local else ())]
    others = (*(fact for one in own for fact in one.facts), *named)
    if others:
        heard.append(Heard("not-counted", others, (_NO_WAY,)) if strict else Heard("stated", others))
    heard.extend(measured(case, one.requirement, (case.device,)) for one in case.speakers(point, "device"))
    return best(heard)


def _states(case: Case) -> tuple[list[Fact], list[Fact]]:
    """Return the safe states of the device itself, and those of what is around it."""
    model = case.room.structure.model
    local: list[Fact] = []
    named: list[Fact] = []
    for ident in case.around():
        thing = model.components.get(ident) or model.systems.get(ident)
        if thing is None:
            continue
        events = (f"{event}: {state}" for event, state in thing.safe_states.items())
        states = [*([thing.safe_state] if thing.safe_state is not None else ()), *events]
        into = local if ident == case.device else named
        into.extend(Fact("safe_state", _STATE.fill(state=state, who=model.label(ident))) for state in states)
    return local, named


def _guards(case: Case) -> list[str]:
    """Return the safety functions that protect what the device acts on, the device, or what it stands in."""
    room = case.room
    found = {number for thing in (case.connection.to, *case.around()) for number in room.guarding.get(thing, ())}
    return [guard for number in sorted(found) if (guard := room.guards[number]) != case.device]


def _telling(case: Case, *, strict: bool) -> list[str]:
    """Return the safety functions worth telling: those that count, else the first few."""
    guards = _guards(case)
    counting = [guard for guard in guards if not strict or _apart(case, guard)]
    return (counting or guards)[:_MOST_GUARDS]


def _apart(case: Case, guard: str) -> bool:
    """Tell whether a safety function is independent of all others that order the move."""
    return all(case.room.judge.judge(guard, other, _SEPARATE).independent for other in _others(case, guard))


def _others(case: Case, guard: str) -> list[str]:
    return [who for who in case.commanders if who != guard] or [case.device]


def _guard(case: Case, guard: str, *, strict: bool) -> Heard:
    model = case.room.structure.model
    fact = Fact("protects", _GUARD.fill(who=model.label(guard)))
    if not strict:
        return Heard("stated", (fact,))
    heard = _beside(case, guard, _others(case, guard), _CONFIRMED, _SEPARATE, strict=True)
    return Heard(heard.status, (fact,), heard.reasons)
