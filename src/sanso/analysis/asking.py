"""What to ask one supplier: exactly what is open for it, with no more of the own model than the answer needs.

A requirement is asked where the supplier is responsible and it is open: as stated, or, where evidence was looked at,
as proven. A confirmation is asked where one about the supplier, about what it makes or about what it runs is lacking.
What is told of the model are the supplier's own things, and of the reasons as much as the asker chooses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sanso.analysis.answer_places import answer_rows
from sanso.analysis.assessing import all_open_points, structure_of
from sanso.analysis.claim_closings import CONFIRMING
from sanso.analysis.open_points import OPEN
from sanso.analysis.result import Assessment
from sanso.assessment.answers import LEVELS, worst
from sanso.assessment.result import RequiredLevel, RequirementPart, Status
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = [
    "DETAILS",
    "AskedConfirmation",
    "AskedRequirement",
    "Detail",
    "SupplierRequest",
    "supplier_request",
    "suppliers",
]

Detail = Literal["none", "category", "harms"]
"""How much of the reason is told: nothing, the category and the rule, or also which harms are behind it."""
DETAILS: tuple[Detail, ...] = ("none", "category", "harms")
_OUTWARD = frozenset({"scale", "sector", "category", "cap"})
"""Steps of a reason that name nothing of the model."""
_BY_FIRST = frozenset({"supplies", "develops", "integrates", "maintains", "hosts"})
"""Connections whose first end is the supplier; of what is entrusted it is the second."""


@dataclass(frozen=True, slots=True)
class AskedRequirement:
    """A requirement that is asked of a supplier; *key* and *place* are those of the requirement workbook.

    *stated* is the worst that is stated of its open elements; *unproven* that something is stated but not proven.
    *category* and *reasons* are empty where they are not to be told.
    """

    key: str
    place: str
    about: str
    """What a claim for it is about: the place, or the supplier where the place is not one of its own things."""
    item: str
    title: Text
    family: str
    """Category of requirements that it belongs to, such as CPS.AM."""
    level: RequiredLevel
    stated: Status
    unproven: bool
    elements: tuple[str, ...]
    category: int | None
    reasons: tuple[Text, ...]
    harms: tuple[Text, ...]
    evidence: tuple[str, ...]
    """Kinds of evidence that fit, by their id in the catalogue."""


@dataclass(frozen=True, slots=True)
class AskedConfirmation:
    """A confirmation that is asked of a supplier: about *subject*, of what *demand*, how strong at least."""

    subject: str
    demand: str
    required: str
    item: str
    """Under which a claim gives it, such as iotssf/before-operation."""
    title: Text
    category: int | None
    harms: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SupplierRequest:
    """All that is asked of one supplier until *due*; *asker* is who asks, where that is to be named."""

    supplier: str
    name: Text
    asker: Text | None
    day: dt.date
    due: dt.date
    detail: Detail
    proven: bool
    """Whether evidence was looked at; else what is stated counts as done."""
    requirements: tuple[AskedRequirement, ...]
    confirmations: tuple[AskedConfirmation, ...]
    rules: tuple[str, ...]
    """Rules on whoever asks, by their id in the catalogue."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it is about: the supplier and its own things, each once."""
        named = [self.supplier, *(one.about for one in self.requirements)]
        return tuple(dict.fromkeys([*named, *(one.subject for one in self.confirmations)]))


def supplier_request(
    model: Model,
    catalogue: Catalogue,
    stated: Assessment,
    proven: tuple[Model, Assessment] | None,
    supplier: str,
    *,
    due: dt.date,
    detail: Detail = "category",
    asker: str | None = None,
) -> SupplierRequest:
    """Return what is open for *supplier*, by what is stated, or by *proven*: the same assessed on what is proven."""
    counted_model, counted = proven if proven is not None else (model, stated)
    harms = _Harms.of_model(model, stated)
    return SupplierRequest(
        supplier,
        model.label(supplier),
        model.label(asker) if asker is not None else None,
        stated.model.at,
        due,
        detail,
        proven is not None,
        tuple(_requirements(model, catalogue, stated, counted, supplier, detail, harms)),
        tuple(_confirmations(counted_model, catalogue, counted, supplier, detail, harms)),
        tuple(_rules(model, catalogue, supplier, asker)),
    )


def suppliers(model: Model) -> tuple[str, ...]:
    """Return the organizations that others rely on: they make, supply, build, maintain, host or are entrusted.

    >>> parts = {"from": "maker", "to": "user", "kind": "supplies"}
    >>> suppliers(Model(sanso=1, id="m", organizations={"user": {}, "maker": {}}, connections={"c": parts}))
    ('maker',)
    """
    found = {product.maker for product in model.products.values()}
    for one in model.connections.values():
        if one.kind in _BY_FIRST:
            found.add(one.from_)
        elif one.kind == "entrusts":
            found.add(one.to)
    return tuple(ident for ident in model.organizations if ident in found)


