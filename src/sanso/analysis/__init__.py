"""Composes the rooms into the whole assessment."""

from sanso.analysis.assessing import RESULT_FORMAT, all_open_points, assess
from sanso.analysis.result import (
    Assessment,
    Because,
    ModelSummary,
    OpenPoint,
    StatedTrust,
    Summary,
    TrustRow,
)

__all__ = [
    "RESULT_FORMAT",
    "Assessment",
    "Because",
    "ModelSummary",
    "OpenPoint",
    "StatedTrust",
    "Summary",
    "TrustRow",
    "all_open_points",
    "assess",
]
