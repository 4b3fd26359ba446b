"""JSON Lines: rows of every odd kind."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.model.findings import Findings
from sanso.model.sources import Sources
from sanso.model.tables import read_table

from .factory import HEAD, assert_whole, at, codes, document, only, put, read, rows

FIRST = '{"sanso": 1, "id": "m"}\n'


def test_every_section(tmp_path: Path) -> None:
    given = document()
    lines = [
        {"in": section, "id": ident, **thing}
        for section, things in given.items()
        if isinstance(things, dict) and section != "measures"
        for ident, thing in things.items()
    ]
    lines += [{"in": "measures", "of": ident, **answers} for ident, answers in given["measures"].items()]
    lines += [{"in": "confirmations", **stated} for stated in given["confirmations"]]
    loaded = read(tmp_path, rows(*lines), "m.jsonl")
    assert loaded.diagnostics == ()
    assert loaded.require() == read(tmp_path, given).require()
    assert loaded.places["door"].line > 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{x", "json-syntax"),
        ('{"in": "people", "id": "p"} extra', "json-syntax"),
        ('{"in": "people", "id": "p", "count": 1,}', "json-syntax"),
        ('{"in": "people", "id": "p", "count": NaN}', "json-syntax"),
        ('{"in": "people", "id": "p", "count": Infinity}', "json-syntax"),
        ('{"in": "people", "id": "p", "count": ' + "9" * 5000 + "}", "json-syntax"),
        ('{"in": "people", "id": "p", "count": ' + "9" * 4000 + "}", "out-of-range"),
        ('{"in": "people", "id": "p", "count": 1e400}', "wrong-type"),
        ('{"in": "people", "id": "p", "id": "q"}', "duplicate-key"),
        ('{"in": "people", "id": "p", "name": {"en": "a", "en": "b"}}', "duplicate-key"),
        ('["people"]', "wrong-type"),
        ("12", "wrong-type"),
        ("null", "wrong-type"),
        ('"people"', "wrong-type"),
        ('{"id": "p"}', "table-row"),
        ('{"in": "people"}', "table-row"),
        ('{"in": "people", "id": 7}', "table-row"),
        ('{"in": ["people"], "id": "p"}', "table-row"),
        ('{"in": {}, "id": "p"}', "table-row"),
        ('{"in": null, "id": "p"}', "table-row"),
        ('{"in": "sanso", "id": "p"}', "table-row"),
        ('{"in": "measures", "id": "p"}', "table-row"),
        ('{"in": "people", "id": "p", "name": "\\ud800"}', "control-character"),
        ('{"in": "people", "id": "\\ud800"}', "control-character"),
        ('{"in": "people", "id": "p", "\\u0000": 1}', "control-character"),
        ('{"in": "people", "id": "p", "name": "a\\u001bb"}', "control-character"),
        ('{"in": "people", "id": "p", "name": {"en": ["\x7f"]}}', "control-character"),
        ('{"in": "harms", "id": "h", "cause": ' + "[" * 500 + "]" * 500 + "}", "too-deep"),
        ('{"in": "harms", "id": "h", "cause": ' + "[" * 200_000 + "]" * 200_000 + "}", "too-deep"),
        ('{"in": "harms", "id": "h", "cause": ' + '{"any_of": [' * 450 + "]}" * 450 + "}", "too-deep"),
        ("[" * 500_000, "too-deep"),
    ],
)
def test_bad_rows(line: str, code: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, FIRST + '{"in": "people", "id": "sound"}\n' + line + "\n", "m.jsonl")
    found = only(loaded, code)
    assert found.place.line == 3


def test_reading_goes_on_after_a_bad_row(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, FIRST + '{x\n{"in": "poeple", "id": "p"}\n\n{"in": "people", "id": "q", "count": -1}\n', "m.jsonl"
    )
    assert [(d.code, d.place.line) for d in loaded.diagnostics] == [
        ("json-syntax", 2), ("table-row", 3), ("out-of-range", 5),
    ]  # fmt: skip
    assert "people" in str(loaded.diagnostics[1].hint)


def test_column_of_a_syntax_fault(tmp_path: Path) -> None:
    assert at(only(read(tmp_path, FIRST + '{"in": "people" "id": "p"}\n', "m.jsonl"), "json-syntax")) == (2, 17)


@pytest.mark.parametrize("content", ["\n\n", " \n"])
def test_no_row_at_all(content: str, tmp_path: Path) -> None:
    only(read(tmp_path, content, "m.jsonl"), "empty-file")


def test_blank_lines_before_the_first_row(tmp_path: Path) -> None:
    assert read(tmp_path, "\n\n" + FIRST, "m.jsonl").model is not None


def test_no_single_values(tmp_path: Path) -> None:
    loaded = read(tmp_path, '{"in": "people", "id": "p", "count": -1}\n', "m.jsonl")
    assert codes(loaded) == {"missing-key", "out-of-range"}


def test_unknown_single_values(tmp_path: Path) -> None:
    found = only(read(tmp_path, '{"sanso": 1, "id": "m", "sektors": []}\n', "m.jsonl"), "unknown-key")
    assert found.place.line == 1
    assert "sectors" in str(found.hint)


@pytest.mark.parametrize("first", ["[]", "{", "12", '{"sanso": 1, "sanso": 1}'])
def test_bad_first_row_ends_it(first: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, first + "\n" + "{x\n" * 10, "m.jsonl")
    assert len(loaded.diagnostics) == 1


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"\xef\xbb\xbf" + FIRST.encode(), "byte-order-mark", 1),
        (FIRST.encode("utf-16"), "not-utf8", 1),
        (FIRST.encode() + b'{"in": "people", "id": "\xff"}\n', "not-utf8", 2),
        (FIRST.encode() + b'\n{"in": "people", "id": "\0"}\n', "nul-byte", 3),
    ],
)
def test_bytes_that_are_no_text(content: bytes, code: str, line: int, tmp_path: Path) -> None:
    assert only(read(tmp_path, content, "m.jsonl"), code).place.line == line


def test_long_lines(tmp_path: Path) -> None:
    long = json.dumps({"in": "people", "id": "p", "name": "x" * 2**20})
    assert only(read(tmp_path, FIRST + long + "\n", "m.jsonl"), "line-too-long").place.line == 2


def test_every_fault_of_one_row_is_told(tmp_path: Path) -> None:
    loaded = read(tmp_path, rows({"in": "people", "id": "p", "a": 1, "b": 2, "count": -1, "employer": 7}), "m.jsonl")
    assert sorted(d.path for d in loaded.diagnostics) == [
        "people/p/a",
        "people/p/b",
        "people/p/count",
        "people/p/employer",
    ]
    assert {d.place.line for d in loaded.diagnostics} == {2}


def test_measures_row_by_row(tmp_path: Path) -> None:
    given = rows(
        {"in": "organizations", "id": "o"},
        {"in": "measures", "of": "o", "CPS.AC-1": "basic"},
        {"in": "measures", "of": "o", "CPS.AC-2": "basic"},
        {"in": "measures", "of": "o", "CPS.XX-1": "basic"},
        {"in": "measures", "of": "o", "CPS.AC-1": "none"},
    )
    loaded = read(tmp_path, given, "m.jsonl")
    assert [(d.code, d.place.line) for d in loaded.diagnostics] == [("unknown-requirement", 5), ("duplicate-id", 6)]


def test_tables_are_included(tmp_path: Path) -> None:
    put(tmp_path, '{"in": "people", "id": "p", "employer": "o"}\n', "parts/people.jsonl")
    loaded = read(tmp_path, HEAD + "include: parts/people.jsonl\norganizations: {o: }\n")
    assert loaded.diagnostics == ()
    assert loaded.require().people["p"].employer == "o"
    put(tmp_path, "{x\n", "parts/people.jsonl")
    found = only(read(tmp_path, HEAD + "include: parts/people.jsonl\nmeasures: {p: }\n"), "json-syntax")
    assert found.place.file.endswith("people.jsonl")


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_random_bytes_never_raise(lines: list[bytes]) -> None:
    sources = Sources("f", found=Findings())
    read_table(io.BytesIO(b"\n".join(lines)), "f", sources, first=True)
    for diagnostic in sources.found:
        assert_whole(diagnostic)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["in", "id", "of", "name", "sanso"]), JSON))
def test_random_rows_never_raise(row: dict[str, object]) -> None:
    for first in (True, False):
        sources = Sources("f", found=Findings())
        read_table(io.BytesIO(json.dumps(row).encode()), "f", sources, first=first)
        for diagnostic in sources.found:
            assert_whole(diagnostic)
