"""YAML to values with places: what is taken, what is refused, where it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.model.yaml_reader import MAX_DEPTH, Mapped, Sequenced, locate, read_yaml


def refused(text: str) -> tuple[str, int, int]:
    """Return code and place of the only finding; there is no value then."""
    value, found = read_yaml(text, "f")
    assert value is None
    assert len(found) == 1
    assert found[0].place.file == "f"
    return found[0].code, found[0].place.line, found[0].place.column


def accepted(text: str) -> Any:
    value, found = read_yaml(text, "f")
    assert found == []
    return value


# --- what it takes


def test_values_and_places() -> None:
    value = accepted("a:\n  b: [x, 'NO', 7]\n  c: {d: ~}\n")
    assert value == {"a": {"b": ["x", "NO", 7], "c": {"d": None}}}
    assert value.marks["a"] == (1, 1)
    assert value["a"].marks["b"] == (2, 3)
    assert value["a"].values_at["b"] == (2, 6)
    assert value["a"]["b"].marks == [(2, 7), (2, 10), (2, 16)]
    assert locate(value, ("a", "c", "d")) == (3, 10)
    assert locate(value, ("a", "c", "d"), key=True) == (3, 7)


def test_locate_stops_at_the_deepest_part_that_exists() -> None:
    value = accepted("a:\n  b: [x, y]\n")
    assert locate(value, ()) == (1, 1)
    assert locate(value, ("a", "zzz", "b")) == (2, 3)
    assert locate(value, ("a", "b", 9)) == (2, 6)
    assert locate(value, ("a", "b", -1)) == (2, 6)
    assert locate(value, ("a", 0)) == (2, 3)
    assert locate(value, ("a", "b", "y")) == (2, 10)
    assert locate(None, ("a",)) == (1, 1)


def test_wide_signs_count_as_one_column() -> None:
    value = accepted("市バス: {名: 山手}\n")
    assert value["市バス"].marks["名"] == (1, 7)
    assert value["市バス"].values_at["名"] == (1, 10)


def test_aliases_are_values() -> None:
    value = accepted("a: &x {n: 1}\nb: *x\nc: [*x, &y 2, *y]\n")
    assert value == {"a": {"n": 1}, "b": {"n": 1}, "c": [{"n": 1}, 2, 2]}


def test_an_anchor_may_be_used_again() -> None:
    assert accepted("[&a 1, *a, &a 2, *a]") == [1, 1, 2, 2]


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n# comments\n", "---\n", "--- ~\n"])
def test_nothing_is_none(text: str) -> None:
    value, found = read_yaml(text, "f")
    assert value is None
    assert found == []


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("[1]", [1]), ("text", "text"), ("'12'", "12")])
def test_other_roots(text: str, value: object) -> None:
    assert accepted(text) == value


@pytest.mark.parametrize("text", ["a: |\n  x\n  y\n", "a: >-\n  x\n", 'a: "x\\ty"', "a: 'it''s'", "1: x\n", "NO: 1\n"])
def test_keys_and_styles_agree_with_the_oracle(text: str) -> None:
    value = accepted(text)
    oracle = yaml.load(text, yaml.BaseLoader)
    assert {key: str(item) for key, item in value.items()} == oracle


def test_merge_keys_are_plain_keys() -> None:
    assert accepted("a: &x {n: 1}\nb: {<<: *x}\n")["b"] == {"<<": {"n": 1}}


# --- what it refuses


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: !!python/object/apply:os.system [echo]", 4),
        ("a: !foo 1", 4),
        ('a: !!int "3"', 4),
        ("a: !!str 3", 4),
        ("a: !!binary aGVsbG8=", 4),
        ("a: !!map {}", 4),
        ("!!set {x: ~}", 1),
        ("!x y: 1", 1),
    ],
)
def test_tags(text: str, column: int) -> None:
    assert refused(text) == ("yaml-tag", 1, column)


def test_long_tags_are_cut() -> None:
    _, found = read_yaml("a: !" + "x" * 100_000 + " 1", "f")
    assert len(found[0].message.en) < 200


@pytest.mark.parametrize("text", ["? {}\n: 1", "[a]: 1", "? [a]\n: 1", "a: &x k\n*x : 1", "? ? a\n: 1"])
def test_keys_that_are_no_text(text: str) -> None:
    assert refused(text)[0] == "key-not-text"


def test_duplicate_keys_are_all_told() -> None:
    value, found = read_yaml("a: 1\nb: {c: 1, c: 2}\na: 3\n", "f")
    assert [(d.code, d.place.line, d.place.column) for d in found] == [
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
    ]
    assert "line 1" in found[1].message.en
    assert value == {"a": 3, "b": {"c": 2}}


def test_quoted_and_plain_keys_are_the_same() -> None:
    _, found = read_yaml("1: x\n'1': y\n", "f")
    assert [d.code for d in found] == ["duplicate-key"]


def test_second_document() -> None:
    assert refused("a: 1\n---\nb: 2\n") == ("yaml-documents", 2, 1)


def test_recursive_aliases() -> None:
    assert refused("a: &x [*x]")[0] == "recursive-alias"
    assert refused("a: &x {b: {c: *x}}")[0] == "recursive-alias"


def test_unknown_anchor() -> None:
    assert refused("a: *nowhere") == ("unknown-anchor", 1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "{a: " * 250_000,
        "- " * 500_000,
        "[" * 100 + "]" * 100,
        "".join(f"{' ' * depth}a:\n" for depth in range(500)),
        "".join(f"{' ' * depth}-\n" for depth in range(500)),
    ],
    ids=["flow", "mappings", "block", "closed", "block mappings", "block sequences"],
)
def test_deep_nesting(text: str) -> None:
    assert refused(text)[0] == "too-deep"


def test_the_allowed_depth_is_taken() -> None:
    assert accepted("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[0] == "too-deep"


BILLION = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
QUADRATIC = f"a: &a [{', '.join(['x'] * 50_000)}]\nb: [{', '.join(['*a'] * 50_000)}]\n"
KEYED = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{{', '.join(f'k{i}: *a{n - 1}' for i in range(10))}}}\n" for n in range(1, 12)
)


@pytest.mark.parametrize("text", [BILLION, QUADRATIC, KEYED], ids=["billion laughs", "quadratic", "values of keys"])
def test_alias_bombs(text: str) -> None:
    assert refused(text)[0] == "alias-bomb"


def test_too_many_values() -> None:
    value, found = read_yaml("[" + "1," * 100 + "1]", "f", 50)
    assert value is None
    assert [d.code for d in found] == ["too-many-nodes"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\n", 2), ("a: }\n", 1), ("a: b: c\n", 1), ("a: 1\n b: 2\n", 2), ("\tx: 1\n", 1), ("a: 'x\n", 2),
        ("a: \"\\q\"\n", 1), ('a: "\\ud800"', 1), ("a: @x\n", 1), ("%FOO\n", 1), ("a: \x01\n", 0),
    ],
)  # fmt: skip
def test_syntax(text: str, line: int) -> None:
    _, found = read_yaml(text, "f")
    assert [d.code for d in found] == ["yaml-syntax"]
    assert abs(found[0].place.line - line) <= 1
    assert found[0].message.en != found[0].message.ja


@pytest.mark.parametrize("escape", ["\\x01", "\\e", "\\0", "\\x7f", "\\ufffe"])
def test_signs_that_nothing_can_show(escape: str) -> None:
    _, found = read_yaml(f'a: "x{escape}y"\nb: 1\n', "f")
    assert [(d.code, d.place.line, d.place.column) for d in found] == [("control-character", 1, 4)]
    assert refused(f'"k{escape}": 1')[0] == "control-character"


# --- laws

TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"),
    max_size=12,
).filter(lambda text: not re.fullmatch(r"[-+]?[0-9]+[eE][-+]?[0-9]+", text))
"""Without 1e5 and the like, which are numbers since YAML 1.2 and text to the writer, which knows 1.1."""
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(-(10**17), 10**17), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=15,
)


@settings(max_examples=150)
@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.booleans(), st.sampled_from([None, '"', "'"]))
def test_agrees_with_an_independent_writer(data: dict[str, Any], flow: bool, style: str | None) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    if yaml.safe_load(text) != data:
        return
    assert accepted(text) == data
    if style is not None:
        quoted = yaml.safe_dump(data, default_style=style, allow_unicode=True)
        if "!!" not in quoted:
            assert accepted(quoted) == data


def _spots(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(path, value)] if path else []
    if isinstance(value, Mapped):
        for key, item in value.items():
            found += _spots(item, (*path, key))
    elif isinstance(value, Sequenced):
        for index, item in enumerate(value):
            found += _spots(item, (*path, index))
    return found


@settings(max_examples=100)
@given(st.dictionaries(st.text("abcXYZ0", min_size=1, max_size=5), VALUES, min_size=1, max_size=4), st.booleans())
def test_places_point_at_keys_and_values(data: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=10**6)
    value, found = read_yaml(text, "f")
    assert not found
    lines = text.split("\n")
    for path, item in _spots(value):
        line, column = locate(value, path)
        rest = lines[line - 1][column - 1 :]
        if isinstance(item, int) and not isinstance(item, bool):
            assert rest.startswith(str(item))
        elif isinstance(path[-1], str) and path[-1].isalnum() and path[-1].isascii():
            line, column = locate(value, path, key=True)
            assert lines[line - 1][column - 1 :].lstrip("?'\" ").startswith(path[-1])


@settings(max_examples=200)
@given(st.text(alphabet="ab:- []{}&*!|>'\"#%@`,?\n\t0~", max_size=60))
def test_random_text_never_raises(text: str) -> None:
    _, found = read_yaml(text, "f")
    for diagnostic in found:
        assert diagnostic.message.en
        assert diagnostic.message.ja