def _rules(model: Model, catalogue: Catalogue, supplier: str, asker: str | None) -> Iterator[str]:
    """Yield the rules of the two countries; all, where one of them is not known."""
    countries = {model.organizations[one].country if one is not None else None for one in (supplier, asker)}
    for rule in catalogue.asking_rules.values():
        if None in countries or rule.jurisdiction in countries:
            yield rule.id


def _requirements(
    model: Model,
    catalogue: Catalogue,
    stated: Assessment,
    counted: Assessment,
    supplier: str,
    detail: Detail,
    harms: _Harms,
) -> Iterator[AskedRequirement]:
    """Yield one for each row of the requirement workbook that has something open, the gravest first."""
    open_now = {
        (row.id, element)
        for row in counted.requirements
        if row.organization == supplier
        for part in row.parts
        if part.status in OPEN
        for element in part.elements
    }
    own = _own(model, catalogue, supplier)
    found = []
    for asked in answer_rows(row for row in stated.requirements if row.organization == supplier):
        row = asked.row
        parts = [part for part in row.parts if any((row.id, one) in open_now for one in part.elements)]
        if not parts or asked.place is None:
            continue
        elements = tuple(one for part in parts for one in part.elements if (row.id, one) in open_now)
        status = worst([part.status for part in parts])
        top = max(parts, key=lambda part: part.category)
        family = catalogue.requirements[row.id].category
        found.append(
            AskedRequirement(
                key=asked.key,
                place=asked.place,
                about=asked.place if asked.place in own else supplier,
                item=row.id,
                title=catalogue.requirements[row.id].title,
                family=family,
                level=max((part.level for part in parts), key=LEVELS.index),
                stated=status,
                unproven=status not in OPEN,
                elements=elements,
                category=top.category if detail != "none" else None,
                reasons=_reasons(top, told=detail),
                harms=harms.of(elements) if detail == "harms" else (),
                evidence=_fitting(catalogue, family),
            )
        )
    yield from sorted(found, key=lambda one: (-(one.category or 0), one.item, one.key))


def _own(model: Model, catalogue: Catalogue, supplier: str) -> frozenset[str]:
    """Return what the supplier makes, runs, or has a part in as one end of a connection."""
    made = [ident for ident, product in model.products.items() if product.maker == supplier]
    responsible = structure_of(model, catalogue).responsibility.organization
    run = [ident for ident, organization in responsible.items() if organization == supplier]
    ends = [ident for ident, one in model.connections.items() if supplier in (one.from_, one.to)]
    return frozenset((supplier, *made, *run, *ends))


def _reasons(part: RequirementPart, told: Detail) -> tuple[Text, ...]:
    """Return why the level is asked: of the rules, not of what is behind them in the model."""
    return () if told == "none" else tuple(one.text for one in part.reasons if one.step in _OUTWARD)


def _fitting(catalogue: Catalogue, family: str) -> tuple[str, ...]:
    return tuple(one.id for one in catalogue.evidence_kinds.values() if not one.categories or family in one.categories)


def _confirmations(
    model: Model, catalogue: Catalogue, counted: Assessment, supplier: str, detail: Detail, harms: _Harms
) -> Iterator[AskedConfirmation]:
    """Yield the confirmations that are lacking, the gravest first."""
    responsibility = structure_of(model, catalogue).responsibility
    for point in all_open_points(counted, model, catalogue):
        if point.kind != "confirmation":
            continue
        step, _, subject = point.id.partition("@")
        demand, _, required = step.partition(".")
        product = model.products.get(subject)
        if supplier != (product.maker if product is not None else responsibility.get(subject)):
            continue
        yield AskedConfirmation(
            subject=subject,
            demand=demand,
            required=required,
            item=CONFIRMING[demand],
            title=catalogue.demand_steps[step].missing,
            category=point.category if detail != "none" else None,
            harms=harms.of((subject,)) if detail == "harms" else (),
        )


@dataclass(frozen=True, slots=True)
class _Harms:
    """The harms that things of the model can cause, by their names."""

    by_subject: Mapping[str, tuple[Text, ...]]

    @classmethod
    def of_model(cls, model: Model, assessment: Assessment) -> _Harms:
        found: dict[str, dict[str, Text]] = {}

        def add(subject: str, harms: Iterable[str | None]) -> None:
            named = {harm: model.label(harm) for harm in harms if harm is not None}
            found.setdefault(subject, {}).update(named)

        for place in assessment.iotssf:
            add(place.element, (place.human.harm, place.economic.harm))
            component = model.components.get(place.element)
            if component is not None and component.product is not None:
                add(component.product, (place.human.harm, place.economic.harm))
        for row in assessment.trust:
            add(row.subject, (row.because.harm,))
        return cls({subject: tuple(named.values()) for subject, named in found.items()})

    def of(self, subjects: Iterable[str]) -> tuple[Text, ...]:
        """Return the names of the harms behind *subjects*, each once."""
        return tuple(dict.fromkeys(harm for one in subjects for harm in self.by_subject.get(one, ())))
