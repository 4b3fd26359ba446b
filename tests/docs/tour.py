"""Runs what a page tells a reader to type."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

__all__ = ["ROOT", "blocks", "commands", "follow", "run", "write_files"]

ROOT = Path(__file__).parents[2]


def blocks(name: str, language: str) -> list[str]:
    """Return the fenced blocks of *language* on the page *name*."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def _steps(block: str) -> list[tuple[str, list[str]]]:
    """Return every command of a console block with the lines that it is said to print."""
    steps: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif line.strip():
            steps[-1][1].append(line)
    return steps


def commands(name: str) -> list[str]:
    """Return the commands of the page *name*, without what only tells languages apart."""
    found = [command for block in blocks(name, "console") for command, _ in _steps(block)]
    return [" ".join(word for word in command.replace(" --lang ja", "").split() if word != "en") for command in found]


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "SANSO_"))}
    path = os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", "")))
    return {**kept, "PATH": path, "LANG": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}


def run(command: str, folder: Path) -> tuple[int, str]:
    """Run a command of the shell in *folder*; return its status and all that it printed."""
    done = subprocess.run(
        ["bash", "-c", f"{{ {command}\n}} 2>&1"],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        check=False,
        timeout=300,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


def follow(name: str, folder: Path) -> int:
    """Type every command of the page *name* in *folder*, compare what it prints, return how many there were.

    Lines have to come in the order of the page, each beginning as printed there; ``…`` stands for anything.
    """
    steps = [step for block in blocks(name, "console") for step in _steps(block)]
    for command, expected in steps:
        status, output = run(command, folder)
        assert status == 0, f"{command}\n{output}"
        lines = iter(output.splitlines())
        for line in expected:
            if line != "…":
                start = line.removesuffix("…").strip()
                assert any(shown.strip().startswith(start) for shown in lines), f"{command}: {line}\n{output}"
    return len(steps)


def write_files(name: str, folder: Path) -> None:
    """Write blocks whose first line is a comment with a file name (``# own.yaml``) as that file in *folder*."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for block in re.findall(r"^```(?:yaml|mal)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        found = re.match(r"(?:#|//) ([a-z-]+\.[a-z]+)\n", block)
        if found:
            (folder / found[1]).write_text(block, encoding="utf-8")
