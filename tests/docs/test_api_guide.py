"""The guide to the programming interface names what there is, alike in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from docs.pages.interface import document

from sanso.web.attacks import MOST_WORLDS

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("api.md", "api.ja.md")


def _read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_every_address_in_the_guide_is_one_of_the_interface(name: str) -> None:
    paths = [re.sub(r"{\w+}", "[^/]+", path) for path in document()["paths"]] + ["/api/v1/openapi.json"]
    text = _read(name).replace("$SANSO", "/api/v1").replace("$ID", "ID")
    named = {found.rstrip("/") for found in re.findall(r"(/api/v1/[\w./{}-]+)", text)}
    assert len(named) >= 10
    strange = {address for address in named if not any(re.fullmatch(path, address) for path in paths)}
    assert strange <= {"/api/v1"}


@pytest.mark.parametrize("name", GUIDES)
def test_the_body_in_the_guide_fits_its_shape(name: str) -> None:
    from pydantic import TypeAdapter

    from sanso.web.api.history import ChangesBody

    (body,) = re.findall(r"-d '(\{.*?\})'", _read(name), re.DOTALL)
    assert TypeAdapter(ChangesBody).validate_python(json.loads(body)).base == 12


def test_both_languages_have_one_shape() -> None:
    shapes = [
        (
            re.findall(r"^#+", text, re.MULTILINE),
            re.findall(r"^\| ([\d, ]+) \|", text, re.MULTILINE),
            re.findall(r"`/[^`]*`", text),
            re.findall(r"^curl (?!.*/changes).*$", text, re.MULTILINE),
        )
        for text in map(_read, GUIDES)
    ]
    assert sorted(shapes[0][2]) == sorted(shapes[1][2])
    assert (shapes[0][:2], shapes[0][3]) == (shapes[1][:2], shapes[1][3])


@pytest.mark.parametrize("name", GUIDES)
def test_limits_in_the_guide_are_those_of_the_code(name: str) -> None:
    assert f"{MOST_WORLDS:,}" in _read(name)


def test_failures_in_the_guide_are_those_of_every_operation() -> None:
    from sanso.web.api.problems import PROBLEMS

    told = {
        int(number)
        for row in re.findall(r"^\| ([\d, ]+) \|", _read("api.md"), re.MULTILINE)
        for number in row.split(",")
    }
    assert told <= set(PROBLEMS)
