"""Small models, written section by section, and what their assessment says about one thing."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from sanso.analysis import Assessment, TrustRow, assess
from sanso.assessment import RequirementRow
from sanso.catalogue import Catalogue, load_catalogue
from sanso.iotssf import Placement, Rating, rate
from sanso.model.diagnostics import Place
from sanso.model.process import Model
from sanso.model.structure import Structure

DAY = dt.date(2026, 11, 22)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def make(**sections: Any) -> Model:
    return Model.model_validate({"sanso": 1, "id": "m", **sections})


def run(*, at: dt.date = DAY, **sections: Any) -> Assessment:
    return assess(make(**sections), catalogue(), at=at)


def structure(model: Model) -> Structure:
    return Structure.of(model, {kind for kind, record in catalogue().connections.items() if record.control})


def rating(*, at: dt.date = DAY, **sections: Any) -> Rating:
    return rate(structure(make(**sections)), catalogue(), at, Place("m.yaml"))


def placed(found: Assessment | Rating, ident: str) -> Placement:
    rows = found.iotssf if isinstance(found, Assessment) else found.placements
    return next(row for row in rows if row.element == ident)


def trust(found: Assessment, ident: str) -> TrustRow:
    return next(row for row in found.trust if row.subject == ident)


def row(found: Assessment, requirement: str, organization: str | None) -> RequirementRow:
    return next(r for r in found.requirements if r.id == f"CPS.{requirement}" and r.organization == organization)


def status_of(found: Assessment, requirement: str, organization: str | None, element: str) -> str:
    return part_of(found, requirement, organization, element)[1]


def part_of(found: Assessment, requirement: str, organization: str | None, element: str) -> tuple[str, str]:
    """Return required level and status of one requirement on one element."""
    parts = row(found, requirement, organization).parts
    return next((part.level, part.status) for part in parts if element in part.elements)


def codes(found: Assessment) -> set[str]:
    return {diagnostic.code for diagnostic in found.model.diagnostics}


def applies(found: Assessment, incident: str) -> set[str]:
    return {element for r in found.incidents if r.id == incident for element in r.elements}


def reached(found: Rating) -> set[str]:
    """Return everything that can bring about some harm."""
    devices = {p.element for p in found.placements if p.category is not None}
    return devices | set(found.procedures) | {i for i, t in found.trust.items() if t.category is not None}


def link(kind: str, source: str, target: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "from": source, "to": target, **fields}


def effect(element: str, word: str = "manipulated", **fields: Any) -> dict[str, Any]:
    return {"element": element, "effect": word, **fields}


def harm(cause: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"cause": cause, "human": "fatal", "economic": "serious", **fields}
