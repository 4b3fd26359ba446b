"""Models of mal-toolbox as files, and objects built in Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sanso.attack.graph import BadObjects, ObjectsBuilder, objects_of, read_objects

from .test_checking import JOIN, LANGUAGE

MODEL: dict[str, Any] = {
    "metadata": {"name": "m", "langID": "x"},
    "assets": {
        "4": {
            "name": "web",
            "type": "Server",
            "defenses": {"patched": 1.0},
            "associated_assets": {"nets": {"9": "lan"}, "up": {"5": "Host:5"}},
        },
        "5": "Host",
        "9": {"name": "lan", "type": "Net", "associated_assets": {"hosts": {"4": "web", "5": "Host:5"}}},
        "10": {"name": "web", "type": "Host", "extras": {"x": 1}},
    },
}

YAML = """\
metadata: {name: m}
assets:
  4: {name: web, type: Server, defenses: {patched: "1.0"}, associated_assets: {nets: {9: lan}, up: [5]}}
  5: Host
  9:
    name: lan
    type: Net
    associated_assets: {hosts: {4: web, 5: 'Host:5'}}
  10: {name: web, type: Host}
"""


@pytest.mark.parametrize("form", ["yml", "json"])
def test_files(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"model.{form}"
    path.write_text(json.dumps(MODEL) if form == "json" else YAML, encoding="utf-8")
    objects = read_objects(path, LANGUAGE).require()
    assert objects.ids == ("web", "Host:5", "lan", "web:10")
    assert objects.types == ("Server", "Host", "Net", "Host")
    assert {key: links.tolist() for key, links in objects.links.items()} == {
        JOIN: [[0, 2], [1, 2]],
        ("Feed", "up", "down"): [[1, 0]],
    }
    assert objects.defences == {(0, "patched"): 1.0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", "model.yml: mal-objects-not-a-model"),
        ("assets: 3", "model.yml: mal-objects-not-a-model"),
        ("assets:\n  1: 7", "model.yml:2:3: mal-objects-asset-form"),
        ("assets:\n  1: {type: [Host]}", "model.yml:2:3: mal-objects-asset-form"),
        ("assets:\n  1: Hots", "model.yml:2:3: mal-objects-unknown-type"),
        ("assets:\n  1: {type: Host, defenses: 3}", "model.yml:2:3: mal-objects-part-form"),
        ("assets:\n  1: {type: Host, defenses: {patched: x}}", "model.yml:2:3: mal-objects-probability"),
        (f"assets:\n  1: {{type: Host, defenses: {{patched: {10**400}}}}}", "model.yml:2:3: mal-objects-probability"),
        ("assets:\n  1: {type: Host, defenses: {patched: .nan}}", "model.yml:2:3: mal-objects-probability"),
        ("assets:\n  1: {type: Host, defenses: {patched: 2}}", "model.yml:2:3: mal-objects-probability"),
        ("assets:\n  1: {type: Host, associated_assets: {net: {}}}", "model.yml:2:3: mal-objects-unknown-field"),
        ("assets:\n  1: {type: Host, associated_assets: {nets: 2}}", "model.yml:2:3: mal-objects-part-form"),
        ("assets:\n  1: {type: Host, associated_assets: {nets: {2: b}}}", "model.yml:2:3: mal-objects-unknown-asset"),
        ("assets:\n  1: {type: Host, associated_assets: {nets: {1: b}}}", "model.yml:2:3: mal-objects-wrong-end"),
        ("assets:\n  1: Net", "model.yml:2:3: mal-objects-too-few"),
        ("assets: {1: Host, 1: Host}", "model.yml:1:19: duplicate-key"),
        ("assets: {", "model.yml:2:1: yaml-syntax"),
        ("\0", "model.yml:1:1: nul-byte"),
    ],
)
def test_bad_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("model.yml").write_text(text, encoding="utf-8")
    read = read_objects("model.yml", LANGUAGE)
    assert read.objects is None
    assert read.diagnostics[0].show().startswith(expected), read.diagnostics
    with pytest.raises(BadObjects):
        read.require()


def test_bad_json_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    assert read_objects(path, LANGUAGE).diagnostics[0].code == "missing-file"
    assert read_objects(tmp_path, LANGUAGE).diagnostics[0].code == "not-a-file"
    for text, code in (("{", "json-syntax"), ("[" * 100_000, "too-deep")):
        path.write_text(text, encoding="utf-8")
        assert read_objects(path, LANGUAGE).diagnostics[0].code == code


def test_attackers_are_named_and_left_out() -> None:
    read = objects_of({"assets": {"1": "Host"}, "attackers": {"2": {}}}, LANGUAGE)
    assert read.require().ids == ("Host:1",)
    assert [(d.severity, d.code) for d in read.diagnostics] == [("warning", "mal-objects-attackers")]


def test_builder() -> None:
    builder = ObjectsBuilder(LANGUAGE)
    web, lan = builder.add("Server", "web", patched=0.5), builder.add("Net")
    builder.link(web, "nets", lan, lan)
    builder.link("Net:1", "hosts", "web")
    builder.defend("web", "patched", 0.25)
    objects = builder.build()
    assert (objects.ids, objects.types) == (("web", "Net:1"), ("Server", "Net"))
    assert objects.links[JOIN].tolist() == [[0, 1]]
    assert objects.defences == {(0, "patched"): 0.25}


def test_builder_refuses_at_once() -> None:
    builder = ObjectsBuilder(LANGUAGE)
    builder.add("Host", "h")
    for kind, ident, code in (("Hots", "x", "unknown-type"), ("Idea", "x", "abstract-type"), ("Net", "h", "duplicate")):
        with pytest.raises(BadObjects, match=f"mal-objects-{code}"):
            builder.add(kind, ident)
    with pytest.raises(BadObjects, match="did you mean `nets`"):
        builder.link("h", "net", "h")
    for nobody in ("x", 1, -1):
        with pytest.raises(KeyError):
            builder.link(nobody, "nets", "h")
    assert builder.build().ids == ("h",)
