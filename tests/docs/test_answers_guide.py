"""The guide to the round trip of the workbook works as it is printed, alike in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from tests.docs.tour import ROOT, blocks, commands, follow

from sanso.model.answer_messages import ANSWER_MESSAGES

GUIDES = {"docs/guides/answers.md": ("Requirements", 8), "docs/guides/answers.ja.md": ("対策要件", 8)}
KEY = "CPS.AM-1@door-maker"


def _row(path: Path, sheet: str) -> list[object]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return next(list(row) for row in rows if row[0] == KEY)


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    sheet, steps = GUIDES[name]
    (script,) = (block for block in blocks(name, "python") if block.startswith("# fill.py"))
    (tmp_path / "fill.py").write_text(script, encoding="utf-8")
    assert follow(name, tmp_path) == steps == len(commands(name))
    before, after = (_row(tmp_path / folder / "assessment.xlsx", sheet) for folder in ("report", "next"))
    changed = [new for old, new in zip(before, after, strict=True) if new != old]
    assert {"Advanced", "register.xlsx"} <= set(changed)
    assert re.search(r"as stated|申告上", str(after[6]))


def test_both_languages_have_the_same_shape() -> None:
    shapes = []
    for name in GUIDES:
        text = (ROOT / name).read_text(encoding="utf-8")
        lines = [len(re.findall(sign, text, re.MULTILINE)) for sign in ("^## ", r"^\|", r"^```(\w+)")]
        shapes.append((lines, [re.sub("Suzuki|鈴木", "", command) for command in commands(name)]))
    assert shapes[0] == shapes[1]


def test_what_the_guide_says_is_refused_has_a_message() -> None:
    named = {"model", "model-changed", "outdated", "word", "date", "reason", "formula", "twice", "conflict"}
    assert {f"answers-{one}" for one in named} <= set(ANSWER_MESSAGES)
