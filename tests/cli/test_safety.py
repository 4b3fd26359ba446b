"""``sanso safety``: what it prints, draws, refuses, and when it fails."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

import sanso
from sanso import verbs

from .conftest import Run

EXAMPLES = Path(__file__).parents[2] / "src/sanso/examples"
TRITON = EXAMPLES / "incident-triton-2017/incident-triton-2017.yaml"
FACTORY = EXAMPLES / "factory/factory.yaml"
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


def test_json_follows_its_schema(run: Run) -> None:
    ran = run("safety", TRITON, "--json")
    data = json.loads(ran.out)
    assert list(jsonschema_rs.validator_for(verbs.schema("safety")).iter_errors(data)) == []
    assert data["format"] == "sanso-safety/1"
    assert {one["harm"] for one in data["harms"]} == set(sanso.load(TRITON).harms)
    kinds = [one["kind"] for one in data["conflicts"]]
    assert {"stop-against-availability", "remote-against-local-reset"} <= set(kinds)


def test_what_the_attackers_of_2017_could_reach_counts_zero() -> None:
    (tie,) = sanso.safety(TRITON, harms=["toxic-release"]).harms
    barrier = next(b for line in tie.lines for b in line.barriers if b.element == "sis-logic")
    assert [(one.origin, one.verdict) for one in barrier.judgements] == [("attack", "zero")]


def test_the_hard_wired_relay_counts_and_the_built_in_guard_does_not() -> None:
    report = sanso.safety(FACTORY, harms=["worker-struck", "hand-crushed"])
    assert [(one.harm, one.counts[0].least) for one in report.harms] == [("worker-struck", 1), ("hand-crushed", 0)]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("file", [TRITON, FACTORY])
def test_a_person_reads_it(run: Run, file: Path, lang: str) -> None:
    ran = run("safety", file, "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    if lang == "en":
        assert not [line for line in ran.out.splitlines() if JAPANESE.search(line) and "Safety" in line]
        assert "nothing proven" in ran.out
    else:
        assert "証明ではない" in ran.out
        assert "競合" in ran.out


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_picture_is_that_of_the_verb(run: Run, tmp_path: Path, lang: str) -> None:
    target = tmp_path / "tie.svg"
    ran = run("safety", TRITON, "--harm", "toxic-release", "--svg", target, "--lang", lang)
    assert ran.code == 0
    assert target.read_text(encoding="utf-8") == verbs.bowtie(TRITON, "toxic-release", lang=lang)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", [[], ["--harm", "toxic-release", "--harm", "off-spec"]])
def test_a_picture_is_of_one_harm(run: Run, tmp_path: Path, words: list[str]) -> None:
    ran = run("safety", TRITON, *words, "--svg", tmp_path / "tie.svg")
    assert ran.code == 2
    assert "--harm" in ran.err
    assert not list(tmp_path.iterdir())


def test_unknown_harm(run: Run) -> None:
    ran = run("safety", TRITON, "--harm", "toxic-relase")
    assert ran.code == 2
    assert "toxic-release" in ran.err
    with pytest.raises(sanso.InputRefused, match="toxic-relase"):
        sanso.safety(TRITON, harms=["toxic-relase"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["conflict"], 1),
        (["contradiction"], 0),
        (["contradiction", "conflict"], 1),
        (["below"], 0),
        (["worse"], 2),
    ],
)
def test_fail_on(run: Run, words: list[str], code: int) -> None:
    ran = run("safety", TRITON, *(part for word in words for part in ("--fail-on", word)))
    assert ran.code == code
    assert bool(ran.err) == bool(code)


def test_fail_on_below_and_contradiction(run: Run, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(
        "sanso: 1\nid: m\n"
        "components:\n"
        "  arm: {kind: actuator}\n"
        "  guard: {kind: safety-function, integrity: {standard: IEC 61508, level: '1', pfd: 0.5}}\n"
        "harms:\n"
        "  h:\n    human: fatal\n"
        "    cause: {all_of: [{element: arm, effect: manipulated}, {element: guard, effect: defeated}]}\n",
        encoding="utf-8",
    )
    for word in ("below", "contradiction"):
        assert run("safety", model, "--fail-on", word).code == 1
    assert run("safety", model, "--fail-on", "conflict").code == 0
    assert "PFD 0.5" in run("safety", model).out


def test_bad_input(run: Run, faulty_file: Path, tmp_path: Path) -> None:
    for as_json in ([], ["--json"]):
        ran = run("safety", faulty_file, *as_json)
        assert ran.code == 3
    assert run("safety", tmp_path / "nowhere.yaml").code == 3
    assert run("safety", TRITON, "--harm", "off-spec", "--svg", tmp_path / "no" / "x.svg").code == 2


def test_the_model_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("sanso: 1\nid: m\nharms: {}\n", encoding="utf-8")
    assert run("safety", model, "--harm", "h", "--svg", model).code == 2
    assert model.read_text(encoding="utf-8").startswith("sanso: 1")


def test_nothing_to_say(run: Run, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("sanso: 1\nid: m\n", encoding="utf-8")
    ran = run("safety", model)
    assert ran.code == 0
    assert "none found" in ran.out
