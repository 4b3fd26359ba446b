"""What rooms tell each other: frozen types only."""

from sanso.facts.strength import AxisPosition, RequiredTrust, Step, StrengthDemand

__all__ = ["AxisPosition", "RequiredTrust", "Step", "StrengthDemand"]
