"""Entries with faults: every fault is told, with the place and in words of a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sanso.model.validation import ENTRY_TYPES

from .factory import HEAD, assert_whole, at, codes, document, only, read

CAUSE: dict[str, Any] = {"condition": "night"}
LINK: dict[str, Any] = {"kind": "commands", "from": "hub", "to": "door"}
SENSE: dict[str, Any] = {"kind": "senses", "from": "road", "to": "eye"}
STATED: dict[str, Any] = {"perspective": "in-operation", "subject": "door"}


def harm(**fields: Any) -> dict[str, Any]:
    return {"harms": {"x": {"cause": CAUSE, "human": "none", "rationale": "r", **fields}}}


def loss(low: Any, high: Any = "5 MJPY") -> dict[str, Any]:
    return harm(loss={"low": low, "high": high})


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    # unknown keys at every depth
    ({"organisations": {}}, "unknown-key", "organisations"),
    ({"organizations": {"x": {"scael": "sme"}}}, "unknown-key", "organizations/x/scael"),
    ({"people": {"x": {"valid": {"form": "2026-01"}}}}, "unknown-key", "people/x/valid/form"),
    ({"people": {"x": {"qualifications": [{"kind": "licence", "name": "a", "heldby": 1}]}}}, "unknown-key",
     "people/x/qualifications/0/heldby"),
    ({"components": {"x": {"kind": "sensor", "roles": {"onwer": "owner"}}}},
     "unknown-key", "components/x/roles/onwer"),
    ({"connections": {"x": {**SENSE, "calibration": {"intervall": "P1Y"}}}}, "unknown-key",
     "connections/x/calibration/intervall"),
    ({"harms": {"x": {"cause": {"element": "door", "effect": "stopped", "sahre": 1}}}},
     "unknown-key", "harms/x/cause/sahre"),
    ({"harms": {"x": {"cause": {"all_of": [CAUSE, {"at_least": {"n": 1, "of": [CAUSE], "off": 1}}]}}}}, "unknown-key",
     "harms/x/cause/all_of/1/at_least/off"),
    ({"measures": {"owner": {"CPS.AC-1": {"level": "basic", "baiss": "x"}}}},
     "unknown-key", "measures/owner/CPS.AC-1/baiss"),
    ({"confirmations": [{**STATED, "resutl": "passed"}]}, "unknown-key", "confirmations/0/resutl"),
    ({"criteria": {"economic": {"by_scael": {}}}}, "unknown-key", "criteria/economic/by_scael"),
    ({"name": {"en": "a", "jaa": "b"}}, "unknown-key", "name/jaa"),
    # numbers
    ({"people": {"x": {"count": -1}}}, "out-of-range", "people/x/count"),
    ({"people": {"x": {"count": 10**12 + 1}}}, "out-of-range", "people/x/count"),
    ({"people": {"x": {"count": "12"}}}, "wrong-type", "people/x/count"),
    ({"people": {"x": {"count": 1.5}}}, "wrong-type", "people/x/count"),
    ({"people": {"x": {"count": True}}}, "wrong-type", "people/x/count"),
    ({"systems": {"x": {"count": 0}}}, "out-of-range", "systems/x/count"),
    ({"systems": {"x": {"contains": {"guard": -2}}}}, "out-of-range", "systems/x/contains/guard"),
    ({"systems": {"x": {"contains": {"guard": None}}}}, "wrong-type", "systems/x/contains/guard"),
    ({"physical": {"x": {"people_exposed": {"crew": -5}}}}, "out-of-range", "physical/x/people_exposed/crew"),
    ({"conditions": {"x": {"probability": 1.5}}}, "out-of-range", "conditions/x/probability"),
    ({"conditions": {"x": {"probability": -0.5}}}, "out-of-range", "conditions/x/probability"),
    ({"conditions": {"x": {"probability": "0.5"}}}, "wrong-type", "conditions/x/probability"),
    ({"conditions": {"x": {"probability": True}}}, "wrong-type", "conditions/x/probability"),
    ({"connections": {"x": {**SENSE, "accuracy": -1}}}, "out-of-range", "connections/x/accuracy"),
    ({"connections": {"x": {**SENSE, "accuracy": "5"}}}, "wrong-type", "connections/x/accuracy"),
    ({"connections": {"x": {**SENSE, "redundancy": 0}}}, "out-of-range", "connections/x/redundancy"),
    ({"connections": {"x": {**SENSE, "range": [1]}}}, "missing-key", "connections/x/range/1"),
    ({"connections": {"x": {**SENSE, "range": [1, "b"]}}}, "wrong-type", "connections/x/range/1"),
    ({"connections": {"x": {**SENSE, "range": [1, 2, 3]}}}, "out-of-range", "connections/x/range"),
    ({"harms": {"x": {"cause": {"element": "door", "effect": "stopped", "share": 0}}}},
     "out-of-range", "harms/x/cause/share"),
    ({"harms": {"x": {"cause": {"element": "door", "effect": "stopped", "share": 1.1}}}},
     "out-of-range", "harms/x/cause/share"),
    ({"harms": {"x": {"cause": {"at_least": {"n": 0, "of": [CAUSE]}}}}}, "out-of-range", "harms/x/cause/at_least/n"),
    ({"harms": {"x": {"cause": {"all_of": []}}}}, "out-of-range", "harms/x/cause/all_of"),
    # money, dates, intervals, coverage, rates, amounts
    (loss("5"), "bad-money", "harms/x/loss/low"),
    (loss(5), "bad-money", "harms/x/loss/low"),
    (loss("500万"), "bad-money", "harms/x/loss/low"),
    (loss("-5 MJPY"), "bad-money", "harms/x/loss/low"),
    (loss("1,5 MJPY"), "bad-money", "harms/x/loss/low"),
    (loss(None), "bad-money", "harms/x/loss/low"),
    (loss({"a": 1}), "bad-money", "harms/x/loss/low"),
    ({"people": {"x": {"valid": {"from": "2026-02-30"}}}}, "bad-date", "people/x/valid/from"),
    ({"people": {"x": {"valid": {"from": "0000-01-01"}}}}, "bad-date", "people/x/valid/from"),
    ({"people": {"x": {"valid": {"from": 2026}}}}, "bad-date", "people/x/valid/from"),
    ({"people": {"x": {"valid": {"to": "2026-13"}}}}, "bad-date", "people/x/valid/to"),
    ({"procedures": {"x": {"interval": "yearly"}}}, "bad-interval", "procedures/x/interval"),
    ({"procedures": {"x": {"interval": "P9999999Y"}}}, "bad-interval", "procedures/x/interval"),
    ({"procedures": {"x": {"interval": 5}}}, "bad-interval", "procedures/x/interval"),
    ({"confirmations": [{**STATED, "coverage": "6/5"}]}, "bad-coverage", "confirmations/0/coverage"),
    ({"confirmations": [{**STATED, "coverage": 0.5}]}, "bad-coverage", "confirmations/0/coverage"),
    ({"conditions": {"x": {"rate": "often"}}}, "bad-rate", "conditions/x/rate"),
    ({"systems": {"x": {"capacity": "2"}}}, "bad-amount", "systems/x/capacity"),
    ({"systems": {"x": {"capacity": 2}}}, "bad-amount", "systems/x/capacity"),
    # words and keys
    ({"components": {"x": {"kind": "senser"}}}, "unknown-word", "components/x/kind"),
    ({"components": {"x": {"kind": 5}}}, "unknown-word", "components/x/kind"),
    ({"components": {"x": {"kind": ["sensor"]}}}, "unknown-word", "components/x/kind"),
    ({"components": {"x": {}}}, "missing-key", "components/x/kind"),
    ({"components": {"x": None}}, "missing-key", "components/x/kind"),
    ({"connections": {"x": {"kind": "comands", "from": "hub", "to": "door"}}}, "unknown-word", "connections/x/kind"),
    ({"connections": {"x": {"kind": "commands", "to": "door"}}}, "missing-key", "connections/x/from"),
    ({"organizations": {"x": {"scale": "SME"}}}, "unknown-word", "organizations/x/scale"),
    ({"sectors": ["space"]}, "unknown-word", "sectors/0"),
    ({"criteria": {"economic": {"by_scale": {"tiny": {"serious": "1円", "catastrophic": "2円"}}}}},
     "unknown-word", "criteria/economic/by_scale/tiny"),
    ({"criteria": {"economic": {"by_scale": {"sme": {"serious": "1円"}}}}}, "missing-key",
     "criteria/economic/by_scale/sme/catastrophic"),
    (harm(human="deadly"), "unknown-word", "harms/x/human"),
    ({"measures": {"owner": {"CPS.AC-1": "expert"}}}, "unknown-word", "measures/owner/CPS.AC-1"),
    ({"measures": {"owner": {"CPS.AC-1": {}}}}, "missing-key", "measures/owner/CPS.AC-1/level"),
    ({"conditions": {"x": {}}}, "bad-condition", "conditions/x"),
    ({"conditions": {"x": {"probability": 1, "rate": "1/year"}}}, "bad-condition", "conditions/x"),
    ({"confirmations": [{"perspective": "before-operation", "subject": "door"}]}, "missing-key", "confirmations/0"),
    ({"confirmations": [{"perspective": "social-support", "subject": "door"}]}, "missing-key", "confirmations/0"),
    ({"confirmations": [{"subject": "door"}]}, "missing-key", "confirmations/0/perspective"),
    ({"confirmations": [{**STATED, "continuous": "yes"}]}, "wrong-type", "confirmations/0/continuous"),
    ({"confirmations": [{**STATED, "continuous": 1}]}, "wrong-type", "confirmations/0/continuous"),
    # shapes
    ({"organizations": {"x": []}}, "wrong-type", "organizations/x"),
    ({"organizations": {"x": "name"}}, "wrong-type", "organizations/x"),
    ({"organizations": {"x": 5}}, "wrong-type", "organizations/x"),
    ({"organizations": {"x": {"name": 5}}}, "wrong-type", "organizations/x/name"),
    ({"organizations": {"x": {"name": ""}}}, "wrong-type", "organizations/x/name"),
    ({"organizations": {"x": {"name": {}}}}, "wrong-type", "organizations/x/name"),
    ({"organizations": {"x": {"name": ["a"]}}}, "wrong-type", "organizations/x/name"),
    ({"organizations": {"x": {"country": 81}}}, "wrong-type", "organizations/x/country"),
    ({"products": {"x": {"version": 4.1}}}, "wrong-type", "products/x/version"),
    ({"components": {"x": {"kind": "sensor", "roles": []}}}, "wrong-type", "components/x/roles"),
    ({"components": {"x": {"kind": "sensor", "roles": {"owner": ["owner"]}}}},
     "wrong-type", "components/x/roles/owner"),
    ({"components": {"x": {"kind": "sensor", "exposure": "internet"}}}, "wrong-type", "components/x/exposure"),
    ({"components": {"x": {"kind": "sensor", "contains": 5}}}, "wrong-type", "components/x/contains"),
    ({"components": {"x": {"kind": "sensor", "contains": [["a"]]}}}, "wrong-type", "components/x/contains"),
    ({"procedures": {"x": {"acts_on": {"door": 1}}}}, "wrong-type", "procedures/x/acts_on"),
    ({"procedures": {"x": {"acts_on": [5]}}}, "wrong-type", "procedures/x/acts_on/0"),
    ({"measures": {"owner": ["CPS.AC-1"]}}, "wrong-type", "measures/owner"),
    ({"measures": {"owner": {"CPS.AC-1": 5}}}, "wrong-type", "measures/owner/CPS.AC-1"),
    ({"confirmations": ["text"]}, "wrong-type", "confirmations/0"),
    ({"criteria": 5}, "wrong-type", "criteria"),
    ({"sectors": "auto"}, "wrong-type", "sectors"),
    *(({"harms": {"x": {"cause": cause}}}, "wrong-type", "harms/x/cause") for cause in ("fire", 5, ["a"], None, True)),
    ({"harms": {"x": {"cause": {"all_of": ["a"]}}}}, "wrong-type", "harms/x/cause/all_of/0"),
    ({"harms": {"x": {"cause": {"any_of": {"a": 1}}}}}, "wrong-type", "harms/x/cause/any_of"),
    ({"harms": {"x": {"cause": {"at_least": [CAUSE]}}}}, "wrong-type", "harms/x/cause/at_least"),
    ({"harms": {"x": {"cause": {}}}}, "missing-key", "harms/x/cause/element"),
    # single values
    ({"sanso": 2}, "unknown-word", "sanso"),
    ({"sanso": "1"}, "unknown-word", "sanso"),
    ({"sanso": True}, "wrong-type", "sanso"),
    ({"sanso": 1.0}, "wrong-type", "sanso"),
    ({"sanso": None}, "unknown-word", "sanso"),
    ({"id": 5}, "wrong-type", "id"),
    ({"id": "a b"}, "bad-id", "id"),
    ({"id": ""}, "bad-id", "id"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sections", "code", "path"), FAULTS, ids=[f"{c} {p} {i}" for i, (_, c, p) in enumerate(FAULTS)]
)
def test_faults(sections: dict[str, Any], code: str, path: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, document(**sections))
    assert loaded.model is None
    told = [(d.code, d.path) for d in loaded.diagnostics if d.severity == "error"]
    assert (code, path) in told, told
    assert {c for c, _ in told} == {code}, told
    lines = (tmp_path / "m.yaml").read_text().splitlines()
    for diagnostic in loaded.diagnostics:
        assert_whole(diagnostic)
        assert 1 <= diagnostic.place.line <= len(lines)
    if code == "unknown-key":
        found = next(d for d in loaded.diagnostics if d.path == path)
        assert found.hint is not None
        assert "did you mean" in found.hint.en
        assert lines[found.place.line - 1][found.place.column - 1 :].startswith(f'"{path.split("/")[-1]}"')


@pytest.mark.parametrize(
    "ident",
    ["a b", "a/b", "_a", "-a", ".a", "a:b", "🚌", "a🚌", "a" * 81, "a\n", "", " a", "a\u3000b", "{a}", "a\u200bb"],
)
@pytest.mark.parametrize("section", ["organizations", "connections", "harms"])
def test_ids_that_cannot_be(ident: str, section: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, document(**{section: {ident: None}}))
    assert_whole(only(loaded, "bad-id"))


def test_very_long_ids_are_cut(tmp_path: Path) -> None:
    loaded = read(tmp_path, HEAD + f"organizations: {{? {'a' * 100_000} : }}\nmeasures: {{? {'b' * 100_000} : }}\n")
    assert codes(loaded) <= {"bad-id", "unknown-reference", "yaml-syntax"}
    for diagnostic in loaded.diagnostics:
        assert_whole(diagnostic)
        assert len(diagnostic.path) < 1000


@pytest.mark.parametrize("ident", ["a", "市バス", "9", "a.b-c_d", "a" * 80, "ä", "バス停", "CPS.AC-1"])
def test_ids_that_can_be(ident: str, tmp_path: Path) -> None:
    assert read(tmp_path, document(organizations={ident: {}})).diagnostics == ()


@pytest.mark.parametrize(
    "value", [".nan", ".inf", "-.inf", "1e999", "99999999999999999999", "0x10", "0o17", "012", "1_000", "yes", "~"]
)
def test_numbers_that_are_none(value: str, tmp_path: Path) -> None:
    text = f"{HEAD}conditions: {{c: {{probability: {value}}}}}\npeople: {{p: {{count: {value}}}}}\n"
    loaded = read(tmp_path, text)
    assert loaded.model is None
    assert {d.path for d in loaded.diagnostics} >= (
        {"conditions/c"} if value == "~" else {"conditions/c/probability", "people/p/count"}
    )


@pytest.mark.parametrize("name", ["NO", "on", "012", "2026-04-01", "1_000", "0o17", "12:30", "~x"])
def test_plain_words_stay_words(name: str, tmp_path: Path) -> None:
    made = read(tmp_path, f"{HEAD}organizations: {{o: {{name: {name}, country: {name}}}}}\n").require()
    assert made.label("o").en == name
    assert made.organizations["o"].country == name


def test_numbers_as_keys_are_text(tmp_path: Path) -> None:
    assert set(read(tmp_path, f"{HEAD}people: {{1: {{}}, 2.5: {{}}, true: {{}}}}\n").require().people) == {
        "1",
        "2.5",
        "true",
    }


def test_merge_keys_are_no_keys(tmp_path: Path) -> None:
    text = f"{HEAD}people:\n  p: &p {{count: 1}}\n  q: {{<<: *p}}\n"
    assert at(only(read(tmp_path, text), "unknown-key")) == (5, 7)


def test_all_faults_at_once_in_order_of_place(tmp_path: Path) -> None:
    text = f"""{HEAD}people:
  p: {{count: -1, x: 1}}
  "a b": {{}}
components:
  c: {{kind: senser, roles: {{owner: nobody}}}}
harms:
  h: {{cause: {{element: c, effect: lies, share: 7}}, loss: {{low: 5, high: 5 MJPY}}, rationale: r}}
"""
    loaded = read(tmp_path, text)
    assert [(d.code, at(d)) for d in loaded.diagnostics] == [
        ("out-of-range", (4, 14)), ("unknown-key", (4, 18)), ("bad-id", (5, 3)), ("unknown-word", (7, 13)),
        ("out-of-range", (9, 48)), ("bad-money", (9, 64)),
    ]  # fmt: skip


def test_values_are_shown_as_written(tmp_path: Path) -> None:
    loaded = read(tmp_path, f"{HEAD}people: {{p: {{valid: {{from: true}}}}, q: {{valid: {{from: [1]}}}}}}\n")
    assert [d.message.en.split(" ")[0] for d in loaded.diagnostics] == ["true", "…"]


def test_every_section_has_a_type() -> None:
    assert len(ENTRY_TYPES) == 11
