"""Every form of every shipped example: unchanged it changes nothing, changed it says exactly what was typed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.web.editing.samples import NAMES, contents, entries, sources

from sanso.model.editing import Put, edit
from sanso.model.editing.changes import ABSENT, same
from sanso.model.mentions import MENTIONS, of_record
from sanso.model.reading import Held
from sanso.model.validation import ENTRY_TYPES
from sanso.verbs.assessing import catalogue
from sanso.verbs.state import State
from sanso.web.editing.answering import Reading
from sanso.web.editing.comparing import changes_between
from sanso.web.editing.entries import changes_of, fields_of_entry, flat_entry, lines_of, raw_of, read_entry, spliced
from sanso.web.editing.faults import faults_of
from sanso.web.editing.fields import HEADER_FIELDS, SINGLE, Field, field_of, fields_of, types_of_section
from sanso.web.editing.form_data import FormData
from sanso.web.editing.labels import FIELD_NAMES, SECTIONS
from sanso.web.editing.lists import _all
from sanso.web.editing.mentions import mentions_of_record
from sanso.web.editing.written import written_in

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_is_not_changed_changes_nothing(name: str) -> None:
    found = sources(name)
    for section, ident in entries(name):
        raw = raw_of(found, section, ident)
        after, reading = read_entry(section, FormData(flat_entry(section, raw)), raw)
        assert same(after, raw) or (after is raw), (section, ident)
        assert not changes_of(section, ident, raw, after), (section, ident)
        assert not reading.faults


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_its_lines_beside_the_form(name: str) -> None:
    found, files = sources(name), contents(name)
    for section, ident in entries(name):
        if section == "header" or (section in SINGLE and section not in found.header):
            continue
        lines = lines_of(found, files, section, ident)
        assert lines is not None, (section, ident)
        assert spliced(files, lines, lines.text) == files
        if len(ident) % 12:
            continue
        longer = spliced(files, lines, lines.text + "\n# a remark")
        assert longer != files
        assert same(raw_of(written_in(longer, f"{name}.yaml"), section, ident), raw_of(found, section, ident))


def _sections() -> list[str]:
    return [*ENTRY_TYPES, "measures", "confirmations", *SINGLE]


def test_every_field_of_the_format_is_asked_for() -> None:
    for section in ENTRY_TYPES:
        type_ = types_of_section(section)
        assert type_ is not None
        wanted = {info.alias or name for name, info in type_.model_fields.items()}
        assert {field.key for field in fields_of_entry(section)} == wanted
    assert tuple(field.key for field in fields_of_entry("header")) == HEADER_FIELDS
    assert set(_sections()) == set(SECTIONS)


def test_every_field_has_a_name_in_both_languages() -> None:
    for section in _sections():
        for field in _all(fields_of_entry(section), set()):
            if field.key in ("value", "measures"):
                continue
            assert field.key in FIELD_NAMES or field.key == "from", field.key
            assert (
                re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", field.name.ja)
                or field.name.ja == field.name.en
                or re.fullmatch(r"[A-Z]+.*", field.name.ja)
            ), field.key
            assert field.help.en
            assert field.help.ja


@pytest.mark.parametrize("name", NAMES)
def test_forms_know_every_reference_that_the_checker_knows(name: str) -> None:
    state = State.open(contents(name), f"{name}.yaml", catalogue(), DAY)
    found = sources(name)
    assert state.model is not None
    for section, known in MENTIONS.items():
        for ident, thing in getattr(state.model, section).items():
            raw = raw_of(found, section, ident)
            own = {(m.name, m.sections) for m in mentions_of_record(ENTRY_TYPES[section], raw, (section, ident))}
            for _, named, allowed in known(thing):
                assert (named, allowed) in own, (section, ident, named)
    raw = raw_of(found, "iotssf", "")
    if raw is not ABSENT:
        own = {(m.name, m.sections) for m in mentions_of_record(SINGLE["iotssf"], raw, ("iotssf",))}
        assert {(named, allowed) for _, named, allowed in of_record(state.model.iotssf)} <= own


# --- random edits ---------------------------------------------------------------------------------------------------

_SINGLE = ("text", "choice", "day", "whole", "interval", "money")
_VALUES = {
    "text": st.sampled_from(["abc", "東京", "a: b", "#x", "yes", "012", "x, y", "'q'", "5"]),
    "day": st.sampled_from(["2027-01-31", "2030-12"]),
    "whole": st.integers(1, 4).map(str),
    "interval": st.sampled_from(["P1Y", "PT15M"]),
    "money": st.sampled_from(["7 MJPY", "3億円"]),
}


def _leaves(section: str, form: FormData) -> list[tuple[str, Field]]:
    """Return the single fields of a form that hold no reference, with their names."""
    made: list[tuple[str, Field]] = []

    def walk(fields: tuple[Field, ...], name: str) -> None:
        for field in fields:
            own = f"{name}.{field.key}"
            if field.shape == "record" and field.record is not None:
                walk(fields_of(field.record), own)
            elif field.shape == "records" and field.record is not None:
                for row in form.rows(own):
                    walk(fields_of(field.record), f"{own}.{row}")
            elif field.shape in _SINGLE and not field.names and not field.catalogue and form.has(own):
                made.append((own, field))

    walk(fields_of_entry(section), "f")
    return made


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_typed_is_what_the_file_says_and_nothing_else_moves(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    section, ident = data.draw(st.sampled_from([e for e in entries(name) if e[0] != "measures"]))
    found, files = sources(name), contents(name)
    raw = raw_of(found, section, ident)
    form = FormData(flat_entry(section, raw))
    leaves = _leaves(section, form)
    assume(leaves)
    field_name, field = data.draw(st.sampled_from(leaves))
    old = form.get(field_name) or ""
    if field.shape == "choice":
        typed = data.draw(st.sampled_from(sorted(field.words or {})))
    else:
        typed = data.draw(_VALUES[field.shape])
    changed = FormData([(key, typed if key == field_name else value) for key, value in form.items])
    after, reading = read_entry(section, changed, raw)
    changes = changes_of(section, ident, raw, after)
    assert not reading.faults
    made = {**files}
    for path, content in edit(Path(f"{name}.yaml"), changes, Held(files)).items():
        made[path.as_posix()] = content
    again = raw_of(written_in(made, f"{name}.yaml"), section, ident)
    shown = FormData(flat_entry(section, again))
    assert (shown.get(field_name) or "") == typed
    others = [(key, value) for key, value in shown.items if key != field_name]
    assert others == [(key, value) for key, value in form.items if key != field_name]
    if typed == old:
        assert made == files
    comments = [re.findall(rb"#[^\n]*", b"\n".join(held[path] for path in sorted(files))) for held in (files, made)]
    if "#" not in typed + old:
        assert comments[0] == comments[1]


def _form(section: str, raw: object, **typed: str) -> FormData:
    names = {key.replace("__", "."): value for key, value in typed.items()}
    items = [(key, names.pop(key, value)) for key, value in flat_entry(section, raw)]
    return FormData([*items, *names.items()])


@pytest.mark.parametrize(
    ("raw", "typed", "wanted"),
    [
        ({"kind": "sensor"}, {"f__count": "12"}, {"kind": "sensor", "count": 12}),
        ({"kind": "sensor"}, {"f__count": "many"}, {"kind": "sensor", "count": "many"}),
        ({"kind": "sensor", "site": "yard"}, {"f__site": ""}, {"kind": "sensor"}),
        ({"kind": "sensor"}, {"f__name__en": "Gate"}, {"kind": "sensor", "name": {"en": "Gate"}}),
        ({"kind": "sensor", "name": "G"}, {"f__name__ja": "門"}, {"kind": "sensor", "name": {"en": "G", "ja": "門"}}),
        ({"kind": "sensor"}, {"f__roles__owner": "me"}, {"kind": "sensor", "roles": {"owner": "me"}}),
        ({"kind": "sensor", "roles": {"owner": "me"}}, {"f__roles__owner": " "}, {"kind": "sensor"}),
        ({"kind": "sensor", "protects": "a"}, {"f__protects": "b"}, {"kind": "sensor", "protects": "b"}),
        ({"kind": "sensor", "sectors": []}, {"f__site": "x"}, {"kind": "sensor", "sectors": [], "site": "x"}),
    ],
)  # fmt: skip
def test_fields_of_a_component(raw: object, typed: dict[str, str], wanted: object) -> None:
    after, _ = read_entry("components", _form("components", raw, **typed), raw)
    assert after == wanted


def test_lists_of_words_take_one_a_line() -> None:
    raw = {"kind": "sensor", "exposure": ["internet"]}
    items = [pair for pair in flat_entry("components", raw) if pair[0] != "f.exposure"]
    form = FormData([*items, ("f.exposure", "internet"), ("f.exposure", "port"), ("f.exposure", "")])
    assert read_entry("components", form, raw)[0]["exposure"] == ["internet", "port"]


def test_contents_stay_a_list_while_there_is_one_of_each() -> None:
    raw = {"contains": ["a", "b"]}
    form = FormData(flat_entry("systems", raw)).acted("add:f.contains")
    row = form.rows("f.contains")[-1]
    one = FormData([*form.items, (f"f.contains.{row}.key", "c"), (f"f.contains.{row}.value", "")])
    assert read_entry("systems", one, raw)[0] == {"contains": ["a", "b", "c"]}
    two = FormData([*form.items, (f"f.contains.{row}.key", "c"), (f"f.contains.{row}.value", "2")])
    assert read_entry("systems", two, raw)[0] == {"contains": {"a": 1, "b": 1, "c": 2}}


def test_a_key_that_stands_twice_is_told() -> None:
    raw = {"attributes": {"a": "1"}}
    form = FormData(flat_entry("systems", raw)).acted("add:f.attributes")
    row = form.rows("f.attributes")[-1]
    twice = FormData([*form.items, (f"f.attributes.{row}.key", "a"), (f"f.attributes.{row}.value", "2")])
    _, reading = read_entry("systems", twice, raw)
    assert [fault.name for fault in reading.faults] == [f"f.attributes.{row}.key"]


def test_a_row_taken_away_leaves_the_others_as_they_were_written() -> None:
    raw = {"cause": {"element": "a", "effect": "lies"}, "ratings": [{"by": "A"}, {"by": "B"}, {"by": "C"}]}
    form = FormData(flat_entry("harms", raw)).acted("drop:f.ratings.1")
    after, _ = read_entry("harms", form, raw)
    assert after["ratings"] == [{"by": "A"}, {"by": "C"}]
    changes = changes_of("harms", "h", raw, after)
    assert [change.path for change in changes] == [("harms", "h", "ratings", 1)]


def test_a_single_cause_made_a_group_keeps_what_was_typed() -> None:
    raw = {"cause": {"element": "a", "effect": "lies"}}
    items = [(key, "all_of" if key == "f.cause.kind" else value) for key, value in flat_entry("harms", raw)]
    form = FormData(items).acted("again")
    after, _ = read_entry("harms", form, raw)
    assert after == {"cause": {"all_of": [{"element": "a", "effect": "lies"}]}}
    more = form.acted("add:f.cause")
    row = more.rows("f.cause")[-1]
    name = f"f.cause.{row}"
    both = FormData(
        [*more.items, (f"{name}._cause", "1"), (f"{name}.kind", "condition"), (f"{name}.condition", "rain")]
    )
    assert read_entry("harms", both, raw)[0]["cause"]["all_of"][1] == {"condition": "rain"}


def test_what_no_field_can_show_is_edited_as_yaml() -> None:
    raw = {"exposure": ["two\nlines"], "kind": "sensor"}
    flat = dict(flat_entry("components", raw))
    assert "f.exposure._yaml" in flat
    changed = FormData([(key, "[port]" if key == "f.exposure._yaml" else value) for key, value in flat.items()])
    assert read_entry("components", changed, raw)[0]["exposure"] == ["port"]
    broken = FormData([(key, "[port" if key == "f.exposure._yaml" else value) for key, value in flat.items()])
    after, reading = read_entry("components", broken, raw)
    assert after == raw
    assert [fault.name for fault in reading.faults] == ["f.exposure._yaml"]


def test_numbers_may_be_typed_wide() -> None:
    form = FormData([("f.accuracy", "2.5")])
    assert Reading(form).value(field_of(ENTRY_TYPES["connections"], "accuracy"), "f.accuracy", ABSENT) == 2.5


def test_faults_stand_at_their_fields() -> None:
    name = "bus-operation"
    files = contents(name)
    raw = raw_of(sources(name), "harms", "caught-in-door")
    form = FormData(
        [
            (key, {"f.loss.low": "cheap", "f.cause.1.element": "nobody", "f.ratings.1.date": "soon"}.get(key, value))
            for key, value in flat_entry("harms", raw)
        ]
    )
    after, _ = read_entry("harms", form, raw)
    state = State.open(files, f"{name}.yaml", catalogue(), DAY)
    made = state.edited(changes_of("harms", "caught-in-door", raw, after))
    faults = {fault.name for fault in faults_of("harms", "caught-in-door", form, made.diagnostics)}
    assert {"f.loss.low", "f.cause.1.element", "f.ratings.1.date"} <= faults


@given(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6))
@settings(max_examples=60, deadline=None)
def test_changes_of_lists_make_the_wanted_list(before: list[int], after: list[int]) -> None:
    text = "sanso: 1\nid: m\ncomponents:\n  a:\n    kind: sensor\n    exposure:\n"
    text += "".join(f"    - w{n}  # {n}\n" for n in before) if before else "    - w\n"
    old = [f"w{n}" for n in before] or ["w"]
    new = [f"w{n}" for n in after]
    changes = changes_between(("components", "a", "exposure"), old, new or ABSENT)
    made = edit(Path("m.yaml"), changes, Held({"m.yaml": text.encode()}))
    final = made.get(Path("m.yaml"), text.encode())
    value = raw_of(written_in({"m.yaml": final}, "m.yaml"), "components", "a").get("exposure", [])
    assert value == new


def test_put_is_what_a_new_entry_needs() -> None:
    assert changes_of("components", "x", ABSENT, {"kind": "sensor"}) == [Put(("components", "x"), {"kind": "sensor"})]
