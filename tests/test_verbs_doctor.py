from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from sanso import verbs
from sanso.report.pdf import find_fonts
from sanso.verbs.doctor import Check


def look(**given: object) -> dict[str, Check]:
    found = verbs.doctor(**{"environment": {}, "encoding": "utf-8", **given})  # type: ignore[arg-type]
    assert found.fine == all(check.state != "missing" for check in found.checks)
    return {check.id: check for check in found.checks}


def without(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    def version(name: str) -> str:
        if name == package:
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(metadata, "version", version)


def test_every_check_speaks_both_languages_and_says_what_to_do() -> None:
    for check in look().values():
        assert check.title.show("en")
        assert check.title.show("ja")
        assert (check.hint is None) == (check.state == "fine")


def test_without_a_japanese_font_it_says_what_to_install() -> None:
    found = look(fonts=find_fonts({}, system=False))
    assert found["font-ja"].state == "missing"
    hint = found["font-ja"].hint
    assert hint is not None
    for word in ("fonts-noto-cjk", "SANSO_FONTS", "Windows", "macOS"):
        assert word in hint.show("en")
        assert word in hint.show("ja")
    assert found["font-en"].state == "fine"


@pytest.mark.parametrize(("encoding", "state"), [("utf-8", "fine"), ("ascii", "missing"), ("cp1252", "missing"),
                                                 ("no-such-code", "missing")])  # fmt: skip
def test_an_encoding_that_cannot_show_japanese_is_named(encoding: str, state: str) -> None:
    assert look(encoding=encoding)["encoding"].state == state


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    assert look(folder=tmp_path)["folder"].state == "fine"
    assert list(tmp_path.iterdir()) == []
    assert look(folder=tmp_path / "nowhere")["folder"].state == "missing"


def test_the_language_comes_from_the_locale() -> None:
    assert "日本語" in look(environment={"LANG": "ja_JP.UTF-8"})["language"].value.show("ja")
    assert "English" in look(environment={"LC_ALL": "C", "LANG": "ja_JP"})["language"].value.show("en")


def test_an_optional_library_is_not_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "distributed")
    found = look()
    assert found["distributed"].state == "optional"


def test_a_library_that_is_needed_is(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "typst")
    found = look()
    assert found["typst"].state == found["font-ja"].state == "missing"
