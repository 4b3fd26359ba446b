"""The attack verb: what may be asked for, what is refused, and that numbers can be written down."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sanso
from sanso.catalogue import load_catalogue
from sanso.model.diagnostics import InputRefused
from sanso.model.process import Model
from sanso.verbs import attack
from sanso.verbs.assessing import Evaluation, evaluate
from sanso.verbs.attacking import attack_options

DAY = dt.date(2026, 11, 22)
SECTIONS: dict[str, Any] = {
    "organizations": {"maker": {}, "owner": {}},
    "people": {"crew": {"employer": "owner", "count": 3}},
    "products": {"unit": {"maker": "maker"}},
    "components": {
        "hub": {"kind": "server", "roles": {"operator": "owner"}, "exposure": ["internet"]},
        "plc": {"kind": "controller", "product": "unit", "roles": {"operator": "owner"}},
        "arm": {"kind": "actuator"},
    },
    "systems": {"cells": {"count": 30, "contains": {"plc": 1, "arm": 20}}},
    "connections": {
        "order": {"kind": "commands", "from": "hub", "to": "plc"},
        "move": {"kind": "commands", "from": "plc", "to": "arm"},
        "supply": {"kind": "supplies", "from": "maker", "to": "owner", "subject": ["unit"]},
    },
    "harms": {
        "crush": {
            "cause": {"element": "arm", "effect": "manipulated"},
            "human": "serious",
            "affects": {"people": "crew", "count": 1},
            "loss": {"low": "1 MJPY", "high": "50 MJPY"},
            "borne_by": "owner",
            "rationale": "a test",
        },
        "halt": {
            "cause": {"element": "plc", "effect": "stopped", "share": 0.5},
            "human": "none",
            "loss": {"low": "10 MJPY", "high": "90 MJPY"},
            "rationale": "a test",
        },
    },
}


@pytest.fixture(autouse=True)
def _without_rare_harms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Harms that are too rare for so few worlds are not estimated anew, which takes its time."""
    monkeypatch.setattr("sanso.attack.attacking.with_rare_harms", lambda scene, round_, harms: harms)


def model(**sections: Any) -> Model:
    return Model.model_validate({"sanso": 1, "id": "m", **SECTIONS, **sections})


@cache
def made() -> Evaluation:
    return evaluate(model(), at=DAY)


def refused(**asked: Any) -> list[tuple[str, str]]:
    """The codes and places of what is refused."""
    with pytest.raises(InputRefused) as caught:
        attack_options(made(), **asked)
    for diagnostic in caught.value.diagnostics:
        assert diagnostic.severity == "error"
        assert diagnostic.message.show("en") != diagnostic.message.show("ja")
    return [(diagnostic.code, diagnostic.place.file) for diagnostic in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"attacker": "organized-crime"}, "attack-attacker"),
        ({"worlds": 0}, "attack-worlds"),
        ({"worlds": -5}, "attack-worlds"),
        ({"worlds": 10**9}, "attack-worlds"),
        ({"paths": -1}, "attack-paths"),
        ({"paths": 101}, "attack-paths"),
        ({"workers": 0}, "attack-workers"),
        ({"seed": -1}, "attack-seed"),
        ({"seed": 2**64}, "attack-seed"),
        ({"horizon": "365"}, "attack-horizon-unit"),
        ({"horizon": "long"}, "attack-horizon"),
        ({"horizon": "3 months"}, "attack-horizon-months"),
        ({"horizon": "0d"}, "attack-horizon-range"),
        ({"with_": ["CPS.AC-6"]}, "attack-change"),
        ({"with_": ["CPS.AC-6@owner"]}, "attack-change"),
        ({"with_": ["=@"]}, "attack-change"),
        ({"with_": [""]}, "attack-change"),
        ({"with_": ["CPS.XX-1@owner=basic"]}, "attack-requirement"),
        ({"with_": ["CPS.AC-6@nobody=basic"]}, "attack-place"),
        ({"with_": ["CPS.AC-6@crush=basic"]}, "attack-place"),
        ({"with_": ["CPS.AC-6@owner=best"]}, "attack-level"),
        ({"without": ["nobody"]}, "attack-place"),
        ({"without": ["crush"]}, "attack-place"),
        ({"expand": ["hub"]}, "attack-expand"),
        ({"expand": ["nobody"]}, "attack-expand"),
        ({"expand": ["cells"]}, "attack-expand-many"),
    ],
)
def test_what_cannot_be_used_is_refused(asked: dict[str, Any], code: str) -> None:
    assert [found for found, _ in refused(**asked)] == [code]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = refused(
        attacker="nobody",
        worlds=0,
        seed=-1,
        paths=-1,
        workers=0,
        horizon="1 month",
        with_=["x", "CPS.XX-1@y=z"],
        without=["z"],
        expand=["hub"],
    )
    assert [code for code, _ in found] == [
        "attack-attacker",
        "attack-worlds",
        "attack-paths",
        "attack-workers",
        "attack-seed",
        "attack-horizon-months",
        "attack-change",
        "attack-requirement",
        "attack-place",
        "attack-level",
        "attack-place",
        "attack-expand",
    ]


