"""The box model of texts, and how names are cut and wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.report.pictures.lettering import clean, fit, fit_width, text_width, wrap


@pytest.mark.parametrize(("text", "width"), [("", 0), ("ab", 12), ("市バス", 30), ("a市", 16), ("Ａ", 10)])
def test_width(text: str, width: float) -> None:
    assert text_width(text, 10) == width


@given(st.text(max_size=60), st.integers(20, 300))
def test_fitted_text_is_never_wider(text: str, width: int) -> None:
    assert text_width(fit(text, width, 12), 12) <= max(width, 12)


@given(st.text(max_size=80), st.integers(40, 300), st.integers(1, 3))
def test_wrapped_lines_are_never_wider_or_more(text: str, width: int, lines: int) -> None:
    done = wrap(text, width, 13, lines)
    assert len(done) <= lines
    assert all(line == line.strip() and fit_width(line, 13) <= width for line in done)


@given(st.text(max_size=60))
def test_a_text_that_fits_is_kept_whole(text: str) -> None:
    assert "".join(wrap(text, 10_000, 13, 2)) == clean(text)


def test_controls_and_direction_marks_are_dropped() -> None:
    assert clean("a\x00b\x1b[31m\u202ec\ud800\ufffe\n d") == "ab[31mc d"


def test_stacked_marks_are_limited() -> None:
    assert len(clean("e" + "\u0302" * 50)) <= 4


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("運行管理センターサーバー", ("運行管理", "センターサーバー")),
        ("Operation centre server", ("Operation centre", "server")),
        ("配車アプリケーション受付係", ("配車アプリケーション", "受付係")),
    ],
)
def test_lines_break_where_a_reader_would(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 150, 13, 2) == lines


def test_no_line_begins_with_a_long_vowel_mark() -> None:
    assert not any(line.startswith("ー") for line in wrap("アアアアアアアアーアアア", 8 * 13, 13, 2))
