"""What READMEs and guides tell a reader to type works, and says what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.tour import ROOT, blocks, commands, follow, run, write_files

READMES = ("README.md", "README.ja.md")
GUIDES = ("docs/guides/attack.md", "docs/guides/attack.ja.md")


@pytest.mark.parametrize("name", READMES)
def test_the_tour_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    write_files(name, tmp_path)
    assert follow(name, tmp_path) >= 10
    for block in blocks(name, "python"):
        (tmp_path / "tour.py").write_text(block, encoding="utf-8")
        status, output = run("python tour.py", tmp_path)
        assert status == 0, output
        assert len(output.splitlines()) == 3


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    write_files(name, tmp_path)
    assert follow(name, tmp_path) >= 8
    (block,) = blocks(name, "python")
    (tmp_path / "guide.py").write_text(block, encoding="utf-8")
    status, output = run("python guide.py", tmp_path)
    assert status == 0, output


@pytest.mark.parametrize("name", READMES)
def test_the_model_is_whole_and_says_what_the_text_says(name: str, tmp_path: Path) -> None:
    from sanso import assess, check

    (block,) = blocks(name, "yaml")
    path = tmp_path / "bus.yaml"
    path.write_text(block, encoding="utf-8")
    assert check(path) == ()
    assessment = assess(path)
    categories = {placement.element: placement.category for placement in assessment.iotssf}
    required = {row.subject: row.required for row in assessment.trust}
    assert categories["onboard"] == categories["door"] == required["telematics"] == 2


@pytest.mark.parametrize("pages", [READMES, GUIDES], ids=["readme", "guide"])
def test_both_languages_have_the_same_shape(pages: tuple[str, str]) -> None:
    shapes = []
    for name in pages:
        text = (ROOT / name).read_text(encoding="utf-8")
        fences = re.findall(r"^```(\w+)", text, re.MULTILINE)
        headings = re.findall(r"^(#+) ", text, re.MULTILINE)
        shapes.append((fences, headings, commands(name)))
    assert shapes[0] == shapes[1]
