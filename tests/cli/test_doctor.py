"""What the machine has, in both languages and as JSON; and the report for printing and for editing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from sanso import verbs
from sanso.report.pdf import find_fonts

from .conftest import Run

japanese_font = pytest.mark.skipif(find_fonts().japanese is None, reason="no Japanese font is installed")


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = find_fonts({}, system=False)
    monkeypatch.setattr("sanso.report.pdf.fonts.find_fonts", lambda *_: bare)
    monkeypatch.setattr("sanso.report.pdf.render.find_fonts", lambda *_: bare)


@japanese_font
@pytest.mark.parametrize(("lang", "title"), [("en", "Japanese font"), ("ja", "日本語フォント")])
def test_fonts_are_named_with_their_files(run: Run, lang: str, title: str) -> None:
    ran = run("doctor", "--lang", lang)
    assert title in ran.out
    assert find_fonts().japanese.family.split()[0] in ran.out  # type: ignore[union-attr]


@pytest.mark.usefixtures("no_font")
@pytest.mark.parametrize(("lang", "word"), [("en", "missing"), ("ja", "不足")])
def test_a_missing_font_is_a_finding_with_a_way_out(run: Run, lang: str, word: str) -> None:
    ran = run("doctor", "--lang", lang)
    assert ran.code == 1
    assert word in ran.out
    assert "fonts-noto-cjk" in ran.out


def test_json_follows_its_schema(run: Run) -> None:
    ran = run("doctor", "--json")
    found = json.loads(ran.out)
    jsonschema_rs.Draft202012Validator(verbs.schema("doctor")).validate(found)
    assert found["schema"] == "sanso-doctor/1"
    assert ran.code == (0 if found["fine"] else 1)


@japanese_font
def test_a_report_for_printing_and_editing(run: Run, model_file: Path, tmp_path: Path) -> None:
    ran = run("report", model_file, "--out", tmp_path / "out", "--pdf", "--word", "--lang", "ja", "--json")
    assert ran.code == 0
    names = [Path(path).name for path in json.loads(ran.out)["files"]]
    assert names[-2:] == ["report.pdf", "report.docx"]
    assert all((tmp_path / "out" / name).stat().st_size > 1000 for name in names)


@pytest.mark.usefixtures("no_font")
@pytest.mark.parametrize(
    ("lang", "word"), [("en", "no Japanese font was found"), ("ja", "日本語フォントが見つかりません")]
)
def test_without_a_font_the_report_is_refused_whole(
    run: Run, model_file: Path, tmp_path: Path, lang: str, word: str
) -> None:
    ran = run("report", model_file, "--out", tmp_path / "out", "--pdf", "--lang", lang)
    if lang == "en" and ran.code == 0:
        pytest.skip("the starter model holds no Japanese name")
    assert ran.code == 2
    assert word in ran.err
    assert "sanso doctor" in ran.err
    assert not (tmp_path / "out").exists()
