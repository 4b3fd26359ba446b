"""`cpsf.mal`, Sanso's own attack language, and how a value creation process becomes objects of it.

    stage = staged(structure, catalogue)
    play = play_of_stage(stage, catalogue, attacker, guards(stage, catalogue, book))

`staging` puts the model on stage, `guarding` says which measures stand behind the defences, `playing` makes arrays
of it for one attacker and one set of numbers.
"""

from __future__ import annotations

from sanso.attack.cpsf.entering import ATTACKER
from sanso.attack.cpsf.guarding import Guard, Mode, guards, held
from sanso.attack.cpsf.harming import EFFECTS
from sanso.attack.cpsf.numbers import AssumptionKey, Numbers
from sanso.attack.cpsf.playing import play_of_stage
from sanso.attack.cpsf.staging import Stage, cpsf, staged
from sanso.attack.cpsf.stock import Asset

__all__ = [
    "ATTACKER",
    "EFFECTS",
    "Asset",
    "AssumptionKey",
    "Guard",
    "Mode",
    "Numbers",
    "Stage",
    "cpsf",
    "guards",
    "held",
    "play_of_stage",
    "staged",
]
