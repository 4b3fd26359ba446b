"""Our attack graph beside the oracle's."""

from __future__ import annotations

from typing import Any

from sanso.attack.graph import AttackGraph
from sanso.attack.language.ttc import PRESETS, Combined, Distribution, Number, Ttc

from .peer import Graph

_OPERATORS = {
    "addition": "+",
    "subtraction": "-",
    "multiplication": "*",
    "division": "/",
    "exponentiation": "^",
}


def ttc_of(peer: dict[str, Any] | None) -> Ttc | None:
    """Return the oracle's TTC as ours; presets are resolved."""
    if peer is None:
        return None
    if peer["type"] == "number":
        return Number(float(peer["value"]))
    if peer["type"] == "function":
        return PRESETS.get(peer["name"]) or Distribution(peer["name"], tuple(map(float, peer["arguments"])))
    left, right = ttc_of(peer["lhs"]), ttc_of(peer["rhs"])
    assert left is not None
    assert right is not None
    return Combined(_OPERATORS[peer["type"]], left, right)  # type: ignore[arg-type]


def our_ttc(graph: AttackGraph, index: int) -> Ttc | None:
    """Return the TTC of a step; a defence that is set has the probability it is set to."""
    _, step = graph.steps[graph.step[index]]
    set_to = graph.objects.defences.get((int(graph.asset[index]), step.name))
    return step.ttc if set_to is None else Distribution("Bernoulli", (set_to,))


def our_graph(graph: AttackGraph) -> Graph:
    """Return our graph in the form of the oracle's."""
    names = [graph.name(index) for index in range(graph.size)]
    nodes: Graph = {}
    for index, name in enumerate(names):
        _, step = graph.steps[graph.step[index]]
        children, parents = (
            sorted(names[other] for other in links.indices[links.indptr[index] : links.indptr[index + 1]])
            for links in (graph.children, graph.parents)
        )
        nodes[name] = {
            "type": step.kind,
            "ttc": our_ttc(graph, index),
            "tags": sorted(step.tags),
            "exists": bool(graph.exists[index]) if step.kind in ("exist", "notExist") else None,
            "children": children,
            "parents": parents,
        }
    assert len(nodes) == graph.size
    return nodes


def differences(graph: AttackGraph, peer: Graph, *, but: frozenset[str] = frozenset()) -> list[str]:
    """Return where our graph is another than the oracle's, but for the keys in *but*.

    The order of the steps of an asset is ours (ancestors first), and ``!E`` steps of several requirements are left
    to a test of their own.
    """
    ours = our_graph(graph)
    found = [f"only here: {name}" for name in ours.keys() - peer.keys()]
    found += [f"only there: {name}" for name in peer.keys() - ours.keys()]
    for index in range(graph.size):
        name = graph.name(index)
        _, step = graph.steps[graph.step[index]]
        if name not in peer:
            continue
        theirs = peer[name] | {"ttc": ttc_of(peer[name]["ttc"])}
        for key, value in ours[name].items():
            several = key == "exists" and step.kind == "notExist" and len(step.requires) > 1
            if key not in but and not several and value != theirs[key]:
                found.append(f"{name} {key}: {value} here, {theirs[key]} there")
    return found
