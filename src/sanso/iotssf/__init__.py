"""IoT-SSF: axes, categories, required strength by perspective, required trust."""

from sanso.iotssf.rating import OrganizationGap, Rating, rate
from sanso.iotssf.result import Credit, HarmLevels, MixGap, Placement, Shortfall, Stated

__all__ = ["Credit", "HarmLevels", "MixGap", "OrganizationGap", "Placement", "Rating", "Shortfall", "Stated", "rate"]
