import math

import numpy as np
import pytest

from sanso.attack.worlds.years import TICKS_PER_YEAR, Years


@pytest.mark.parametrize("frequency", [0.1, 1.3, 40.0])
def test_the_number_of_campaigns_is_poisson(frequency: float) -> None:
    worlds = 100_000
    held = Years(1, worlds, frequency, 1000).campaigns(0, worlds)
    assert abs(held.mean() - frequency) < 4 * math.sqrt(frequency / worlds)
    assert abs(held.var() / frequency - 1) < 0.03 + 4 / math.sqrt(worlds * frequency)
    none = math.exp(-frequency)
    assert abs((held == 0).mean() - none) < 4 * math.sqrt(none / worlds) + 1e-9


def test_columns_hold_every_campaign_and_an_unreal_one_where_there_is_none() -> None:
    years = Years(4, 5_000, 0.7, 100 * 1440)
    columns, held = years.columns(0, 5_000), years.campaigns(0, 5_000)
    assert (np.bincount(columns.world) == np.maximum(held, 1)).all()
    first = columns.campaign == 0
    assert (columns.world[first] == np.arange(5_000)).all()
    assert ((columns.limit == -1) == (held[columns.world] == 0)).all()
    real = columns.limit[columns.limit >= 0]
    assert real.min() >= 1
    assert real.max() == 100 * 1440
    within = np.diff(columns.world) == 0
    assert (np.diff(columns.limit)[within] <= 0).all()  # later campaigns have less of the year left
    part = years.columns(1_200, 1_300)
    mine = (columns.world >= 1_200) & (columns.world < 1_300)
    assert (part.limit == columns.limit[mine]).all()


def test_campaigns_start_anywhere_in_the_year() -> None:
    columns = Years(2, 20_000, 5.0, TICKS_PER_YEAR).columns(0, 20_000)
    left = columns.limit[columns.limit >= 0] / TICKS_PER_YEAR
    counts = np.histogram(left, bins=20, range=(0, 1))[0]
    expected = len(left) / 20
    assert ((counts - expected) ** 2 / expected).sum() < 50
    assert len(Years(2, 10, 0.0, 1).columns(0, 10)) == 10


@pytest.mark.parametrize(
    ("worlds", "frequency", "persistence"),
    [(0, 1.0, 1), (-1, 1.0, 1), (1, -0.1, 1), (1, math.nan, 1), (1, math.inf, 1), (1, 1.0, 0), (1, 1.0, 1 << 30)],
)
def test_impossible_years_are_refused(worlds: int, frequency: float, persistence: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        Years(1, worlds, frequency, persistence)
