"""The Python interface: the verbs of the command line as functions with the same names."""

from __future__ import annotations

import ast
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import sanso
from sanso import verbs
from sanso.cli.app import build


def test_every_command_is_a_function_and_the_other_way_round() -> None:
    others = {"InputRefused", "Model", "Text", "__version__", "load"}
    commands = {name.replace("-", "_") for name in build().commands}
    commands = commands - {"import", "label", "claim"} | {"import_answers", "import_ledger", "labels", "draft_claim"}
    assert set(sanso.__all__) - others == commands
    assert all(callable(getattr(sanso, name)) for name in sanso.__all__ if name != "__version__")


def test_names_are_sorted_and_typed() -> None:
    assert sanso.__all__ == sorted(sanso.__all__)
    assert set(sanso.__all__) <= set(dir(sanso))
    stub = ast.parse(Path(sanso.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    listed = next(node.value for node in stub.body if isinstance(node, ast.Assign))
    assert ast.literal_eval(listed) == sanso.__all__


def test_importing_is_cheap() -> None:
    code = "import sys, sanso; print(sorted({'pydantic', 'yaml', 'typer'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("order", ["first", "last"])
def test_a_verb_may_share_its_name_with_a_package(tmp_path: Path, order: str) -> None:
    imports = "import sanso.report.html, sanso.catalogue"
    code = (
        f"{imports if order == 'first' else ''}\nimport sanso\n"
        f"assert len(sanso.catalogue().requirements) == 104\n"
        f"model, _ = sanso.new({str(tmp_path / 'm')!r})\n"
        f"assert len(sanso.report(model, {str(tmp_path / 'r')!r})) == 3\n"
        f"{imports}\nassert sanso.report.html.render_html\nfrom sanso.report import wording\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = sanso.nonsense  # type: ignore[attr-defined]


def test_a_model_takes_every_way(tmp_path: Path) -> None:
    path, _ = sanso.new(tmp_path)
    model = sanso.load(path)
    assert isinstance(model, sanso.Model)
    assert sanso.check(path) == ()
    day = dt.date(2026, 11, 22)
    by_path, by_model = sanso.assess(path, at=day), sanso.assess(model, at=day, catalogue=sanso.catalogue())
    assert by_path.requirements == by_model.requirements
    assert by_path.model.digest
    assert sanso.layers(model, at=day, lang="ja").startswith("<svg") or "<svg" in sanso.layers(model, at=day, lang="ja")
    assert "<svg" in sanso.map(path, at=day)
    assert len(sanso.report(model, tmp_path / "out", "ja", at=day)) == 3


def test_errors_are_values_or_one_exception(tmp_path: Path) -> None:
    assert sanso.check(tmp_path / "no.yaml")[0].code == "missing-file"
    with pytest.raises(sanso.InputRefused) as refused:
        sanso.assess(tmp_path / "no.yaml")
    assert refused.value.diagnostics[0].code == "missing-file"
    with pytest.raises(sanso.InputRefused, match="nothing is called nobody"):
        sanso.assess(sanso.Model(sanso=1, id="m", people={"crew": {"employer": "nobody"}}))
    with pytest.raises(FileExistsError):
        sanso.new(sanso.new(tmp_path / "m")[0].parent)
    with pytest.raises(KeyError):
        sanso.demo("nothing", tmp_path)
    with pytest.raises(KeyError):
        sanso.schema("nothing")  # type: ignore[arg-type]


def test_the_day_is_today_unless_given(tmp_path: Path) -> None:
    path, _ = sanso.new(tmp_path)
    assert sanso.assess(path).model.at == dt.date.today()


def test_a_demo(tmp_path: Path) -> None:
    steps: list[str] = []
    shown = sanso.demo("seed-devices", tmp_path, "ja", on_step=steps.append)
    assert shown.kept == ()
    assert shown.model == tmp_path / "seed-devices.yaml"
    assert [path.name for path in shown.results] == steps == ["report.html", "assessment.xlsx", "assessment.json"]


def test_writing_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    verbs.write_whole(path, b"before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        verbs.write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
    with pytest.raises(IsADirectoryError):
        verbs.write_whole(tmp_path, b"")
