"""What rooms tell each other: frozen types only."""

from sanso.facts.likelihood import Chance, HarmLikelihood
from sanso.facts.strength import AxisPosition, RequiredTrust, Step, StrengthDemand

__all__ = ["AxisPosition", "Chance", "HarmLikelihood", "RequiredTrust", "Step", "StrengthDemand"]
