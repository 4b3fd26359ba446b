"""The published result: keys, counts, open points and their order, and the model of a day."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from sanso.analysis import all_open_points, assess
from sanso.report.json_out import to_json

from .build import DAY, catalogue, codes, effect, link, make, placed, row, run, trust

SECTIONS: dict[str, Any] = {
    "name": {"en": "Line", "ja": "ライン"},
    "organizations": {"plant": {"scale": "large"}, "maker": {"scale": "sme"}},
    "people": {"crew": {"employer": "plant", "count": 10}, "guests": {}},
    "products": {"unit-1": {"maker": "maker"}},
    "components": {
        "unit": {"kind": "controller", "product": "unit-1", "roles": {"owner": "plant"}, "exposure": ["port"]},
        "motor": {"kind": "actuator", "roles": {"owner": "plant"}},
        "lamp": {"kind": "actuator", "roles": {"owner": "plant"}},
    },
    "systems": {"cell": {"contains": ["unit", "motor"], "roles": {"owner": "plant"}}},
    "data": {"log": {"owner": "plant", "categories": ["personal"]}},
    "connections": {"k": link("commands", "unit", "motor"), "l": link("supplies", "maker", "plant")},
    "harms": {"h": {"cause": effect("motor"), "human": "fatal", "economic": "serious", "rationale": "it moves"}},
    "measures": {"plant": {"CPS.AC-2": {"level": "basic", "basis": "self-declaration", "valid_until": "2027-01-01"}}},
    "confirmations": [{"perspective": "social-support", "subject": "plant", "kind": "contact"}],
}

KEYS = {
    "model": {"schema", "id", "name", "digest", "at", "counts", "diagnostics"},
    "incidents": {"id", "layer", "type", "vulnerability", "elements", "requirements", "source", "confidence"},
    "requirements": {"id", "organization", "level", "status", "elements", "answer", "reasons"},
    "iotssf": {"element", "as", "category", "single_unit", "human", "economic", "credits", "mixes", "stated", "short"},
    "trust": {"subject", "kind", "required", "because", "stated", "stage"},
    "summary": {"status", "categories", "open_points"},
}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(to_json(run(**SECTIONS)))
    return document


def _one(written: dict[str, Any], section: str, key: str, value: str) -> dict[str, Any]:
    return next(entry for entry in written[section] if entry[key] == value)


def test_top_level_keys(written: dict[str, Any]) -> None:
    assert list(written) == list(KEYS)


@pytest.mark.parametrize("section", KEYS)
def test_keys_of_entries(written: dict[str, Any], section: str) -> None:
    entries = written[section] if isinstance(written[section], list) else [written[section]]
    assert entries
    assert all(set(entry) >= KEYS[section] for entry in entries)


def test_nested_keys(written: dict[str, Any]) -> None:
    requirement = _one(written, "requirements", "id", "CPS.AC-2")
    assert {key: requirement["answer"][key] for key in ("from", "level", "basis", "valid_until")} == {
        "from": "plant", "level": "basic", "basis": "self-declaration", "valid_until": "2027-01-01",
    }  # fmt: skip
    assert set(requirement["reasons"][0]) >= {"step", "level", "code"}
    assert any(entry["answer"] is None for entry in written["requirements"])
    motor = _one(written, "iotssf", "element", "motor")
    assert set(motor["human"]) == set(motor["economic"]) == {"level", "harm", "via"}
    assert set(_one(written, "trust", "subject", "plant")["because"]) >= {"element", "harm", "via"}
    assert set(written["model"]["name"]) == {"en", "ja"}
    assert set(written["summary"]["open_points"][0]) >= {"text", "category", "closes", "why"}
    assert all(
        set(point[key]) == {"en", "ja"} for point in written["summary"]["open_points"] for key in ("text", "why")
    )
    assert not any(key.endswith("_") for key in _all_keys(written)), "no name of the code leaks out"


def _all_keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for item in value.values() for key in _all_keys(item)}
    return {key for item in value for key in _all_keys(item)} if isinstance(value, list) else set()


def test_every_output_says_stated(written: dict[str, Any]) -> None:
    assert {entry["stage"] for entry in written["trust"]} == {"stated"}
    assert "proven" not in json.dumps(written["trust"])


def test_counts() -> None:
    found = run(**SECTIONS)
    counts = found.model.counts
    assert {key: counts[key] for key in ("organizations", "people", "components", "systems", "data", "procedures")} == {
        "organizations": 2, "people": 2, "components": 3, "systems": 1, "data": 1, "procedures": 0,
    }  # fmt: skip
    assert (counts["elements"], counts["connections"], counts["harms"], counts["measures"]) == (9, 2, 1, 1)
    assert found.summary.categories == {"4": 3, "not-rated": 1}
    assert sum(found.summary.status["all"].values()) == len(found.requirements)
    for layer in (1, 2, 3):
        expected = sum(layer in r.layers for r in found.requirements)
        assert sum(found.summary.status[str(layer)].values()) == expected


def test_open_points_are_sorted_by_category_elements_closed_and_id() -> None:
    found = run(**SECTIONS)
    every = all_open_points(found, make(**SECTIONS), catalogue())
    keys = [(-point.category, -point.closes, point.id) for point in every]
    assert keys == sorted(keys)
    assert found.summary.open_points == every[:10]
    assert found.summary.open_points_total == len(every) > 10
    assert len({point.id for point in every}) == len(every)


def test_a_higher_category_comes_before_more_elements() -> None:
    servers = {f"v{i}": {"kind": "server", "roles": {"owner": "bystander"}} for i in range(20)}
    sections = {
        **SECTIONS,
        "organizations": {**SECTIONS["organizations"], "bystander": {"scale": "large"}},
        "components": {**SECTIONS["components"], **servers},
    }
    every = all_open_points(run(**sections), make(**sections), catalogue())
    of_maker = max(i for i, p in enumerate(every) if p.organization == "maker")
    of_bystander = [(i, p.category, p.closes) for i, p in enumerate(every) if p.organization == "bystander"]
    assert all(i > of_maker and category == 0 for i, category, _ in of_bystander)
    assert max(closes for _, _, closes in of_bystander) == 21 > every[of_maker].closes


def test_what_is_met_does_not_count_as_closed() -> None:
    sections = {**SECTIONS, "measures": {"lamp": {"CPS.AC-2": "high-advanced"}}}
    points = {point.id: point for point in all_open_points(run(**sections), make(**sections), catalogue())}
    assert "lamp" in row(run(**sections), "AC-2", "plant").elements
    assert points["CPS.AC-2@plant"].closes == len(row(run(**sections), "AC-2", "plant").elements) - 1


def test_an_open_point_is_a_row_group_or_a_shortfall() -> None:
    found = run(**SECTIONS)
    every = {point.id: point for point in all_open_points(found, make(**SECTIONS), catalogue())}
    assert len([p for p in every.values() if p.kind == "requirement"]) == sum(
        any(part.status in ("missing", "not-stated", "partial") for part in r.parts) for r in found.requirements
    )
    point = every["CPS.AC-2@plant"]
    parts = row(found, "AC-2", "plant").parts
    assert point.closes == sum(len(part.elements) for part in parts if part.status == "partial")
    assert point.category == 4
    shorts = {s.demand for place in found.iotssf for s in place.short}
    assert {p.id.partition(".")[0] for p in every.values() if p.kind == "confirmation"} >= shorts


def test_what_is_met_is_no_open_point() -> None:
    answered = {"plant": {f"CPS.AC-{n}": "high-advanced" for n in range(1, 10)}}
    sections = {**SECTIONS, "measures": answered}
    points = {point.id for point in all_open_points(run(**sections), make(**sections), catalogue())}
    assert not {f"CPS.AC-{n}@plant" for n in range(1, 10)} & points


def test_diagnostics_and_digest_are_carried() -> None:
    found = assess(make(**SECTIONS), catalogue(), at=DAY, digest="abc")
    assert found.model.digest == "abc"
    assert "supply-without-subject" in codes(found)


def test_the_model_of_a_day() -> None:
    sections = {**SECTIONS, "organizations": {**SECTIONS["organizations"], "maker": {"valid": {"to": "2026-11-22"}}}}
    before, after = run(at=dt.date(2026, 11, 21), **sections), run(at=dt.date(2026, 11, 22), **sections)
    assert before.model.absent == ()
    assert after.model.absent == ("l", "maker")
    assert {"absent", "absent-reference"} <= codes(after)
    assert {t.subject for t in after.trust} == {t.subject for t in before.trust} - {"maker"}


def test_alternatives_are_inactive_unless_chosen() -> None:
    links = {"k": link("commands", "unit", "motor", alternatives=["spare"]), "spare": link("commands", "lamp", "motor")}
    model = make(**{**SECTIONS, "connections": links})
    for chosen, expected in (((), (4, None)), (("spare",), (None, 4))):
        found = assess(model, catalogue(), at=DAY, chosen=chosen)
        assert (placed(found, "unit").category, placed(found, "lamp").category) == expected
        assert "inactive-alternative" in codes(found)


def test_required_stands_beside_stated() -> None:
    found = run(**SECTIONS)
    assert trust(found, "plant").required == 4
    assert trust(found, "plant").stated.requirements["not-stated"] > 0
    assert trust(found, "guests").required is None
