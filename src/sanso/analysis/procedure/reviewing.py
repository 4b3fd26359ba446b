"""Step 4, review (見直し): reviews that took place, and what makes a new rating necessary.

Besides the triggers that are written down, the model itself is watched: things that came or went and populations
that grew since the last review.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanso.analysis.procedure.result import Reviewing, Todo, TriggerRow
from sanso.model.iotssf_record import Trigger
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["missing_in_review", "review"]


def review(whole: Model, structure: Structure, day: dt.date) -> Reviewing:
    """Return reviews and triggers on *day*; *whole* is the model with what is not there on that day."""
    record = structure.model.iotssf
    held = sorted((one for one in record.reviews if one.date <= day), key=lambda one: one.date)
    last = held[-1].date if held else None
    stated = [_stated(trigger, structure, last, day) for trigger in record.triggers]
    noticed = [*_changed(whole, last, day), *_grown(structure, day)]
    reviews = tuple((one.date, one.by, one.result) for one in held)
    return Reviewing(reviews, (*stated, *noticed))


def missing_in_review(made: Reviewing) -> Iterator[Todo]:
    """Yield what review still lacks."""
    if not made.reviews:
        yield Todo(Text(en="record a first review", ja="最初の見直しを記録する"), "iotssf.reviews")
    if not any(row.stated for row in made.triggers):
        yield Todo(Text(en="say what makes a new rating necessary", ja="再評価の条件を書く"), "iotssf.triggers")
    for row in made.triggers:
        if row.due:
            text = Text(en="rate again: {what} ({why})", ja="再評価する: {what}({why})")
            yield Todo(text.fill(what=row.what, why=row.why or Text.of("–")), "iotssf.reviews")


def _stated(trigger: Trigger, structure: Structure, last: dt.date | None, day: dt.date) -> TriggerRow:
    why: Text | None = None
    if trigger.date is not None and trigger.date <= day and (last is None or last < trigger.date):
        why = Text(en="since {day}", ja="{day} から").fill(day=trigger.date)
    if trigger.kind == "number" and trigger.above is not None and trigger.subject is not None:
        now = structure.containment.instances.get(trigger.subject, 0)
        if now > trigger.above:
            why = Text(en="{n:,} instances, more than {most:,}", ja="{n:,} 台。{most:,} 台を超過").fill(
                n=now, most=trigger.above
            )
    return TriggerRow(trigger.kind, trigger.what, trigger.subject, why is not None, why, stated=True)


def _changed(whole: Model, last: dt.date | None, day: dt.date) -> Iterator[TriggerRow]:
    """Yield what began or ended to be there after the last review."""
    if last is None:
        return
    for section in NAMED_SECTIONS:
        for ident, thing in getattr(whole, section).items():
            if thing.valid is None:
                continue
            for moment, en, ja in ((thing.valid.from_, "came", "追加"), (thing.valid.to, "went", "廃止")):
                if moment is not None and last < moment <= day:
                    what = Text(en=f"{{who}} {en}", ja=f"{{who}} の{ja}").fill(who=whole.label(ident))
                    why = Text(en="on {day}", ja="{day}").fill(day=moment)
                    yield TriggerRow("connection", what, ident, due=True, why=why, stated=False)


def _grown(structure: Structure, day: dt.date) -> Iterator[TriggerRow]:
    """Yield populations that have grown since the last review that counted them."""
    model = structure.model
    counted: dict[str, int] = {}
    for one in sorted(model.iotssf.reviews, key=lambda one: one.date):
        if one.date <= day:
            counted.update(one.counts)
    for ident, before in counted.items():
        now = _number(ident, structure)
        if now is not None and now > before:
            what = Text(en="more of {who}", ja="{who} の増加").fill(who=model.label(ident))
            why = Text(en="{old:,} at the last review, {new:,} now", ja="前回 {old:,}、現在 {new:,}").fill(
                old=before, new=now
            )
            yield TriggerRow("number", what, ident, due=True, why=why, stated=False)


def _number(ident: str, structure: Structure) -> int | None:
    if ident in structure.containment.instances:
        return structure.containment.instances[ident]
    thing = structure.model.thing(ident)
    return getattr(thing, "count", None)
