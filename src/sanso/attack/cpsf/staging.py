"""From a value creation process to objects of `cpsf.mal` and their attack graph.

    stage = staged(structure, catalogue)
    stage.graph.size

Who and what takes part, how they are linked, where an attacker can begin, what harms whom. No number of the attack
enters here but tolerances and the chances of circumstances, which the model states itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

from sanso.attack.cpsf.belonging import link_belongings
from sanso.attack.cpsf.cast import Cast, casting
from sanso.attack.cpsf.entering import ATTACKER, link_entries
from sanso.attack.cpsf.harming import link_harms
from sanso.attack.cpsf.joining import link_connections
from sanso.attack.cpsf.stock import Asset, Stock
from sanso.attack.graph.compiling import assemble
from sanso.attack.graph.graph import AttackGraph
from sanso.attack.language import Language, load
from sanso.catalogue import Catalogue
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["Stage", "cpsf", "staged"]


@dataclass(frozen=True, slots=True)
class Stage:
    """The attack graph of a model, and what its objects stand for.

    *assets* go with the objects of *graph*, one for one. *harms* maps harm ids to objects; *unattackable* says why
    no attack can bring about a harm. *days* are times that the model states itself, by (object, step).
    """

    graph: AttackGraph
    assets: tuple[Asset, ...]
    cast: Cast
    harms: Mapping[str, int]
    unattackable: Mapping[str, Text]
    days: Mapping[tuple[int, str], float]


@lru_cache(maxsize=1)
def cpsf() -> Language:
    """Return Sanso's own language."""
    with as_file(files("sanso.attack.cpsf")) as folder:
        return load(folder / "cpsf.mal")


def staged(structure: Structure, catalogue: Catalogue, expand: Collection[str] = ()) -> Stage:
    """Stage a model; populations named in *expand* have their instances told apart."""
    stock = Stock()
    if stock.add("/attacker", "Attacker", None) != ATTACKER:
        raise AssertionError("the attacker is the first object")
    cast = casting(structure, catalogue, stock, expand)
    link_belongings(cast)
    link_connections(cast)
    harms = link_harms(cast)
    link_entries(cast)
    language = cpsf()
    return Stage(
        graph=assemble(language, stock.objects(language)),
        assets=tuple(stock.assets),
        cast=cast,
        harms=harms.objects,
        unattackable=harms.unattackable,
        days=stock.days,
    )
