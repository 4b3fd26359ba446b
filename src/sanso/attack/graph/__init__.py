"""Attack graphs: the objects of a MAL language, checked, read, and compiled by relations into one AND/OR graph."""

from sanso.attack.graph.building import ObjectsBuilder
from sanso.attack.graph.checking import check
from sanso.attack.graph.compiling import compile  # noqa: A004 - the verb of the interface
from sanso.attack.graph.graph import AttackGraph
from sanso.attack.graph.memory import Estimate, estimate
from sanso.attack.graph.objects import Objects
from sanso.attack.graph.problems import BadObjects
from sanso.attack.graph.reading import ReadObjects, objects_of, read_objects

__all__ = [
    "AttackGraph",
    "BadObjects",
    "Estimate",
    "Objects",
    "ObjectsBuilder",
    "ReadObjects",
    "check",
    "compile",
    "estimate",
    "objects_of",
    "read_objects",
]
