"""The year that products share."""

import numpy as np

from forecasting.signals import shared_year
from tests.unit.forecasting import sales

HORIZON = 90


def sold(rng: np.random.Generator, products: int, years: float, times: float) -> np.ndarray:
    """Few units a day, and so many times as many in eight weeks that begin three weeks after the end."""
    days = np.arange(-round(364 * years), 0)
    season = (days % 364 >= 21) & (days % 364 < 77)
    return rng.poisson(0.4 * np.where(season, times, 1.0), (products, len(days))).astype(float)


def factors(values: np.ndarray) -> np.ndarray:
    """Of an even forecast at the level of the last weeks."""
    block = sales.block(values)
    flat = np.full((len(values), HORIZON), 0.4)
    everyone = np.ones(len(values), dtype=bool)
    return shared_year.coming_round(block, flat, everyone, np.ones((len(values), values.shape[1] + HORIZON)))


def test_slow_products_rise_as_all_did_in_the_years_before() -> None:
    rng = np.random.default_rng(5)
    twice = factors(sold(rng, 20, 2.15, 4.0))[:, 30:70].mean()
    once = factors(sold(rng, 20, 1.15, 4.0))[:, 30:70].mean()
    assert 3.2 < twice < 4.8
    assert 2.2 < once < 4.8
    even = factors(sold(rng, 20, 2.15, 1.0))
    assert np.abs(np.log(even)).mean() < 0.05
    assert (factors(sold(rng, 3, 2.15, 4.0)) == 1.0).all()


def test_who_has_another_year_keeps_it() -> None:
    rng = np.random.default_rng(6)
    some, others = sold(rng, 12, 2.15, 4.0), sold(rng, 12, 2.15, 1.0)
    others = rng.poisson(8.0, others.shape).astype(float)
    block = sales.block(np.concatenate([some, others]))
    flat = np.repeat([0.4, 8.0], 12)[:, None] * np.ones(HORIZON)
    peaks = np.ones((24, block.periods + HORIZON))
    moved = shared_year.coming_round(block, flat, np.ones(24, dtype=bool), peaks)
    assert moved[:12, 30:70].mean() > 2.0
    assert 0.9 < moved[12:, 30:70].mean() < 1.15
