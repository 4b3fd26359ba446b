"""What the READMEs tell a reader to type works, and says what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.ja.md")


def _blocks(name: str, language: str) -> list[str]:
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


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "SANSO_"))}
    path = os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", "")))
    return {**kept, "PATH": path, "LANG": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}


def _run(command: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", f"{{ {command}\n}} 2>&1"],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        check=False,
        timeout=120,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", READMES)
def test_the_tour_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    steps = [step for block in _blocks(name, "console") for step in _steps(block)]
    assert len(steps) >= 10
    for command, expected in steps:
        status, output = _run(command, tmp_path)
        assert status == 0, output
        lines = iter(output.splitlines())
        for line in expected:
            if line != "…":
                start = line.removesuffix("…").strip()
                assert any(shown.strip().startswith(start) for shown in lines), f"{command}: {line}\n{output}"
    for block in _blocks(name, "python"):
        (tmp_path / "tour.py").write_text(block, encoding="utf-8")
        status, output = _run("python tour.py", tmp_path)
        assert status == 0, output
        assert len(output.splitlines()) == 3


@pytest.mark.parametrize("name", READMES)
def test_the_model_is_whole_and_says_what_the_text_says(name: str, tmp_path: Path) -> None:
    from sanso import assess, check

    (block,) = _blocks(name, "yaml")
    path = tmp_path / "bus.yaml"
    path.write_text(block, encoding="utf-8")
    assert check(path) == ()
    assessment = assess(path)
    categories = {placement.element: placement.category for placement in assessment.iotssf}
    required = {row.subject: row.required for row in assessment.trust}
    assert categories["onboard"] == categories["door"] == required["telematics"] == 2


def test_both_readmes_have_the_same_shape() -> None:
    shapes = []
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        fences = re.findall(r"^```(\w+)", text, re.MULTILINE)
        headings = re.findall(r"^(#+) ", text, re.MULTILINE)
        commands = [
            " ".join(word for word in command.replace(" --lang ja", "").split() if word != "en")
            for block in _blocks(name, "console")
            for command, _ in _steps(block)
        ]
        shapes.append((fences, headings, commands))
    assert shapes[0] == shapes[1]
