"""Who is responsible, who answers, and what status follows."""

from __future__ import annotations

from typing import Any

import pytest

from ..analysis.build import codes, link, part_of, row, run, status_of

ORGS: dict[str, Any] = {name: {"scale": "large"} for name in ("op", "man", "own", "care", "firm")}
C = {"kind": "controller"}


def _responsible(ident: str, **sections: Any) -> str | None:
    found = run(organizations=ORGS, **sections)
    (organization,) = {r.organization for r in found.requirements if ident in r.elements}
    return organization


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({"operator": "op", "manager": "man", "owner": "own"}, "op"),
        ({"manager": "man", "owner": "own"}, "man"),
        ({"owner": "own", "maintainer": "care", "user": "firm", "integrator": "firm"}, "own"),
    ],
)
def test_operator_else_manager_else_owner(roles: dict[str, str], expected: str) -> None:
    assert _responsible("c", components={"c": {**C, "roles": roles}}) == expected
    assert _responsible("s", components={"c": C}, systems={"s": {"contains": ["c"], "roles": roles}}) == expected


def test_else_the_nearest_container() -> None:
    systems = {
        "outer": {"contains": ["middle"], "roles": {"operator": "op"}},
        "middle": {"contains": ["inner"], "roles": {"owner": "own"}},
        "inner": {"contains": ["c"], "roles": {"user": "firm"}},
    }
    assert _responsible("c", components={"c": {**C, "roles": {"maintainer": "care"}}}, systems=systems) == "own"
    assert _responsible("c", components={"c": {**C, "roles": {"owner": "firm"}}}, systems=systems) == "firm"


@pytest.mark.parametrize(
    ("ident", "sections"),
    [
        ("p", {"people": {"p": {"employer": "firm"}}}),
        ("d", {"data": {"d": {"owner": "firm"}}}),
        ("r", {"procedures": {"r": {"performed_by": ["firm"]}}}),
        ("r", {"people": {"p": {"employer": "firm"}}, "procedures": {"r": {"performed_by": ["p"]}}}),
        ("r", {"people": {"g": {}, "p": {"employer": "firm"}}, "procedures": {"r": {"performed_by": ["g", "p"]}}}),
    ],
)
def test_people_data_and_procedures(ident: str, sections: dict[str, Any]) -> None:
    assert _responsible(ident, **sections) == "firm"


def test_nobody() -> None:
    sections: dict[str, Any] = {
        "components": {"c": {**C, "exposure": ["port"]}},
        "people": {"guest": {}},
        "connections": {"k": link("operates", "guest", "c")},
    }
    found = run(organizations=ORGS, **sections)
    assert row(found, "AC-8", None).elements == ("c",)
    assert {"nobody-responsible", "outsiders"} <= codes(found)
    whole = {d.code for d in run(components={"c": C}).model.diagnostics}
    assert "nobody-responsible" in whole


UNIT: dict[str, Any] = {
    "organizations": ORGS,
    "products": {"x": {"maker": "firm"}, "other": {}},
    "components": {
        "c": {**C, "product": "x", "roles": {"operator": "op", "owner": "own", "maintainer": "care"}},
        "v": {"kind": "server", "roles": {"operator": "op"}},
    },
    "systems": {"inner": {"contains": ["c"]}, "outer": {"contains": ["inner"], "roles": {"owner": "op"}}},
    "connections": {"k": link("commands", "v", "c")},
}
REQUIREMENT = "AC-1"


def _level(requirement: str = REQUIREMENT, element: str = "c", **measures: str) -> tuple[str | None, str]:
    """Return who answers for *element*, and the status."""
    given = {who.replace("_", "-"): {f"CPS.{requirement}": level} for who, level in measures.items()}
    found = run(**UNIT, measures=given)
    part = next(p for p in row(found, requirement, "op").parts if element in p.elements)
    return (part.answer.from_ if part.answer else None), part.status


CHAIN = ("c", "inner", "outer", "x", "op")


