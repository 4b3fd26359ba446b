"""Texts in two languages."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sanso.model.text import Text


def test_the_missing_language_falls_back() -> None:
    assert Text(en="bus").show("ja") == "bus"
    assert Text(ja="バス").show("en") == "バス"
    assert Text.of("X2") == Text(en="X2", ja="X2")
    assert Text.of({"en": "a"}) == Text(en="a")
    assert Text.of(Text(ja="a")) == Text(ja="a")


def test_nothing_is_no_text() -> None:
    with pytest.raises(ValidationError):
        Text()


def test_fill_takes_texts_and_leaves_braces_of_values_alone() -> None:
    filled = Text(en="{a} is {b}", ja="{a} は {b}").fill(a=Text(en="x", ja="エ"), b="{b} {0}")
    assert filled == Text(en="x is {b} {0}", ja="エ は {b} {0}")
