"""Criticality: the loss avoided if an element could not fall, screened by dominators and checked by knock-out."""

from sanso.attack.criticality.knockout import Critical, critical, knock_out, knocked_out
from sanso.attack.criticality.losses import Losses, yearly_loss
from sanso.attack.criticality.screen import Screen, screen

__all__ = ["Critical", "Losses", "Screen", "critical", "knock_out", "knocked_out", "screen", "yearly_loss"]
