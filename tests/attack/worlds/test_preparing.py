import numpy as np
import pytest
from tests.attack.kernels.plays import links

from sanso.attack.graph.graph import AttackGraph
from sanso.attack.graph.objects import Objects
from sanso.attack.kernels.counting import reach_counts
from sanso.attack.language.language import AssetType, Language, Step
from sanso.attack.language.ttc import Combined, Distribution
from sanso.attack.worlds.play import ALWAYS, GUARD, Play
from sanso.attack.worlds.preparing import UnknownStep, play_of
from sanso.attack.worlds.tables import table

TIME = Distribution("Exponential", (0.1,))
STEPS = (
    Step("connect", "or"),
    Step("patched", "defense", ttc=Distribution("Bernoulli", (0.25,))),
    Step("unset", "defense"),
    Step("exploit", "and", ttc=Combined("*", Distribution("Bernoulli", (0.5,)), TIME), tags=frozenset({"skilled"})),
    Step("there", "exist"),
    Step("missing", "notExist"),
    Step("use", "or", ttc=TIME),
)
EDGES = [(0, 3), (1, 3), (2, 3), (3, 6)]


def graph(exists: bool = True, defences: dict[tuple[int, str], float] | None = None) -> AttackGraph:
    host = AssetType("Host", "System", steps={step.name: step for step in STEPS})
    size = 2 * len(STEPS)
    edges = EDGES + [(i + len(STEPS), j + len(STEPS)) for i, j in EDGES]
    found = np.zeros(size, dtype=np.bool_)
    found[[4, 5]] = exists
    return AttackGraph(
        language=Language("test", "1.0.0", {"Host": host}, ()),
        objects=Objects(["a:1", "b"], ["Host", "Host"], {}, defences or {}),
        steps=tuple(("Host", step) for step in STEPS),
        asset=np.repeat(np.arange(2, dtype=np.int32), len(STEPS)),
        step=np.tile(np.arange(len(STEPS), dtype=np.int32), 2),
        exists=found,
        first=np.array([0, 7, 14], dtype=np.int64),
        children=links(size, edges),
        parents=links(size, [(j, i) for i, j in edges]),
    )


def test_times_coins_and_guards() -> None:
    made = play_of(graph(defences={(1, "unset"): 1.0}), ["a:1:connect"])
    chance = made.coin_chance[:, 0] / ALWAYS
    assert chance[:7].tolist() == [1.0, 0.25, 0.0, 0.5, 0.0, 1.0, 1.0]
    assert chance[9] == 1.0
    assert (made.coin_chance[:, 1] == ALWAYS).all()
    assert made.table[:7].tolist()[:3] == [-1, -1, -1]
    assert (made.tables[made.table[6]] == table(TIME)).all()
    assert (made.tables[made.table[3]] == table(TIME)).all()
    assert made.entries.tolist() == [0]
    assert (made.role == GUARD).sum() == 8
    assert len(set(made.coin_key.ravel().tolist()) | set(made.effort_key.tolist())) == 3 * made.size
    assert play_of(graph(exists=False), []).coin_chance[[4, 5], 0].tolist() == [ALWAYS, 0]
    assert reach_counts(made, 1, 0, 6_400)[3] == pytest.approx(6_400 * 0.75 * 0.5, abs=200)


def test_the_attacker_has_abilities_and_a_pace() -> None:
    slow = play_of(graph(), ["b:connect"], factor=2.0, can_take=lambda step: not step.tags)
    assert slow.coin_chance[3, 0] == 0
    assert slow.coin_chance[1, 0] == ALWAYS // 4
    assert (slow.tables[slow.table[6]] == 2 * table(TIME)).all()


def test_draws_follow_names_not_places() -> None:
    first: Play = play_of(graph(), [])
    assert not set(first.coin_key[:7, 0].tolist()) & set(first.coin_key[7:, 0].tolist())
    assert (first.coin_key == play_of(graph(exists=False), ["b:use"]).coin_key).all()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("c:connect", "no asset"),
        ("b:conect", "did you mean b:connect"),
        ("b:patched", "cannot begin"),
        ("connect", "no asset"),
    ],
)
def test_unknown_entries_are_refused_with_a_hint(entry: str, said: str) -> None:
    with pytest.raises(UnknownStep, match=said):
        play_of(graph(), [entry])


def test_unknown_defences_are_refused() -> None:
    for name in ("use", "nothing"):
        with pytest.raises(UnknownStep, match="no such defence"):
            play_of(graph(defences={(1, name): 1.0}), [])
