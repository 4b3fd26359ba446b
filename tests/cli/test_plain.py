"""What comes from input cannot steer the terminal, and lines break where they should."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.cli.plain import cells, clean, clean_json, wrap


@pytest.mark.parametrize("bad", ["\x1b[31m", "\x07", "\x9b2J", "\u202e", "\u2066", "\r", "\n", "\ud800", "\x00"])
def test_nothing_steers_the_terminal(bad: str) -> None:
    shown = clean(f"a{bad}b")
    assert bad not in shown
    assert shown.startswith("a\\")
    assert shown.isprintable()


def test_ordinary_text_stays() -> None:
    assert clean("市バス “x” – ≥ 3 ← é") == "市バス “x” – ≥ 3 ← é"


def test_json_keeps_its_value() -> None:
    text = json.dumps({"a": "x\x9b\u202e"}, ensure_ascii=False)
    assert json.loads(clean_json(text)) == json.loads(text)
    assert "\x9b" not in clean_json(text)


def test_wide_characters_take_two_columns() -> None:
    assert cells("三層 ab") == 7


@given(st.text("ab 三層、。「」(x", max_size=60), st.integers(6, 20))
def test_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_line_begins_with_a_comma() -> None:
    assert wrap("あいう、えお", 6) == ["あい", "う、え", "お"]


def test_quotes_stay_with_what_they_quote() -> None:
    assert wrap("asks for “design review”; now", 12) == ["asks for", "“design", "review”; now"]
    assert wrap("要件“設計”です", 6) == ["要件", "“設計”", "です"]
