"""ISO 26262: the automotive safety integrity level (ASIL) from severity, exposure and controllability.

The table of part 3 has a closed form: any class 0 gives QM; else with s = S + E + C: up to 6 QM, 7 A, 8 B, 9 C, 10 D.
Source: ISO 26262-3, table 4; recalled, the closed form is exact.

>>> asil("S3", "E4", "C3"), asil("S3", "E4", "C1"), asil("S1", "E0", "C3")
('D', 'B', 'QM')
"""

from __future__ import annotations

from typing import Literal

__all__ = ["CONTROLLABILITIES", "EXPOSURES", "LEVELS", "SEVERITIES", "Asil", "asil"]

Asil = Literal["QM", "A", "B", "C", "D"]

LEVELS: tuple[Asil, ...] = ("QM", "A", "B", "C", "D")
"""Weakest first; QM: quality management is enough."""

SEVERITIES = ("S0", "S1", "S2", "S3")
EXPOSURES = ("E0", "E1", "E2", "E3", "E4")
CONTROLLABILITIES = ("C0", "C1", "C2", "C3")


def asil(severity: str, exposure: str, controllability: str) -> Asil:
    """Return the ASIL of a hazardous event.

    Raises:
        ValueError: the classes are not S0 to S3, E0 to E4, C0 to C3.

    """
    if severity not in SEVERITIES or exposure not in EXPOSURES or controllability not in CONTROLLABILITIES:
        raise ValueError(f"{severity} {exposure} {controllability} is no hazardous event of ISO 26262")
    classes = SEVERITIES.index(severity), EXPOSURES.index(exposure), CONTROLLABILITIES.index(controllability)
    return LEVELS[max(0, sum(classes) - 6)] if all(classes) else "QM"