@pytest.mark.parametrize("position", range(len(CHAIN)))
def test_the_nearest_answer_wins_even_if_lower(position: int) -> None:
    given = dict.fromkeys(CHAIN[position:], "high-advanced") | {CHAIN[position]: "none"}
    assert _level(**given) == (CHAIN[position], "missing")


@pytest.mark.parametrize("who", ["own", "care", "firm", "man", "v", "other"])
def test_no_other_role_answers(who: str) -> None:
    assert _level(**{who: "high-advanced"}) == (None, "not-stated")


def test_a_connection_answers_for_both_ends() -> None:
    for element in ("c", "v"):
        assert _level("DS-3", element, op="none", k="high-advanced") == ("k", "met")
        assert _level("DS-3", element, op="high-advanced", k="none") == ("k", "missing")


@pytest.mark.parametrize("requirement", ["DS-3", "AC-8"])
def test_a_connection_answers_where_it_may(requirement: str) -> None:
    assert _level(requirement, k="high-advanced")[0] == "k"


@pytest.mark.parametrize("requirement", ["AC-1", "AC-4", "IP-1", "CM-6"])
def test_a_connection_answers_nothing_else(requirement: str) -> None:
    assert _level(requirement, k="high-advanced") == (None, "not-stated")


def test_a_connection_does_not_answer_for_what_it_contains_or_links_elsewhere() -> None:
    assert _level("DS-3", "inner", k="high-advanced") == (None, "not-stated")


def test_links_without_an_answer_fall_back() -> None:
    sections = {**UNIT, "connections": {**UNIT["connections"], "l": link("transmits", "c", "v")}}
    answered = {"k": {"CPS.DS-3": "high-advanced"}}
    assert status_of(run(**sections, measures=answered), "DS-3", "op", "c") == "not-stated"
    assert (
        status_of(run(**sections, measures={**answered, "op": {"CPS.DS-3": "basic"}}), "DS-3", "op", "c") == "partial"
    )
    both = {**answered, "l": {"CPS.DS-3": "high-advanced"}}
    assert status_of(run(**sections, measures=both), "DS-3", "op", "c") == "met"


@pytest.mark.parametrize(
    ("measure", "status"),
    [
        (None, "not-stated"),
        ({"level": "none"}, "missing"),
        ({"level": "basic"}, "partial"),
        ({"level": "advanced"}, "met"),
        ({"level": "high-advanced"}, "met"),
        ({"level": "not-applicable", "reason": "no logs exist"}, "not-applicable"),
        ({"level": "not-applicable"}, "not-stated"),
        ({"level": "advanced", "valid_until": "2026-11-22"}, "met"),
        ({"level": "advanced", "valid_until": "2026-11-21"}, "not-stated"),
        ({"level": "none", "valid_until": "2026-11-21"}, "not-stated"),
    ],
)
def test_status_against_a_required_advanced(measure: dict[str, Any] | None, status: str) -> None:
    measures = {"op": {f"CPS.{REQUIREMENT}": measure}} if measure else {}
    assert part_of(run(**UNIT, measures=measures), REQUIREMENT, "op", "c") == ("advanced", status)


def test_an_expired_answer_says_so() -> None:
    measure = {"level": "advanced", "valid_until": "2026-11-21"}
    found = row(run(**UNIT, measures={"op": {f"CPS.{REQUIREMENT}": measure}}), REQUIREMENT, "op")
    assert found.answer is not None
    assert found.answer.expired
    points = run(**UNIT, measures={"op": {f"CPS.{REQUIREMENT}": measure}}).summary
    assert points.open_points_total > 0


def test_an_expired_nearer_answer_still_hides_the_one_behind() -> None:
    measures = {
        "c": {f"CPS.{REQUIREMENT}": {"level": "advanced", "valid_until": "2026-11-21"}},
        "op": {f"CPS.{REQUIREMENT}": "advanced"},
    }
    assert status_of(run(**UNIT, measures=measures), REQUIREMENT, "op", "c") == "not-stated"


