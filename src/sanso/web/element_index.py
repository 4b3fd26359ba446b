"""What a version knows of every thing of its model, found once for all pages of things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sanso.analysis.measure_book import Asked
from sanso.assessment.result import IncidentRow
from sanso.web.heirlooms import ASKED, INCIDENTS, JOINS
from sanso.web.states import Shown

__all__ = ["asked_of_everything", "incidents_by_element", "joins_by_thing"]


def asked_of_everything(shown: Shown) -> Asked:
    """Return who has to answer which requirement for what."""
    return shown.kept("asked", lambda: Asked(shown.state.evaluation.assessment.requirements), ASKED)


def incidents_by_element(shown: Shown) -> Mapping[str, Sequence[IncidentRow]]:
    """Return the incidents that every element comes up in."""

    def make() -> Mapping[str, Sequence[IncidentRow]]:
        found: dict[str, list[IncidentRow]] = {}
        for row in shown.state.evaluation.assessment.incidents:
            for ident in dict.fromkeys(row.elements):
                found.setdefault(ident, []).append(row)
        return found

    return shown.kept("incidents", make, INCIDENTS)


def joins_by_thing(shown: Shown) -> Mapping[str, Sequence[str]]:
    """Return the connections of everything that has some, and every connection as one of its own."""

    def make() -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for name, row in shown.state.evaluation.model.connections.items():
            for ident in dict.fromkeys((name, row.from_, row.to)):
                found.setdefault(ident, []).append(name)
        return found

    return shown.kept("joins", make, JOINS)
