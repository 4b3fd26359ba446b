"""Worlds: what is simulated, the draws that make a world, and the tables that they are read from.

What it deliberately does not do: play them; that is `sanso.attack.kernels`.
"""

from sanso.attack.worlds.coins import chance_of, guards_down
from sanso.attack.worlds.keys import asset_digests, digest, mix
from sanso.attack.worlds.play import ALWAYS, AND, GUARD, NEVER, OR, Links, Play
from sanso.attack.worlds.pruning import forward, forward_backward, pruned
from sanso.attack.worlds.tables import coin_of, scaled, table
from sanso.attack.worlds.years import TICKS_PER_DAY, TICKS_PER_YEAR, Columns, Years

__all__ = [
    "ALWAYS",
    "AND",
    "GUARD",
    "NEVER",
    "OR",
    "TICKS_PER_DAY",
    "TICKS_PER_YEAR",
    "Columns",
    "Links",
    "Play",
    "Years",
    "asset_digests",
    "chance_of",
    "coin_of",
    "digest",
    "forward",
    "forward_backward",
    "guards_down",
    "mix",
    "pruned",
    "scaled",
    "table",
]
