"""Rare falls (probabilities below about 10⁻⁴): importance sampling with a stated relative error."""

from sanso.attack.rare.importance import Doubt, Rare, estimate

__all__ = ["Doubt", "Rare", "estimate"]
