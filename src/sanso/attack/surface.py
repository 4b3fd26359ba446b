"""The attack surface (攻撃起点の拡大): where an attacker can begin, by layer and organization."""

from __future__ import annotations

from sanso.attack.cpsf.cast import PRODUCTS
from sanso.attack.cpsf.entering import ATTACKER
from sanso.attack.cpsf.staging import Stage
from sanso.attack.result import EntryRow
from sanso.catalogue import Catalogue
from sanso.catalogue.attack import Attacker

__all__ = ["surface"]

_LAYERS = {"Organization": 1, "People": 1, **dict.fromkeys(PRODUCTS, 1)}


def surface(stage: Stage, catalogue: Catalogue, attacker: Attacker) -> tuple[EntryRow, ...]:
    """Return one row per entry, layer and organization, with what can be got at there, all instances counted once."""
    graph, model = stage.graph, stage.cast.model
    responsibility = stage.cast.structure.responsibility
    places = {name: place for place, name in enumerate(graph.language.assets["Attacker"].steps)}
    found: dict[tuple[str, int, str | None], dict[str, None]] = {}
    for entry in catalogue.entries.values():
        step = int(graph.first[ATTACKER]) + places[entry.step]
        for child in graph.children.indices[graph.children.indptr[step] : graph.children.indptr[step + 1]].tolist():
            asset = stage.assets[graph.asset[child]]
            if asset.subject is None:
                continue
            component = model.components.get(asset.subject)
            layer = (
                entry.layer
                or _LAYERS.get(asset.type)
                or (catalogue.component_kinds[component.kind].layer if component is not None else 3)
            )
            product = model.products.get(asset.subject)
            owner = product.maker if product is not None else responsibility.get(asset.subject)
            if asset.subject in model.connections:
                owner = responsibility.get(model.connections[asset.subject].to)
            found.setdefault((entry.id, layer, owner), {})[asset.subject] = None
    order = {entry: place for place, entry in enumerate(catalogue.entries)}
    return tuple(
        EntryRow(entry, layer, owner, tuple(found[entry, layer, owner]), entry in attacker.entries)
        for entry, layer, owner in sorted(found, key=lambda key: (order[key[0]], key[1], key[2] or "\uffff"))
    )
