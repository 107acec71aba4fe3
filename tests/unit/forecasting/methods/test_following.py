"""A product follows the course of its category as far as its own sales have followed it."""

from datetime import date

import numpy as np
import pytest

from forecasting.block import Block
from forecasting.methods import shared_season
from forecasting.methods.following import followed

WEEKS, HORIZON = 150, 13
SEASON = slice(WEEKS + 4, WEEKS + 10)


def school_term(periods: int) -> np.ndarray:
    """Eight times as much in the six weeks that begin two weeks before the last quarter of a year."""
    return np.where((np.arange(periods) - SEASON.start) % 52 < 6, 8.0, 1.0)


@pytest.fixture(scope="module")
def uniforms() -> Block:
    """Twelve products with the season, and last one that sells evenly."""
    random = np.random.default_rng(4)
    rates = np.append(np.geomspace(2, 20, 12)[:, None] * school_term(WEEKS), np.full((1, WEEKS), 20.0), axis=0)
    return Block(date(2023, 1, 2), random.poisson(rates).astype(float), ("uniform",) * 13, step_days=7)


def test_who_sells_evenly_has_no_season_of_others(uniforms: Block) -> None:
    (mean,) = shared_season.forecast(uniforms, [WEEKS], HORIZON)

    ahead = slice(SEASON.start - WEEKS, SEASON.stop - WEEKS)
    assert mean[-1, ahead].mean() == pytest.approx(20.0, rel=0.25)
    assert (mean[:-1, ahead].mean(axis=1) > 3 * mean[:-1, :3].mean(axis=1)).all()


def test_less_than_a_year_follows_wholly(uniforms: Block) -> None:
    course = np.tile(school_term(WEEKS + HORIZON), (13, 1))
    young = uniforms.values.copy()
    young[:, : WEEKS - 40] = np.nan

    assert followed(course, Block(uniforms.start, young, uniforms.categories, 7)) == pytest.approx(course)


def test_a_level_that_grows_is_no_season() -> None:
    random = np.random.default_rng(5)
    course = np.tile(school_term(WEEKS + HORIZON), (2, 1))
    rates = np.stack([20 * course[0, :WEEKS], 20 * course[0, :WEEKS]]) * [[1.0], [0.2]] * np.linspace(1, 3, WEEKS)
    block = Block(date(2023, 1, 2), random.poisson(rates).astype(float), ("", ""), step_days=7)

    assert followed(course, block)[:, SEASON] == pytest.approx(course[:, SEASON], rel=0.1)


def test_within_the_week_days_follow_wholly() -> None:
    random = np.random.default_rng(6)
    days = 52 * 7 * 2
    week = np.tile([0.5, 0.5, 1.0, 1.0, 1.0, 1.5, 1.5], 104)
    year = 1 + 0.6 * np.cos(2 * np.pi * np.arange(days) / 364)
    block = Block(date(2023, 1, 2), random.poisson(30 * week).astype(float)[None], ("",))

    own = followed((week * year)[None], block)

    by_weekday = own.reshape(-1, 7)[1:-1]
    assert by_weekday / by_weekday.mean(axis=1, keepdims=True) == pytest.approx(
        np.tile([0.5, 0.5, 1.0, 1.0, 1.0, 1.5, 1.5], (102, 1)), rel=0.1
    )
    assert by_weekday.mean(axis=1).max() < 1.2
