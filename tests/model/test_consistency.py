"""Parts that do not fit one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sanso.model.containment import cycles
from sanso.model.loading import check_model

from .factory import HEAD, VOCABULARY, at, codes, document, model, only, read, rows

SENSOR = {"kind": "sensor"}


@pytest.mark.parametrize("length", [1, 2, 3, 7, 500])
@pytest.mark.parametrize("section", ["components", "systems", "products"])
def test_cyclic_containment(section: str, length: int, tmp_path: Path) -> None:
    base = SENSOR if section == "components" else {}
    ring = {f"x{n}": {**base, "contains": [f"x{(n + 1) % length}"]} for n in range(length)}
    found = only(read(tmp_path, document(**{section: ring})), "contains-itself")
    assert found.path == f"{section}/x0/contains"
    assert "x0 → " in found.message.en
    assert len(found.message.en) < 200


def test_two_rings(tmp_path: Path) -> None:
    things = {a: {"contains": [b]} for a, b in ("ab", "ba", "cd", "dc", "ea")}
    loaded = read(tmp_path, document(products=things))
    assert [(d.code, d.path) for d in loaded.diagnostics] == [
        ("contains-itself", "products/a/contains"), ("contains-itself", "products/c/contains"),
    ]  # fmt: skip


def test_a_shared_product_is_no_ring(tmp_path: Path) -> None:
    things: dict[str, Any] = {"chip": {}, "a": {"contains": ["chip"]}, "b": {"contains": ["chip", "a"]}}
    assert read(tmp_path, document(products=things)).diagnostics == ()
    assert cycles({"a": ("chip",), "b": ("chip", "a")}) == []


def test_contained_twice(tmp_path: Path) -> None:
    found = only(read(tmp_path, document(systems={"tram": {"contains": {"eye": 1}}})), "contained-twice")
    assert found.path == "systems/tram/contains"
    assert "bus" in found.message.en


def test_depth_of_containment(tmp_path: Path) -> None:
    def tower(height: int) -> dict[str, Any]:
        tower = {f"s{n}": {"contains": [f"s{n + 1}"]} for n in range(height - 1)}
        return document(systems={**tower, f"s{height - 1}": {}})

    assert read(tmp_path, tower(64)).diagnostics == ()
    assert only(read(tmp_path, tower(65)), "contained-too-deep").path == "systems/s64"


def test_populations(tmp_path: Path) -> None:
    def nested(*numbers: int) -> dict[str, Any]:
        made: dict[str, Any] = {
            f"s{n}": {"count": number, "contains": [f"s{n + 1}"]} for n, number in enumerate(numbers)
        }
        return document(systems={**made, f"s{len(numbers)}": {}})

    assert read(tmp_path, nested(10**6, 10**6)).diagnostics == ()
    assert codes(read(tmp_path, nested(10**6, 10**6, 2))) == {"population-too-large"}
    assert codes(read(tmp_path, nested(*[10**9] * 60))) == {"population-too-large"}


def test_rings_of_alternatives(tmp_path: Path) -> None:
    def links(**alternatives: list[str]) -> dict[str, Any]:
        line = {"kind": "commands", "from": "hub", "to": "door"}
        return document(connections={name: {**line, "alternatives": others} for name, others in alternatives.items()})

    assert read(tmp_path, links(a=["b", "c"], b=[], c=[])).diagnostics == ()
    assert at(only(read(tmp_path, links(a=["a"])), "alternatives-ring"))[0] > 1
    assert only(read(tmp_path, links(a=["b"], b=["a"])), "alternatives-ring").path == "connections/a/alternatives"


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [("2026-04-01", "2026-04-01", True), ("2026-04-02", "2026-04-01", True), ("2026-04-01", "2026-04-02", False),
     ("2026-04", "2026-04", True), (None, "2026-04-01", False), ("2026-04-01", None, False)],
)  # fmt: skip
def test_validity(first: str | None, last: str | None, fault: bool, tmp_path: Path) -> None:
    loaded = read(tmp_path, document(people={"p": {"valid": {"from": first, "to": last}}}))
    assert codes(loaded) == ({"never-valid"} if fault else set())


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ({"loss": {"low": "1 MJPY", "high": "5 MJPY"}}, ""),
        ({"loss": {"low": "5 MJPY", "high": "5 MJPY"}}, ""),
        ({"loss": {"low": "6 MJPY", "high": "5 MJPY"}}, "loss-order"),
        ({"loss": {"low": "1 MJPY", "high": "5 MEUR"}}, "mixed-currencies"),
        ({"loss": {"low": "1円", "high": "2円", "per": "person"}}, "loss-per-person"),
        ({"loss": {"low": "1円", "high": "2円", "per": "person"}, "affects": {"people": "crew"}}, "loss-per-person"),
        ({"loss": {"low": "1円", "high": "2円", "per": "person"}, "affects": {"people": "crew", "count": 1}}, ""),
        ({"cause": {"at_least": {"n": 2, "of": [{"condition": "night"}]}}}, "at-least-too-many"),
        ({"cause": {"any_of": [{"at_least": {"n": 2, "of": [{"condition": "night"}]}}]}}, "at-least-too-many"),
        ({"cause": {"at_least": {"n": 1, "of": [{"condition": "night"}]}}}, ""),
    ],
)
def test_harms(harm: dict[str, Any], code: str, tmp_path: Path) -> None:
    sound = {"cause": {"element": "door", "effect": "stopped"}, "human": "limited", "rationale": "r"}
    loaded = read(tmp_path, document(harms={"h": {**sound, **harm}}))
    assert codes(loaded) == ({code} if code else set())


def test_remarks_do_not_refuse(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        document(harms={"h": {"cause": {"condition": "night"}}}, measures={"maker": {"CPS.AC-1": "not-applicable"}}),
    )
    assert loaded.model is not None
    assert {d.code: d.severity for d in loaded.diagnostics} == {
        "no-rationale": "warning", "harm-not-rated": "warning", "not-applicable-without-reason": "warning",
    }  # fmt: skip


def test_qualifications(tmp_path: Path) -> None:
    held = [{"kind": "licence", "name": "a", "held_by": 3}, {"kind": "licence", "name": "b", "held_by": 4}]
    found = only(read(tmp_path, document(people={"p": {"count": 3, "qualifications": held}})), "held-by-too-many")
    assert "4" in found.message.en
    assert read(tmp_path, document(people={"p": {"qualifications": held}})).model is not None


@pytest.mark.parametrize(
    ("serious", "catastrophic", "code"),
    [("1 MJPY", "5 MJPY", ""), ("6 MJPY", "5 MJPY", "criteria-order"), ("1 MJPY", "5 MEUR", "mixed-currencies")],
)
def test_criteria(serious: str, catastrophic: str, code: str, tmp_path: Path) -> None:
    levels = f"{{serious: {serious}, catastrophic: {catastrophic}}}"
    text = HEAD + f"people: {{p: }}\ncriteria:\n  economic: {{by_scale: {{sme: {levels}}}}}\n"
    loaded = read(tmp_path, text)
    assert codes(loaded) == ({code} if code else set())
    if code:
        assert at(loaded.diagnostics[0]) == (5, 30)


def test_models_from_python_are_checked_too() -> None:
    made = model(
        systems={"a": {"contains": ["b"]}, "b": {"contains": ["a"]}},
        harms={"h": {"cause": {"condition": "x"}, "loss": {"low": "2円", "high": "1円"}}},
        criteria={"economic": {"by_scale": {"sme": {"serious": "2円", "catastrophic": "1円"}}}},
    )
    assert {d.code for d in check_model(made, VOCABULARY) if d.severity == "error"} == {
        "contains-itself", "unknown-reference", "loss-order", "criteria-order",
    }  # fmt: skip


def test_a_model_of_nothing(tmp_path: Path) -> None:
    loaded = read(tmp_path, HEAD)
    assert loaded.model is not None
    assert [(d.code, d.severity) for d in loaded.diagnostics] == [("nothing-modelled", "warning")]
    assert codes(read(tmp_path, HEAD + "people: {p: 5}\n")) == {"wrong-type"}
    assert len(read(tmp_path, HEAD + "people: {p: 5}\n").diagnostics) == 1


@pytest.mark.parametrize("section", ["components", "products"])
def test_very_many_rings_stay_cheap(section: str, tmp_path: Path) -> None:
    number = 5_000
    base = SENSOR if section == "components" else {}
    lines = ({"in": section, "id": f"x{n}", **base, "contains": [f"x{(n + 1) % number}", "x0"]} for n in range(number))
    assert "contains-itself" in codes(read(tmp_path, rows(*lines), "m.jsonl"))
