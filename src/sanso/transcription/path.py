"""The point of the untampered path: every leg between the device and the first place that decides or stores."""

from __future__ import annotations

from sanso.catalogue.transcription import TranscriptionPoint
from sanso.model.text import Text
from sanso.transcription.case import Case, Heard, best, measured, worst
from sanso.transcription.points import from_fields
from sanso.transcription.result import Fact, Hop
from sanso.transcription.ways import Leg
from sanso.transcription.words import denies, field_fact

__all__ = ["hops", "path"]

_LINE = Text(en="dedicated signal line ({medium})", ja="専用の信号線({medium})")
_LINE_ALONE = Text(
    en="a dedicated signal line alone is not enough in category {n}: say how it is kept from being touched",
    ja="カテゴリ {n} では専用の信号線だけでは足りない。現場で触れられない手立てを申告すること",
)
_NOTHING = Text(en="nothing stated", ja="未申告")
_OPEN_LEG = Text(en="leg {leg}: {why}", ja="区間 {leg}: {why}")
_NO_WAY = Text(en="no way from the device to a decision is modelled", ja="機器から判断箇所までの経路がモデルにない")
_NO_ORDERS = Text(en="nobody who gives it orders is modelled", ja="指令元がモデルにない")
_NO_SOURCE = Text(en="where the display has it from is not modelled", ja="表示の元となる情報の経路がモデルにない")
_ITSELF = Text(en="the device itself decides; there is no leg in between", ja="機器自身が判断し、間に区間がない")


def hops(case: Case, point: TranscriptionPoint) -> tuple[Hop, ...]:
    """Return every leg of the way with what is stated about it."""
    found = []
    for leg in case.legs:
        heard = _leg(case, point, leg)
        texts = heard.reasons or tuple(fact.text for fact in heard.facts) or (_NOTHING,)
        connection = leg.connection
        found.append(Hop(leg.ident, connection.from_, connection.to, heard.status, texts[0]))
    return tuple(found)


def _leg(case: Case, point: TranscriptionPoint, leg: Leg) -> Heard:
    connection = leg.connection
    own = []
    for field in ("protection", "authenticity"):
        value = getattr(connection, field)
        if value is not None:
            said = field_fact(field, value)
            own.append(Heard("no", reasons=(said,)) if denies(value) else Heard("stated", (Fact(field, said),)))
    line = _signal_line(case, leg)
    enough = point.signal_line_up_to is not None and (case.category or 0) <= point.signal_line_up_to
    if line is not None and enough:
        own.append(Heard("stated", (line,)))
    if own:
        return best(own)
    ends = (leg.ident, connection.from_, connection.to)
    over = [measured(case, one.requirement, ends) for one in case.speakers(point, "path")]
    at = [measured(case, one.requirement, (connection.to,)) for one in case.speakers(point, "receiver")]
    alone = [Heard("not-counted", (line,), (_LINE_ALONE.fill(n=case.category),))] if line is not None else []
    return best([*over, *at, *alone])


def _signal_line(case: Case, leg: Leg) -> Fact | None:
    """Return the fact that a leg carries a signal only and cannot be reached from afar, where that is so."""
    medium = case.room.catalogue.medium(leg.connection.medium) if leg.connection.medium is not None else None
    if medium is None or medium.carries != "signal" or medium.tapped != "none":
        return None
    return Fact("medium", _LINE.fill(medium=leg.connection.medium))


def path(case: Case, point: TranscriptionPoint, legs: tuple[Hop, ...]) -> Heard:
    """Judge the way: proven origin holds over all of it, protection unless a leg says otherwise, else leg by leg."""
    own = list(from_fields(case, point))
    if any(fact.source == "authenticity" for one in own for fact in one.facts):
        return best(own)
    denied = [hop for hop in legs if hop.status == "no"]
    if denied:
        return Heard("no", reasons=tuple(_about(case, hop) for hop in denied))
    if any(one.status == "stated" for one in own):
        return best(own)
    if own:
        return best(own)
    if not legs:
        return _without_legs(case)
    status = worst(hop.status for hop in legs)
    if status == "stated":
        return Heard("stated", tuple(Fact(hop.connection, _about(case, hop)) for hop in legs))
    return Heard(status, reasons=tuple(_about(case, hop) for hop in legs if hop.status != "stated"))


def _without_legs(case: Case) -> Heard:
    if case.kind == "displays":
        return Heard("not-stated", reasons=(_NO_SOURCE,))
    if case.room.ways.decides(case.device):
        return Heard("stated", (Fact("device", _ITSELF),))
    return Heard("not-stated", reasons=(_NO_WAY if case.kind in ("senses", "operates") else _NO_ORDERS,))


def _about(case: Case, hop: Hop) -> Text:
    model = case.room.structure.model
    ends = Text(en="{one} → {two}", ja="{one} → {two}").fill(one=model.label(hop.from_), two=model.label(hop.to))
    return _OPEN_LEG.fill(leg=ends, why=hop.text)
