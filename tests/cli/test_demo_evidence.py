"""The bus example proves itself: the story of its trust gap, its evidence beside the model, and `verify --evidence`."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from sanso import examples
from sanso.cli.__main__ import main
from sanso.cli.show.story import show_story
from sanso.cli.voice import Voice
from sanso.model.text import Language
from sanso.verbs.assessing import catalogue, read
from sanso.verbs.evidence import read_evidence
from sanso.verbs.trust_story import story_record, trust_story

from .conftest import Run

DAY = ("--at", "2026-11-16")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """The folder that the demo wrote, and what it printed as JSON."""
    folder = tmp_path_factory.mktemp("bus")
    printed = StringIO()
    with redirect_stdout(printed):
        assert main(["demo", "--attacker", "none", "--out", str(folder), "--json"]) == 0
    return folder, json.loads(printed.getvalue())


@pytest.fixture(scope="module")
def evidence(shown: tuple[Path, dict[str, object]]) -> Path:
    return shown[0] / "evidence"


def test_the_evidence_lies_beside_the_model(shown: tuple[Path, dict[str, object]], evidence: Path) -> None:
    there = {path.relative_to(evidence).as_posix(): path.read_bytes() for path in evidence.rglob("*") if path.is_file()}
    assert there == examples.evidence("bus-operation")
    assert shown[1]["evidence"] == str(evidence)


def test_the_gap_closes_and_opens_again(shown: tuple[Path, dict[str, object]]) -> None:
    story = shown[1]["story"]
    assert isinstance(story, list)
    proven = [day["layers"]["all"]["proven"] for day in story]
    required = {day["layers"]["all"]["required"] for day in story}
    assert len(required) == 1
    assert proven[0] == 0
    assert proven[0] < proven[1] < proven[2] < proven[3] > proven[4] < proven[5] > proven[6]
    assert proven[5] == proven[3]
    strength = [day["strength"]["proven"] for day in story]
    assert strength[0] == 0
    assert strength[3] == max(strength) > strength[-1]
    assert all(day["strength"]["proven"] <= day["strength"]["stated"] for day in story)


def test_every_change_has_its_claim_and_its_reason(shown: tuple[Path, dict[str, object]]) -> None:
    story = shown[1]["story"]
    assert isinstance(story, list)
    told = {day["day"]: {(one["kind"], one["claim"]) for one in day["changes"]} for day in story}
    assert told["2026-10-05"] == set()
    assert ("in-vain", "onboard-test-old") in told["2026-10-19"]
    assert ("in-vain", "door-quality") in told["2026-10-26"]
    assert told["2026-11-02"] == {("gone", "telematics-update-audit")}
    assert told["2026-11-06"] == {("in", "telematics-update-audit")}
    assert told["2026-11-09"] == {("gone", "carrier-audit")}
    assert told["2026-11-16"] == {("gone", "interlock-certificate")}
    for one in (one for day in story for one in day["changes"]):
        assert (one["reason"] is None) is (one["kind"] == "in")
        assert (one["basis"] is None) is (one["kind"] != "in")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_table_is_for_people(
    lang: Language, shown: tuple[Path, dict[str, object]], evidence: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = catalogue()
    loaded = read(shown[0] / "bus-operation.yaml", content)
    days = examples.story_days("bus-operation")
    story = trust_story(loaded, read_evidence(evidence), (days[0], days[-2], days[-1]), content)
    show_story(story, Voice(lang))
    printed = capsys.readouterr().out
    head, nothing, gone = {
        "en": ("Trust gap, day by day", "nothing is signed yet", "− interlock-certificate: withdrawn by the issuer"),
        "ja": (
            "信頼性ギャップの推移",
            "まだ何も署名されていません",
            "− interlock-certificate: 発行者が取り消し",
        ),
    }[lang]
    assert head in printed
    assert re.search(f"2026-10-05 .*/0 .*{nothing}", printed)
    assert gone in printed
    assert "2026-11-16" in printed
    assert max(map(len, printed.splitlines())) <= 120


def test_a_day_does_not_depend_on_the_days_before(shown: tuple[Path, dict[str, object]], evidence: Path) -> None:
    content = catalogue()
    loaded = read(shown[0] / "bus-operation.yaml", content)
    days = examples.story_days("bus-operation")
    alone = story_record(trust_story(loaded, read_evidence(evidence), (days[4], days[-1]), content))
    story = shown[1]["story"]
    assert isinstance(story, list)
    for one, other in ((alone[0], story[4]), (alone[1], story[-1])):
        assert (one["layers"], one["strength"]) == (other["layers"], other["strength"])


def test_the_report_holds_the_proof(shown: tuple[Path, dict[str, object]]) -> None:
    found = json.loads((shown[0] / "assessment.json").read_bytes())
    assert found["model"]["at"] == "2026-11-16"
    assert found["proof"]["trust_list"]["pinned"] is True
    assert sum(claim["counts"] for claim in found["proof"]["claims"]) == 24


@pytest.mark.long
def test_changed_evidence_is_kept_and_told(run: Run, shown: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    shutil.copytree(shown[0], tmp_path / "bus")
    claim = tmp_path / "bus" / "evidence" / "claims" / "cloud-audit.jwt"
    claim.write_bytes(claim.read_bytes()[:-20])
    ran = run("demo", "--attacker", "none", "--out", tmp_path / "bus", "--json")
    found = json.loads(ran.out)
    assert found["kept"] == [str(claim)]
    assert not any(
        one["claim"] == "cloud-audit" and one["kind"] == "in" for day in found["story"] for one in day["changes"]
    )


def test_examples_without_evidence_have_no_story(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("demo", "incident-jeep-2015", "--attacker", "none", "--out", tmp_path, "--json").out)
    assert (found["evidence"], found["story"]) == (None, [])


def test_verify_looks_at_the_whole_folder(run: Run, shown: tuple[Path, dict[str, object]], evidence: Path) -> None:
    model = shown[0] / "bus-operation.yaml"
    pins = [word for pin in examples.pins("bus-operation") for word in ("--pin", pin)]
    ran = run("verify", "--evidence", evidence, "--model", model, *DAY, *pins, "--json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert found["trust_list"]["pinned"] is True
    assert len(found["files"]) == 28
    bad = {Path(one["file"]).stem for one in found["files"] if not one["fine"]}
    assert bad == {"carrier-audit", "door-quality", "interlock-certificate", "onboard-test-old"}
    pieces = [piece["state"] for one in found["files"] for piece in one["evidence"]]
    assert set(pieces) == {"found"}


def test_verify_takes_lists_and_proof_from_the_folder(run: Run, evidence: Path) -> None:
    ran = run("verify", evidence / "claims" / "uplink-test.jwt", "--evidence", evidence, *DAY)
    assert ran.code == 0
    assert "✓ log: in the log log.bus-council.example/2026, seen by 2 witnesses" in ran.out
    assert "1 of 1 counts" in ran.out


def test_verify_refuses_what_does_not_go_together(run: Run, evidence: Path, tmp_path: Path) -> None:
    assert run("verify").code == 2
    assert run("verify", "--evidence", evidence, "--trust", evidence / "trust" / "1.json").code == 2
    nowhere = run("verify", "--evidence", tmp_path / "nowhere")
    assert (nowhere.code, "no-evidence-folder" in nowhere.err) == (3, True)
    shutil.copytree(evidence, tmp_path / "spoilt")
    (tmp_path / "spoilt" / "trust" / "2.json").write_text("{}", encoding="utf-8")
    spoilt = run("verify", "--evidence", tmp_path / "spoilt")
    assert spoilt.code != 0
    assert "Traceback" not in spoilt.err
