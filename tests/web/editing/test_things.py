"""Things renamed and taken away in every shipped example: what is left is a sound model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.editing.samples import NAMES, contents, sources

from sanso.model.diagnostics import InputRefused
from sanso.model.editing import edit
from sanso.model.loading import load
from sanso.model.process import NAMED_SECTIONS
from sanso.model.reading import Held
from sanso.verbs.assessing import catalogue
from sanso.web.editing.mentions import mentions, section_of
from sanso.web.editing.things import free_id, is_id, removal, renamed
from sanso.web.editing.written import value_at, written_in

NEW = "fresh-name"
_EVERY = 40


def _ids(name: str) -> list[str]:
    found = [ident for section in NAMED_SECTIONS for ident in sources(name).keyed[section]]
    return found[len(name) % _EVERY :: _EVERY]


@pytest.mark.parametrize("name", NAMES)
def test_a_rename_leaves_a_sound_model_that_names_nothing_old(name: str) -> None:
    files, found, words = contents(name), sources(name), catalogue().vocabulary()
    for ident in _ids(name):
        made = renamed(found, files, ident, NEW)
        loaded = load(Path(f"{name}.yaml"), words, Held(made))
        assert loaded.model is not None, [one.show() for one in loaded.diagnostics][:3]
        again = written_in(made, f"{name}.yaml")
        assert section_of(again, ident) is None
        assert mentions(again, ident) == []
        assert len(mentions(again, NEW)) == len(mentions(found, ident))
        back = renamed(again, made, NEW, ident)
        assert {path: text.replace(b'"', b"") for path, text in back.items()} == {
            path: text.replace(b'"', b"") for path, text in files.items()
        }


@pytest.mark.parametrize("name", NAMES)
def test_a_removal_with_what_names_it_leaves_a_sound_model(name: str) -> None:
    files, found, words = contents(name), sources(name), catalogue().vocabulary()
    for ident in _ids(name):
        path = (str(section_of(found, ident)), ident)
        done = removal(found, path, words.connections)
        changed = edit(Path(f"{name}.yaml"), done.changes, Held(files))
        made = {**files, **{where.as_posix(): raw for where, raw in changed.items()}}
        loaded = load(Path(f"{name}.yaml"), words, Held(made))
        assert loaded.model is not None, (ident, [one.show() for one in loaded.diagnostics][:3])
        assert mentions(written_in(made, f"{name}.yaml"), ident) == []
        assert path in done.gone


def test_a_rename_reaches_tables() -> None:
    rows = [
        {"in": "components", "id": "a", "kind": "sensor"},
        {"in": "systems", "id": "s", "contains": {"a": 2}},
        {"in": "systems", "id": "t", "contains": ["a"]},
        {"in": "measures", "of": "a", "CPS.AC-1": "basic"},
    ]
    files = {
        "m.yaml": b"sanso: 1\nid: m\ninclude: [t.jsonl]\nharms:\n  h: {cause: {element: a, effect: lies}}  # a\n",
        "t.jsonl": "\n".join(json.dumps(row) for row in rows).encode() + b"\n",
    }
    made = renamed(written_in(files, "m.yaml"), files, "a", "b")
    again = written_in(made, "m.yaml")
    assert value_at(again, ("components", "b", "kind")) == "sensor"
    assert value_at(again, ("systems", "s", "contains")) == {"b": 2}
    assert value_at(again, ("systems", "t", "contains")) == ["b"]
    assert value_at(again, ("measures", "b")) == {"CPS.AC-1": "basic"}
    assert made["m.yaml"].endswith(b"harms:\n  h: {cause: {element: b, effect: lies}}  # a\n")


def test_a_name_that_an_alias_repeats_is_not_changed() -> None:
    text = b"sanso: 1\nid: m\norganizations:\n  o: {}\npeople:\n  p: {employer: &e o}\n  q: {employer: *e}\n"
    with pytest.raises(InputRefused) as caught:
        renamed(written_in({"m.yaml": text}, "m.yaml"), {"m.yaml": text}, "o", "x")
    assert caught.value.diagnostics[0].code == "edit-alias"


def test_a_name_that_looks_like_a_number_is_quoted() -> None:
    text = b"sanso: 1\nid: m\norganizations:\n  o: {}\npeople:\n  p: {employer: o}\n"
    made = renamed(written_in({"m.yaml": text}, "m.yaml"), {"m.yaml": text}, "o", "12")
    assert value_at(written_in(made, "m.yaml"), ("people", "p", "employer")) == "12"
    assert value_at(written_in(made, "m.yaml"), ("organizations", "12")) == {}


def test_ids() -> None:
    assert is_id("扉-2")
    assert not is_id("a/b")
    text = {"m.yaml": b"sanso: 1\nid: m\npeople:\n  p: {}\n  p-2: {}\n"}
    assert free_id(written_in(text, "m.yaml"), "p") == "p-3"
    assert free_id(written_in(text, "m.yaml"), "p-2") == "p-3"
