"""Security and safety together: integrity tables, suggested floors, barriers, conflicts.

`sanso.safety.tables` holds the tables of the standards. What is computed here stays a proposal or a comparison with
what is stated: levels of different standards are never equated.
"""

from sanso.safety.bowtie import BowTie, BowTies
from sanso.safety.conflicts import find_conflicts
from sanso.safety.conflicts.locking import LOCKING
from sanso.safety.contradictions import contradictions
from sanso.safety.floors import compare, suggest_floors
from sanso.safety.mitigating import RESPONSE
from sanso.safety.result import (
    Barrier,
    CauseLine,
    Comparison,
    Conflict,
    Contradiction,
    Floor,
    Judgement,
    Mitigation,
    OriginCount,
    Reached,
    Side,
    StatedAnswer,
)

__all__ = [
    "LOCKING",
    "RESPONSE",
    "Barrier",
    "BowTie",
    "BowTies",
    "CauseLine",
    "Comparison",
    "Conflict",
    "Contradiction",
    "Floor",
    "Judgement",
    "Mitigation",
    "OriginCount",
    "Reached",
    "Side",
    "StatedAnswer",
    "compare",
    "contradictions",
    "find_conflicts",
    "suggest_floors",
]