def test_a_near_miss_is_hinted_at() -> None:
    with pytest.raises(InputRefused) as caught:
        attack_options(made(), attacker="organized-crime", without=["hubb"])
    hints = [diagnostic.hint.show("en") for diagnostic in caught.value.diagnostics if diagnostic.hint]
    assert "organised-crime" in hints[0]
    assert "hub" in hints[1]


def test_a_population_is_measured_with_what_is_in_it() -> None:
    with pytest.raises(InputRefused) as caught:
        attack_options(made(), expand=["cells"])
    assert "600" in caught.value.diagnostics[0].message.show("en")
    assert attack_options(made(), expand=["plc"]).expand == ("plc",)


def test_options_are_taken_over() -> None:
    options = attack_options(made(), horizon="90d", with_=["CPS.AC-6@owner=advanced"], without=["supply"], seed=7)
    assert options.horizon_days == 90.0
    assert [str(change) for change in options.changes] == ["CPS.AC-6@owner=advanced"]
    assert (options.without, options.seed) == (("supply",), 7)


def test_a_catalogue_with_too_many_campaigns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("attackers: {state: {frequency: {low: 1, likely: 2, high: 20000}}}\n")
    catalogue = load_catalogue(path)
    with pytest.raises(InputRefused) as caught:
        attack_options(evaluate(model(), catalogue=catalogue, at=DAY), attacker="state")
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["attack-frequency"]


def test_a_what_if_is_paired_and_measures_only_help() -> None:
    report = attack(
        model(),
        worlds=300,
        paths=1,
        at=DAY,
        attacker="state",
        with_=["CPS.AC-6@owner=high-advanced", "CPS.IP-10@maker=advanced"],
    )
    found = report.comparison
    assert found is not None
    assert found.what_if == ("CPS.AC-6@owner=high-advanced", "CPS.IP-10@maker=advanced")
    assert {change.harm for change in found.harms} == {"crush", "halt"}
    for change in (*found.harms, *found.losses):
        assert change.difference.value <= 0.0
        assert change.difference.value == pytest.approx(change.after.value - change.before.value)
    assert any(change.difference.value < 0 for change in found.harms)
    assert report.result.run.what_if == ()
    by_harm = {outcome.harm: outcome.likelihood.year.value for outcome in report.result.harms}
    assert {change.harm: change.before.value for change in found.harms} == by_harm


def test_without_the_only_way_in_nothing_happens() -> None:
    report = attack(model(), worlds=200, paths=1, at=DAY, attacker="opportunist", without=["hub"])
    assert report.comparison is not None
    for change in (*report.comparison.harms, *report.comparison.losses):
        assert change.difference.value <= 0.0


@pytest.mark.parametrize(
    "sections",
    [
        {"harms": {}},
        {"organizations": {}, "people": {}, "products": {}, "harms": {}, "connections": {},
         "components": {"plc": {"kind": "controller"}}, "systems": {}},
        {section: {} for section in SECTIONS},
    ],
    ids=["no-harms", "one-device", "empty"],
)  # fmt: skip
def test_models_with_nothing_to_lose(sections: dict[str, Any]) -> None:
    result = attack(model(**sections), worlds=50, at=DAY).result
    assert (result.harms, result.losses, result.casualties, result.paths) == ((), (), (), ())
    assert (result.criticality, result.assumptions) == ((), ())
    assert result.run.worlds_done == 50


def test_everything_may_be_left_out() -> None:
    report = attack(
        model(), worlds=50, paths=1, at=DAY, without=["maker", "owner", "crew", "hub", "cells", "plc", "arm"]
    )
    assert report.comparison is not None
    assert all(change.after.value == 0.0 for change in report.comparison.harms)


def test_the_report_is_json() -> None:
    from sanso.report.json_out import attack_to_json

    for worlds in (1, 60):
        report = attack(model(), worlds=worlds, paths=2, at=DAY, with_=["CPS.AC-6@owner=advanced"])
        data = json.loads(attack_to_json(report))
        assert data["result"]["run"]["worlds"] == worlds


def test_same_question_same_answer() -> None:
    one, other = (attack(model(), worlds=60, paths=2, at=DAY, seed=5) for _ in range(2))
    assert one == other
    assert one.result.run.seed == 5


def test_a_shorter_campaign_does_less() -> None:
    long, short = (attack(model(), worlds=300, paths=0, at=DAY, horizon=days).result for days in ("365d", "2d"))
    assert short.run.horizon_days == 2.0
    for before, after in zip(long.harms, short.harms, strict=True):
        assert after.likelihood.year.value <= before.likelihood.year.value


def test_told_apart_on_request() -> None:
    report = attack(model(), worlds=60, paths=0, at=DAY, expand=["plc"], attacker="state")
    assert report.result.run.steps > made_steps()


def made_steps() -> int:
    return attack(model(), worlds=1, paths=0, at=DAY, attacker="state").result.run.steps


def test_the_verb_is_the_one_of_the_package() -> None:
    assert sanso.attack is not None
    assert "attack" in sanso.__all__
