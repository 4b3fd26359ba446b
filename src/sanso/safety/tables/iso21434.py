"""ISO/SAE 21434: impact, attack feasibility, risk value and cybersecurity assurance level (CAL) of road vehicles.

Impact has four kinds (safety, financial, operational, privacy), each negligible to severe; safety follows the severity
classes of ISO 26262 (seen in a maker's course). Feasibility comes by attack potential (`attack_potential`), by CVSS
exploitability (E = 8.22 V C P U, recalled; the exploitability, not the base score) or by attack vector (recalled).
Risk and CAL matrices are informative and public copies disagree: they are named profiles of the catalogue
(``risk_profiles``) and passed in.

>>> impact_of_severity("S3"), feasibility_by_vector("network")
('severe', 'high')
>>> round(exploitability("network", "low", "none", "none"), 2), feasibility_by_cvss("network", "low", "none", "none")
(3.89, 'high')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, TypeVar

from sanso.catalogue.safety import RiskProfile
from sanso.safety.tables.attack_potential import FEASIBILITIES, Feasibility

__all__ = [
    "IMPACTS",
    "VECTORS",
    "ImpactLevel",
    "assurance_level",
    "combined_risk",
    "exploitability",
    "feasibility_by_cvss",
    "feasibility_by_vector",
    "highest_feasibility",
    "impact_of_severity",
    "risk_value",
]

Value = TypeVar("Value")

ImpactLevel = Literal["negligible", "moderate", "major", "severe"]

IMPACTS: tuple[ImpactLevel, ...] = ("negligible", "moderate", "major", "severe")
VECTORS = ("physical", "local", "adjacent", "network")
"""Farthest last."""

_SEVERITY: Mapping[str, ImpactLevel] = MappingProxyType(
    {"S0": "negligible", "S1": "moderate", "S2": "major", "S3": "severe"}
)
_VECTOR: Mapping[str, float] = MappingProxyType({"network": 0.85, "adjacent": 0.62, "local": 0.55, "physical": 0.2})
_COMPLEXITY: Mapping[str, float] = MappingProxyType({"low": 0.77, "high": 0.44})
_PRIVILEGES: Mapping[str, float] = MappingProxyType({"none": 0.85, "low": 0.62, "high": 0.27})
_INTERACTION: Mapping[str, float] = MappingProxyType({"none": 0.85, "required": 0.62})
_LIMITS = (1.06, 2.0, 2.96)


def impact_of_severity(severity: str) -> ImpactLevel:
    """Return the safety impact of a severity class of ISO 26262.

    Raises:
        ValueError: *severity* is not S0 to S3.

    """
    return _of(_SEVERITY, severity)


def exploitability(vector: str, complexity: str, privileges: str, interaction: str) -> float:
    """Return the exploitability of CVSS 3.1: 8.22 V C P U, with scope unchanged.

    Raises:
        ValueError: a metric is not a word of its scale.

    """
    weights = (
        _of(_VECTOR, vector),
        _of(_COMPLEXITY, complexity),
        _of(_PRIVILEGES, privileges),
        _of(_INTERACTION, interaction),
    )
    return 8.22 * weights[0] * weights[1] * weights[2] * weights[3]


def feasibility_by_cvss(vector: str, complexity: str, privileges: str, interaction: str) -> Feasibility:
    """Return the feasibility from the exploitability: from 2.96 high, 2.00 medium, 1.06 low, below very low.

    Raises:
        ValueError: a metric is not a word of its scale.

    """
    score = round(exploitability(vector, complexity, privileges, interaction), 2)
    return FEASIBILITIES[sum(score >= limit for limit in _LIMITS)]


def feasibility_by_vector(vector: str) -> Feasibility:
    """Return the feasibility from the attack vector alone.

    Raises:
        ValueError: *vector* is not physical, local, adjacent or network.

    """
    if vector not in VECTORS:
        raise ValueError(f"{vector} is none of {', '.join(VECTORS)}")
    return FEASIBILITIES[VECTORS.index(vector)]


def highest_feasibility(paths: Iterable[Feasibility]) -> Feasibility | None:
    """Return the feasibility of several paths to one threat scenario: the highest; None where there is none."""
    return max(paths, key=FEASIBILITIES.index, default=None)


def risk_value(impact: str, feasibility: str, profile: RiskProfile) -> int:
    """Return the risk value, 1 (lowest) to 5, by a named matrix.

    Raises:
        ValueError: *profile* is not a risk matrix, or does not know the words.

    """
    found = _cell(impact, feasibility, profile, "iso21434-risk")
    if found is None:
        raise ValueError(f"{profile.id} has no value for {impact}, {feasibility}")
    return found


def combined_risk(impacts: Iterable[str], paths: Iterable[Feasibility], profile: RiskProfile) -> int | None:
    """Return the highest risk over impacts and paths; None where one of the two is empty.

    The standard also lets several impacts keep values of their own.

    Raises:
        ValueError: *profile* is not a risk matrix, or does not know the words.

    """
    best = highest_feasibility(paths)
    return max((risk_value(impact, best, profile) for impact in impacts), default=None) if best else None


def assurance_level(impact: str, vector: str, profile: RiskProfile) -> int | None:
    """Return the cybersecurity assurance level, 1 to 4, by a named matrix; None where no level is asked for.

    Raises:
        ValueError: *profile* is not a CAL matrix, or does not know the words.

    """
    return _cell(impact, vector, profile, "iso21434-cal")


def _cell(row: str, column: str, profile: RiskProfile, table: str) -> int | None:
    if profile.table != table or row not in profile.rows or column not in profile.columns:
        raise ValueError(f"{profile.id} has no cell {row}, {column}")
    return profile.rows[row][profile.columns.index(column)]


def _of(scale: Mapping[str, Value], word: str) -> Value:
    if word not in scale:
        raise ValueError(f"{word} is none of {', '.join(scale)}")
    return scale[word]
