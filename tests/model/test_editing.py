"""Edits keep everything but what they change; the laws hold for files of any style."""

from __future__ import annotations

import copy
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sanso.model.diagnostics import InputRefused
from sanso.model.editing import Change, Drop, Put, edit, write_model
from sanso.model.editing.changes import same
from sanso.model.loading import load
from sanso.model.yaml_reader import read_yaml

from .editing_texts import IDS, KEYS, documents, paths_of, put, values

SLOW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def edited(text: str, *changes: Change, name: str = "m.yaml") -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), text.encode(), name)
        return edit(path, changes).get(path, text.encode()).decode()


def said(text: str) -> Any:
    value, found = read_yaml(text, "m.yaml")
    assert not found, (text, found)
    return value


def comments(text: str) -> list[str]:
    return re.findall(r"# note \d+", text)


def with_value(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    made = copy.deepcopy(value)
    held = made
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = new
    return made


@SLOW
@given(documents(), values, st.data())
def test_put_changes_the_value_and_nothing_else(written: tuple[str, Any], new: Any, data: st.DataObject) -> None:
    text, value = written
    assert same(said(text), value)
    assume(paths := paths_of(value))
    path = data.draw(st.sampled_from(paths))
    made = edited(text, Put(path, new))
    assert same(said(made), with_value(value, path, new))
    held = value
    for step in path:
        held = held[step]
    if not isinstance(held, dict | list):
        assert comments(made) == comments(text)
        if not (isinstance(new, str) and "\n" in new):
            own = [line for line in made.splitlines() if line not in text.splitlines()]
            assert len(own) <= max(1, len(made.splitlines()) - len(text.splitlines()) + 1)


@SLOW
@given(documents(), st.data())
def test_put_of_what_is_there_changes_nothing(written: tuple[str, Any], data: st.DataObject) -> None:
    text, value = written
    paths = [(key,) for key in value] + paths_of(value)
    chosen = data.draw(st.lists(st.sampled_from(paths), max_size=4))
    changes = []
    for path in chosen:
        held = value
        for step in path:
            held = held[step]
        changes.append(Put(path, held))
    assert edited(text, *changes) == text


def _maps(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of mappings that hold something."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    own = [path] if isinstance(value, dict) and value and path else []
    return own + [found for step, inner in pairs for found in _maps(inner, (*path, step))]


@SLOW
@given(documents(), KEYS, values, st.data())
def test_put_then_drop_of_a_new_key_restores_the_bytes(
    written: tuple[str, Any], key: str, new: Any, data: st.DataObject
) -> None:
    text, value = written
    assume(maps := _maps(value))
    path = data.draw(st.sampled_from(maps))
    held = value
    for step in path:
        held = held[step]
    assume(key not in held)
    made = edited(text, Put((*path, key), new))
    assert same(said(made), with_value(value, (*path, key), new))
    assert comments(made) == comments(text)
    assert [line for line in text.splitlines() if line.strip() and line not in made.splitlines()][1:] in ([], [""])
    assert edited(made, Drop((*path, key))) == text


@SLOW
@given(documents(), IDS, st.dictionaries(KEYS, values, min_size=1, max_size=3))
def test_a_new_section_comes_and_goes(written: tuple[str, Any], ident: str, new: Any) -> None:
    text, value = written
    made = edited(text, Put(("procedures", ident), new))
    assert same(said(made), {**value, "procedures": {ident: new}})
    assert edited(made, Drop(("procedures", ident))) == text


def _without(value: Any, path: tuple[Any, ...], at: tuple[Any, ...] = ()) -> Any:
    """Return *value* without what stands at *path*, by the published rule on what a drop takes along; None: all."""
    made = copy.copy(value)
    inner = made[path[0]]
    here = (*at, path[0])
    left = None if len(path) == 1 else _without(inner, path[1:], here)
    stays = (isinstance(inner, list) and here != ("confirmations",)) or (len(here) == 2 and here[0] != "measures")
    if len(path) > 1 and (left or stays):
        made[path[0]] = left or (type(inner)() if left is None else left)
    else:
        del made[path[0]]
    return made


@SLOW
@given(documents(), st.data())
def test_drop_takes_away_what_it_names(written: tuple[str, Any], data: st.DataObject) -> None:
    text, value = written
    assume(paths := paths_of(value))
    path = data.draw(st.sampled_from(paths))
    made = edited(text, Drop(path))
    assert same(said(made), _without(value, path))
    assert any(isinstance(step, int) for step in path) or edited(made, Drop(path)) == made


@SLOW
@given(documents(), st.data())
def test_many_changes_are_as_good_as_one_after_the_other(written: tuple[str, Any], data: st.DataObject) -> None:
    text, value = written
    assume(paths := [path for path in paths_of(value) if not any(isinstance(step, int) for step in path)])
    changes: list[Change] = [
        Put(path, data.draw(values)) for path in data.draw(st.lists(st.sampled_from(paths), max_size=4))
    ]
    changes += [Drop(path) for path in data.draw(st.lists(st.sampled_from(paths), max_size=2))]
    step_by_step = text
    try:
        for change in changes:
            step_by_step = edited(step_by_step, change)
        at_once = edited(text, *changes)
    except InputRefused:
        return  # below a single value
    assert same(said(at_once), said(step_by_step))


@SLOW
@given(
    st.dictionaries(
        st.sampled_from(["components", "data", "measures"]), st.dictionaries(IDS, st.dictionaries(KEYS, values))
    )
)
def test_a_written_model_says_what_it_was_given(sections: dict[str, Any]) -> None:
    value = {"sanso": 1, "id": "m", **sections}
    assert same(said(write_model(value).decode()), value)


def test_a_written_model_loads(tmp_path: Path) -> None:
    from .factory import document

    loaded = load(put(tmp_path, write_model(document())))
    assert loaded.model is not None
    assert loaded.model == load(put(tmp_path, json.dumps(document()), "other.yaml")).model


NEIGHBOURS = """\
sanso: 1
id: m
organizations:
  operator:    {name: A}   # first
  telematics:  {name: B}

people:
  crew:
    employer: operator

  guests:
    count: 3

# the end of it
"""


def test_new_entries_look_like_their_neighbours() -> None:
    made = edited(
        NEIGHBOURS,
        Put(("organizations", "mno"), {"name": "C"}),
        Put(("people", "staff"), {"count": 4}),
        Put(("sectors",), ["auto"]),
        Put(("data", "log"), {"owner": "mno"}),
    )
    assert (
        made
        == """\
sanso: 1
id: m
sectors: [auto]
organizations:
  operator:    {name: A}   # first
  telematics:  {name: B}
  mno:         {name: C}

people:
  crew:
    employer: operator

  guests:
    count: 3

  staff:
    count: 4

# the end of it

data:
  log: {owner: mno}
"""
    )


def test_entries_are_changed_in_the_file_that_holds_them(tmp_path: Path) -> None:
    top = put(
        tmp_path, "sanso: 1\nid: m\ninclude: [parts/a.yaml, parts/b.jsonl]\nmeasures:\n  op:\n    CPS.AC-1: basic\n"
    )
    part = put(
        tmp_path, "components:\n  cam: {kind: sensor}\nmeasures:\n  op:\n    CPS.AC-2: none # no\n", "parts/a.yaml"
    )
    table = put(
        tmp_path,
        '{"in": "data", "id": "log", "owner": "op"}\n\n{"in": "confirmations", "subject": "cam"}\n',
        "parts/b.jsonl",
    )
    assert top.exists()
    changes = [
        Put(("components", "cam", "site"), "yard"),
        Put(("components", "hub"), {"kind": "server"}),
        Put(("measures", "op", "CPS.AC-2"), "basic"),
        Put(("measures", "op", "CPS.AC-3"), "basic"),
        Put(("data", "log", "purpose"), "運行"),
        Put(("data", "map"), {"owner": "op"}),
        Put(("confirmations", 0, "result"), "passed"),
    ]
    made = {path.resolve(): raw.decode() for path, raw in edit(top, changes).items()}
    assert made == {
        top.resolve(): top.read_text() + "    CPS.AC-3: basic\n",
        part.resolve(): "components:\n  cam: {kind: sensor, site: yard}\n  hub: {kind: server}\n"
        "measures:\n  op:\n    CPS.AC-2: basic # no\n",
        table.resolve(): '{"in": "data", "id": "log", "owner": "op", "purpose": "運行"}\n\n'
        '{"in": "confirmations", "subject": "cam", "result": "passed"}\n{"in": "data", "id": "map", "owner": "op"}\n',
    }


@pytest.mark.parametrize("end", ["", "\n"])
def test_lines_of_a_table_come_and_go(end: str) -> None:
    text = (
        '{"sanso":1,"id":"m"}\n{"in":"data","id":"a","owner":"\\u30a2"}\n{"in":"measures","of":"a","CPS.AC-1":"none"}'
        + end
    )
    fresh = edited(text, Put(("data", "b"), {"owner": "op"}), name="m.jsonl")
    assert fresh.splitlines()[:3] == text.splitlines()
    assert edited(fresh, Drop(("data", "b")), name="m.jsonl") == text
    without = edited(text, Drop(("measures", "a", "CPS.AC-1")), name="m.jsonl")
    assert without.splitlines() == text.splitlines()[:2]
    assert edited(text, Put(("data", "a"), {"owner": "ア"}), name="m.jsonl") == text


@pytest.mark.parametrize(
    ("text", "change", "code"),
    [
        ("a: &x {kind: sensor}\n  b: *x", Put(("components", "b", "kind"), "server"), "edit-alias"),
        ("a: &x {kind: sensor}\n  b: *x", Put(("components", "a", "kind"), "server"), "edit-alias"),
        ("a: {name: &x {en: A}}\n  b: {name: *x}", Drop(("components", "a")), "edit-alias"),
        ("a: {kind: sensor}", Put(("components", "a", "kind", "en"), "x"), "edit-path"),
        ("a: {kind: [sensor]}", Put(("components", "a", "kind", "en"), "x"), "edit-path"),
        ("a: {kind: [sensor]}", Put(("components", "a", "kind", 5), "x"), "edit-path"),
        ("a: {kind: sensor}", Put(("components", "a", "kind"), "x\x01"), "control-character"),
        ("a: {kind: sensor}", Put(("gadgets", "a"), {}), "unknown-section"),
        ("a: {kind: sensor", Put(("components", "a", "kind"), "x"), "yaml-syntax"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused(text: str, change: Change, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        edited(f"sanso: 1\nid: m\ncomponents:\n  {text}\n", change)
    assert refused.value.diagnostics[0].code == code


def test_a_list_at_the_end_of_an_entry_shrinks_while_a_field_comes() -> None:
    text = "sanso: 1\nid: m\ncomponents:\n  a:\n    flags:\n      - one\n      - two\n{rest}  b: {{kind: server}}\n"
    made = edited(text.format(rest="      - three\n"), Put(("components", "a"), {"flags": ["one", "two"], "site": "x"}))
    assert made == text.format(rest="    site: x\n")


def test_an_item_with_room_before_it_becomes_a_list() -> None:
    text = "sanso: 1\nid: m\ncomponents:\n  a:\n    flags:\n      -   one\n      -   two  # note\n"
    long = ["x" * 70, "y" * 70]
    made = edited(text, Put(("components", "a", "flags", 1), long))
    assert said(made)["components"]["a"]["flags"] == ["one", long]
    assert comments(made.replace("# note", "# note 1")) == ["# note 1"]


def test_an_alias_gives_way_to_a_value() -> None:
    text = "sanso: 1\nid: m\ncomponents:\n  a: &x {kind: sensor}\n  b: *x  # same\n"
    assert edited(text, Put(("components", "b"), {"kind": "server"})) == text.replace("*x", "{kind: server}")


def test_ten_thousand_edits_take_seconds(tmp_path: Path) -> None:
    import time

    lines = [f"  c{i}: {{kind: sensor, site: s{i}}}   # {i}\n" for i in range(10_000)]
    path = put(tmp_path, "sanso: 1\nid: m\ncomponents:\n" + "".join(lines))
    changes: list[Change] = [Put(("components", f"c{i}", "site"), f"t{i}") for i in range(10_000)]
    start = time.process_time()
    made = edit(path, changes)[path].decode()
    assert time.process_time() - start < 20
    assert made == path.read_text().replace("site: s", "site: t")
