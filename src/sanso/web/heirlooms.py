"""What a version takes over from the one before it: pictures and tables that show nothing of what was changed.

`Rests` tells what something rests on. Whatever is not named as unseen counts as seen, so that a field that is added to
the model makes things anew rather than leaving them behind. What is taken over is what would be made: the tests hold
that over random edits.

>>> PICTURES.sees("components", "site"), PICTURES.sees("components", "kind"), PICTURES.sees("measures", "new")
(False, True, False)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sanso.model.difference import Difference

if TYPE_CHECKING:
    from sanso.model.process import Model
    from sanso.web.states import Shown

__all__ = [
    "ASKED",
    "INCIDENTS",
    "JOINS",
    "NAMES",
    "PICTURES",
    "PLACES",
    "SHEETS",
    "STANDINGS",
    "Basis",
    "Heirloom",
    "Rests",
]

_UNSEEN_FIELDS = frozenset(
    {
        "accuracy",
        "attributes",
        "calibration",
        "country",
        "description",
        "exposure",
        "integrity",
        "interval",
        "phase",
        "purpose",
        "range",
        "regulations",
        "retention",
        "sbom",
        "security_level",
        "site",
        "support_until",
        "tolerance",
        "unit",
        "version",
    }
)
"""Fields of things that no picture and no table beside one shows, except by way of the assessment."""

_NOT_DRAWN = frozenset({"measures", "conditions"})
_JUDGED = frozenset({"criteria", "iotssf", "confirmations", "sectors"})
"""Single values of the model that are seen in the assessment alone."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What something was made from: the *model* of the day, and the *results* that it rests on."""

    model: Model
    results: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Heirloom:
    """Something that was made, with what it was made from."""

    value: Any
    basis: Basis


@dataclass(frozen=True, slots=True)
class Rests:
    """What something rests on: the fields of the model that *sees* names by section, and *results* of the assessment.

    Results are compared as they are; rows that did not change are the same objects, which costs next to nothing.
    """

    sees: Callable[[str, str], bool]
    results: Callable[[Shown], tuple[object, ...]]

    def basis(self, shown: Shown) -> Basis:
        """Return what it is made from at a version.

        Raises:
            InputRefused: the model has errors.

        """
        return Basis(shown.state.evaluation.model, self.results(shown))

    def same(self, old: Basis, new: Basis, differs: Difference) -> bool:
        """Tell whether what was made from *old* is what would be made from *new*; *differs* are the two models."""
        if differs.crossed or any(self.sees(section, field) for section, field in differs.fields):
            return False
        return old.results == new.results


def _nothing(section: str, field: str) -> bool:  # noqa: ARG001 -- asked of each field
    return False


def _connecting(section: str, field: str) -> bool:  # noqa: ARG001 -- asked of each field
    return section == "connections"


def _drawn(section: str, field: str) -> bool:
    """Tell whether a picture, or a table beside one, may show a field."""
    if section == "":
        return field not in _JUDGED
    return section not in _NOT_DRAWN and field not in _UNSEEN_FIELDS


def _drawn_in_layers(section: str, field: str) -> bool:
    return section != "harms" and _drawn(section, field)


def _named(section: str, field: str) -> bool:
    return field in ("name", "id", "new") and section not in _NOT_DRAWN


def _none(shown: Shown) -> tuple[object, ...]:  # noqa: ARG001 -- asked of each version
    return ()


def _incidents(shown: Shown) -> tuple[object, ...]:
    return (shown.state.evaluation.assessment.incidents,)


def _requirements(shown: Shown) -> tuple[object, ...]:
    return (shown.state.evaluation.assessment.requirements,)


def _standings(shown: Shown) -> tuple[object, ...]:
    made = shown.state.evaluation
    found = made.assessment
    return found.requirements, found.trust, found.iotssf, found.proof, tuple(made.model.procedures)


def _shown_standings(shown: Shown) -> tuple[object, ...]:
    found = shown.state.evaluation.assessment
    return shown.standings, found.iotssf, found.proof, found.model.at, found.model.absent


def _placed(shown: Shown) -> tuple[object, ...]:
    return *_shown_standings(shown), shown.state.evaluation.assessment.summary.harms


def _listed(shown: Shown) -> tuple[object, ...]:
    found = shown.state.evaluation.assessment
    return found.model.absent, frozenset(row.id for row in found.requirements)


def _answered(shown: Shown) -> tuple[object, ...]:
    made = shown.state.evaluation
    return made.assessment.requirements, made.assessment.proof, made.model.measures, made.assessment.model.absent


ASKED = Rests(_nothing, _requirements)
"""Who has to answer which requirement."""
JOINS = Rests(_connecting, _none)
"""Which connections a thing has."""
INCIDENTS = Rests(_nothing, _incidents)
"""Which incidents an element comes up in."""
STANDINGS = Rests(_nothing, _standings)
"""The standing of every element: made of the rows of the assessment alone."""
PICTURES = Rests(_drawn_in_layers, _shown_standings)
"""The three-layer map of a large model and the tables beside it."""
PLACES = Rests(_drawn, _placed)
"""The IoT-SSF map in consequence mode, the tables beside it, and populations."""
NAMES = Rests(_named, _listed)
"""Lists of names: of things, connections, harms and of the requirements in use."""
SHEETS = Rests(_named, _answered)
"""The requirement sheet."""
