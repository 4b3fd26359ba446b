"""The outermost frame: exit codes, languages, nothing heavy at the start, no stack trace."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import sanso
from sanso.cli import __main__ as frame
from sanso.cli.exit_codes import ExitCode

from .conftest import Run

HEAVY = "pydantic", "rich", "yaml", "jinja2", "xlsxwriter"


@pytest.mark.parametrize("module", ["sanso", "sanso.cli.__main__", "sanso.cli.app"])
def test_nothing_heavy_is_imported_at_the_start(module: str) -> None:
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["assess", "--help"], ["catalogue", "-h", "--lang", "ja"]]
)
def test_version_and_help_stay_light(words: list[str]) -> None:
    code = (
        f"import sys; from sanso.cli.__main__ import main; main({words!r}); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_version(run: Run) -> None:
    assert run("--version").out == f"sanso {sanso.__version__}\n"
    assert sanso.__version__ == version("sanso")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["asses"], 2, "did you mean assess?"),
        (["assess"], 2, "FILE is missing"),
        (["report", "x.yaml"], 2, "--out is missing"),
        (["assess", "x.yaml", "--jason"], 2, "did you mean --json?"),
        (["assess", "x.yaml", "--at"], 2, "--at needs a value"),
        (["assess", "x.yaml", "--at", "2026-13-01"], 2, "2026-13-01 is not a date"),
        (["assess", "x.yaml", "--fail-on", "mising"], 2, "did you mean missing?"),
        (["assess", "x.yaml", "--lang", "fr"], 2, "no language fr"),
        (["assess", "x.yaml", "y.yaml"], 2, "too many words: y.yaml"),
        (["assess", "x.yaml"], 3, "missing-file"),
        (["check", "."], 3, "not-a-file"),
        (["demo", "bus"], 2, "did you mean bus-operation?"),
        (["catalogue", "requirement"], 2, "did you mean requirements?"),
        (["catalogue", "requirements", "CPS.XX-1"], 2, "there is no record CPS.XX-1"),
        (["schema", "modell"], 2, "did you mean model?"),
    ],
)
def test_what_a_user_does_wrong(run: Run, words: list[str], code: int, said: str) -> None:
    ran = run(*words)
    assert ran.code == code
    assert said in ran.out + ran.err
    japanese = run(*words, *([] if "--lang" in words or words[-1] == "--at" else ["--lang", "ja"]))
    assert japanese.code == code


def test_a_refusal_in_japanese(run: Run) -> None:
    assert "assess のことですか" in run("asses", "--lang", "ja").err
    assert "がありません" in run("assess", "x.yaml", "--lang", "ja").err


def test_an_internal_error_says_how_to_report_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "_run", lambda *_: 1 / 0)
    ran = run("check", "x.yaml")
    assert ran.code == ExitCode.INTERNAL
    assert "ZeroDivisionError" in ran.err
    assert "report it" in ran.err
    assert "ご報告" in run("check", "x.yaml", "--lang", "ja").err


def test_a_stack_trace_only_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "_run", lambda *_: 1 / 0)
    monkeypatch.setenv("SANSO_DEBUG", "1")
    assert frame.main(["check"]) == ExitCode.INTERNAL
    assert "Traceback" in capsys.readouterr().err


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(frame, "_run", interrupt)
    assert run("check", "x.yaml").code == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_no_internal_error() -> None:
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "sanso.cli", "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert found.returncode == ExitCode.USAGE
    assert "the disk is full" in found.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes that break")
def test_a_broken_pipe_is_quiet() -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "sanso.cli", "catalogue", "requirements"]
    found = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert found.returncode == ExitCode.BROKEN_PIPE
    assert found.stderr == ""
