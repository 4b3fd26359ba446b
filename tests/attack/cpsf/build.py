"""Small models on stage, and what is linked to what there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from sanso.analysis.assessing import structure_of
from sanso.attack.cpsf import Stage, staged
from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.process import Model
from sanso.model.structure import Structure

DEVICES = {
    "eye": {"kind": "sensor"},
    "arm": {"kind": "actuator"},
    "hub": {"kind": "server"},
    "lan": {"kind": "network"},
    "plc": {"kind": "controller"},
    "guard": {"kind": "safety-function"},
}
THINGS: dict[str, Any] = {
    "organizations": {"maker": {}, "owner": {}},
    "people": {"crew": {"employer": "owner"}, "guests": {}},
    "products": {"unit": {"maker": "maker"}},
    "components": DEVICES,
    "procedures": {"care": {}},
    "data": {"log": {}},
    "physical": {"road": {}, "grid": {}},
}
"""One thing of every kind that a connection may have at its ends."""


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def structure(**sections: Any) -> Structure:
    return structure_of(Model.model_validate({"sanso": 1, "id": "m", **sections}), catalogue())


def stage_of(expand: Collection[str] = (), **sections: Any) -> Stage:
    return staged(structure(**sections), catalogue(), expand)


def links(stage: Stage) -> Iterator[tuple[str, str, str]]:
    """Every link as (association, left, right)."""
    objects = stage.graph.objects
    for (association, _, _), pairs in objects.links.items():
        for left, right in pairs.tolist():
            yield association, objects.ids[left], objects.ids[right]


def linked(stage: Stage, *associations: str) -> set[tuple[str, str, str]]:
    """The links of some associations."""
    return {link for link in links(stage) if link[0] in associations}


def types(stage: Stage) -> dict[str, str]:
    """Asset type by the id of the object."""
    return dict(zip(stage.graph.objects.ids, stage.graph.objects.types, strict=True))


def step_of(stage: Stage, asset: str, step: str) -> int:
    index = stage.graph.objects.ids.index(asset)
    steps = list(stage.graph.language.assets[stage.graph.objects.types[index]].steps)
    return int(stage.graph.first[index]) + steps.index(step)


def reached(stage: Stage, starts: Collection[tuple[str, str]], around: Collection[str] = ()) -> set[tuple[str, str]]:
    """What can be led to from *starts* over attack steps, AND like OR, not through the objects *around*."""
    graph = stage.graph
    closed = {stage.graph.objects.ids.index(ident) for ident in around}
    pending = [step_of(stage, *start) for start in starts]
    seen = set(pending)
    while pending:
        step = pending.pop()
        for child in graph.children.indices[graph.children.indptr[step] : graph.children.indptr[step + 1]].tolist():
            if child not in seen and graph.asset[child] not in closed:
                seen.add(child)
                pending.append(child)
    return {(graph.objects.ids[graph.asset[s]], graph.steps[graph.step[s]][1].name) for s in seen}
