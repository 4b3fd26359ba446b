"""IoT-SSF: axes, categories, required strength by perspective, required trust."""

from sanso.iotssf.covering import Cover
from sanso.iotssf.perspectives import Ask, PartView, Perspectives, Statement, SubjectView, Way
from sanso.iotssf.rating import OrganizationGap, Rating, rate
from sanso.iotssf.result import Credit, HarmLevels, MixGap, Placement, Shortfall, Stated

__all__ = [
    "Ask",
    "Cover",
    "Credit",
    "HarmLevels",
    "MixGap",
    "OrganizationGap",
    "PartView",
    "Perspectives",
    "Placement",
    "Rating",
    "Shortfall",
    "Stated",
    "Statement",
    "SubjectView",
    "Way",
    "rate",
]
