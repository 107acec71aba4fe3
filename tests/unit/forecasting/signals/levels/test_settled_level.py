from datetime import date

import numpy as np
import pytest

from benchmarks.known_truth import rates
from forecasting.block import Block
from forecasting.signals.levels import settled_level

LAST = date(2025, 6, 20)


def factors(rate: rates.Rate, days: int = 3 * 365) -> np.ndarray:
    past = np.datetime64(LAST) - np.arange(days)[::-1]
    values = np.random.default_rng(5).poisson(rate(past), (20, days)).astype(float)
    return settled_level.factors(Block(past[0].item(), values, ("",) * 20), 28)


@pytest.mark.parametrize("times", [1 / 8, 4.0])
@pytest.mark.parametrize("since", [date(2025, 3, 20), date(2024, 9, 1)])
def test_what_was_sold_before_a_level_of_months_is_brought_to_it(times: float, since: date) -> None:
    season = rates.wave(8, 200, 0.4)
    found = factors(rates.changed(season, rates.times(season, rates.even(times)), since))
    assert np.median(found[:, 0]) == pytest.approx(1 / times, rel=0.15)
    assert (found[:, -28:] == 1).all()


@pytest.mark.parametrize(
    "rate",
    [
        rates.even(6),
        rates.wave(6, 200, 0.95),
        rates.months(20, 6, 7, 8),
        rates.growing(rates.even(10), 0.2, LAST),
        rates.changed(rates.even(8), rates.even(0), date(2025, 3, 1)),
    ],
    ids=["even", "season", "months", "falls on and on", "ended"],
)
def test_a_season_a_slow_fall_or_an_end_is_no_level(rate: rates.Rate) -> None:
    assert (factors(rate) == 1).mean() > 0.95


def test_a_year_that_is_not_known_before_it_may_have_had_the_same() -> None:
    assert (factors(rates.changed(rates.even(8), rates.even(1), date(2025, 3, 1)), 400) == 1).all()
