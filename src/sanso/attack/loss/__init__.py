"""Yearly loss and people harmed, from the harms that happen in each world.

    happened = sorted_out(rows, harms, worlds, structure)
    losses(happened, structure, seed)[0].loss.value_at_risk

`severity` draws what one harm costs, `yearly` adds up; money is counted in minor units of its currency.
"""

from __future__ import annotations

from sanso.attack.loss.severity import Severity, drawn
from sanso.attack.loss.yearly import (
    LEVEL,
    Happened,
    casualties,
    cost_of,
    harm_losses,
    losses,
    mean_losses,
    sorted_out,
    yearly,
)

__all__ = [
    "LEVEL",
    "Happened",
    "Severity",
    "casualties",
    "cost_of",
    "drawn",
    "harm_losses",
    "losses",
    "mean_losses",
    "sorted_out",
    "yearly",
]
