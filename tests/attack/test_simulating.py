"""Simulating any MAL graph by the public verb: closed forms, modes, refusals."""

from __future__ import annotations

import math
from typing import Any

import pytest

import sanso.attack
from sanso.attack.capacity import free_memory, require_room
from sanso.attack.graph import AttackGraph, ObjectsBuilder
from sanso.attack.graph.compiling import compile as compiled
from sanso.attack.language import loads
from sanso.attack.refusals import AttackRefused, TooLarge
from sanso.attack.simulating import simulate
from sanso.model.attack_messages import ATTACK_MESSAGES

LANGUAGE = """
#id: "small"
#version: "1.0.0"
category System {
  asset Host {
    | login [Exponential(0.05)] -> read, next.login, fall
    | read [Bernoulli(0.3)]
    | idle
    # patched -> fall
    & fall [Exponential(0.05)]
    E linked <- next -> leap
    & leap
  }
}
associations { Host [before] * <-- Way --> * [next] Host }
"""


@pytest.fixture(scope="module")
def graph() -> AttackGraph:
    objects = ObjectsBuilder(loads(LANGUAGE))
    objects.add("Host", "a")
    objects.add("Host", "b", patched=0.6)
    objects.link("a", "next", "b")
    return compiled(objects.language, objects.build())


def test_closed_forms(graph: AttackGraph) -> None:
    found = simulate(graph, ["a:login"], worlds=20_000, seed=3, horizon="30d")
    one = 1 - math.exp(-1.5)
    two = 1 - 2.5 * math.exp(-1.5)
    for name, exact in (
        ("a:login", 1.0),
        ("b:login", one),
        ("b:fall", 0.4 * two),
        ("b:read", 0.3 * one),
        ("a:idle", 0),
    ):
        estimate = found[name].probability
        width = max(estimate.high - estimate.low, 1e-9)
        assert abs(estimate.value - exact) < 2 * width, name
    median = found["b:login"].median_days
    assert median is not None
    assert median.low - 1 < 20 * math.log(2) < median.high + 1
    assert found["b:fall"].median_days is None
    assert found["b:login"].year is None
    assert not found.partial


def test_time_never_reaches_more_than_reach(graph: AttackGraph) -> None:
    timed, reached = (
        simulate(graph, ["a:login"], worlds=3_000, horizon="10d", mode=mode) for mode in ("time", "reach")
    )
    assert (timed.fell <= reached.fell).all()
    assert reached["b:login"].probability.value == 1.0
    assert reached["b:login"].median_days is None
    assert {one.name for one in timed} == {one.name for one in reached} >= {"a:idle", "b:leap"}


def test_a_frequency_gives_years(graph: AttackGraph) -> None:
    found = simulate(graph, ["a:login"], worlds=5_000, horizon="1d", frequency=2.0)
    year = found["a:login"].year
    assert year is not None
    assert year.low - 0.01 < 1 - math.exp(-2.0) < year.high + 0.01


def test_the_likeliest_steps_as_a_table(graph: AttackGraph) -> None:
    found = simulate(graph, ["a:login"], worlds=500, horizon="30d")
    assert found.most(1)[0].name == "a:login"
    assert found.most(0) == ()
    assert all(one.probability.value > 0 for one in found.most(100))
    lines = found.table(2).splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("a:login")


@pytest.mark.parametrize("name", ["a", "a:", "c:login", "a:nothing", "a:patched", "b:linked"])
def test_names_of_no_attack_step(graph: AttackGraph, name: str) -> None:
    with pytest.raises(KeyError):
        simulate(graph, "a:login", worlds=10)[name]


def test_an_interruption_is_marked(graph: AttackGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(done: int, of: int) -> None:
        raise KeyboardInterrupt

    found = simulate(graph, ["a:login"], worlds=5_000, mode="reach", progress=interrupt)
    assert found.partial
    assert found.worlds == 2_000
    assert found["a:login"].probability.value == 1.0


@pytest.mark.parametrize(
    ("entries", "asked", "codes"),
    [
        (["a:login"], {"worlds": 0}, ["attack-worlds"]),
        (["a:login"], {"worlds": -5, "seed": -1}, ["attack-worlds", "attack-seed"]),
        (["a:login"], {"worlds": 1.5}, ["attack-worlds"]),
        (["a:login"], {"workers": 0}, ["attack-workers"]),
        (["a:login"], {"mode": "guess"}, ["attack-mode"]),
        (["a:login"], {"frequency": -0.1}, ["attack-frequency"]),
        (["a:login"], {"frequency": math.nan}, ["attack-frequency"]),
        (["a:login"], {"horizon": "365"}, ["attack-horizon-unit"]),
        ([], {"horizon": "soon", "worlds": 0}, ["attack-worlds", "attack-horizon", "attack-no-entry"]),
        (["a:logn"], {}, ["attack-unknown-step"]),
        (["z:login"], {}, ["attack-unknown-step"]),
        (["a:patched"], {}, ["attack-entry-guard"]),
    ],
)
def test_refusals(graph: AttackGraph, entries: list[str], asked: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AttackRefused) as refused:
        simulate(graph, entries, **asked)
    assert [one.code for one in refused.value.diagnostics] == codes


def test_a_misspelt_entry_gets_a_hint(graph: AttackGraph) -> None:
    with pytest.raises(AttackRefused, match="did you mean `a:login`"):
        simulate(graph, ["a:logn"])


def test_a_probability_must_be_one() -> None:
    objects = ObjectsBuilder(loads(LANGUAGE))
    objects.add("Host", "a")
    graph = compiled(objects.language, objects.build())
    object.__setattr__(graph.objects, "defences", {(0, "patched"): 1.5})
    with pytest.raises(AttackRefused, match="attack-probability"):
        simulate(graph, ["a:login"])


def test_what_does_not_fit_is_refused_with_the_estimate(graph: AttackGraph) -> None:
    with pytest.raises(TooLarge, match=r"about 0\.0 GiB"):
        simulate(graph, ["a:login"], memory=100)
    with pytest.raises(TooLarge, match="100,000,000 steps"):
        require_room(100_000_000, 500_000_000, 1_000, "timed", free=4 << 30)
    require_room(100_000_000, 500_000_000, 1_000, "timed", free=None)
    free = free_memory()
    assert free is None or free > 0


def test_the_verb_is_exported() -> None:
    assert sanso.attack.simulate is simulate


@pytest.mark.parametrize("code", ATTACK_MESSAGES)
def test_every_refusal_speaks_both_languages(code: str) -> None:
    entry = ATTACK_MESSAGES[code]
    assert entry.message.en != entry.message.ja
    assert entry.hint is None or (entry.hint.en and entry.hint.ja)
