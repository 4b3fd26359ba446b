"""The guide from a ledger to a map and a report works as it is printed, alike in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.tour import blocks, commands, follow, write_files

GUIDES = ("docs/guides/ledger.md", "docs/guides/ledger.ja.md")


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    write_files(name, tmp_path)
    assert follow(name, tmp_path) == len(commands(name))
    for page in ("map.svg", "layers.svg", "report/report.html", "report/assessment.xlsx"):
        assert (tmp_path / page).stat().st_size > 1_000, page


def test_both_languages_say_the_same_commands() -> None:
    english, japanese = (commands(name) for name in GUIDES)
    assert english == japanese
    assert len(blocks(GUIDES[0], "yaml")) == len(blocks(GUIDES[1], "yaml")) == 1
