"""Our attack graphs are mal-toolbox's: same nodes, edges, types, times, tags, existence; see also `test_faults`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

import sanso.attack as attack
from sanso.attack.graph import objects_of
from sanso.attack.language import load, loads

from .comparing import differences
from .features import FEATURES
from .peer import peer_graphs
from .random_models import random_model

CPSF = Path(str(files("sanso.attack.cpsf") / "cpsf.mal"))


@pytest.mark.parametrize("text", FEATURES.values(), ids=list(FEATURES))
def test_a_feature(text: str) -> None:
    language = loads(text)
    models = [random_model(language, seed, per_type=3, links=2) for seed in range(6)]
    for model, peer in zip(models, peer_graphs(text, models), strict=True):
        graph = attack.compile(language, objects_of(model, language).require())
        assert differences(graph, peer) == []
    assert any(node["children"] or node["exists"] for node in peer.values())


def test_our_own_language() -> None:
    language = load(CPSF)
    models = [random_model(language, seed) for seed in range(4)] + [random_model(language, 9, per_type=6, links=4)]
    used, linked = set(), set()
    for model, peer in zip(models, peer_graphs(CPSF, models), strict=True):
        objects = objects_of(model, language).require()
        graph = attack.compile(language, objects)
        assert differences(graph, peer) == []
        used |= set(graph.step.tolist())
        linked |= {key for key, links in objects.links.items() if len(links)}
    assert used == {i for i, (asset, _) in enumerate(graph.steps) if not language.assets[asset].abstract}
    assert linked == {(a.name, a.left.field, a.right.field) for a in language.associations}
