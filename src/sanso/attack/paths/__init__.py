"""Ways of an attack: the likeliest by their bound, the earliest in every world, and their ranking.

Nothing here puts ways into words; `sanso.attack` does that with the model at hand.
"""

from sanso.attack.paths.best import Way, best_paths, sequence
from sanso.attack.paths.earliest import Earliest, earliest_ways
from sanso.attack.paths.ranking import Ranked, Scored, rank

__all__ = ["Earliest", "Ranked", "Scored", "Way", "best_paths", "earliest_ways", "rank", "sequence"]
