"""Barrier credit: the granted case, and every single reason that refuses it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from sanso.iotssf import Placement

from ..analysis.build import effect, harm, link, placed, rating

GRANTED: dict[str, Any] = {
    "organizations": {"drive-maker": {}, "guard-maker": {}, "keeper": {}, "watcher": {}, "plant": {}},
    "products": {"drive-1": {"maker": "drive-maker"}, "guard-1": {"maker": "guard-maker"}},
    "components": {
        "drive": {"kind": "actuator", "product": "drive-1", "roles": {"owner": "plant", "maintainer": "keeper"}},
        "control": {"kind": "controller", "roles": {"owner": "plant"}},
        "guard": {
            "kind": "safety-function",
            "product": "guard-1",
            "roles": {"owner": "plant", "maintainer": "watcher"},
        },
    },
    "systems": {"cell": {"contains": ["drive", "control", "guard"], "roles": {"owner": "plant"}}},
    "connections": {"move": link("commands", "control", "drive")},
    "harms": {"h": harm({"all_of": [effect("drive"), effect("guard", "defeated")]}, economic="none")},
}

Change = Callable[[dict[str, Any]], Any]


def _changed(change: Change) -> dict[str, Any]:
    sections = copy.deepcopy(GRANTED)
    change(sections)
    return sections


def _levels(sections: dict[str, Any], *idents: str) -> list[str | None]:
    found = rating(**sections)
    return [placed(found, ident).human.level for ident in idents]


def _reasons(place: Placement) -> list[str]:
    return [reason.show("en") for credit in place.credits for reason in credit.reasons]


def test_granted_to_the_other_members_and_their_controllers_only() -> None:
    found = rating(**GRANTED)
    levels = {p.element: p.human.level for p in found.placements}
    assert levels == {"drive": "serious", "control": "serious", "guard": "fatal", "cell": "fatal"}
    (credit,) = placed(found, "drive").credits
    assert (credit.barrier, credit.element, credit.granted) == ("guard", "drive", True)
    assert credit.reasons
    assert found.trust["plant"].category == 3, "who owns both has the full level"
    assert (found.trust["drive-maker"].category, found.trust["guard-maker"].category) == (2, 3)


def _connect(kind: str, source: str, target: str) -> Change:
    return lambda s: s["connections"].update(extra=link(kind, source, target))


def _part(ident: str, **fields: Any) -> Change:
    return lambda s: s["components"][ident].update(fields)


REFUSED: dict[str, tuple[Change, str]] = {
    "one commands both": (_connect("commands", "control", "guard"), "shared control source: control"),
    "shared source further up": (
        lambda s: (
            s["components"].update(plc={"kind": "controller"}),
            s["connections"].update(x=link("updates", "plc", "control"), y=link("configures", "plc", "guard")),
        ),
        "shared control source: plc",
    ),
    "same procedure": (
        lambda s: s.update(procedures={"check": {"acts_on": ["drive", "guard"]}}),
        "shared control source: check",
    ),
    "same performer": (
        lambda s: s.update(
            people={"fitter": {}},
            procedures={
                "one": {"acts_on": ["control"], "performed_by": ["fitter"]},
                "two": {"acts_on": ["guard"], "performed_by": ["fitter"]},
            },
        ),
        "shared control source: fitter",
    ),
    "same person from afar": (
        lambda s: (
            s.update(people={"fitter": {}}),
            s["connections"].update(
                x=link("remote-access", "fitter", "control"), y=link("remote-access", "fitter", "guard")
            ),
        ),
        "shared control source: fitter",
    ),
    "barrier commands it": (_connect("commands", "guard", "drive"), "shared control source: guard, watcher"),
    "wired together": (_connect("transmits", "guard", "drive"), "directly connected"),
    "feeds it": (_connect("feeds", "drive", "guard"), "directly connected"),
    "same product": (_part("guard", product="drive-1"), "same product"),
    "product unknown": (_part("guard", product=None), "product not stated"),
    "other product unknown": (_part("drive", product=None), "product not stated"),
    "same maker": (lambda s: s["products"]["guard-1"].update(maker="drive-maker"), "same maker"),
    "maker unknown": (lambda s: s["products"]["guard-1"].update(maker=None), "maker not stated"),
    "same maintainer": (_part("guard", roles={"owner": "plant", "maintainer": "keeper"}), "same maintainer"),
    "maintainer unknown": (_part("guard", roles={"owner": "plant"}), "maintainer not stated"),
    "other maintainer unknown": (_part("drive", roles={"owner": "plant"}), "maintainer not stated"),
    "a second maintainer by contract": (_connect("maintains", "keeper", "guard"), "same maintainer"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    change, reason = REFUSED[case]
    sections = _changed(change)
    found = rating(**sections)
    assert placed(found, "drive").human.level == "fatal"
    assert not placed(found, "drive").credits[0].granted
    assert reason in _reasons(placed(found, "drive"))


def test_a_claim_of_independence_is_no_proof() -> None:
    sections = _changed(lambda s: s["components"]["guard"].update(independent_of=["drive"], roles={"owner": "plant"}))
    assert _levels(sections, "drive") == ["fatal"]


def test_only_safety_functions_and_cross_check_partners_qualify() -> None:
    other = _changed(_part("guard", kind="controller"))
    assert _levels(other, "drive") == ["fatal"]
    assert placed(rating(**other), "drive").credits == ()


SENSORS: dict[str, Any] = {
    **{key: GRANTED[key] for key in ("organizations", "products")},
    "physical": {"road": {}},
    "components": {
        "gps": {"kind": "sensor", "product": "drive-1", "roles": {"maintainer": "keeper"}},
        "odometer": {"kind": "sensor", "product": "guard-1", "roles": {"maintainer": "watcher"}},
    },
    "harms": {"h": harm({"all_of": [effect("gps", "lies"), effect("odometer", "lies")]}, economic="none")},
}


def _senses(**fields: Any) -> dict[str, Any]:
    return {"see": link("senses", "road", "gps", **fields), "turn": link("senses", "road", "odometer")}


def test_cross_check_partner_takes_the_checked_sensor_down() -> None:
    checked = {**SENSORS, "connections": _senses(cross_check=["odometer"])}
    assert _levels(checked, "gps", "odometer") == ["serious", "fatal"]
    assert _levels({**SENSORS, "connections": _senses()}, "gps", "odometer") == ["fatal", "fatal"]


def test_two_that_check_one_another_keep_the_level() -> None:
    """Otherwise whoever has both would be taken for less than the harm."""
    links = _senses(cross_check=["odometer"])
    links["turn"]["cross_check"] = ["gps"]
    assert _levels({**SENSORS, "connections": links}, "gps", "odometer") == ["fatal", "fatal"]


@pytest.mark.parametrize(
    ("stated", "drive"), [("none", "none"), ("limited", "limited"), ("serious", "limited"), ("fatal", "serious")]
)
def test_one_step_and_never_below_limited(stated: str, drive: str) -> None:
    sections = _changed(lambda s: s["harms"]["h"].update(human=stated))
    assert _levels(sections, "drive", "guard") == [drive, stated]


def test_credit_leaves_the_economic_axis_alone() -> None:
    sections = _changed(lambda s: s["harms"]["h"].update(economic="catastrophic"))
    assert placed(rating(**sections), "drive").economic.level == "catastrophic"


def _second_guard(sections: dict[str, Any]) -> None:
    sections["organizations"].update({"third-maker": {}, "third-keeper": {}})
    sections["products"]["guard-2"] = {"maker": "third-maker"}
    sections["components"]["stop"] = {
        "kind": "safety-function", "product": "guard-2", "roles": {"maintainer": "third-keeper"},
    }  # fmt: skip
    sections["harms"]["h"]["cause"]["all_of"].append(effect("stop", "defeated"))


def test_two_barriers_give_one_step_once() -> None:
    assert _levels(_changed(_second_guard), "drive", "guard", "stop", "cell") == ["serious", "fatal", "fatal", "fatal"]


def test_credit_of_one_harm_does_not_reach_another() -> None:
    sections = _changed(lambda s: s["harms"].update(other=harm(effect("drive"), economic="none")))
    assert _levels(sections, "drive") == ["fatal"]


def test_another_way_without_the_barrier_keeps_the_level() -> None:
    """The drive alone is enough in one branch, so the credit of the other branch is worth nothing."""
    cause = {"any_of": [effect("drive", "delayed"), GRANTED["harms"]["h"]["cause"]]}
    assert _levels(_changed(lambda s: s["harms"]["h"].update(cause=cause)), "drive") == ["fatal"]


def test_each_way_has_its_own_barrier() -> None:
    def two_ways(sections: dict[str, Any]) -> None:
        _second_guard(sections)
        sections["organizations"]["arm-keeper"] = {}
        sections["products"]["arm-1"] = {"maker": "arm-keeper"}
        sections["components"]["arm"] = {
            "kind": "actuator", "product": "arm-1", "roles": {"maintainer": "arm-keeper"},
        }  # fmt: skip
        one = {"all_of": [effect("drive"), effect("guard", "defeated")]}
        two = {"all_of": [effect("arm"), effect("stop", "defeated")]}
        sections["harms"]["h"]["cause"] = {"any_of": [one, two]}

    assert _levels(_changed(two_ways), "drive", "arm", "guard", "stop") == ["serious", "serious", "fatal", "fatal"]


def test_a_barrier_needs_all_of() -> None:
    for form in ({"any_of": []}, {"at_least": {"n": 1, "of": []}}):
        cause = copy.deepcopy(form)
        members = cause["any_of"] if "any_of" in cause else cause["at_least"]["of"]
        members += GRANTED["harms"]["h"]["cause"]["all_of"]
        assert _levels(_changed(lambda s, cause=cause: s["harms"]["h"].update(cause=cause)), "drive") == ["fatal"]


def test_members_inside_a_combination_are_members_too() -> None:
    cause = {"all_of": [{"any_of": [effect("drive"), effect("control")]}, effect("guard", "defeated")]}
    sections = _changed(lambda s: s["harms"]["h"].update(cause=cause))
    sections["products"]["plc"] = {"maker": "plant"}
    sections["components"]["control"].update(product="plc", roles={"maintainer": "plant"})
    assert _levels(sections, "drive", "control", "guard") == ["serious", "serious", "fatal"]


def test_whoever_controls_a_part_of_the_other_member_controls_both() -> None:
    def inside(sections: dict[str, Any]) -> None:
        sections["components"]["motor"] = {"kind": "actuator"}
        sections["components"]["drive"]["contains"] = ["motor"]
        sections["connections"].update(x=link("commands", "control", "motor"), y=link("commands", "control", "guard"))
        del sections["connections"]["move"]

    found = rating(**_changed(inside))
    assert placed(found, "drive").human.level == "fatal"
