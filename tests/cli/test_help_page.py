"""Every command and option has help in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from sanso.cli import japanese
from sanso.cli.app import build

from .conftest import Run

COMMANDS = (
    "demo",
    "serve",
    "new",
    "import",
    "check",
    "assess",
    "attack",
    "diff",
    "perspectives",
    "iotssf",
    "transcription",
    "safety",
    "report",
    "layers",
    "map",
    "sectors",
    "compare-sectors",
    "label",
    "schemes",
    "claim",
    "verify",
    "request",
    "share",
    "inbox",
    "ledger",
    "catalogue",
    "schema",
    "doctor",
)
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


def parameters() -> Iterator[tuple[str, Any]]:
    application = build()
    for name, command in {"": application, **application.commands}.items():
        for param in command.get_params(typer.Context(command, info_name=name, help_option_names=["-h", "--help"])):
            yield name, param


def test_all_commands_are_there() -> None:
    assert tuple(build().commands) == COMMANDS


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_command_is_translated(name: str) -> None:
    assert JAPANESE.search(japanese.command(name) or "")


@pytest.mark.parametrize(("name", "param"), [pytest.param(n, p, id=f"{n}-{p.name}") for n, p in parameters()])
def test_parameter_is_described_and_translated(name: str, param: Any) -> None:
    assert param.help
    assert param.help.endswith(".")
    assert JAPANESE.search(japanese.parameter(name, param.name) or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_prints_json_and_speaks_both_languages(name: str) -> None:
    names = {param.name for command, param in parameters() if command == name}
    assert {"as_json", "lang", "help"} <= names


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_page(run: Run, name: str, flag: str) -> None:
    words = [name] if name else []
    ran = run(*words, flag)
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: {' '.join(['sanso', *words])}")
    assert not JAPANESE.search(ran.out.replace("三層", ""))
    assert max(map(len, ran.out.splitlines())) <= 100


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_japanese_help_page(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [name] if name else []
    asked = run(*words, "--help", "--lang", "ja")
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert run(*words, "--help").out == asked.out
    assert "使い方:" in asked.out
    descriptions = [line for line in asked.out.splitlines() if line.startswith("  --")]
    assert all(JAPANESE.search(line) for line in descriptions)


def test_no_command_shows_help_and_is_a_usage_error(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "Commands:" in ran.out


def test_help_of_an_unknown_command(run: Run) -> None:
    ran = run("asess", "--help")
    assert ran.code == 2
    assert "did you mean assess?" in ran.err
