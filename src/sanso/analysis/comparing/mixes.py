"""How far each subject is from the nearest accepted mix, before and after, and why that differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sanso.analysis.comparing.moves import directed, label, order, paired, presence_of
from sanso.analysis.comparing.result import MixMove, Why
from sanso.analysis.comparing.sides import Side
from sanso.analysis.comparing.why import Reasons
from sanso.analysis.comparing.words import CODES, DEMANDS, change_text
from sanso.analysis.result import TrustRow
from sanso.catalogue import Catalogue, parts_of_demand
from sanso.iotssf.result import Placement, Shortfall, Stated
from sanso.model.text import Text

__all__ = ["mix_moves"]

_PERSPECTIVES = {
    "product": "before-operation",
    "organization": "before-operation",
    "staff": "before-operation",
    "in_operation": "in-operation",
    "operators": "operators",
    "social_support": "social-support",
}
_NOT_STATED = Text(en="not stated", ja="未申告")


@dataclass(frozen=True, slots=True)
class _Gap:
    """What one side says about one subject."""

    subject: str
    category: int
    nearest: str | None
    short: tuple[Shortfall, ...]
    stated: Stated | None


def mix_moves(old: Side, new: Side, catalogue: Catalogue, reasons: Reasons) -> tuple[MixMove, ...]:
    """Return the subjects whose nearest mix or shortfalls differ, worse ones and high categories first."""
    found, told = [], _Told(old, new, catalogue, reasons)
    for subject, (one, other) in paired(_gaps(old), _gaps(new), lambda gap: gap.subject).items():
        before, after = _short(one), _short(other)
        nearest = one.nearest if one else None, other.nearest if other else None
        if before.keys() == after.keys() and nearest[0] == nearest[1]:
            continue
        gone = tuple(short for key, short in before.items() if key not in after)
        come = tuple(short for key, short in after.items() if key not in before)
        found.append(
            MixMove(
                subject=subject,
                name=label(subject, old, new),
                presence=presence_of(one, other),
                direction=directed(come, gone),
                category=max(gap.category for gap in (one, other) if gap is not None),
                old_nearest=nearest[0],
                new_nearest=nearest[1],
                gone=gone,
                new=come,
                because=tuple(told.because(one, other, {short.demand for short in (*gone, *come)}))
                or reasons.anything(),
            )
        )
    return tuple(sorted(found, key=lambda m: (order(m.direction), -m.category, m.subject)))


def _gaps(side: Side) -> Iterator[_Gap]:
    for placement in side.assessment.iotssf:
        if placement.mixes or placement.short:
            yield _of_placement(placement)
    for row in side.assessment.trust:
        if row.mixes or row.short:
            yield _of_trust(row)


def _of_placement(row: Placement) -> _Gap:
    return _Gap(row.element, row.category or 0, row.nearest, row.short, row.stated)


def _of_trust(row: TrustRow) -> _Gap:
    return _Gap(row.subject, row.required or 0, row.nearest, row.short, row.stated.confirmations)


def _short(gap: _Gap | None) -> dict[tuple[str, str], Shortfall]:
    return {(short.demand, short.required): short for short in gap.short} if gap is not None else {}


@dataclass(frozen=True, slots=True)
class _Told:
    old: Side
    new: Side
    catalogue: Catalogue
    reasons: Reasons

    def because(self, one: _Gap | None, other: _Gap | None, demands: set[str]) -> Iterator[Why]:
        """Tell why a gap differs: another category, or other statements about the *demands* that it lacks."""
        before, after = one.category if one else 0, other.category if other else 0
        gap = other or one
        if gap is not None and before != after:
            first = self.reasons.first(gap.subject)
            yield Why("demand", CODES["demand"].fill(old=before, new=after), first.change if first else None)
        if one is None or other is None or one.stated is None or other.stated is None:
            return
        for part in parts_of_demand():
            given: tuple[str, str] = (getattr(one.stated, part), getattr(other.stated, part))
            if given[0] != given[1] and part in demands:
                yield self._stated(one.subject, part, given)

    def _stated(self, subject: str, part: str, given: tuple[str, str]) -> Why:
        key = self._behind(subject, part)
        change = self.reasons.change(key) if key is not None else None
        words = [self._said(part, value) for value in given]
        text = CODES["stated" if change is not None else "stated-day"].fill(
            demand=DEMANDS[part], old=words[0], new=words[1], change=change_text(change) if change else ""
        )
        return Why("stated", text, key)

    def _said(self, part: str, value: str) -> Text:
        step = self.catalogue.demand_steps.get(f"{part}.{value}")
        return _NOT_STATED if value == "none" else step.title if step is not None else Text.of(value)

    def _behind(self, subject: str, part: str) -> str | None:
        """Return the key of the change behind a statement that differs; None where the day is the reason.

        The nearest change of a confirmation of that kind; else a change of what the statement is taken from.
        """
        perspective = _PERSPECTIVES[part]
        kind = f"/{perspective}/{part}" if perspective == "before-operation" else f"/{perspective}"
        near = dict.fromkeys((subject, *_around(subject, self.old), *_around(subject, self.new)))
        changes = self.reasons.changes
        keys = [change.key for change in changes if change.section == "confirmations" and kind in change.key]
        close = [key for key in keys if key.split("/")[1] in near]
        if close:
            return close[0]
        if self.old.day == self.new.day:
            return next((why.change for why in self.reasons.of_changes(near)), keys[0] if keys else None)
        return None


def _around(subject: str, side: Side) -> Iterator[str]:
    """Yield what a confirmation for *subject* may be stated about: product, responsible parties, what contains it."""
    for section in (side.model.components, side.model.systems):
        thing = section.get(subject)
        if thing is not None:
            yield from filter(None, (getattr(thing, "product", None), *dict(thing.roles).values()))
        yield from (ident for ident, holder in section.items() if subject in holder.contains)
    component = side.model.components.get(subject)
    product = side.model.products.get(component.product) if component and component.product else None
    if product is not None and product.maker is not None:
        yield product.maker
    yield from (ident for ident, people in side.model.people.items() if people.employer == subject)
