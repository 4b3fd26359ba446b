"""Defences: which measure stands behind each, how probably it holds, and which coins are one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sanso.attack.cpsf import Guard, Mode, Numbers, Stage, guards, held, play_of_stage
from sanso.attack.worlds.coins import chance_of
from sanso.attack.worlds.play import ALWAYS, GUARD
from sanso.facts.measures import MeasureLevel, StatedMeasure

from ..measures import Book
from .build import catalogue, stage_of, step_of

THINGS: dict[str, Any] = {
    "organizations": {"o": {}, "m": {}},
    "products": {"box": {"maker": "m"}},
    "components": {
        "plc": {"kind": "controller", "product": "box", "count": 5},
        "hub": {"kind": "server", "exposure": ["internet"]},
    },
    "connections": {"order": {"kind": "commands", "from": "hub", "to": "plc"}},
    "conditions": {"rain": {"probability": 0.25}},
    "harms": {
        "h": {"cause": {"all_of": [{"element": "plc", "effect": "stopped"}, {"condition": "rain"}]}, "human": "none"}
    },
}
STAGE = stage_of(**THINGS)
RECORD = (
    "Component.strongLogin"
    if "Component.strongLogin" in catalogue().attack_defences
    else next(ident for ident in catalogue().attack_defences if ident.startswith("Component."))
)
WORKS = catalogue().attack_defences[RECORD].works
TRUTHS = {ident: record.truth.likely for ident, record in catalogue().claim_truths.items()}


def guard(level: MeasureLevel, basis: str | None = None, required: str = "basic", holder: str | None = "o") -> Guard:
    requirement = catalogue().attack_defences[RECORD].requirement
    return Guard(0, RECORD, "plc", StatedMeasure(requirement, "o", holder, level, basis, required))


def keys(stage: Stage, book: Book, asset: str, defence: str) -> tuple[int, int]:
    """The keys of both coins of a defence."""
    attacker = catalogue().attackers["state"]
    play = play_of_stage(stage, catalogue(), attacker, guards(stage, catalogue(), book))
    claim, works = play.coin_key[step_of(stage, asset, defence)].tolist()
    return claim, works


@pytest.mark.parametrize(
    ("level", "basis", "mode", "expected"),
    [
        ("none", "third-party", "prior", (0.0, 0.0)),
        ("none", None, "met", (0.0, 0.0)),
        ("not-applicable", None, "met", (0.0, 0.0)),
        ("not-stated", None, "absent", (0.0, 0.0)),
        ("not-stated", None, "prior", (TRUTHS["not-stated"], WORKS.basic.likely)),
        ("not-stated", None, "met", (1.0, WORKS.advanced.likely)),
        ("basic", None, "absent", (TRUTHS["none-given"], WORKS.basic.likely)),
        ("basic", None, "met", (TRUTHS["none-given"], WORKS.basic.likely)),
        ("advanced", "self-declaration", "prior", (TRUTHS["self-declaration"], WORKS.advanced.likely)),
        (
            "high-advanced",
            "public-certification",
            "prior",
            (TRUTHS["public-certification"], WORKS.high_advanced.likely),
        ),
        ("advanced", "assumed", "prior", (1.0, WORKS.advanced.likely)),
    ],
)
def test_probabilities_of_a_defence(level: MeasureLevel, basis: str, mode: Mode, expected: tuple[float, float]) -> None:
    assert held(guard(level, basis, required="advanced"), catalogue(), Numbers(), mode) == expected


def test_a_better_basis_is_truer() -> None:
    order = ("not-stated", "none-given", "self-declaration", "third-party", "public-certification")
    truths = [TRUTHS[basis] for basis in order]
    assert truths == sorted(truths)
    assert len(set(truths)) == len(truths)


@pytest.mark.parametrize("record", sorted(catalogue().attack_defences))
def test_a_higher_level_works_better_at_either_end(record: str) -> None:
    works = catalogue().attack_defences[record].works
    for end in ("low", "likely", "high"):
        values = [getattr(works.at(level), end) for level in ("basic", "advanced", "high-advanced")]
        assert values == sorted(values)


@pytest.mark.parametrize("level", ["not-stated", "none", "basic", "advanced", "high-advanced"])
@pytest.mark.parametrize("required", ["basic", "advanced", "high-advanced"])
def test_absent_prior_and_met_are_in_order(level: MeasureLevel, required: str) -> None:
    found = [held(guard(level, None, required), catalogue(), Numbers(), mode) for mode in ("absent", "prior", "met")]
    assert found == sorted(found)
    assert (len(set(found)) == 1) == (level != "not-stated")


def test_an_end_of_an_assumption_is_taken() -> None:
    low = Numbers({("attack_defences", RECORD, "works"): "low", ("claim_truths", "third-party", "truth"): "high"})
    truth, works = held(guard("advanced", "third-party"), catalogue(), low, "prior")
    assert works == WORKS.advanced.low
    assert truth == catalogue().claim_truths["third-party"].truth.high


def test_every_defence_of_a_requirement_has_a_guard_and_conditions_have_none() -> None:
    found = guards(STAGE, catalogue(), Book())
    graph = STAGE.graph
    steps = [graph.steps[number] for number in graph.step.tolist()]
    defences = {i for i, (_, step) in enumerate(steps) if step.kind == "defense" and step.name != "absent"}
    assert {one.step for one in found} == defences
    assert len(found) == len(defences)
    for one in found:
        _, step = steps[one.step]
        assert (
            catalogue().attack_defences[one.record].requirement == one.measure.requirement == step.meta["requirement"]
        )


def test_one_claim_is_one_coin() -> None:
    book = Book(answers={("", "o"): ("advanced", None)}, owners={"plc": "o", "hub": "o"})
    defence = RECORD.split(".")[1]
    assert keys(STAGE, book, "plc", defence)[0] == keys(STAGE, book, "hub", defence)[0]
    assert keys(STAGE, book, "plc", defence)[1] != keys(STAGE, book, "hub", defence)[1]


def test_different_claims_are_different_coins() -> None:
    book = Book(answers={("", "plc"): ("advanced", None), ("", "hub"): ("advanced", None)})
    defence = RECORD.split(".")[1]
    assert keys(STAGE, book, "plc", defence)[0] != keys(STAGE, book, "hub", defence)[0]


def test_another_requirement_is_another_claim() -> None:
    book = Book(answers={("", "o"): ("advanced", None)}, owners={"plc": "o"})
    play = play_of_stage(STAGE, catalogue(), catalogue().attackers["state"], guards(STAGE, catalogue(), book))
    found: dict[str, set[int]] = {}
    for one in guards(STAGE, catalogue(), book):
        if one.measure.holder == "o":
            found.setdefault(one.measure.requirement, set()).add(int(play.coin_key[one.step, 0]))
    assert len(found) > 3
    assert all(len(coins) == 1 for coins in found.values())
    assert len(set.union(*found.values())) == len(found)


def test_whether_a_measure_works_is_one_coin_per_element() -> None:
    defence = RECORD.split(".")[1]
    one, all_ = (keys(STAGE, Book(), asset, defence) for asset in ("plc", "plc*"))
    assert one == all_


def test_conditions_are_absent_with_their_chance() -> None:
    play = play_of_stage(STAGE, catalogue(), catalogue().attackers["state"], guards(STAGE, catalogue(), Book()))
    step = step_of(STAGE, "rain/condition", "absent")
    assert play.coin_chance[step].tolist() == [chance_of(0.75), ALWAYS]


def test_attackers_differ_in_what_they_can_do_and_where_they_begin() -> None:
    attacker = catalogue().attackers["state"]
    none = attacker.model_copy(update={"abilities": (), "entries": ("internet",)})
    play, tied = (play_of_stage(STAGE, catalogue(), who, ()) for who in (attacker, none))
    tagged = np.array([bool(STAGE.graph.steps[number][1].tags) for number in STAGE.graph.step.tolist()])
    assert not tied.coin_chance[tagged, 0].any()
    assert play.coin_chance[tagged, 0].any()
    assert len(tied.entries) == 1
    assert len(play.entries) == len(set(attacker.entries))


def test_a_quicker_attacker_takes_less_time_at_every_step() -> None:
    attacker = catalogue().attackers["state"]
    quick = attacker.model_copy(update={"speed": attacker.speed.model_copy(update={"likely": 4.0})})
    slow = attacker.model_copy(update={"speed": attacker.speed.model_copy(update={"likely": 0.5})})
    fast, late = (play_of_stage(STAGE, catalogue(), who, ()) for who in (quick, slow))
    timed = np.flatnonzero(fast.table >= 0)
    assert len(timed)
    assert (fast.tables[fast.table[timed]] <= late.tables[late.table[timed]]).all()
    assert (fast.tables[fast.table[timed]] < late.tables[late.table[timed]]).any()


def test_what_the_model_says_itself_does_not_depend_on_the_attacker() -> None:
    feeds = {"k": {"kind": "feeds", "from": "hub", "to": "plc", "tolerance": "P2D"}}
    stage = stage_of(**{**THINGS, "connections": feeds})
    step = step_of(stage, "k/stop", "outlasted")
    for attacker in catalogue().attackers.values():
        play = play_of_stage(stage, catalogue(), attacker, ())
        assert set(play.tables[play.table[step]].tolist()) == {2 * 1440}


def test_without_defences_nothing_is_guarded() -> None:
    play = play_of_stage(STAGE, catalogue(), catalogue().attackers["state"], ())
    names = np.array([STAGE.graph.steps[number][1].name for number in STAGE.graph.step.tolist()])
    assert not play.coin_chance[(play.role == GUARD) & (names != "absent"), 0].any()


def test_unstated_measures_of_one_owner_are_one_claim_each() -> None:
    one = guard("not-stated", holder=None)
    other = replace(one, subject="hub")
    alone = replace(one, measure=replace(one.measure, owner=None))
    assert one.claim == other.claim
    assert alone.claim != replace(alone, subject="hub").claim
