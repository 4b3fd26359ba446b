"""Step 3, treatment (対応): who does what for which perspective, and the residual risk with who accepts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sanso.analysis.perspectives import PerspectiveReport
from sanso.analysis.procedure.result import Accepted, Allocated, Assessing, HarmRow, Residual, Todo, Treating
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.iotssf import SubjectView
from sanso.iotssf.levels import ECONOMIC, HUMAN
from sanso.model.iotssf_record import Acceptance, Allocation
from sanso.model.process import Model
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["missing_in_treatment", "treat"]


def treat(
    structure: Structure,
    catalogue: Catalogue,
    made: Assessment,
    looked: PerspectiveReport,
    harms: Assessing,
    day: dt.date,
) -> Treating:
    """Allocate the demands of every device and system to stakeholders, and list residual risk."""
    model = structure.model
    given: dict[tuple[str, str], list[Allocation]] = {}
    for one in model.iotssf.allocation:
        given.setdefault((one.subject, one.perspective), []).append(one)
    allocation = tuple(
        row
        for view in looked.subjects
        if view.kind != "organization" and view.ways
        for row in _allocated(view, catalogue, structure, given)
    )
    short = {placed.element: len(placed.short) for placed in made.iotssf}
    residual = tuple(_residual(row, short, model, day) for row in harms.harms)
    return Treating(allocation, residual)


def missing_in_treatment(made: Treating, model: Model) -> Iterator[Todo]:
    """Yield what treatment still lacks."""
    derived = sum(not row.stated for row in made.allocation)
    if derived:
        yield Todo(
            Text(
                en="confirm who does what: {n} of {all} allocations are only derived from the model",
                ja="担当を確認する({all} 件のうち {n} 件はモデルから導いたのみ)",
            ).fill(n=derived, all=len(made.allocation)),
            "iotssf.allocation",
        )
    for row in made.residual:
        if row.open_demands and not any(one.holds for one in row.accepted):
            text = Text(
                en="treat or accept what is left of {harm} ({n} open)",
                ja="「{harm}」の残りに対応するか受容する(未充足の要求 {n} 件)",
            )
            yield Todo(text.fill(harm=model.label(row.harm), n=row.open_demands), "iotssf.acceptances")


def _allocated(
    view: SubjectView, catalogue: Catalogue, structure: Structure, given: dict[tuple[str, str], list[Allocation]]
) -> Iterator[Allocated]:
    asks = {ask.part: ask for ask in view.ways[0].asks}
    for perspective in sorted(catalogue.perspectives.values(), key=lambda record: record.number):
        parts = [part for part in view.parts if part.perspective == perspective.id and part.required != "none"]
        if not parts:
            continue
        open_ = [part for part in parts if not part.met]
        stated = _nearest(view.subject, perspective.id, structure, given)
        derived = tuple(dict.fromkeys(who for part in open_ if part.part in asks for who in asks[part.part].of[:1]))
        covers = tuple(cover for part in open_ if part.part in asks for cover in asks[part.part].covered_by)
        yield Allocated(
            subject=view.subject,
            category=view.category,
            perspective=perspective.id,
            required=tuple(f"{part.part}.{part.required}" for part in parts),
            open=tuple(f"{part.part}.{part.required}" for part in open_),
            to=tuple(dict.fromkeys(who for one in stated for who in one.to)) or derived,
            what=stated[0].what if stated else None,
            stated=bool(stated) or not open_,
            covered_by=covers,
        )


def _nearest(
    ident: str, perspective: str, structure: Structure, given: dict[tuple[str, str], list[Allocation]]
) -> list[Allocation]:
    """Return what is allocated for an element, else for its product, else for what contains it."""
    around: list[str] = [ident]
    component = structure.model.components.get(ident)
    if component is not None and component.product is not None:
        around.append(component.product)
    around.extend(structure.containment.ancestors(ident))
    return next((given[one, perspective] for one in around if (one, perspective) in given), [])


def _residual(row: HarmRow, short: dict[str, int], model: Model, day: dt.date) -> Residual:
    opened = tuple(element for element in row.elements if short.get(element))
    accepted = tuple(
        _accepted(one, row, day) for one in model.iotssf.acceptances if one.subject in (row.harm, *row.elements)
    )
    return Residual(
        harm=row.harm,
        category=row.category,
        human=row.levels.human,
        economic=row.levels.economic,
        open_demands=sum(short[element] for element in opened),
        open_elements=opened,
        accepted=accepted,
    )


def _accepted(one: Acceptance, row: HarmRow, day: dt.date) -> Accepted:
    why_not: Text | None = None
    if one.date > day:
        why_not = Text(en="is decided on {day} only", ja="決定日は {day}").fill(day=one.date)
    elif one.until is not None and one.until < day:
        why_not = Text(en="expired on {day}", ja="{day} で期限切れ").fill(day=one.until)
    elif _above(row.levels.human, one.human, HUMAN) or _above(row.levels.economic, one.economic, ECONOMIC):
        why_not = Text(en="was accepted at a lower level", ja="より低い程度での受容")
    elif one.subject != row.harm:
        why_not = Text(en="speaks of an element, not of the harm", ja="被害シナリオではなく要素についての受容")
    return Accepted(one.by, one.date, one.until, one.reason, why_not is None, why_not)


def _above(level: str | None, accepted: str | None, order: Sequence[str]) -> bool:
    """Tell whether *level* exceeds what was *accepted*; an acceptance without a level is for any."""
    ranks = list(order)
    return level is not None and accepted is not None and ranks.index(level) > ranks.index(accepted)
