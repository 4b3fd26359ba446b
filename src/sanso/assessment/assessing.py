"""The whole CPSF view of a model: incidents and requirements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sanso.assessment.answers import AnswerBook
from sanso.assessment.incidents import applicable, incident_rows
from sanso.assessment.participation import Participation, Surroundings
from sanso.assessment.requirements import requirement_rows
from sanso.assessment.result import IncidentRow, RequirementRow
from sanso.catalogue import Catalogue
from sanso.facts import StrengthDemand
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.structure import Structure

__all__ = ["Findings", "assess_requirements"]


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of `assess_requirements`."""

    incidents: tuple[IncidentRow, ...]
    requirements: tuple[RequirementRow, ...]
    diagnostics: tuple[Diagnostic, ...]


def assess_requirements(
    structure: Structure, catalogue: Catalogue, demand: StrengthDemand, day: dt.date, place: Place
) -> Findings:
    """Return incidents and requirement rows of a model; *demand* raises levels, *day* ends what has expired."""
    around = Surroundings.of(structure)
    participation = Participation.of(structure, catalogue, around)
    applies = applicable(structure, catalogue, participation, around)
    rows = requirement_rows(structure, catalogue, participation, applies, demand, AnswerBook.of(structure, day))
    return Findings(incident_rows(structure, catalogue, applies), rows, tuple(_nobody(structure, rows, place)))


def _nobody(structure: Structure, rows: tuple[RequirementRow, ...], place: Place) -> Iterator[Diagnostic]:
    """Name the elements that have requirements and nobody to meet them."""
    alone = sorted({ident for row in rows if row.organization is None for ident in row.elements})
    for ident in alone:
        code = "outsiders" if ident in structure.model.people else "nobody-responsible"
        yield diagnose(code, place, ident, id=structure.model.label(ident))
