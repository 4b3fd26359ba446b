"""Hand-written pages: links lead somewhere, decisions are short and listed, both languages have one shape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.pages.markdown import anchor

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))


def _text(path: Path) -> str:
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def _anchors(path: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.*)$", _text(path), re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _text(page)):
        file, _, spot = target.partition("#")
        goal = (page.parent / file).resolve() if file else page
        assert goal.is_relative_to(ROOT), target
        assert goal.exists(), target
        assert not spot or spot in _anchors(goal), target


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_decisions_are_short_and_listed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    title = text.splitlines()[0]
    assert title.startswith(f"# {page.stem[:4]} ")
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == ["Context", "Decision", "Consequence"]
    assert len(text.splitlines()) <= 20
    index = (page.parent / "README.md").read_text(encoding="utf-8")
    assert f"- [{title.removeprefix('# ')}]({page.name})" in index


def test_decisions_are_numbered_without_gaps() -> None:
    assert [page.stem[:4] for page in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize(
    "pair",
    [
        ("method.md", "method.ja.md"),
        ("attack.md", "attack.ja.md"),
        ("sectors.md", "sectors.ja.md"),
        ("safety.md", "safety.ja.md"),
        ("transcription.md", "transcription.ja.md"),
        ("trust-gap.md", "trust-gap.ja.md"),
    ],
    ids=["method", "attack", "sectors", "safety", "transcription", "trust-gap"],
)
def test_the_method_is_told_alike_in_both_languages(pair: tuple[str, str]) -> None:
    shapes = []
    for name in pair:
        text = _text(ROOT / "docs" / name)
        headings = re.findall(r"^## (\d+)\.", text, re.MULTILINE)
        rows = len(re.findall(r"^\|", text, re.MULTILINE))
        bullets = len(re.findall(r"^- ", text, re.MULTILINE))
        decisions = re.findall(r"decisions/(\d{4})", text)
        shapes.append((headings, rows, bullets, decisions))
    assert shapes[0] == shapes[1]


def test_every_number_in_the_method_is_that_of_the_catalogue() -> None:
    from sanso.catalogue import load_catalogue

    content = load_catalogue()
    verified = sum(record.confidence == "verified" for record in content.requirements.values())
    text = _text(ROOT / "docs" / "method.md")
    assert f"{len(content.requirements)} requirements in {len(content.categories)} categories" in text
    assert f"the statements of {verified} are verified" in text
    assert f"The other {len(content.requirements) - verified} requirements" in text
    assert f"{len(content.vulnerabilities)} vulnerabilities" in _text(ROOT / "docs" / "limits.md")


def test_every_doubt_of_a_rare_estimate_is_told_in_both_languages() -> None:
    from typing import get_args

    from sanso.attack.rare import Doubt

    for name in ("attack.md", "attack.ja.md"):
        text = _text(ROOT / "docs" / name)
        assert all(f"`{doubt}`" in text for doubt in get_args(Doubt))


def test_the_bands_of_risk_mode_are_those_that_are_drawn() -> None:
    from sanso.report.pictures.odds import BANDS

    assert BANDS == ((4, 0.1), (3, 0.01), (2, 0.001), (1, 0.0))
    for name, ends in (("attack.md", ("10 %", "1 %", "0.1 %")), ("attack.ja.md", ("10%", "1%", "0.1%"))):
        assert all(end in _text(ROOT / "docs" / name) for end in ends)


def test_every_incident_example_is_named_in_the_readmes() -> None:
    from sanso import examples

    incidents = [name for name in examples.names() if name.startswith("incident-")]
    assert len(incidents) == 5
    for name in ("README.md", "README.ja.md"):
        assert all(f"`{incident}`" in (ROOT / name).read_text(encoding="utf-8") for incident in incidents)
