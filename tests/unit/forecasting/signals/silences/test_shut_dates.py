from datetime import date, timedelta

import numpy as np
import pytest

from forecasting.block import Block
from forecasting.history import History
from forecasting.settings import TrainingSettings
from forecasting.signals.levels import new_level
from forecasting.signals.silences import shut_dates
from forecasting.training import Trained, train_block
from tests.unit.forecasting import sales

HORIZON = 28


def shop(until: date, years: float, rates: np.ndarray) -> Block:
    """Of so many units a day each, shut on Mondays and from 1 to 15 August."""
    start = until - timedelta(days=round(364 * years))
    values = np.random.default_rng(5).poisson(rates[:, None], (len(rates), (until - start).days)).astype(float)
    block = Block(start, values, ("",) * len(rates))
    days = block.days(0, block.periods)
    values[:, in_august(days) | (days.astype(np.int64) % 7 == 4)] = 0
    return block


def in_august(days: np.ndarray) -> np.ndarray:
    months = days.astype("datetime64[M]")
    return (months.astype(int) % 12 == 7) & ((days - months).astype(int) < 15)


def test_who_sells_little_is_shut_when_all_are() -> None:
    block = shop(date(2026, 7, 25), 3, np.linspace(0.1, 0.9, 24))
    shut = shut_dates.every_year(block, HORIZON)
    assert (shut[block.periods :] == in_august(block.days(block.periods, block.periods + HORIZON))).all()


@pytest.mark.parametrize(("years", "rate"), [(1.5, 0.5), (3, 0.01)], ids=["seen once", "too few sales"])
def test_what_may_be_chance_shuts_nobody(years: float, rate: float) -> None:
    block = shop(date(2026, 7, 25), years, np.full(24, rate))
    assert not shut_dates.every_year(block, HORIZON)[block.periods :].any()


def test_a_week_in_four_is_a_rhythm_and_no_date() -> None:
    block = shop(date(2026, 7, 25), 3, np.full(24, 0.5))
    block.values[:, np.arange(block.periods) // 7 % 4 == 0] = 0
    assert not shut_dates.every_year(block, HORIZON).any()


@pytest.mark.parametrize("until", [date(2026, 8, 9), date(2026, 8, 16), date(2026, 8, 18)], ids=str)
def test_a_shop_that_is_shut_or_was_till_now_sells_as_before(until: date) -> None:
    rates = np.tile([0.4, 1.5, 6.0], 8)
    block = shop(until, 3, rates)
    histories = [History(block.start, values) for values in block.values]
    trained = [own for own in train_block(histories, TrainingSettings(horizon=HORIZON)) if isinstance(own, Trained)]
    means = np.array([own.forecast.mean for own in trained])
    days = block.days(block.periods, block.periods + HORIZON)
    open_days = ~in_august(days) & (days.astype(np.int64) % 7 != 4)
    assert not means[:, ~open_days].any()
    assert means.sum() == pytest.approx(rates.sum() * open_days.sum(), rel=0.12)


def test_days_on_which_nobody_sold_long_ago_are_found_and_no_one_s_own() -> None:
    values = np.random.default_rng(3).poisson(6, (3, 900)).astype(float)
    values[:, 100:118] = values[:, 850:870] = values[:, 600:680] = 0
    values[1:, 500:510] = 0
    assert np.flatnonzero(shut_dates.earlier(sales.block(values))).tolist() == [*range(100, 118)]
    assert not shut_dates.earlier(sales.block(values[:1])).any()


@pytest.mark.parametrize("every", [21, 28, 42], ids="a week in {}".format)
def test_a_shop_that_sells_for_a_week_at_a_time_is_at_no_new_level(every: int) -> None:
    values = np.random.default_rng(5).poisson(np.geomspace(2.0, 20.0, 12)[:, None], (12, 8 * 182)).astype(float)
    values[:, np.arange(values.shape[1]) % every < every - 7] = 0
    block = Block(date(2022, 7, 26), values, ("",) * len(values))
    assert not shut_dates.earlier(block).any()
    assert not new_level.find(block, HORIZON).found.any()
