"""Attack graphs by hand: numbering, edges once, self-loops, transposition, memory."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

import sanso.attack as attack
from sanso.attack.graph import AttackGraph, BadObjects, Objects, ObjectsBuilder, estimate
from sanso.attack.language import Closure, Collect, Field, Step, StepName, Union, Variable, loads

from .features import language

LANGUAGE = loads(language("| go -> go, hit, hit, next.hit, (next \\/ out).hit E any <- next !E none <- next, out"))


def pair() -> ObjectsBuilder:
    builder = ObjectsBuilder(LANGUAGE)
    builder.link(builder.add("Left", "a"), "next", builder.add("Far", "b"))
    builder.link("a", "out", "b")
    return builder


def named(graph: AttackGraph, index: int) -> list[str]:
    links = graph.children
    return [graph.name(child) for child in links.indices[links.indptr[index] : links.indptr[index + 1]]]


def test_steps_stand_by_asset_and_in_order_of_the_type() -> None:
    graph = attack.compile(LANGUAGE, pair().build())
    assert [graph.name(index) for index in range(graph.size)] == [
        *("a:hit", "a:guarded", "a:go", "a:any", "a:none", "a:own"),
        *("b:hit", "b:guarded", "b:go", "b:any", "b:none"),
    ]
    assert graph.first.tolist() == [0, 6, 11]
    assert graph.asset.tolist() == [0] * 6 + [1] * 5
    assert [graph.steps[step][0] for step in graph.step] == ["Left"] * 6 + ["Far"] * 5
    assert (graph.asset.dtype, graph.step.dtype, graph.first.dtype, graph.exists.dtype) == (
        np.int32, np.int32, np.int64, np.bool_
    )  # fmt: skip


def test_edges_are_there_once_ascending_with_loops() -> None:
    graph = attack.compile(LANGUAGE, pair().build())
    assert named(graph, 2) == ["a:hit", "a:go", "b:hit"]
    assert named(graph, 8) == ["b:hit", "b:go"]
    assert graph.exists.nonzero()[0].tolist() == [3, 4]


def test_parents_are_children_turned_round() -> None:
    graph = attack.compile(LANGUAGE, pair().build())
    edges = {(a, int(b)) for a in range(graph.size) for b in graph.children.indices[
        graph.children.indptr[a] : graph.children.indptr[a + 1]]}  # fmt: skip
    back = {(int(b), a) for a in range(graph.size) for b in graph.parents.indices[
        graph.parents.indptr[a] : graph.parents.indptr[a + 1]]}  # fmt: skip
    assert edges == back
    for links in (graph.children, graph.parents):
        assert links.indptr.dtype == np.int64
        assert links.indices.dtype == np.int32
        assert len(links.indptr) == graph.size + 1


def test_links_said_twice_count_once() -> None:
    objects = pair().build()
    key = ("Order", "prev", "next")
    twice = replace(objects, links={**objects.links, key: np.array([[0, 1], [0, 1]], np.int32)})
    assert named(attack.compile(LANGUAGE, twice), 2) == ["a:hit", "a:go", "b:hit"]


def test_nothing_at_all() -> None:
    graph = attack.compile(LANGUAGE, Objects((), (), {}))
    assert graph.size == 0
    assert graph.first.tolist() == graph.children.indptr.tolist() == graph.parents.indptr.tolist() == [0]


def test_unlinked() -> None:
    builder = ObjectsBuilder(LANGUAGE)
    builder.add("Tool")
    builder.add("Tool", "named")
    graph = attack.compile(LANGUAGE, builder.build())
    assert [graph.name(index) for index in range(graph.size)] == ["Tool:0:hit", "named:hit"]
    assert len(graph.children.indices) == 0


def test_many_of_one_name_at_several_places() -> None:
    made = loads(language("| go -> (tool.whole \\/ tool).gone", tools="| gone -> user.go"))
    builder = ObjectsBuilder(made)
    nodes = [builder.add(kind) for kind in ("Left", "Far", "Right", "Left")]
    tools = [builder.add("Tool") for _ in range(3)]
    for node, tool in zip(nodes, [*tools, tools[0]], strict=True):
        builder.link(node, "tool", tool)
    builder.link(tools[0], "whole", tools[1])
    graph = attack.compile(made, builder.build())
    names = [graph.name(index) for index in range(graph.size)]
    assert named(graph, names.index("Left:3:go")) == ["Tool:4:gone", "Tool:5:gone"]
    assert named(graph, names.index("Tool:4:gone")) == ["Left:0:go", "Left:3:go"]


def test_a_union_of_steps() -> None:
    go = Step("go", "or", reaches=(Union(Collect(Field("next"), StepName("hit")), StepName("guarded")),))
    left = replace(LANGUAGE.assets["Left"], steps={**LANGUAGE.assets["Left"].steps, "go": go})
    graph = attack.compile(replace(LANGUAGE, assets={**LANGUAGE.assets, "Left": left}), pair().build())
    assert named(graph, 2) == ["a:guarded", "b:hit"]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("go", "or", reaches=(Field("next"),)), "ends in Field"),
        (Step("go", "or", reaches=(Collect(StepName("hit"), StepName("hit")),)), "'hit' stands where assets"),
        (Step("go", "or", reaches=(Collect(Field("next"), StepName("own")),)), "'b', which has no step 'own'"),
        (Step("go", "or", reaches=(Collect(Variable("v"), StepName("hit")),)), "'v' rests on itself"),
    ],
)
def test_a_language_that_is_none(step: Step, said: str) -> None:
    own = LANGUAGE.assets["Left"]
    left = replace(own, steps={**own.steps, "go": step}, variables={"v": Closure(Variable("v"))})
    with pytest.raises(ValueError, match=said):
        attack.compile(replace(LANGUAGE, assets={**LANGUAGE.assets, "Left": left}), pair().build())


def test_memory_is_told_beforehand() -> None:
    objects = pair().build()
    graph, told = attack.compile(LANGUAGE, objects), estimate(LANGUAGE, objects)
    assert told.steps == graph.size
    assert told.kept < told.peak
    with pytest.raises(BadObjects, match="mal-objects-memory"):
        attack.compile(LANGUAGE, objects, memory=told.peak - 1)
    assert attack.compile(LANGUAGE, objects, memory=10**9).size == graph.size


def test_a_hub_is_refused_before_it_is_laid_out() -> None:
    made = loads(language("| go -> next.prev.next.prev.hit"))
    builder = ObjectsBuilder(made)
    hub = builder.add("Left", "hub")
    for _ in range(3000):
        builder.link(builder.add("Left"), "next", hub)
    objects = builder.build()
    memory = estimate(made, objects).peak + 2**20
    with pytest.raises(BadObjects, match="mal-objects-memory"):
        attack.compile(made, objects, memory=memory)


def test_keys_are_of_names_alone() -> None:
    graph = attack.compile(LANGUAGE, pair().build())
    turned = ObjectsBuilder(LANGUAGE)
    for kind, ident in (("Tool", "new"), ("Far", "b"), ("Left", "a")):
        turned.add(kind, ident)
    other = attack.compile(LANGUAGE, turned.build())
    keys = {graph.name(i): key for i, key in enumerate(graph.keys("coin").tolist())}
    again = {other.name(i): key for i, key in enumerate(other.keys("coin").tolist())}
    assert {name: again[name] for name in keys} == keys
    assert len({*keys.values(), *graph.keys("effort").tolist(), *graph.keys("coin", 1).tolist()}) == 3 * graph.size


def test_the_room_is_light_to_enter() -> None:
    code = "import sys, sanso, sanso.attack; print([m for m in ('numpy', 'scipy', 'numba') if m in sys.modules])"
    light = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert light.strip() == "[]"
    code = "import sys, sanso.attack; sanso.attack.compile; print([m for m in ('scipy', 'numba') if m in sys.modules])"
    light = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert light.strip() == "[]"
    assert {"compile", "graph", "language"} <= set(dir(attack))
    with pytest.raises(AttributeError):
        attack.nothing  # noqa: B018
