"""Every fault as file:line:column: code: message, in both languages and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from sanso import verbs

from .conftest import Run


def test_a_sound_model(run: Run, model_file: Path) -> None:
    ran = run("check", model_file)
    assert (ran.code, ran.out) == (0, "0 errors, 0 warnings\n")


def test_every_fault_has_its_place_and_a_hint(run: Run, faulty_file: Path) -> None:
    ran = run("check", faulty_file)
    assert ran.code == 3
    assert f"{faulty_file}:4:33: out-of-range: " in ran.out
    assert f"{faulty_file}:5:11: unknown-key: there is no key kid here\n    hint: did you mean `kind`?" in ran.out
    assert ran.out.splitlines()[-1] == "3 errors, 0 warnings"


def test_the_same_in_japanese(run: Run, faulty_file: Path) -> None:
    ran = run("check", faulty_file, "--lang", "ja")
    assert ran.code == 3
    assert "は範囲外です" in ran.out
    assert "ヒント: `kind` のことですか" in ran.out
    assert ran.out.splitlines()[-1] == "エラー3件、警告0件"


@pytest.mark.parametrize("name", ["model_file", "faulty_file"])
def test_json_follows_its_schema(run: Run, name: str, request: pytest.FixtureRequest) -> None:
    ran = run("check", request.getfixturevalue(name), "--json")
    found = json.loads(ran.out)
    assert len(found) == (0 if name == "model_file" else 3)
    jsonschema_rs.validator_for(verbs.schema("diagnostics")).validate(found)


def test_a_dangling_reference(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("sanso: 1\nid: m\npeople: {crew: {employer: nobody}}\n", encoding="utf-8")
    assert run("check", path).out.startswith(f"{path}:3:27: unknown-reference: nothing is called nobody\n")


def test_warnings_do_not_fail(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(
        "sanso: 1\nid: m\norganizations: {me: {}}\ncomponents: {pump: {kind: actuator, roles: {owner: me}}}\n"
        "harms: {burst: {cause: {element: pump, effect: stopped}, human: limited}}\n",
        encoding="utf-8",
    )
    ran = run("check", path)
    assert ran.code == 0
    assert "warning: no-rationale" in ran.out
    assert ran.out.splitlines()[-1] == "0 errors, 1 warning"


def test_an_own_catalogue_that_is_refused(run: Run, model_file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("nonsense: {}\n", encoding="utf-8")
    assert run("check", model_file, "--catalogue", own).code == 3


def test_names_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text('sanso: 1\nid: m\n"\\e[31mred\\e]0;x\\a\\u202e": 1\n', encoding="utf-8")
    ran = run("check", path)
    assert ran.code == 3
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)
