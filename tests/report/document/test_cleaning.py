from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.report.document.cleaning import breakable, clean


@given(st.text())
def test_nothing_that_no_page_can_show_is_left(text: str) -> None:
    kept = clean(text)
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn") for char in kept)
    assert clean(kept) == kept


@given(st.text(alphabet=st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs"))))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(st.text(alphabet="aあ-/ .", max_size=200))
def test_places_to_break_are_all_that_is_added(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text
    longest = max((len(piece) for piece in breakable(text).replace("\u200b", " ").split(" ")), default=0)
    assert "あ" in text or longest <= 24


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("tab\there\u3000wide", "tab here wide"),
        ("e" + "\u0301" * 40, "\u00e9\u0301\u0301"),
        ("\ue000\ud800\x00x", "x"),
        ("ｶﾞ①㈱髙𠮷", "ｶﾞ①㈱髙𠮷"),
    ],
)
def test_special_characters(given: str, shown: str) -> None:
    assert clean(given) == shown
