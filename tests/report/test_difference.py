"""The review page: safe against what names say, complete in both languages, capped with counts."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from sanso.analysis.comparing import Comparison, compare, side_of
from sanso.catalogue import load_catalogue
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report.difference import sections
from sanso.report.difference_page import render_difference

DAY = dt.date(2026, 11, 22)
NASTY = "<img src=x>|`a`*b*[c](d)"


def compared(old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    content = load_catalogue()
    one, other = (
        side_of(Model.model_validate({"sanso": 1, "id": "m", **given}), content, at=DAY) for given in (old, new)
    )
    return compare(one, other, content)


def name(ident: str) -> Text:
    return Text.of(ident)


@pytest.fixture(scope="module")
def result() -> Comparison:
    valves = {f"v{number}": {"kind": "actuator", "roles": {"owner": "o"}} for number in range(30)}
    harm = {"cause": {"element": "v0", "effect": "manipulated"}, "human": "fatal", "economic": "limited"}
    plant = {"name": NASTY, "organizations": {"o": {"name": NASTY}}, "components": valves}
    return compared(plant, {**plant, "harms": {"h": {**harm, "name": NASTY}}})


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_names_cannot_bring_markup_or_cells(result: Comparison, lang: Language) -> None:
    page = render_difference(result, name, lang)
    assert "<img" not in page
    assert set(re.findall(r"<[^>]*>", page)) <= {"<br>"}
    width = 0
    for line in page.splitlines():
        if line.startswith("|"):
            cells = len(re.findall(r"(?<!\\)\|", line))
            assert width in (0, cells), line
            width = cells
        else:
            width = 0


def test_japanese_is_japanese(result: Comparison) -> None:
    page = render_difference(result, name, "ja")
    for word in ("worse", "better", "category", "organization", "why", "changes"):
        assert word not in page.replace(NASTY, ""), word


def test_long_lists_are_cut_and_counted() -> None:
    many = {"components": {f"v{number:02}": {"kind": "actuator"} for number in range(40)}}
    grown = compared({}, many)
    for most in (3, 5):
        changes = next(s for s in sections(grown, name, most) if s.key == "changes")
        assert (len(changes.rows), changes.more) == (2 * most, 40 - 2 * most)
    whole = next(s for s in sections(grown, name, None) if s.key == "changes")
    assert (len(whole.rows), whole.more) == (40, 0)


def test_rows_that_moved_alike_stand_in_one_line(result: Comparison) -> None:
    shown = next(s for s in sections(result, name, None) if s.key == "requirements")
    assert len(shown.rows) < len(result.requirements)
    ids = " ".join(line.en for row in shown.rows for line in row.cells[2])
    assert all(move.id in ids for move in result.requirements)
