"""The whole IoT-SSF view of a model: placements, required trust, and statements beside the demands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
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
from sanso.model.structure import Structure

__all__ = ["OrganizationGap", "Rating", "rate"]

_MANNERS = ("named", "part", "control", "whole", "population")
_NOTHING = Stated()


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


def rate(structure: Structure, catalogue: Catalogue, day: dt.date, place: Place) -> Rating:
    """Place every component and system, derive required trust, and compare with what is stated on *day*."""
    model = structure.model
    positions = place_everything(structure, catalogue, place)
    statements = Statements.of(model, catalogue, day)
    finder, book = SubjectFinder.of(structure, statements), MixBook.of(catalogue)
    placements = tuple(
        _placement(ident, structure, catalogue, positions, finder, book)
        for ident in sorted((*model.components, *model.systems))
    )
    trust = required_trust(structure, catalogue, positions)
    organizations = {}
    for ident in model.organizations:
        required = trust[ident]
        stated = statements.stated(finder.of_organization(ident, required.harm, required.economic))
        organizations[ident] = OrganizationGap(stated, book.gaps(required.category or 0, stated, ORGANIZATION_PARTS))
    procedures = {i: positions.spots[i].category(catalogue) for i in model.procedures if i in positions.spots}
    return Rating(placements, procedures, trust, organizations, positions.levels, positions.diagnostics)


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
