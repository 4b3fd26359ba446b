"""Horizons from text."""

from __future__ import annotations

import pytest

from sanso.attack.refusals import AttackRefused
from sanso.attack.worlds.horizon import ticks_of
from sanso.attack.worlds.years import TICKS_PER_DAY


@pytest.mark.parametrize(
    ("text", "ticks"),
    [
        ("90min", 90),
        ("12h", 720),
        ("365d", 525_600),
        (" 8 weeks ", 8 * 7 * TICKS_PER_DAY),
        ("1Y", 365 * TICKS_PER_DAY),
        ("1.5d", 2_160),
        ("0.1min", None),
        ("30日", 30 * TICKS_PER_DAY),
        ("P30D", 30 * TICKS_PER_DAY),
        ("p1dt12h", 2_160),
        ("PT5M", 5),
        ("P2W", 14 * TICKS_PER_DAY),
        ("0d", None),
        ("9999y", None),
    ],
)
def test_texts(text: str, ticks: int | None) -> None:
    if ticks is None:
        with pytest.raises(AttackRefused, match="attack-horizon-range"):
            ticks_of(text)
    else:
        assert ticks_of(text) == ticks


@pytest.mark.parametrize("text", ["365", "1.5", "000"])
def test_a_unit_is_asked_for(text: str) -> None:
    with pytest.raises(AttackRefused) as refused:
        ticks_of(text)
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "attack-horizon-unit"
    assert diagnostic.hint is not None
    assert f"{text}d" in diagnostic.hint.en
    assert f"{text}d" in diagnostic.hint.ja


@pytest.mark.parametrize("text", ["6 months", "6mo", "P6M", "6か月"])
def test_months_have_no_length(text: str) -> None:
    with pytest.raises(AttackRefused, match="attack-horizon-months") as refused:
        ticks_of(text)
    assert "182d" in str(refused.value)


@pytest.mark.parametrize("text", ["", "d", "-3d", "P", "PT", "P3", "soon", "1e9d", "3 d d", "٣d", "1/2d", "\x1b[31m"])
def test_what_is_no_horizon(text: str) -> None:
    with pytest.raises(AttackRefused) as refused:
        ticks_of(text)
    assert refused.value.diagnostics[0].code == "attack-horizon"
    assert "\x1b" not in str(refused.value)
