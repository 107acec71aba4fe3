from datetime import date

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from forecasting.block import Block
from forecasting.forecast import LEVELS
from forecasting.selection.backtest import Backtest
from forecasting.uncertainty import dependence
from forecasting.uncertainty.dependence import FADING, TYPICAL

CUTOFFS, PRODUCTS, HORIZON = 3, 400, 28


# Nothing on 85 % of days, one on a further 11 %, else two; halfway between levels, so that these tell it exactly.
RARE = (0.85, 0.9625)
NONE_ENDED = np.zeros(PRODUCTS, dtype=bool)


def backtest(lasting: float, fading: float, rare: bool = False) -> tuple[Backtest, np.ndarray]:
    """Outcomes whose errors share this much; normal, or rare whole numbers of the same copula."""
    lag = np.abs(np.subtract.outer(np.arange(HORIZON), np.arange(HORIZON)))
    correlation = lasting + fading * FADING**lag
    np.fill_diagonal(correlation, 1.0)
    chance = np.random.default_rng(5)
    score = chance.multivariate_normal(np.zeros(HORIZON), correlation, size=(CUTOFFS, PRODUCTS))
    grid = ndtri(LEVELS)
    if rare:
        score, grid = (np.searchsorted(RARE, ndtr(z)).astype(float) for z in (score, grid))
    quantiles = np.tile(grid[None, None, :, None], (CUTOFFS, PRODUCTS, 1, HORIZON))
    return Backtest((100, 128, 156), score, {}, np.ones(PRODUCTS)), quantiles


def shown(past: Backtest, quantiles: np.ndarray, ended: np.ndarray = NONE_ENDED) -> dependence.Dependence:
    groups, rests_on = np.zeros(PRODUCTS, dtype=int), np.full(PRODUCTS, 3_000)
    return dependence.estimate(past, quantiles, groups, rests_on, ended)[0]


@pytest.mark.parametrize(("lasting", "fading"), [(0.0, 0.0), (0.1, 0.0), (0.1, 0.3), (0.0, 0.3)])
def test_what_days_share_is_found(lasting, fading):
    found = shown(*backtest(lasting, fading))
    assert found.lasting == pytest.approx(lasting, abs=0.04)
    assert found.fading == pytest.approx(fading, abs=0.06)


def test_rare_sales_hide_it_no_less_than_frequent_ones():
    found = shown(*backtest(0.1, 0.0, rare=True))
    assert found.lasting == pytest.approx(0.1, abs=0.06)


def test_days_that_were_not_measured_do_not_count():
    past, quantiles = backtest(0.1, 0.3)
    past.actual[:, ::2] = np.nan
    past.actual[:, :, ::5] = np.nan
    assert shown(past, quantiles).fading == pytest.approx(0.3, abs=0.08)


def test_without_a_backtest_the_usual_is_taken():
    nothing = Backtest((), np.zeros((0, 2, 28)), {}, np.ones(2))
    groups, rests_on = np.zeros(2, dtype=int), np.full(2, 10)
    assert dependence.estimate(nothing, np.zeros((0,)), groups, rests_on, NONE_ENDED[:2]) == [TYPICAL, TYPICAL]


def test_sums_of_days_that_were_promised_too_widely_need_less():
    past, quantiles = backtest(0.1, 0.0)
    assert shown(past, 1.2 * quantiles).lasting < shown(past, quantiles).lasting


def test_what_has_ended_says_nothing_of_the_days_of_others():
    past, quantiles = backtest(0.1, 0.0)
    ended = np.arange(PRODUCTS) >= PRODUCTS // 4
    usual = shown(past, quantiles)
    quantiles[:, ended] = 0.0
    past.actual[:, ended] = 0.0
    assert shown(past, quantiles, ended).lasting == pytest.approx(usual.lasting, abs=0.03)


def test_an_error_of_the_level_of_a_young_product_is_on_all_of_its_days():
    past, quantiles = backtest(0.0, 0.0)
    rests_on = np.where(np.arange(PRODUCTS) < PRODUCTS // 2, 10, 3_000)
    found = dependence.estimate(past, quantiles, np.zeros(PRODUCTS, dtype=int), rests_on, NONE_ENDED)
    assert found[0].lasting == pytest.approx(0.09, abs=0.01)
    assert found[-1].lasting < 0.03


def test_two_products_of_which_a_week_was_measured_say_little_beside_what_is_typical():
    past, quantiles = backtest(0.0, 0.0)
    week = Backtest(past.origins, past.actual[:, :2, :7], {}, np.ones(2))
    groups, rests_on = np.zeros(2, dtype=int), np.full(2, 3_000)
    found = dependence.estimate(week, quantiles[:, :2, :, :7], groups, rests_on, NONE_ENDED[:2])[0]
    assert found.lasting + found.fading == pytest.approx(TYPICAL.lasting + TYPICAL.fading, abs=0.12)


def test_the_level_of_a_newcomer_rests_on_fewer_of_its_days_than_a_settled_one():
    values = np.ones((2, 60))
    values[0, :50] = np.nan
    young, settled = dependence.level_rests_on(Block(date(2026, 1, 1), values, ("", "")))
    assert young == pytest.approx(10 / 8)
    assert settled == pytest.approx(20)
