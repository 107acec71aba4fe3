from datetime import date

import numpy as np
import pytest

from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.peaks import fasts, peaks

HORIZON = 90


def block(rate: float, until: date, years: int, products: int = 12) -> Block:
    """Poisson sales of so many units a day."""
    periods = 364 * years
    start = (np.datetime64(until) - periods).item()
    values = np.random.default_rng(11).poisson(rate, (products, periods)).astype(float)
    return Block(start, values, ("",) * products)


def found_ahead(rate: float, factor: float, name: str, until: date, years: int = 3) -> np.ndarray:
    """What is found ahead in the fast that comes, (products,), of sales that are so many times the usual in each."""
    own = block(rate, until, years)
    calendar = next(one for one in calendars.all_of(own, own.periods + HORIZON) if one.name == name)
    first, last = fasts.FASTS[name]
    fast = (calendar.phase >= first) & (calendar.phase <= last)
    own.values[:, fast[: own.periods]] = np.random.default_rng(12).poisson(
        rate * factor, own.values[:, fast[: own.periods]].shape
    )
    found = fasts.added(peaks.none(own, HORIZON), own, HORIZON)
    assert set(found.calendars) <= {name, ""}
    ahead = found.factors[:, own.periods :][:, fast[own.periods :]]
    assert ahead.shape[1] > 14
    return np.asarray(ahead.mean(axis=1))


@pytest.mark.parametrize(
    ("rate", "factor", "name", "until"),
    [
        (6.0, 0.4, calendars.ISLAM, date(2026, 2, 10)),
        (1.0, 2.0, calendars.ISLAM, date(2027, 1, 20)),
        (8.0, 0.5, calendars.EASTER, date(2026, 2, 10)),
        (8.0, 0.5, calendars.ORTHODOX, date(2027, 2, 20)),
    ],
    ids=["half as much in Ramadan", "slow, twice as much in Ramadan", "Lent", "the Great Lent"],
)
def test_what_fasts_do_each_year_they_do_again(rate: float, factor: float, name: str, until: date) -> None:
    assert found_ahead(rate, factor, name, until) == pytest.approx(np.full(12, factor), rel=0.35)


def test_two_fasts_are_enough_where_many_products_follow_them() -> None:
    assert found_ahead(10.0, 0.4, calendars.ISLAM, date(2026, 2, 10), years=2) == pytest.approx(
        np.full(12, 0.4), rel=0.2
    )


def test_a_fast_is_found_again_by_those_that_followed_it_and_nobody_else() -> None:
    own = block(10.0, date(2026, 2, 10), 3)
    fast = dict(fasts._fasts(own, own.periods + HORIZON))[calendars.ISLAM]
    own.values[:, fast[: own.periods]] *= 0.4
    first = fasts.added(peaks.none(own, HORIZON), own, HORIZON)
    by = [*first.calendars[:6], *[""] * 6]
    again = fasts.added(peaks.none(own, HORIZON), own, HORIZON, by)
    assert again.calendars == tuple(by) == (calendars.ISLAM,) * 6 + ("",) * 6
    assert np.array_equal(again.factors[:6], first.factors[:6])


def test_a_low_of_the_same_dates_is_of_no_fast() -> None:
    own = block(10.0, date(2026, 2, 10), 3)
    days = own.days(0, own.periods)
    march = days.astype("datetime64[M]").astype(int) % 12 == 2
    own.values[:, march] = np.random.default_rng(13).poisson(4.0, own.values[:, march].shape)
    assert not any(fasts.added(peaks.none(own, HORIZON), own, HORIZON).calendars)


def test_even_sales_follow_no_fast() -> None:
    own = block(0.7, date(2026, 2, 10), 4, products=200)
    assert not any(fasts.added(peaks.none(own, HORIZON), own, HORIZON).calendars)
