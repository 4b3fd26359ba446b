"""The reference is up to date and leaves nothing out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docs.pages import attack as attack_page
from docs.pages import catalogue as catalogue_page
from docs.pages import catalogue_fields
from docs.pages import commands as commands_page
from docs.pages import result as result_page

from docs import generate
from sanso.catalogue import load_catalogue
from sanso.catalogue.kinds import EXTENSIBLE, RECORD_TYPES
from sanso.catalogue.provenance import Record
from sanso.cli import japanese
from sanso.cli.exit_codes import ExitCode
from sanso.model.messages import MESSAGES
from sanso.model.schema import model_schema
from sanso.model.text import Text
from sanso.report.json_out import attack_json_schema, json_schema

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def _page(name: str) -> str:
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", generate.PAGES)
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == generate.PAGES[name](), "run `make docs`"


def test_every_command_and_option_is_documented_in_both_languages() -> None:
    page = _page("commands.md")
    for name, command in commands_page.commands():
        assert f"## `{f'sanso {name}'.strip()}`" in page
        assert japanese.command(name), name
        for parameter in commands_page.parameters(command):
            shown = parameter.metavar if parameter.param_type_name == "argument" else max(parameter.opts, key=len)
            assert f"`{shown}`" in page, (name, shown)
            assert parameter.help, (name, shown)
            assert japanese.parameter(name, parameter.name), (name, shown)
    assert set(commands_page.JSON_OUTPUT) == {name for name, _ in commands_page.commands() if name}


def test_every_exit_status_is_documented() -> None:
    assert set(commands_page.EXIT_CODES) == set(ExitCode)
    page = _page("commands.md")
    for status in ExitCode:
        assert f"`{int(status)}` {status.name}" in page


def test_every_diagnostic_is_documented() -> None:
    page = _page("diagnostics.md")
    for code, message in MESSAGES.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{code}` |"))
        for text in (message.message, message.hint):
            if text is not None:
                assert text.show("en") in row.replace("\\|", "|")
                assert text.show("ja") in row.replace("\\|", "|")


def test_every_kind_of_record_and_field_is_documented() -> None:
    assert set(catalogue_fields.FIELDS) == set(RECORD_TYPES)
    for kind in RECORD_TYPES:
        assert list(catalogue_fields.FIELDS[kind]) == list(catalogue_page.own_fields(kind)), kind
    common = {"source" if name == "source_text" else name for name in Record.model_fields}
    assert set(catalogue_fields.COMMON) == common
    page = _page("catalogue.md")
    for kind, records in load_catalogue().kinds.items():
        assert re.search(rf"\[`{kind}`\].*\| {len(records)} \|", page), kind


def test_the_example_of_an_own_file_loads(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", _page("catalogue.md"), re.DOTALL)
    path = tmp_path / "own.yaml"
    path.write_text(block, encoding="utf-8")
    content = load_catalogue(path)
    assert content.category_of("serious", "limited") == 3
    added = next(record for record in content.overridden if record.added)
    assert any(added.id in content.kinds[kind] for kind in EXTENSIBLE)


def test_every_key_of_a_result_is_documented() -> None:
    schema = json_schema()
    assert set(result_page.TOP) == set(schema["properties"])
    assert set(result_page.TYPES) == set(result_page.KEYS) == set(schema["$defs"])
    for name, definition in schema["$defs"].items():
        assert set(result_page.KEYS[name]) == set(definition["properties"]), name


def test_every_key_of_an_attack_is_documented() -> None:
    schema = attack_json_schema()
    assert set(attack_page.TOP) == set(schema["properties"])
    assert set(attack_page.TYPES) == set(attack_page.KEYS)
    for name, definition in schema["$defs"].items():
        keys = attack_page.KEYS.get(name) or result_page.KEYS[name]
        assert set(keys) == set(definition["properties"]), name


def test_every_option_of_a_what_if_is_explained() -> None:
    page = _page("attack.md").partition("## What-if")[2]
    for option in ("`--with REQ@PLACE=LEVEL`", "`--without ID`"):
        assert option in page
    assert "none`, `basic`, `advanced`, `high-advanced" in page


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif hasattr(value, "values"):
        for inner in value.values():
            yield from _texts(inner)


def test_pages_have_both_languages() -> None:
    tables = (
        result_page.TOP, result_page.TYPES, result_page.KEYS,
        attack_page.TOP, attack_page.TYPES, attack_page.KEYS, catalogue_fields.COMMON, catalogue_fields.FIELDS,
        commands_page.EXIT_CODES, commands_page.ENVIRONMENT, commands_page.JSON_OUTPUT,
    )  # fmt: skip
    for table in tables:
        for text in _texts(table):
            assert text.en.strip()
            assert text.ja.strip()
            assert text.en != text.ja


def test_every_field_and_connection_kind_of_a_model_is_documented() -> None:
    page = _page("model.md")
    schema = model_schema()
    for owner in (schema, *schema["$defs"].values()):
        for key in owner["properties"]:
            assert f"| `{key}` |" in page, key
    for kind in load_catalogue().connections:
        assert f"| `{kind}` |" in page


def test_the_table_layout_loads(tmp_path: Path) -> None:
    from sanso import check

    (block,) = re.findall(r"```json\n(.*?)```", _page("model.md"), re.DOTALL)
    for line in block.splitlines():
        json.loads(line)
    path = tmp_path / "fleet.jsonl"
    path.write_text(block, encoding="utf-8")
    assert [found.code for found in check(path)] == []


@pytest.mark.parametrize("picture", generate.PICTURES)
def test_pictures_are_there_in_their_language(picture: str) -> None:
    drawn = ElementTree.parse(DOCS / picture).getroot()
    assert drawn.tag.endswith("svg")
    assert drawn.get("lang") == generate.PICTURES[picture][1]


def test_pictures_can_be_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    example = ROOT / "src/sanso/examples/bus-operation/bus-operation.yaml"
    monkeypatch.setattr(generate, "WORLDS", 100)
    made = dict(generate.drawn(example))
    assert list(made) == list(generate.PICTURES)
    for svg in made.values():
        assert ElementTree.fromstring(svg).tag.endswith("svg")
