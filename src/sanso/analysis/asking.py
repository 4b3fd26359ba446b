"""What to ask one supplier: exactly what is open for it, with no more of the own model than the answer needs.

A requirement is asked where the supplier is responsible and it is open: as stated, or, where evidence was looked at,
as proven. A confirmation is asked where one about the supplier, about what it makes or about what it runs is lacking.
What is told of the model are the supplier's own things, and of the reasons as much as the asker chooses: first what a
point protects against, then which rule asks for its level, then what would show it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sanso.analysis.answer_places import AnswerRow, answer_rows
from sanso.analysis.asking_why import Calling, Harms, deciding, gravest
from sanso.analysis.assessing import structure_of
from sanso.analysis.claim_closings import CONFIRMING
from sanso.analysis.open_points import OPEN, point_book
from sanso.analysis.result import Assessment
from sanso.assessment.answers import LEVELS, worst
from sanso.assessment.result import RequiredLevel, Status
from sanso.catalogue import Catalogue
from sanso.model.moment import at_day
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = [
    "DETAILS",
    "AskedConfirmation",
    "AskedRequirement",
    "AskedThing",
    "Detail",
    "SupplierRequest",
    "supplier_request",
    "suppliers",
]

Detail = Literal["none", "category", "harms"]
"""How much of the reason is told: nothing, the category and the rule, or also which harms are behind it."""
DETAILS: tuple[Detail, ...] = ("none", "category", "harms")
_BY_FIRST = frozenset({"supplies", "develops", "integrates", "maintains", "hosts"})
"""Connections whose first end is the supplier; of what is entrusted it is the second."""
_UNRATED = 0
"""The category of what brings about no rated harm."""


@dataclass(frozen=True, slots=True)
class AskedRequirement:
    """A requirement that is asked of a supplier; *key* and *place* are those of the requirement workbook.

    *stated* is the worst that is stated of its open elements; *unproven* that something is stated but not proven.
    *category* is the gravest that *gravest*, the elements that decide, can bring about, *against* are the incidents on
    them that call for it, *reasons* the rules that ask for the level; all empty where they are not to be told.
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
    gravest: tuple[str, ...]
    category: int | None
    against: tuple[Text, ...]
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
    mix: str | None
    """The nearest accepted mix of the four perspectives that asks for it; None where the reason is not to be told."""
    harms: tuple[Text, ...]
    evidence: tuple[str, ...]
    """Kinds of evidence that can count for as much as is asked, by their id; none where one's own word is enough."""


