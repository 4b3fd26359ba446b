"""The integrity tables cell by cell against tables that are typed here, and their laws."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.safety.tables import iec61508, iec62443, iso13849, iso26262

PFD = {1: (0.01, 0.1), 2: (0.001, 0.01), 3: (0.0001, 0.001), 4: (0.00001, 0.0001)}
PFH = {1: (1e-6, 1e-5), 2: (1e-7, 1e-6), 3: (1e-8, 1e-7), 4: (1e-9, 1e-8)}
PL_PFH = {"a": (1e-5, 1e-4), "b": (3e-6, 1e-5), "c": (1e-6, 3e-6), "d": (1e-7, 1e-6), "e": (1e-8, 1e-7)}

# rows S1..S3, within them E1..E4, within them C1..C3, as ISO 26262-3 prints it
# (Q is QM)
ASIL = "QQQ QQQ QQA QAB QQQ QQA QAB ABC QQA QAB ABC BCD".replace(" ", "")

POSITIVE = st.floats(min_value=1e-12, max_value=0.999, allow_nan=False)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_sil_bands(level: int) -> None:
    assert iec61508.pfd_band(level) == PFD[level]
    assert iec61508.pfh_band(level) == PFH[level]
    for band, of in ((PFD, iec61508.level_from_pfd), (PFH, iec61508.level_from_pfh)):
        low, high = band[level]
        assert of(low) == level, "the lower limit belongs to the band"
        assert of(math.nextafter(high, 0)) == level
        assert of(high) == level - 1, "the upper limit does not"


@pytest.mark.parametrize(("value", "level"), [(0.5, 0), (0.1, 0), (1e-7, 4), (1e-30, 4)])
def test_sil_is_total(value: float, level: int) -> None:
    assert iec61508.level_from_pfd(value) == level


@given(POSITIVE, POSITIVE)
def test_a_better_figure_never_lowers_a_level(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert iec61508.level_from_pfd(low) >= iec61508.level_from_pfd(high)
    assert iec61508.level_from_pfh(low) >= iec61508.level_from_pfh(high)
    places = [iso13849.LEVELS.index(level) if (level := iso13849.level_from_pfh(p)) else -1 for p in (low, high)]
    assert places[0] >= places[1]


@pytest.mark.parametrize("bad", [0.0, -1e-3, 1.0, 2.0, math.nan, math.inf])
def test_no_probability(bad: float) -> None:
    with pytest.raises(ValueError, match="probability of failure"):
        iec61508.level_from_pfd(bad)


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
def test_no_rate(bad: float) -> None:
    for of in (iec61508.level_from_pfh, iso13849.level_from_pfh):
        with pytest.raises(ValueError, match="rate of dangerous failures"):
            of(bad)


@pytest.mark.parametrize("bad", [0, 5, -1])
def test_no_sil(bad: int) -> None:
    with pytest.raises(ValueError, match="no safety integrity level"):
        iec61508.pfd_band(bad)


def test_risk_graph() -> None:
    leaves = "abbccdde"
    graph = [iso13849.required_level(f"S{s}", f"F{f}", f"P{p}") for s, f, p in product((1, 2), repeat=3)]
    assert "".join(graph) == leaves
    for index, level in enumerate(graph):
        for bit in (1, 2, 4):
            assert index & bit or graph[index | bit] > level, "each parameter alone raises it"


def test_performance_level_bands_join_and_are_read_one_way() -> None:
    assert {level: iso13849.pfh_band(level) for level in iso13849.LEVELS} == PL_PFH
    for level, (low, high) in PL_PFH.items():
        assert iso13849.level_from_pfh(low) == level
        assert iso13849.level_from_pfh(math.nextafter(high, 0)) == level
    assert iso13849.level_from_pfh(1e-4) is None
    assert iso13849.level_from_pfh(1e-12) == "e"
    assert [iso13849.sil_beside(level) for level in "abcde"] == [None, 1, 1, 2, 3]


@pytest.mark.parametrize("words", [("S3", "F1", "P1"), ("S1", "F0", "P1"), ("S1", "F1", ""), ("s1", "F1", "P1")])
def test_no_leaf(words: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        iso13849.required_level(*words)


@pytest.mark.parametrize("bad", ["", "f", "PL d", "D"])
def test_no_performance_level(bad: str) -> None:
    for of in (iso13849.pfh_band, iso13849.sil_beside):
        with pytest.raises(ValueError, match="no performance level"):
            of(bad)


def test_asil_cell_by_cell() -> None:
    cells = iter(ASIL)
    for s, e, c in product((1, 2, 3), (1, 2, 3, 4), (1, 2, 3)):
        assert iso26262.asil(f"S{s}", f"E{e}", f"C{c}") == next(cells).replace("Q", "QM"), (s, e, c)
    assert next(cells, None) is None
    zeros = [w for w in product("0123", "01234", "0123") if "0" in w]
    assert len(zeros) == 80 - 36
    assert {iso26262.asil(f"S{s}", f"E{e}", f"C{c}") for s, e, c in zeros} == {"QM"}


def test_asil_is_monotone() -> None:
    domain = list(product(range(4), range(5), range(4)))
    rank = {(s, e, c): iso26262.LEVELS.index(iso26262.asil(f"S{s}", f"E{e}", f"C{c}")) for s, e, c in domain}
    for one, other in product(domain, repeat=2):
        if all(a <= b for a, b in zip(one, other, strict=True)):
            assert rank[one] <= rank[other], (one, other)


@pytest.mark.parametrize("words", [("S4", "E1", "C1"), ("S1", "E5", "C1"), ("S1", "E1", "C4"), ("", "", "")])
def test_no_hazardous_event(words: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="no hazardous event"):
        iso26262.asil(*words)


@pytest.mark.parametrize(
    ("unmitigated", "tolerable", "level"),
    [(1, 10, 0), (1, 1, 0), (5, 4, 1), (9, 4, 2), (8.9, 4, 1), (13, 4, 3), (17, 4, 4), (16.9, 4, 3), (1e9, 1, 4)],
)
def test_target_level_of_the_example(unmitigated: float, tolerable: float, level: int) -> None:
    assert iec62443.target_level(unmitigated, tolerable) == level


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_more_risk_never_lowers_the_target(one: float, other: float, tolerable: float) -> None:
    low, high = sorted((one, other))
    assert iec62443.target_level(low, tolerable) <= iec62443.target_level(high, tolerable)
    assert iec62443.target_level(tolerable, low) >= iec62443.target_level(tolerable, high)
    assert iec62443.target_level(one, other) in iec62443.LEVELS


@pytest.mark.parametrize("pair", [(0, 1), (1, 0), (-1, 1), (math.inf, 1), (1, math.nan)])
def test_no_factor(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no risk reduction factor"):
        iec62443.target_level(*pair)


def test_security_levels_have_a_meaning_in_both_languages() -> None:
    texts = [iec62443.meaning(level) for level in iec62443.LEVELS]
    assert len({text.en for text in texts}) == len({text.ja for text in texts}) == 5
    with pytest.raises(ValueError, match="no security level"):
        iec62443.meaning(5)
