"""The guide to comparisons works as it is printed, alike in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.tour import ROOT, commands, follow

GUIDES = ("docs/guides/diff.md", "docs/guides/diff.ja.md")


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    assert follow(name, tmp_path) == 7


def test_both_languages_have_the_same_shape() -> None:
    shapes = []
    for name in GUIDES:
        text = (ROOT / name).read_text(encoding="utf-8")
        lines = [re.findall(sign, text, re.MULTILINE) for sign in ("^(#+) ", "^- ", r"^```(\w+)")]
        shapes.append((lines, commands(name)))
    assert shapes[0] == shapes[1]


def test_the_guide_names_every_option() -> None:
    from docs.pages.commands import commands as all_commands
    from docs.pages.commands import parameters

    (command,) = [found for name, found in all_commands() if name == "diff"]
    own = {"--at", "--choose", "--choose-old", "--replace", "--all", "--fail-on", "--md"}
    assert own <= {option for parameter in parameters(command) for option in parameter.opts}
    for name in GUIDES:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert all(f"{option}" in text for option in own)
