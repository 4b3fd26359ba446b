"""CPSF: incidents, risk sources, requirement levels and status."""

from sanso.assessment.assessing import Findings, assess_requirements
from sanso.assessment.result import Answer, IncidentRow, Reason, RequirementPart, RequirementRow

__all__ = [
    "Answer",
    "Findings",
    "IncidentRow",
    "Reason",
    "RequirementPart",
    "RequirementRow",
    "assess_requirements",
]
