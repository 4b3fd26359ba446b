"""Compares two assessments: over time, between versions of a model, between suppliers."""

from sanso.analysis.comparing.comparing import COMPARISON_FORMAT, compare
from sanso.analysis.comparing.replacing import replace_organization
from sanso.analysis.comparing.result import (
    CategoryMove,
    Change,
    Comparison,
    Count,
    FieldChange,
    HarmMove,
    IncidentMove,
    MixMove,
    RequirementMove,
    SideSummary,
    Totals,
    TrustMove,
    Why,
)
from sanso.analysis.comparing.sides import Side, side_of

__all__ = [
    "COMPARISON_FORMAT",
    "CategoryMove",
    "Change",
    "Comparison",
    "Count",
    "FieldChange",
    "HarmMove",
    "IncidentMove",
    "MixMove",
    "RequirementMove",
    "Side",
    "SideSummary",
    "Totals",
    "TrustMove",
    "Why",
    "compare",
    "replace_organization",
    "side_of",
]
