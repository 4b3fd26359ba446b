"""The whole IoT-SSF view of a model: placements, required trust, and statements beside the demands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass

from sanso.catalogue import Catalogue
from sanso.facts import AxisPosition, RequiredTrust, StrengthDemand
from sanso.iotssf.mixes import ORGANIZATION_PARTS, MixBook
from sanso.iotssf.placing import Positions, place_everything
from sanso.iotssf.required_trust import required_trust
from sanso.iotssf.result import HarmLevels, MixGap, Placement, Stated
from sanso.iotssf.statements import Statements
from sanso.iotssf.subjects import SubjectFinder
from sanso.model.diagnostics import Diagnostic, Place
from sanso.model.difference import Difference, Reads
from sanso.model.structure import Structure

__all__ = ["OrganizationGap", "Rated", "Rating", "rate", "rate_again"]

_MANNERS = ("named", "part", "control", "whole", "population")
_NOTHING = Stated()
_BARRIER = "safety-function"


@dataclass(frozen=True, slots=True)
class OrganizationGap:
    """What is stated of an organization and what the nearest mix still asks of it."""

    stated: Stated
    mixes: tuple[MixGap, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The result of `rate`.

    *placements* cover every component and system, *trust* organizations, people and data; *procedures* is the
    category of those procedures that can bring a harm about.
    """

    placements: tuple[Placement, ...]
    procedures: Mapping[str, int]
    trust: Mapping[str, RequiredTrust]
    organizations: Mapping[str, OrganizationGap]
    harms: tuple[HarmLevels, ...]
    diagnostics: tuple[Diagnostic, ...]

    def demand(self) -> StrengthDemand:
        """Return the category of every element, as other rooms need it."""
        trust = {ident: required.category or 0 for ident, required in self.trust.items()}
        devices = {placement.element: placement.category or 0 for placement in self.placements}
        return StrengthDemand({**trust, **self.procedures, **devices})


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with what it was made from, so that a rating of nearly the same model can build on it."""

    rating: Rating
    structure: Structure
    positions: Positions


_HARMS: Reads = {
    "": ("criteria",),
    "organizations": ("scale", "name"),
    "people": ("name",),
    "products": ("maker", "contains", "name"),
    "components": ("product", "roles", "capacity", "name"),
    "systems": ("roles", "capacity", "name"),
    "procedures": ("name",),
    "data": ("name",),
    "connections": ("kind", "from_", "to", "subject", "cross_check"),
}
"""What the positions rest on beside harms, containment, responsibility, control and which components are barriers."""

_STATEMENTS: Reads = {
    "": ("confirmations",),
    "organizations": ("name", "scale"),
    "people": ("name", "employer", "count", "qualifications"),
    "products": ("name", "maker", "contains"),
    "components": ("name", "product", "roles", "capacity"),
    "systems": ("name", "roles", "capacity"),
    "procedures": ("name", "performed_by", "acts_on"),
    "data": ("name",),
    "physical": ("name",),
    "connections": ("name", "kind", "from_", "to"),
    "conditions": ("name",),
}
"""What statements beside a position rest on, and what else a placement says."""

_MAY_COME = ("organizations", "products", "components", "data", "physical", "conditions")
"""Sections of which new things, which nothing names yet, alter nothing about positions and statements of others."""

_TRUST: Reads = {
    "organizations": (),
    "people": ("employer",),
    "products": ("maker", "contains"),
    "components": ("roles", "product"),
    "systems": ("roles",),
    "procedures": ("performed_by",),
    "data": ("owner", "categories"),
    "connections": ("kind", "from_", "to", "subject"),
}


def rate(structure: Structure, catalogue: Catalogue, day: dt.date, place: Place) -> Rating:
    """Place every component and system, derive required trust, and compare with what is stated on *day*."""
    return rate_again(structure, catalogue, day, place).rating


def rate_again(
    structure: Structure,
    catalogue: Catalogue,
    day: dt.date,
    place: Place,
    before: Rated | None = None,
    differs: Difference | None = None,
) -> Rated:
    """Rate as `rate` does; what does not depend on what *differs* is taken from *before*, of the same day."""
    old = before if differs is not None else None
    model, changes = structure.model, differs or _NO_DIFFERENCE
    still = old is not None and structure.extends(old.structure) and not _barriers_differ(structure, old, changes)
    weighed_before = old.positions if old is not None and still and not changes.touches(_HARMS, _MAY_COME) else None
    harms = changes.things.get("harms", frozenset())
    if weighed_before is not None and not harms:
        positions = weighed_before
    else:
        positions = place_everything(structure, catalogue, place, weighed_before, harms)
    stated_still = still and not changes.touches(_STATEMENTS, _MAY_COME)
    statements = Statements.of(model, catalogue, day)
    finder, book = SubjectFinder.of(structure, statements), MixBook.of(catalogue)
    known = _Known(old, positions, harms, fresh=not (stated_still and weighed_before is not None))
    placements = tuple(
        known.placement(ident) or known.kept(_placement(ident, structure, catalogue, positions, finder, book))
        for ident in sorted((*model.components, *model.systems))
    )
    if old is not None and still and positions is old.positions and not changes.touches(_TRUST):
        trust: Mapping[str, RequiredTrust] = old.rating.trust
    else:
        trust = required_trust(structure, catalogue, positions)
    organizations = {}
    for ident in model.organizations:
        required = trust[ident]
        stated = statements.stated(finder.of_organization(ident, required.harm, required.economic))
        organizations[ident] = OrganizationGap(stated, book.gaps(required.category or 0, stated, ORGANIZATION_PARTS))
    procedures = {i: positions.spots[i].category(catalogue) for i in model.procedures if i in positions.spots}
    rating = Rating(placements, procedures, trust, organizations, positions.levels, positions.diagnostics)
    return Rated(rating, structure, positions)


def _barriers_differ(structure: Structure, old: Rated, changes: Difference) -> bool:
    """Tell whether a component became a safety function or is one no longer; other kinds place nothing."""
    now, was = structure.model.components, old.structure.model.components
    return ("components", "kind") in changes.fields and any(
        (now[ident].kind == _BARRIER) != (was[ident].kind == _BARRIER)
        for ident in changes.things.get("components", ())
        if ident in now and ident in was
    )


_NO_DIFFERENCE = Difference({}, frozenset(), frozenset(), crossed=False)


class _Known:
    """The placements of an earlier rating; with *fresh*, all of them are to be made anew."""

    def __init__(self, old: Rated | None, positions: Positions, harms: Set[str], *, fresh: bool) -> None:
        self._placements = {made.element: made for made in old.rating.placements} if old is not None else {}
        self._spots = old.positions.spots if old is not None else {}
        self._now = positions.spots
        self._harms = harms
        self._fresh = fresh

    def placement(self, ident: str) -> Placement | None:
        """Return the placement of *ident* where it is what it was."""
        if self._fresh or ident not in self._placements:
            return None
        spot, was = self._now.get(ident), self._spots.get(ident)
        if spot is not was and spot != was:
            return None
        if spot is not None and self._harms and not self._harms.isdisjoint(spot.harms):
            return None
        return self._placements[ident]

    def kept(self, made: Placement) -> Placement:
        """Return the earlier placement where *made* says the same."""
        was = self._placements.get(made.element)
        return was if was is not None and was == made else made


def _placement(
    ident: str,
    structure: Structure,
    catalogue: Catalogue,
    positions: Positions,
    finder: SubjectFinder,
    book: MixBook,
) -> Placement:
    spot = positions.spots.get(ident)
    instances = structure.containment.instances[ident]
    if spot is None:
        return Placement(
            element=ident, as_=(), category=None, at_least=False, single_unit=None, instances=instances,
            human=AxisPosition(), economic=AxisPosition(), harms=(), no_control_path=False, credits=(), mixes=(),
            stated=_NOTHING, nearest=None, short=(),
        )  # fmt: skip
    human, economic = spot.positions(ident)
    category = spot.category(catalogue)
    stated = finder.statements.stated(finder.of_element(ident, human.harm, economic.harm)) if category else _NOTHING
    gaps = book.gaps(category, stated)
    named = ident in structure.model.components and "named" in spot.manners
    return Placement(
        element=ident,
        as_=tuple(manner for manner in _MANNERS if manner in spot.manners),
        category=category,
        at_least=spot.at_least and category < max(cell.category for cell in catalogue.grid.values()),
        single_unit=spot.single_category(catalogue),
        instances=instances,
        human=human,
        economic=economic,
        harms=tuple(spot.harms),
        no_control_path=named and not structure.control.controllers.get(ident),
        credits=tuple(c for harm in spot.harms for c in positions.credits[harm] if ident in (c.element, c.barrier)),
        mixes=gaps,
        stated=stated,
        nearest=gaps[0].mix if gaps else None,
        short=gaps[0].short if gaps else (),
    )