def test_a_group_takes_its_worst() -> None:
    measures = {
        "op": {f"CPS.{REQUIREMENT}": "advanced"},
        "c": {f"CPS.{REQUIREMENT}": "basic"},
        "v": {f"CPS.{REQUIREMENT}": {"level": "not-applicable", "reason": "none"}},
    }
    found = row(run(**UNIT, measures=measures), REQUIREMENT, "op")
    assert found.status == "partial"
    assert {part.status for part in found.parts} == {"partial", "met", "not-applicable"}
    worse = row(run(**UNIT, measures={**measures, "v": {f"CPS.{REQUIREMENT}": "none"}}), REQUIREMENT, "op")
    assert worse.status == "missing"


DELEGATED: dict[str, Any] = {
    "organizations": {"op": {"scale": "large"}, "care": {"scale": "sme"}, "third": {"scale": "large"}},
    "products": {"x": {}},
    "components": {
        "kept": {**C, "roles": {"operator": "op"}},
        "cared": {**C, "product": "x", "roles": {"operator": "op", "maintainer": "care"}},
        "foreign": {**C, "roles": {"operator": "third", "maintainer": "care"}},
    },
    "systems": {"all": {"contains": ["kept"], "roles": {"operator": "op"}}},
}
PASSED = ["CPS.MA-1", "CPS.AM-2", "CPS.SC-6"]


def _holders(connection: dict[str, Any], requirement: str) -> dict[str, str | None]:
    found = run(**DELEGATED, connections={"k": connection})
    rows = [r for r in found.requirements if r.id == f"CPS.{requirement}"]
    return {e: r.organization for r in rows for e in r.elements if e in ("kept", "cared", "foreign")}


NOBODYS = {"kept": "op", "cared": "op", "foreign": "third"}


@pytest.mark.parametrize(
    ("connection", "passed"),
    [
        (link("maintains", "care", "op", requirements=PASSED), {"cared"}),
        (link("maintains", "care", "op", requirements=PASSED, subject=["kept"]), {"kept"}),
        (link("maintains", "care", "op", requirements=PASSED, subject=["all"]), {"kept"}),
        (link("maintains", "care", "op", requirements=PASSED, subject=["x"]), {"cared"}),
        (link("maintains", "care", "kept", requirements=PASSED), {"kept"}),
        (link("entrusts", "op", "care", requirements=PASSED), {"cared"}),
        (link("entrusts", "op", "care", requirements=PASSED, subject=["kept", "cared"]), {"kept", "cared"}),
        (link("maintains", "care", "op"), set()),
        (link("supplies", "care", "op", subject=["kept"]), set()),
    ],
)
def test_named_requirements_pass_on(connection: dict[str, Any], passed: set[str]) -> None:
    assert _holders(connection, "MA-1") == {**NOBODYS, **dict.fromkeys(passed, "care")}
    assert _holders(connection, "CM-6") == {} or set(_holders(connection, "CM-6").values()) <= {"op", "third"}


def test_the_delegator_keeps_the_check_of_its_partner() -> None:
    connection = link("entrusts", "op", "care", requirements=PASSED, subject=["kept", "cared", "op"])
    found = run(**DELEGATED, connections={"k": connection, "l": link("supplies", "third", "op", subject=["kept"])})
    assert {r.organization for r in found.requirements if r.id == "CPS.SC-6"} == {"op"}


def test_who_took_it_over_answers_for_it() -> None:
    connection = link("maintains", "care", "op", requirements=PASSED)
    measures = {"op": {"CPS.MA-1": "none"}, "care": {"CPS.MA-1": "basic"}}
    found = run(**DELEGATED, connections={"k": connection}, measures=measures)
    assert part_of(found, "MA-1", "care", "cared") == ("basic", "met")
    assert status_of(found, "MA-1", "op", "kept") == "missing"
