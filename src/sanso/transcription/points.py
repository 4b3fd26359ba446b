"""The points of genuineness, accuracy and calibration: what is stated about a device and its reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanso.catalogue.transcription import TranscriptionPoint
from sanso.model.text import Text
from sanso.transcription.case import Case, Heard, best, measured
from sanso.transcription.result import Fact
from sanso.transcription.words import FIELD, denies, field_fact

__all__ = ["accuracy", "calibration", "calibration_due", "from_fields", "genuine", "two_states"]

_BASES = ("self-declaration", "third-party", "public-certification")
_CONFIRMED = Text(en="product confirmed before operation: {basis}{scheme}", ja="製品の運用前確認: {basis}{scheme}")
_TYPE_ONLY = Text(
    en="a confirmation of the product is about the type, not about this unit; not enough in category {n}",
    ja="製品の確認は型式についてのもので、この個体を保証しない。カテゴリ {n} では足りない",
)
_WEAK = Text(en="the product is confirmed by {basis} only", ja="製品の確認は{basis}にとどまる")
_DENIED = Text(en="stated as absent ({field}: {value})", ja="ないと申告されている({field}: {value})")
_CALIBRATED = Text(en="calibrated {last}, every {interval}{proof}", ja="校正 {last}、周期 {interval}{proof}")
_OVERDUE = Text(en="calibration overdue since {day}", ja="校正期限切れ({day} から)")
_NO_DATE = Text(en="it is not stated when it was last calibrated", ja="直近の校正日が未申告")
_NO_INTERVAL = Text(en="it is not stated how often it is calibrated", ja="校正の周期が未申告")
_AHEAD = Text(en="the calibration of {day} lies after the day of this result", ja="校正日 {day} がこの結果の日より後")


def from_fields(case: Case, point: TranscriptionPoint) -> Iterator[Heard]:
    """Yield what the text fields of the connection say: a fact each, or that there is none."""
    for field in point.fields_of.get(case.kind, ()):
        value = getattr(case.connection, field)
        if value is None:
            continue
        if isinstance(value, str) and denies(value):
            if field in point.denied_by:
                yield Heard("no", reasons=(_DENIED.fill(field=FIELD[field], value=value),))
            continue
        shown = f"{value[0]:g}–{value[1]:g}" if isinstance(value, tuple) else value
        yield Heard("stated", (Fact(field, field_fact(field, _with_unit(case, shown))),))


def _with_unit(case: Case, value: object) -> object:
    if isinstance(value, str) and not value[:1].isdigit():
        return value
    number = f"{value:g}" if isinstance(value, float) else value
    return f"{number} {case.connection.unit}" if case.connection.unit else number


def genuine(case: Case, point: TranscriptionPoint) -> Heard:
    """Judge whether it is stated how the device is known to be the genuine one."""
    own = list(from_fields(case, point))
    if any(one.status == "no" for one in own):
        return best(own)
    measures = [measured(case, one.requirement, (case.device,)) for one in case.speakers(point, "device")]
    return best([*own, *measures, *_confirmed(case, point)])


def _confirmed(case: Case, point: TranscriptionPoint) -> Iterator[Heard]:
    component = case.room.structure.model.components.get(case.device)
    product = component.product if component is not None else None
    for subject in (case.device, product):
        for one in case.room.confirmations.get(subject, ()) if subject is not None else ():
            expired = one.valid_until is not None and one.valid_until < case.room.day
            if expired or one.result == "failed" or one.basis is None or point.confirmation is None:
                continue
            basis = case.room.catalogue.bases[one.basis].title
            scheme = f" ({one.scheme})" if one.scheme is not None else ""
            fact = Fact("confirmation", _CONFIRMED.fill(basis=basis, scheme=scheme))
            if _BASES.index(one.basis) < _BASES.index(point.confirmation):
                yield Heard("not-counted", (fact,), (_WEAK.fill(basis=basis),))
            elif (case.category or 0) > point.confirmation_up_to:
                yield Heard("not-counted", (fact,), (_TYPE_ONLY.fill(n=case.category),))
            else:
                yield Heard("stated", (fact,))


def two_states(case: Case) -> bool:
    """Tell whether the reading has two states (range 0 to 1 without a unit), so that it has no error to speak of."""
    return case.connection.range == (0, 1) and case.connection.unit is None


def accuracy(case: Case, point: TranscriptionPoint) -> Heard:
    """Judge whether the largest error is stated."""
    return best(from_fields(case, point))


def calibration_due(case: Case) -> dt.date | None:
    """Return the day on which the calibration ended, where it is overdue."""
    stated = case.connection.calibration
    if stated is None or stated.last is None or stated.interval is None:
        return None
    end = stated.interval.after(stated.last)
    return end if end < case.room.day else None


def calibration(case: Case, point: TranscriptionPoint) -> Heard:  # noqa: ARG001 -- all points are judged alike
    """Judge whether the device is calibrated, and in time."""
    stated = case.connection.calibration
    if stated is None:
        return Heard("not-stated")
    proof = f" ({stated.certificate})" if stated.certificate is not None else ""
    fact = Fact("calibration", _CALIBRATED.fill(last=stated.last or "?", interval=stated.interval or "?", proof=proof))
    reasons = []
    if stated.last is None:
        reasons.append(_NO_DATE)
    elif stated.last > case.room.day:
        reasons.append(_AHEAD.fill(day=stated.last))
    if stated.interval is None:
        reasons.append(_NO_INTERVAL)
    if (due := calibration_due(case)) is not None:
        reasons.append(_OVERDUE.fill(day=due))
    return Heard("not-counted" if reasons else "stated", (fact,), tuple(reasons))
