"""SARIF and JUnit files with evidence: what is met as stated and not proven, as many as the gate has findings."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from sanso import verbs
from sanso.analysis.proof.result import ProofRow
from sanso.analysis.proof.staleness import Stale
from sanso.cli.gate import Gate
from sanso.cli.junit import junit_of
from sanso.cli.sarif import sarif_of
from sanso.cli.voice import Voice
from sanso.verbs import Evaluation

from .conftest import Run

DAY = "2026-11-20"
SETTLED = ("met", "not-applicable")
OPEN = ("missing", "not-stated", "partial")
NOTES = "toolExecutionNotifications"

TEXT: dict[str, Any] = {
    "type": "object",
    "properties": {"text": {"type": "string", "minLength": 1}},
    "required": ["text"],
    "additionalProperties": False,
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def _object(required: list[str], **properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _array(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


REGION = _object(
    ["startLine"], startLine={"type": "integer", "minimum": 1}, startColumn={"type": "integer", "minimum": 1}
)
PLACE = _object(["artifactLocation"], artifactLocation=_object(["uri"], uri={"type": "string"}), region=REGION)
RULE = _object(["id"], id={"type": "string"}, name={"type": "string"}, shortDescription=TEXT, fullDescription=TEXT)
RESULT = _object(
    ["message"],
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=TEXT,
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    locations=_array(_object([], physicalLocation=PLACE)),
    properties={"type": "object"},
)
NOTE = _object(["message"], descriptor=_object(["id"], id={"type": "string"}), level=LEVEL, message=TEXT)
INVOCATION = _object(
    ["executionSuccessful"], executionSuccessful={"type": "boolean"}, toolExecutionNotifications=_array(NOTE)
)
DRIVER = _object(["name"], name={"type": "string"}, version={"type": "string"}, rules=_array(RULE))
RUN = _object(
    ["tool"],
    tool=_object(["driver"], driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
    invocations=_array(INVOCATION),
    results=_array(RESULT),
)
SARIF = _object(
    ["version", "runs"],
    **{"$schema": {"type": "string"}, "version": {"enum": ["2.1.0"]}, "runs": _array(RUN)},
)
"""What the schema of SARIF 2.1.0 says of the members in use; every object of it is closed but property bags."""


@pytest.fixture(scope="module")
def made(folder: Path) -> Evaluation:
    return verbs.evaluate(folder / "bus-operation.yaml", at=dt.date.fromisoformat(DAY), evidence=folder / "evidence")


def _proof_rows(made: Evaluation) -> tuple[ProofRow, ...]:
    assert made.assessment.proof is not None
    return made.assessment.proof.requirements


def _results(made: Evaluation, lang: Any = "en") -> list[dict[str, Any]]:
    log = sarif_of(made, Voice(lang))
    jsonschema_rs.validator_for(SARIF).validate(log)
    results: list[dict[str, Any]] = log["runs"][0]["results"]
    return results


def _without_proof(made: Evaluation) -> Evaluation:
    return replace(made, assessment=replace(made.assessment, proof=None))


def _altered(made: Evaluation, number: int, category: int) -> Evaluation:
    """Return *made* with the first *number* rows met as stated and not proven, all in *category*."""
    proof, rows = made.assessment.proof, made.assessment.requirements
    assert proof is not None
    asked = [place for place, row in enumerate(rows) if row.level != "not-required"][:number]
    stated, shown = list(rows), list(proof.requirements)
    for place in asked:
        stated[place] = replace(rows[place], status="met")
        parts = tuple(replace(part, stated="met", proven="partial", category=category) for part in shown[place].parts)
        shown[place] = replace(shown[place], stated="met", proven="partial", parts=parts)
    changed = replace(proof, requirements=tuple(shown))
    return replace(made, assessment=replace(made.assessment, requirements=tuple(stated), proof=changed))


def test_what_is_not_proven_is_what_the_gate_counts(made: Evaluation) -> None:
    gate = Gate.of("unproven")
    assert gate is not None
    assert made.assessment.proof is not None
    number = gate.findings(made)
    assert number == made.assessment.proof.layers[0].requirements.gap > 0
    bags = [result["properties"] for result in _results(made) if "properties" in result]
    assert sum(bag["unproven"] for bag in bags) == number
    assert all(bag["unproven"] == (bag["proven"] not in SETTLED) for bag in bags)
    top = ElementTree.fromstring(junit_of(made, Voice(), by_proof=True))
    assert len(top.findall(".//failure")) == number
    assert sum(int(suite.get("failures", "")) for suite in top) == number


def test_sarif_adds_what_is_met_and_not_proven(made: Evaluation) -> None:
    plain, results = _results(_without_proof(made)), _results(made)
    bare = [{key: value for key, value in result.items() if key != "properties"} for result in results]
    added = [result for result in results if result["partialFingerprints"]["sanso/v1"].endswith("#unproven")]
    rows = [row for row in _proof_rows(made) if row.stated in SETTLED and row.unproven]
    assert [result["ruleId"] for result in added] == [row.id for row in rows] == ["CPS.DS-6"]
    rest = [result for result in bare if not result["partialFingerprints"]["sanso/v1"].endswith("#unproven")]
    assert [{**result, "ruleIndex": 0} for result in rest] == [{**result, "ruleIndex": 0} for result in plain]
    (one,) = added
    assert one["level"] == "note"
    assert (
        "“Capacity and resilience under attack”: met as stated, not proven; Advanced is req" in one["message"]["text"]
    )
    assert one["properties"] == {
        "required": "advanced",
        "stated": "met",
        "proven": "not-stated",
        "unproven": True,
        "basis": None,
        "category": 1,
        "layers": [1, 3],
    }
    assert one["locations"]


def test_every_result_points_at_its_rule_and_has_a_print_of_its_own(made: Evaluation) -> None:
    (run,) = sarif_of(_altered(made, 40, 4), Voice())["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    prints = [result["partialFingerprints"]["sanso/v1"] for result in run["results"] if "properties" in result]
    assert len(prints) == len(set(prints))


@pytest.mark.parametrize(("category", "level"), [(0, "note"), (2, "note"), (3, "warning"), (4, "warning")])
def test_the_level_follows_from_the_category(made: Evaluation, category: int, level: str) -> None:
    added = [
        result
        for result in _results(_altered(made, 5, category))
        if result["partialFingerprints"]["sanso/v1"].endswith("#unproven")
    ]
    assert len(added) >= 5
    assert {result["level"] for result in added[:5]} == {level}
    assert {result["properties"]["category"] for result in added[:5]} == {category}


def test_the_category_is_that_of_what_is_not_proven(made: Evaluation) -> None:
    from sanso.cli.gate_proof import proof_properties

    row = next(row for row in _proof_rows(made) if row.category == 4 and row.unproven)
    (part, *_) = row.parts
    parts = (
        replace(part, proven="not-stated", category=2, elements=("a", "b")),
        replace(part, proven="met", category=4, elements=("c",)),
    )
    mixed = replace(row, parts=parts)
    assert proof_properties(mixed)["category"] == 2
    assert mixed.unproven_elements == ("a", "b")


def test_messages_are_in_the_language_asked_for(made: Evaluation) -> None:
    (one,) = [result for result in _results(made, "ja") if "#unproven" in str(result["partialFingerprints"])]
    assert "「攻撃に耐える資源の確保」は申告上は充足、証明なし(求められるレベル: Advanced)。" in one["message"]["text"]
    (run,) = sarif_of(made, Voice("ja"))["runs"]
    assert all(re.search("[ぁ-ん一-龠]", note["message"]["text"]) for note in run["invocations"][0][NOTES])


def test_the_run_says_on_what_the_proof_rests(made: Evaluation) -> None:
    proof = made.assessment.proof
    assert proof is not None
    (run,) = sarif_of(made, Voice())["runs"]
    notes = run["invocations"][0][NOTES]
    texts = "\n".join(note["message"]["text"] for note in notes)
    for said in (
        "487 are required and not proven",
        "2026-11-20 23:59 (UTC)",
        "Trust list: version 2",
        "--pin with the thumb",
    ):
        assert said in texts
    codes = [note["descriptor"]["id"] for note in notes if "descriptor" in note]
    assert codes == [finding.code for finding in proof.diagnostics]
    assert NOTES not in sarif_of(_without_proof(made), Voice())["runs"][0]["invocations"][0]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            ("3 claims do not count because the status lists at hand are too old", "2026-11-09", "Put in newer ones"),
        ),
        ("ja", ("主張3件が有効になっていません", "2026-11-09", "新しい失効情報を入手")),
    ],
)
def test_old_status_lists_are_told_once_a_run(made: Evaluation, lang: Any, said: tuple[str, ...]) -> None:
    proof = made.assessment.proof
    assert proof is not None
    assert b"system-out" not in junit_of(made, Voice(lang))
    stale = replace(proof, stale=Stale(3, dt.date(2026, 11, 9), 7, elsewhen=True))
    old = replace(made, assessment=replace(made.assessment, proof=stale))
    log = sarif_of(old, Voice(lang))
    jsonschema_rs.validator_for(SARIF).validate(log)
    codes = [note.get("descriptor", {}).get("id") for note in log["runs"][0]["invocations"][0][NOTES]]
    assert codes.count("old-status-lists") == 1
    note = log["runs"][0]["invocations"][0][NOTES][codes.index("old-status-lists")]
    assert note["level"] == "warning"
    for by_proof in (False, True):
        (output,) = ElementTree.fromstring(junit_of(old, Voice(lang), by_proof=by_proof)).findall(".//system-out")
        assert output.text == note["message"]["text"]
    assert all(words in note["message"]["text"] for words in said)


def test_without_evidence_nothing_is_said_of_proof(made: Evaluation) -> None:
    bare = _without_proof(made)
    assert not any("properties" in result for result in _results(bare))
    assert b"<propert" not in junit_of(bare, Voice())
    assert junit_of(bare, Voice(), by_proof=True) == junit_of(bare, Voice())


@pytest.mark.parametrize("by_proof", [False, True])
def test_a_case_is_as_the_gate_says(made: Evaluation, *, by_proof: bool) -> None:
    top = ElementTree.fromstring(junit_of(made, Voice(), by_proof=by_proof))
    cases = {
        (case.get("classname"), (case.get("name") or "").split()[0]): [part.tag for part in case]
        for case in top.iter("testcase")
    }
    assert len(cases) == len(made.assessment.requirements)
    for row in _proof_rows(made):
        fails = row.unproven if by_proof else row.stated in OPEN
        left = not fails and (row.unproven or row.stated in ("not-applicable", "not-required"))
        expected = ["failure"] if fails else ["skipped"] if left else []
        assert cases[row.organization or "nobody", row.id] == expected, row
    for suite in top:
        assert int(suite.get("skipped", "")) == len(suite.findall(".//skipped"))
        assert int(suite.get("failures", "")) == len(suite.findall(".//failure"))
        assert [child.tag for child in suite][:2] == ["properties", "testcase"]
        assert "Trust list: version 2" in (suite[0][0].get("value") or "")


def test_a_case_met_and_not_proven_says_so(made: Evaluation) -> None:
    message = "met as stated, not proven; Advanced is required"
    skipped = ElementTree.fromstring(junit_of(made, Voice())).findall(f".//skipped[@message='{message}']")
    assert len(skipped) == 1
    (failed,) = ElementTree.fromstring(junit_of(made, Voice(), by_proof=True)).findall(".//failure[@type='unproven']")
    assert failed.get("message") == message
    assert "2 elements: Mobile operator, Mobile network" in (failed.text or "")


def test_the_command_writes_files_that_agree_with_its_exit_status(run: Run, folder: Path, tmp_path: Path) -> None:
    sarif, junit = tmp_path / "found.sarif", tmp_path / "found.xml"
    words = ("--at", DAY, "--evidence", folder / "evidence", "--sarif", sarif, "--junit", junit)
    ran = run("assess", folder / "bus-operation.yaml", *words, "--fail-on", "unproven")
    results = json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"]
    number = sum(result.get("properties", {}).get("unproven", False) for result in results)
    assert (ran.code, f"--fail-on unproven: {number} findings" in ran.err) == (1, True)
    assert len(ElementTree.parse(junit).findall(".//failure")) == number
    assert run("assess", folder / "bus-operation.yaml", *words).code == 0
    assert len(ElementTree.parse(junit).findall(".//failure")) > number
