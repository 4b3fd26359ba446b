"""The guide to labels works as it is printed, alike in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.tour import ROOT, blocks, commands, follow, write_files

GUIDES = ("docs/guides/labels.md", "docs/guides/labels.ja.md")


@pytest.mark.long
@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    write_files(name, tmp_path)
    assert follow(name, tmp_path) == 10


def test_both_languages_have_the_same_shape() -> None:
    shapes = []
    for name in GUIDES:
        text = (ROOT / name).read_text(encoding="utf-8")
        marks = [re.findall(sign, text, re.MULTILINE) for sign in ("^(#+) ", r"^```(\w+)")]
        shapes.append((marks, commands(name), blocks(name, "yaml")))
    assert shapes[0] == shapes[1]
