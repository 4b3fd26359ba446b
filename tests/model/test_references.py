"""What a model names: every field that names something, every kind of connection with a wrong end."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from sanso.model.connections import ConnectionKind
from sanso.model.loading import check_model
from sanso.model.mentions import MENTIONS
from sanso.model.process import Model

from .factory import HEAD, THINGS, VOCABULARY, at, codes, document, only, read, rows

LETTERS = {
    "O": "owner", "P": "crew", "C": "eye", "S": "bus", "R": "care", "D": "log", "F": "road", "X": "unit",
}  # fmt: skip
"""One thing of each letter that a rule of connections may name."""


def test_the_sound_document_is_sound(tmp_path: Path) -> None:
    loaded = read(tmp_path, document())
    assert loaded.diagnostics == ()
    assert check_model(loaded.require(), VOCABULARY) == ()


REFERENCES: list[tuple[str, dict[str, Any], str]] = [
    ("people/p/employer", {"employer": "?"}, "unit"),
    ("products/p/maker", {"maker": "?"}, "door"),
    ("products/p/contains/?", {"contains": ["?"]}, "door"),
    ("components/p/product", {"kind": "sensor", "product": "?"}, "owner"),
    *((f"components/p/roles/{role}", {"kind": "sensor", "roles": {role: "?"}}, "crew")
      for role in ("owner", "operator", "user", "manager", "maintainer", "integrator")),
    ("systems/p/roles/owner", {"roles": {"owner": "?"}}, "crew"),
    ("components/p/contains/?", {"kind": "sensor", "contains": {"?": 1}}, "bus"),
    ("components/p/protects/0", {"kind": "safety-function", "protects": ["?"]}, "unit"),
    ("components/p/independent_of/1", {"kind": "safety-function", "independent_of": ["eye", "?"]}, "owner"),
    ("systems/p/contains/?", {"contains": {"?": 2}}, "owner"),
    ("procedures/p/performed_by/0", {"performed_by": "?"}, "door"),
    ("procedures/p/acts_on/1", {"acts_on": ["door", "?"]}, "crew"),
    ("data/p/owner", {"owner": "?"}, "crew"),
    ("data/p/subjects/0", {"subjects": ["?"]}, "owner"),
    ("data/p/produced_by/0", {"produced_by": ["?"]}, "road"),
    ("data/p/stored_in/0", {"stored_in": ["?"]}, "crew"),
    ("physical/p/people_exposed/?", {"people_exposed": {"?": 1}}, "owner"),
    ("connections/p/from", {"kind": "transmits", "from": "?", "to": "hub"}, ""),
    ("connections/p/to", {"kind": "transmits", "from": "hub", "to": "?"}, ""),
    ("connections/p/subject/0", {"kind": "supplies", "from": "maker", "to": "owner", "subject": ["?"]}, "crew"),
    ("connections/p/data/0", {"kind": "transmits", "from": "hub", "to": "door", "data": ["?"]}, "door"),
    ("connections/p/cross_check/0", {"kind": "senses", "from": "road", "to": "eye", "cross_check": ["?"]}, "bus"),
    ("connections/p/confirmed_by/0", {"kind": "actuates", "from": "door", "to": "road", "confirmed_by": ["?"]}, "log"),
    ("connections/p/alternatives/0", {"kind": "commands", "from": "hub", "to": "door", "alternatives": ["?"]}, "door"),
    ("harms/p/cause/element", {"cause": {"element": "?", "effect": "stopped"}}, "road"),
    ("harms/p/cause/condition", {"cause": {"condition": "?"}}, "door"),
    ("harms/p/cause/all_of/1/any_of/0/element",
     {"cause": {"all_of": [{"condition": "night"}, {"any_of": [{"element": "?", "effect": "stopped"}]}]}}, "unit"),
    ("harms/p/cause/at_least/of/0/condition", {"cause": {"at_least": {"n": 1, "of": [{"condition": "?"}]}}}, "door"),
    ("harms/p/cause/through/0", {"cause": {"element": "bus", "effect": "stopped", "through": ["?"]}}, "owner"),
    ("harms/p/affects/people", {"cause": {"condition": "night"}, "affects": {"people": "?"}}, "owner"),
    ("harms/p/borne_by", {"cause": {"condition": "night"}, "borne_by": "?"}, "crew"),
    ("harms/p/excludes/0", {"cause": {"condition": "night"}, "excludes": ["?"]}, "night"),
    ("harms/p/includes/0", {"cause": {"condition": "night"}, "includes": ["?"]}, "night"),
]  # fmt: skip
"""Path, the thing with ``?`` where a name stands, and something of a wrong kind."""


def _with(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {name if key == "?" else key: _with(item, name) for key, item in value.items()}
    if isinstance(value, list):
        return [_with(item, name) for item in value]
    return name if value == "?" else value


def _text(path: str, thing: dict[str, Any], name: str) -> dict[str, Any]:
    return document(**{path.split("/")[0]: {"p": _with(thing, name)}})


@pytest.mark.parametrize(("path", "thing", "wrong"), REFERENCES, ids=[path for path, _, _ in REFERENCES])
def test_dangling(path: str, thing: dict[str, Any], wrong: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, _text(path, thing, "nowhere"))
    found = only(loaded, "unknown-reference")
    assert found.path == path.replace("?", "nowhere")
    line = (tmp_path / "m.yaml").read_text().splitlines()[found.place.line - 1]
    assert "nowhere" in line[found.place.column - 1 :] or "nowhere" in line


@pytest.mark.parametrize(("path", "thing", "wrong"), REFERENCES, ids=[path for path, _, _ in REFERENCES])
def test_of_the_wrong_kind(path: str, thing: dict[str, Any], wrong: str, tmp_path: Path) -> None:
    if wrong:
        found = only(read(tmp_path, _text(path, thing, wrong)), "wrong-reference")
        assert found.path == path.replace("?", wrong)


@pytest.mark.parametrize(("path", "thing", "wrong"), REFERENCES, ids=[path for path, _, _ in REFERENCES])
def test_in_a_table_and_from_python(path: str, thing: dict[str, Any], wrong: str, tmp_path: Path) -> None:
    given = _text(path, thing, "nowhere")
    made = Model.model_validate(given)
    assert [(d.code, d.path) for d in check_model(made, VOCABULARY) if d.severity == "error"] == [
        ("unknown-reference", path.replace("?", "nowhere"))
    ]
    lines = [
        {"in": section, "id": ident, **entry}
        for section, entries in given.items()
        if isinstance(entries, dict) and section != "measures"
        for ident, entry in entries.items()
    ]
    found = only(read(tmp_path, rows(*lines), "m.jsonl"), "unknown-reference")
    assert lines[found.place.line - 2]["id"] == "p"


def test_every_section_that_names_something_is_tried() -> None:
    assert {path.split("/")[0] for path, _, _ in REFERENCES} == set(MENTIONS)


def test_statements(tmp_path: Path) -> None:
    given = document(
        measures={"nowhere": {"CPS.AC-1": "basic"}, "road": {"CPS.AC-1": "basic"}},
        confirmations=[
            {"perspective": "in-operation", "subject": "nowhere"},
            {"perspective": "in-operation", "subject": "night"},
            {"perspective": "social-support", "subject": "owner", "kind": "contact", "covers": ["jam", "nothing"]},
            {"perspective": "social-support", "subject": "owner", "kind": "contact", "covers": "nothing"},
            {"perspective": "social-support", "subject": "owner", "kind": "contact", "covers": ["door"]},
        ],
    )
    loaded = read(tmp_path, given)
    assert [(d.code, d.path) for d in loaded.diagnostics] == [
        ("unknown-reference", "measures/nowhere"),
        ("wrong-reference", "measures/road"),
        ("unknown-reference", "confirmations/0/subject"),
        ("wrong-reference", "confirmations/1/subject"),
        ("unknown-reference", "confirmations/2/covers/1"),
        ("unknown-reference", "confirmations/3/covers/0"),
        ("wrong-reference", "confirmations/4/covers/0"),
    ]


def test_what_was_meant(tmp_path: Path) -> None:
    found = only(read(tmp_path, document(people={"p": {"employer": "onwer"}})), "unknown-reference")
    assert found.hint is not None
    assert found.hint.en == "did you mean `owner`?"
    assert found.hint.ja == "`owner` のことですか。"


def test_a_thing_with_faults_is_there_all_the_same(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, HEAD + "organizations: {o: {scale: huge}}\npeople: {p: {employer: o, x: 1}, q: {employer: r}}\n"
    )
    assert [(d.code, d.path) for d in loaded.diagnostics] == [
        ("unknown-word", "organizations/o/scale"), ("unknown-key", "people/p/x"),
        ("unknown-reference", "people/q/employer"),
    ]  # fmt: skip


def test_place_in_a_list_with_a_faulty_item(tmp_path: Path) -> None:
    loaded = read(tmp_path, HEAD + "procedures:\n  p: {acts_on: ['!', nowhere]}\n")
    assert [(d.code, at(d)) for d in loaded.diagnostics] == [("bad-id", (4, 17)), ("unknown-reference", (4, 22))]


def test_a_missing_id_of_the_model_hides_nothing(tmp_path: Path) -> None:
    loaded = read(tmp_path, "sanso: 1\npeople: {p: {employer: o}}\n")
    assert codes(loaded) == {"missing-key", "unknown-reference"}
    assert codes(read(tmp_path, "sanso: 2\nid: m\npeople: {p: {employer: o}}\n")) == {"unknown-word"}


# --- ids


def test_ids_over_sections(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        HEAD + "organizations: {a: , b: }\npeople: {a: }\nharms: {b: {cause: {condition: c}}}\n"
        "conditions: {c: {probability: 1}, a: {probability: 1}}\n",
    )
    found = [d for d in loaded.diagnostics if d.severity == "error"]
    assert [(d.code, d.path, at(d)) for d in found] == [
        ("duplicate-id", "people/a", (4, 10)), ("duplicate-id", "harms/b", (5, 9)),
        ("duplicate-id", "conditions/a", (6, 35)),
    ]  # fmt: skip
    assert "m.yaml:3:17" in found[0].message.en


def test_ids_over_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("people:\n  x: {}\n")
    found = only(read(tmp_path, HEAD + "people: {x: }\ninclude: a.yaml\n"), "duplicate-id")
    assert found.place.file.endswith("a.yaml")
    assert at(found) == (2, 3)
    (tmp_path / "a.yaml").write_text("organizations:\n  x: {}\n")
    assert at(only(read(tmp_path, HEAD + "people: {x: }\ninclude: a.yaml\n"), "duplicate-id")) in {(2, 3), (3, 10)}


# --- connections

KINDS = get_args(ConnectionKind)


def _sound(kind: str) -> dict[str, Any]:
    rule = VOCABULARY.connections[kind]
    made: dict[str, Any] = {"kind": kind, "from": LETTERS[rule.from_[0]], "to": LETTERS[rule.to[0]]}
    if "data" in rule.needs:
        made["data"] = ["log"]
    return made


def test_every_kind_has_a_rule() -> None:
    assert set(KINDS) == set(VOCABULARY.connections)
    assert len(KINDS) == 21


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_with_sound_ends(kind: str, tmp_path: Path) -> None:
    assert read(tmp_path, document(connections={"c": _sound(kind)})).diagnostics == ()


def _wrong_ends() -> Iterator[tuple[str, str, str]]:
    for kind in KINDS:
        rule = VOCABULARY.connections[kind]
        for end, allowed in (("from", rule.from_), ("to", rule.to)):
            for letter in sorted(set("OPCSRDFX") - set(allowed)):
                yield kind, end, letter


@pytest.mark.parametrize(("kind", "end", "letter"), list(_wrong_ends()))
def test_kinds_with_wrong_ends(kind: str, end: str, letter: str, tmp_path: Path) -> None:
    found = only(read(tmp_path, document(connections={"c": _sound(kind) | {end: LETTERS[letter]}})), "wrong-end")
    assert found.path == f"connections/c/{end}"
    assert kind in found.message.en
    assert LETTERS[letter] in found.message.ja


@pytest.mark.parametrize("named", ["night", "order", "jam"])
def test_ends_that_are_nothing_of_the_kind(named: str, tmp_path: Path) -> None:
    only(read(tmp_path, document(connections={"c": _sound("depends-on") | {"to": named}})), "wrong-end")


def test_fields_that_make_no_sense(tmp_path: Path) -> None:
    given = document(connections={"c": _sound("supplies") | {"accuracy": 1, "medium": "radio", "data": []}})
    loaded = read(tmp_path, given)
    assert sorted((d.code, d.path) for d in loaded.diagnostics) == [
        ("field-not-for-kind", "connections/c/accuracy"), ("field-not-for-kind", "connections/c/medium"),
    ]  # fmt: skip


def test_needed_data(tmp_path: Path) -> None:
    sound = _sound("shares")
    del sound["data"]
    assert only(read(tmp_path, document(connections={"c": sound})), "missing-key").path == "connections/c/data"


def test_unknown_requirements(tmp_path: Path) -> None:
    given = document(
        measures={"maker": {"CPS.AC-1": "basic", "CPS.AC-99": "basic", "CPS.ac-1": "none"}},
        connections={
            "c": {"kind": "maintains", "from": "maker", "to": "owner", "requirements": ["CPS.MA-1", "CPS.MA-9"]}
        },
    )
    loaded = read(tmp_path, given)
    assert sorted((d.code, d.path) for d in loaded.diagnostics) == [
        ("unknown-requirement", "connections/c/requirements/1"),
        ("unknown-requirement", "measures/maker/CPS.AC-99"),
        ("unknown-requirement", "measures/maker/CPS.ac-1"),
    ]
    assert all(d.hint is not None and "CPS." in d.hint.en for d in loaded.diagnostics)


@pytest.mark.parametrize(
    ("element", "effect", "known"),
    [
        ("door", "stopped", True), ("door", "leaked", False), ("door", "defeated", False), ("guard", "defeated", True),
        ("guard", "stopped", True), ("bus", "stopped", True), ("bus", "defeated", False), ("log", "leaked", True),
        ("log", "stopped", False), ("care", "skipped", True), ("crew", "deceived", True), ("owner", "subverted", True),
        ("owner", "melted", False),
    ],
)  # fmt: skip
def test_effects(element: str, effect: str, known: bool, tmp_path: Path) -> None:
    given = document(harms={"h": {**THINGS["harms"]["jam"], "cause": {"element": element, "effect": effect}}})
    loaded = read(tmp_path, given)
    if known:
        assert loaded.diagnostics == ()
    else:
        assert only(loaded, "unknown-effect").path == "harms/h/cause/effect"


def test_data_categories(tmp_path: Path) -> None:
    known = sorted(VOCABULARY.data_categories)[0]
    given = document(data={"d": {"categories": [known, f"{known}.narrow.er", "nonsense", "", "." * 300]}})
    loaded = read(tmp_path, given)
    assert [(d.code, d.path) for d in loaded.diagnostics] == [
        ("unknown-data-category", f"data/d/categories/{index}") for index in (2, 3, 4)
    ]


def test_without_a_vocabulary_only_the_model_is_checked() -> None:
    given = copy.deepcopy(document(connections={"c": {"kind": "commands", "from": "crew", "to": "unit"}}))
    given["measures"]["owner"]["CPS.XX-9"] = "basic"
    assert check_model(Model.model_validate(given)) == ()
