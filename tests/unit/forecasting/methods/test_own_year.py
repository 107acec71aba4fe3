import numpy as np

from forecasting.methods import own_year
from tests.unit.forecasting import sales

YEARS, HORIZON, REACH = 3, 120, 28


def continued(rate: np.ndarray, others: int = 20) -> np.ndarray:
    """Of products at these rates among so many even ones, the means that flat ones become, beside them."""
    even = np.full((others, rate.shape[1]), 12.0)
    past = np.random.default_rng(4).poisson(np.concatenate([rate, even])).astype(float)
    flat = np.tile(past[:, -REACH:].mean(axis=1, keepdims=True), HORIZON)
    own = own_year.continued(sales.block(past), flat, np.full(len(past), REACH), np.ones(len(past), dtype=bool))
    return own[: len(rate)] / flat[: len(rate)]


def wave(products: int) -> np.ndarray:
    return np.tile(20 * (1 + 0.8 * np.sin(2 * np.pi * np.arange(YEARS * 364) / 182)), (products, 1))


def test_who_rises_and_falls_at_the_same_time_each_year_does_so_beyond_what_methods_reach() -> None:
    factors = continued(wave(2))
    assert (factors[:, :REACH] == 1).all()
    assert (factors[:, REACH : REACH + 28].mean(axis=1) > 1.15).all()
    assert (factors[:, -28:].mean(axis=1) < 0.7).all()


def test_a_year_that_all_share_goes_on_as_well_where_what_is_expected_does_not_follow_it() -> None:
    factors = continued(wave(3), others=0)
    assert (factors[:, REACH : REACH + 28].mean(axis=1) > 1.15).all()
    assert (factors[:, -28:].mean(axis=1) < 0.7).all()


def test_who_sells_evenly_stays_as_forecast() -> None:
    assert np.abs(np.log(continued(np.full((8, YEARS * 364), 20.0)))).max() < 0.1


def test_a_single_year_says_nothing_of_the_next() -> None:
    assert (continued(wave(4)[:, -500:]) == 1).all()


def test_who_is_told_of_once_a_month_has_no_course_of_days() -> None:
    past = np.zeros((3, YEARS * 364))
    past[:, ::30] = wave(3)[:, ::30]
    flat = np.full((3, HORIZON), past.mean())
    own = own_year.continued(sales.block(past), flat, np.full(3, REACH), np.ones(3, dtype=bool))
    assert (own == flat).all()
