"""The guide to gates in builds works as it is printed, alike in both languages, and its pipelines are what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.tour import ROOT, blocks, commands, follow

GUIDES = ("docs/guides/ci.md", "docs/guides/ci.ja.md")


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_works_as_it_is_printed(name: str, tmp_path: Path) -> None:
    assert follow(name, tmp_path) == 4


def test_both_languages_have_the_same_shape() -> None:
    shapes = []
    for name in GUIDES:
        text = (ROOT / name).read_text(encoding="utf-8")
        lines = [len(re.findall(sign, text, re.MULTILINE)) for sign in ("^#+ ", "^- ", r"^```\w+", r"^\|")]
        pipelines = [block.replace(" --lang ja", "") for block in blocks(name, "yaml")]
        shapes.append((lines, commands(name), pipelines))
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", GUIDES)
def test_pipelines_are_yaml_and_use_options_that_exist(name: str) -> None:
    import yaml
    from docs.pages.commands import commands as all_commands
    from docs.pages.commands import parameters

    (command,) = [found for called, found in all_commands() if called == "assess"]
    known = {option for parameter in parameters(command) for option in parameter.opts}
    pipelines = blocks(name, "yaml")
    assert len(pipelines) == 2
    for block in pipelines:
        assert yaml.safe_load(block)
        (line,) = [line for line in block.splitlines() if "sanso assess" in line]
        used = set(re.findall(r"--[a-z-]+", line))
        assert {"--evidence", "--fail-on", "--sarif", "--junit"} <= used <= known


@pytest.mark.parametrize("name", GUIDES)
def test_every_property_of_a_result_is_named(name: str) -> None:
    from sanso.analysis.proof.result import ProofPart, ProofRow
    from sanso.cli.gate_proof import proof_properties

    part = ProofPart("basic", "met", "not-stated", None, None, None, None, None, 1, ("x",))
    row = ProofRow("CPS.AM-1", None, "basic", "met", "not-stated", None, 1, (1,), (part,))
    text = (ROOT / name).read_text(encoding="utf-8")
    assert all(f"`{key}`" in text for key in proof_properties(row))
