"""``sanso attack``: what it prints, what it refuses, what it writes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema_rs
import pytest

from sanso import verbs

from .conftest import Run

BUS = Path(__file__).parents[2] / "src/sanso/examples/bus-operation/bus-operation.yaml"
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The attack on the bus example as JSON, as a process prints it."""
    done = subprocess.run(
        [sys.executable, "-m", "sanso.cli", "attack", str(BUS), "--worlds", "300", "--json"],
        capture_output=True,
        check=True,
        cwd=tmp_path_factory.mktemp("attack"),
    )
    assert done.stderr == b""
    data: dict[str, object] = json.loads(done.stdout)
    return data


def test_json_follows_its_schema(found: dict[str, object]) -> None:
    validator = jsonschema_rs.validator_for(verbs.schema("attack"))
    assert list(validator.iter_errors(found)) == []
    assert found["format"] == "sanso-attack/1"


def test_every_part_of_the_result_is_there(found: dict[str, object]) -> None:
    result = found["result"]
    assert isinstance(result, dict)
    for part in ("elements", "harms", "losses", "casualties", "paths", "criticality", "surface", "assumptions"):
        assert result[part], part
    assert result["interval"]["loss_met"]["value"] <= result["interval"]["loss_absent"]["value"]
    assert {path["harm"] for path in result["paths"]} <= {harm["harm"] for harm in result["harms"]}
    for path in result["paths"]:
        assert path["steps"][-1]["text"]["ja"]
        assert any(step["stops"] for step in path["steps"])


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_person_reads_it(run: Run, lang: str) -> None:
    ran = run("attack", BUS, "--worlds", "200", "--paths", "2", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    for line in ran.out.splitlines():
        if lang == "en":
            assert not JAPANESE.search(line), line
    heads = {
        "en": ("Harms", "Yearly loss", "Attack paths", "What matters most"),
        "ja": ("被害", "年間損失", "攻撃経路"),
    }
    for head in heads[lang]:
        assert any(line.startswith(head) for line in ran.out.splitlines())
    assert "0.00 %" not in ran.out


def test_everything_wrong_is_said_at_once(run: Run) -> None:
    asked = ("--worlds", "0", "--paths", "-1", "--workers", "0", "--seed", "-5", "--horizon", "365")
    more = ("--attacker", "nobody", "--with", "CPS.AC-66@operater=best", "--with", "x", "--without", "busx")
    ran = run("attack", BUS, *asked, *more, "--expand", "centre", "--json")
    assert ran.code == 3
    codes = [finding["code"] for finding in json.loads(ran.out)]
    assert sorted(codes) == sorted(
        [
            *("attack-worlds", "attack-paths", "attack-workers", "attack-seed", "attack-horizon-unit"),
            *("attack-attacker", "attack-requirement", "attack-place", "attack-level", "attack-change"),
            *("attack-place", "attack-expand"),
        ]
    )


def test_a_hint_names_what_was_meant(run: Run) -> None:
    ran = run("attack", BUS, "--with", "CPS.AC-6@operater=advanced")
    assert ran.code == 3
    assert "did you mean `operator`" in ran.err


def test_a_what_if_lowers_what_it_stops(run: Run) -> None:
    ran = run("attack", BUS, "--worlds", "500", "--with", "CPS.AC-6@operator=high-advanced", "--json")
    comparison = json.loads(ran.out)["comparison"]
    assert comparison["what_if"] == ["CPS.AC-6@operator=high-advanced"]
    assert all(change["difference"]["value"] <= 0 for change in comparison["harms"])
    assert any(change["difference"]["value"] < 0 for change in comparison["harms"])


def test_pictures_are_written(run: Run, tmp_path: Path) -> None:
    assert run("attack", BUS, "--worlds", "100", "--paths", "1", "--svg", tmp_path / "p").code == 0
    names = {path.name for path in (tmp_path / "p").iterdir()}
    assert {"curve.svg", "surface.svg", "assumptions.svg", "path-fleet-stop-1.svg"} <= names


def test_report_and_map_show_the_attack(run: Run, tmp_path: Path) -> None:
    assert run("report", BUS, "--out", tmp_path / "r", "--attacker", "state", "--worlds", "100").code == 0
    assert json.loads((tmp_path / "r" / "attack.json").read_bytes())["result"]["run"]["attacker"] == "state"
    assert run("map", BUS, "--svg", tmp_path / "risk.svg", "--attacker", "state", "--worlds", "100").code == 0
    assert run("map", BUS, "--svg", tmp_path / "plain.svg").code == 0
    assert (tmp_path / "risk.svg").read_text() != (tmp_path / "plain.svg").read_text()
    assert run("map", BUS, "--svg", tmp_path / "no.svg", "--attacker", "nobody").code == 3
    assert not (tmp_path / "no.svg").exists()


@pytest.mark.long
def test_an_interruption_shows_what_is_done(tmp_path: Path) -> None:
    psutil = pytest.importorskip("psutil")
    command = [sys.executable, "-m", "sanso.cli", "attack", str(BUS), "--worlds", "1000000", "--paths", "0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "LANG": "C.UTF-8"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a suite in the background ignores it
    ) as process:
        try:
            watched = psutil.Process(process.pid)
            while watched.cpu_times().user < 10:
                time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=120)
        finally:
            process.kill()
    assert b"Traceback" not in err
    assert process.returncode == 0
    assert b"1,000,000" in out
    assert b"partial" in out.lower() or b"stopped" in out.lower()


@pytest.mark.long
def test_an_unreachable_scheduler(run: Run) -> None:
    ran = run("attack", BUS, "--worlds", "10", "--scheduler", "tcp://127.0.0.1:1")
    assert ran.code == 3
    assert "attack-scheduler-unreachable" in ran.err


def test_what_does_not_fit_into_memory_is_refused_beforehand(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanso.attack.capacity.free_memory", lambda: 1_000_000)
    ran = run("attack", BUS, "--worlds", "1000000", "--json")
    assert ran.code == 3
    (finding,) = json.loads(ran.out)
    assert finding["code"] == "attack-too-large"
    assert "GiB" in finding["message"]["en"]
