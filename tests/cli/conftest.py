"""A model to work on, and a way to run commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sanso import examples, verbs
from sanso.cli.__main__ import main


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "SANSO_DEBUG", "COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return call


@pytest.fixture(scope="session")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter model."""
    return verbs.new(tmp_path_factory.mktemp("starter"))[0]


@pytest.fixture(scope="session")
def faulty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with three errors in known places."""
    path = tmp_path_factory.mktemp("faulty") / "model.yaml"
    path.write_text(
        "sanso: 1\nid: faulty\ncomponents:\n  pump: {kind: actuator, count: -1}\n  gauge: {kid: sensor}\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example model with its evidence beside it."""
    root = tmp_path_factory.mktemp("bus")
    evidence = {f"evidence/{name}": raw for name, raw in examples.evidence("bus-operation").items()}
    for name, raw in (examples.files("bus-operation") | evidence).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw)
    return root
