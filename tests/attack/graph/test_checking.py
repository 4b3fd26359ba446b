"""Objects that are not of their language: everything wrong is told, at once, with names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sanso.attack as attack
from sanso.attack.graph import BadObjects, Objects, check
from sanso.attack.language import loads
from sanso.model.diagnostics import Place

LANGUAGE = loads("""
#id: "x" #version: "1.0.0"
category C {
  asset Host { | hit # patched }
  abstract asset Idea extends Host { }
  asset Server extends Host { }
  asset Net { | hit }
}
associations {
  Host [hosts] 1..2 <-- Join --> * [nets] Net
  Host [up] 0..1 <-- Feed --> * [down] Host
}
""")
JOIN, FEED = ("Join", "hosts", "nets"), ("Feed", "up", "down")
SOUND = Objects(
    ("h", "s", "n"),
    ("Host", "Server", "Net"),
    {JOIN: np.array([[0, 2], [1, 2]], np.int32), FEED: np.array([[0, 1]], np.int32)},
    {(0, "patched"): 0.5, (1, "patched"): 1.0},
)


def codes(objects: Objects) -> list[str]:
    return [d.code.removeprefix("mal-objects-") for d in check(LANGUAGE, objects)]


def rows(*pairs: tuple[int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    return np.array(pairs, np.int32).reshape(-1, 2)


def test_sound() -> None:
    assert check(LANGUAGE, SOUND) == ()
    assert check(LANGUAGE, Objects((), (), {})) == ()


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        (replace(SOUND, types=("Host",)), ["uneven"]),
        (replace(SOUND, ids=("h", "h", "n")), ["duplicate-id"]),
        (replace(SOUND, types=("Host", "Sever", "Net")), ["unknown-type"]),
        (replace(SOUND, types=("Idea", "Server", "Net")), ["abstract-type"]),
        (replace(SOUND, links={**SOUND.links, ("Joint", "a", "b"): rows()}), ["unknown-association"]),
        (replace(SOUND, links={**SOUND.links, ("Join", "a", "b"): rows()}), ["unknown-association"]),
        (replace(SOUND, links={**SOUND.links, FEED: rows((0, 3))}), ["link-outside"]),
        (replace(SOUND, links={**SOUND.links, FEED: rows((-1, 1))}), ["link-outside"]),
        (replace(SOUND, links={**SOUND.links, FEED: np.zeros(3, np.int32)}), ["link-shape"]),
        (replace(SOUND, links={**SOUND.links, FEED: rows((0, 2), (1, 2), (2, 0))}), ["wrong-end"] * 2 + ["too-many"]),
        (replace(SOUND, links={FEED: rows((0, 1))}), ["too-few"]),
        (replace(SOUND, links={**SOUND.links, FEED: rows((0, 1), (0, 1), (1, 1))}), ["too-many"]),
        (replace(SOUND, links={**SOUND.links, FEED: rows((0, 1), (0, 1))}), []),
        (replace(SOUND, defences={(2, "patched"): 0.5}), ["unknown-defence"]),
        (replace(SOUND, defences={(0, "hit"): 0.5}), ["unknown-defence"]),
        (replace(SOUND, defences={(3, "patched"): 0.5}), ["defence-outside"]),
        (replace(SOUND, defences={(0, "patched"): 1.5, (1, "patched"): float("nan")}), ["probability"] * 2),
    ],
)
def test_each_fault(objects: Objects, expected: list[str]) -> None:
    assert sorted(codes(objects)) == sorted(expected)
    if expected:
        with pytest.raises(BadObjects) as refused:
            attack.compile(LANGUAGE, objects)
        assert refused.value.diagnostics == check(LANGUAGE, objects)


def test_faults_are_collected_and_shown() -> None:
    wrong = replace(SOUND, ids=("h", "h", "n"), types=("Hosts", "Idea", "Net"))
    shown = [d.show("en") for d in check(LANGUAGE, wrong)]
    assert shown == [
        "objects: mal-objects-abstract-type: h is of the type Idea, which is abstract\n    use one of its subtypes",
        "objects: mal-objects-duplicate-id: the id h is given to 2 assets",
        "objects: mal-objects-unknown-type: h is of the type Hosts, which the language does not have\n"
        "    did you mean `Host`?",
    ]
    few = check(LANGUAGE, replace(SOUND, links={}), lambda index: Place("m.yml", index + 1, 3))
    assert few[0].show("ja") == (
        "m.yml:3:3: mal-objects-too-few: n の hosts(関連 Join)が 0 件です。少なくとも 1 件必要です"
    )


def test_many_faults_are_counted() -> None:
    many = Objects([f"n{i}" for i in range(20_000)], ["Net"] * 20_000, {})
    found = check(LANGUAGE, many)
    assert len(found) == 10_001
    assert found[-1].code == "too-many-faults"
    assert "10000" in found[-1].message.en


def test_too_many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanso.attack.graph.checking.MOST_STEPS", 4)
    assert codes(SOUND) == ["too-large"]