@dataclass(frozen=True, slots=True)
class AskedThing:
    """One thing that is asked about: what it can bring about at most, and how much is asked of it."""

    ident: str
    category: int | None
    harms: tuple[Text, ...]
    requirements: int
    confirmations: int


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
    things: tuple[AskedThing, ...]
    """What is asked about, the gravest first."""
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
    asking = _Asking(model, catalogue, supplier, detail, Harms.of_model(model, stated))
    counted_model, counted = proven if proven is not None else (model, stated)
    requirements = tuple(asking.requirements(stated, counted))
    confirmations = tuple(asking.confirmations(counted_model, counted))
    return SupplierRequest(
        supplier,
        model.label(supplier),
        model.label(asker) if asker is not None else None,
        stated.model.at,
        due,
        detail,
        proven is not None,
        requirements,
        confirmations,
        tuple(asking.things(stated, requirements, confirmations)),
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


def _own(model: Model, catalogue: Catalogue, supplier: str) -> frozenset[str]:
    """Return what the supplier makes, runs, or has a part in as one end of a connection."""
    made = [ident for ident, product in model.products.items() if product.maker == supplier]
    responsible = structure_of(model, catalogue).responsibility.organization
    run = [ident for ident, organization in responsible.items() if organization == supplier]
    ends = [ident for ident, one in model.connections.items() if supplier in (one.from_, one.to)]
    return frozenset((supplier, *made, *run, *ends))


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked of one supplier, with as much of the reason as *detail* allows."""

    model: Model
    catalogue: Catalogue
    supplier: str
    detail: Detail
    harms: Harms

    @property
    def told(self) -> bool:
        """Whether any of the reason is told."""
        return self.detail != "none"

    def _harms(self, subjects: Iterable[str], category: int) -> tuple[Text, ...]:
        return self.harms.of(subjects, category) if self.detail == "harms" else ()

    def requirements(self, stated: Assessment, counted: Assessment) -> Iterator[AskedRequirement]:
        """Yield one for each row of the requirement workbook that has something open, the gravest first."""
        still: dict[str, set[str]] = {}
        for row in counted.requirements:
            if row.organization == self.supplier:
                parts = (part for part in row.parts if part.status in OPEN)
                still.setdefault(row.id, set()).update(one for part in parts for one in part.elements)
        own = _own(self.model, self.catalogue, self.supplier)
        calling = Calling.of_assessment(stated)
        rows = answer_rows(row for row in stated.requirements if row.organization == self.supplier)
        found = [self._requirement(row, still.get(row.row.id, set()), own, calling) for row in rows]
        yield from sorted(filter(None, found), key=lambda one: (-(one.category or 0), one.item, one.key))

    def _requirement(
        self, asked: AnswerRow, still: set[str], own: frozenset[str], calling: Calling
    ) -> AskedRequirement | None:
        row = asked.row
        parts = [part for part in row.parts if not still.isdisjoint(part.elements)]
        if not parts or asked.place is None:
            return None
        status = worst([part.status for part in parts])
        top = max(parts, key=lambda part: (LEVELS.index(part.level), part.category))
        category, deciders = gravest(parts, still)
        family = self.catalogue.requirements[row.id].category
        return AskedRequirement(
            key=asked.key,
            place=asked.place,
            about=asked.place if asked.place in own else self.supplier,
            item=row.id,
            title=self.catalogue.requirements[row.id].title,
            family=family,
            level=top.level,
            stated=status,
            unproven=status not in OPEN,
            elements=tuple(one for part in parts for one in part.elements if one in still),
            gravest=deciders if self.told else (),
            category=category if self.told else None,
            against=calling.titles(row.id, deciders) if self.told else (),
            reasons=deciding(top, self.catalogue) if self.told else (),
            harms=self._harms(deciders, category),
            evidence=_fitting(self.catalogue, family),
        )

    def confirmations(self, model: Model, counted: Assessment) -> Iterator[AskedConfirmation]:
        """Yield the confirmations that are lacking, the gravest first."""
        structure = structure_of(at_day(model, counted.model.at).model, self.catalogue)
        book = point_book(structure, self.catalogue, counted.requirements, counted.iotssf, counted.trust)
        known = {f"{demand}.{required}@{subject}": (subject, demand, required)
                 for subject, demand, required in book.lacking}  # fmt: skip
        for point in book.ordered():
            if point.kind != "confirmation":
                continue
            key = subject, demand, required = known[point.id]
            product = model.products.get(subject)
            maker = product.maker if product is not None else structure.responsibility.get(subject)
            if self.supplier != maker:
                continue
            _, _, mix, _ = max(book.lacking[key].values(), key=lambda member: (member[0], member[1]))
            yield AskedConfirmation(
                subject=subject,
                demand=demand,
                required=required,
                item=CONFIRMING[demand],
                title=self.catalogue.demand_steps[f"{demand}.{required}"].missing,
                category=point.category if self.told else None,
                mix=mix if self.told else None,
                harms=self._harms((subject,), point.category),
                evidence=_counting(self.catalogue, required),
            )

    def things(
        self, stated: Assessment, requirements: Iterable[AskedRequirement], confirmations: Iterable[AskedConfirmation]
    ) -> Iterator[AskedThing]:
        """Yield what is asked about, the gravest first."""
        measures = Counter(one for asked in requirements for one in asked.elements)
        proofs = Counter(asked.subject for asked in confirmations)
        category = {asked.subject: asked.category or _UNRATED for asked in reversed(tuple(confirmations))}
        for row in stated.requirements:
            for part in row.parts:
                for one in part.elements:
                    category[one] = max(part.category, category.get(one, _UNRATED))
        named = {*measures, *proofs}
        for one in sorted(named, key=lambda one: (-category[one] if self.told else 0, -measures[one], one)):
            shown = category[one] if self.told else None
            yield AskedThing(one, shown, self._harms((one,), category[one]), measures[one], proofs[one])


def _fitting(catalogue: Catalogue, family: str) -> tuple[str, ...]:
    return tuple(one.id for one in catalogue.evidence_kinds.values() if not one.categories or family in one.categories)


def _counting(catalogue: Catalogue, required: str) -> tuple[str, ...]:
    """Return the kinds of evidence that can count as the basis *required*, where more than one's own word is asked."""
    ranks = {ident: basis.rank for ident, basis in catalogue.bases.items()}
    if ranks.get(required, 0) <= min(ranks.values()):
        return ()
    return tuple(one.id for one in catalogue.evidence_kinds.values() if ranks[one.most] >= ranks[required])
