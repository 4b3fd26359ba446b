"""Every command and option has help in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from sanso.cli import japanese
from sanso.cli.actions import Action
from sanso.cli.app import ACTIONS, build

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


def pages() -> Iterator[tuple[str, str, Action]]:
    for name, actions in ACTIONS.items():
        for action, found in actions.items():
            yield name, action, found


@pytest.mark.parametrize("name", ACTIONS)
def test_a_command_with_actions_names_each_in_a_line(run: Run, name: str) -> None:
    for lang in ("en", "ja"):
        ran = run(name, "--help", "--lang", lang)
        lines = ran.out.splitlines()
        for action, found in ACTIONS[name].items():
            line = next(line for line in lines if line.split()[:1] == [action])
            assert line.endswith(found.does[lang == "ja"])
            assert not any(f"  {option}" in ran.out for option in found.options)
        assert "  --json" in ran.out


@pytest.mark.parametrize(("name", "action", "found"), [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in pages()])
def test_the_page_of_an_action_shows_what_it_takes_and_nothing_else(
    run: Run, name: str, action: str, found: Action
) -> None:
    every = {option for one in ACTIONS[name].values() for option in one.options}
    for lang in ("en", "ja"):
        ran = run(name, action, "--help", "--lang", lang)
        shown = {word for line in ran.out.splitlines() if line.startswith("  -") for word in line.split()[:2]}
        assert shown & every == found.options
        assert {"--json", "--lang", "--help"} <= shown
        assert max(map(len, ran.out.splitlines())) <= 100
        assert bool(JAPANESE.search(ran.out)) == (lang == "ja")
        told = [line.split("  ", 2)[-1] for line in ran.out.splitlines() if line.startswith("  --")]
        assert not any(re.match(rf" *({'|'.join(ACTIONS[name])})[:,・]", text) for text in told)
        assert " ".join(ran.out.partition("\n\n" + {"en": "Example:", "ja": "例:"}[lang])[2].split()) == found.example


@pytest.mark.parametrize(("name", "action", "found"), [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in pages()])
def test_the_example_of_an_action_is_one_that_it_takes(name: str, action: str, found: Action) -> None:
    sanso, command, done, *words = found.example.split()
    assert (sanso, command, done) == ("sanso", name, action)
    assert {word for word in words if word.startswith("--")} <= found.options
    context = build().commands[name].make_context(name, [done, *words])
    assert found.least <= len(context.params["words"] or ()) <= found.most


@pytest.mark.parametrize("name", ACTIONS)
def test_every_option_belongs_to_an_action_or_to_all(name: str) -> None:
    every = {option for one in ACTIONS[name].values() for option in one.options}
    named = (option for command, param in parameters() if command == name for option in param.opts)
    there = {option for option in named if option.startswith("-")}
    assert there - every == {"--json", "--lang", "-h", "--help"}
    assert every <= there
    for one in ACTIONS[name].values():
        assert set(one.meaning) <= one.options


def test_no_command_shows_help_and_is_a_usage_error(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "Commands:" in ran.out


def test_help_of_an_unknown_command(run: Run) -> None:
    ran = run("asess", "--help")
    assert ran.code == 2
    assert "did you mean assess?" in ran.err
