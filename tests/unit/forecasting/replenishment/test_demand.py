from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from scipy.special import ndtri

from forecasting.forecast import LEVELS, Forecast
from forecasting.replenishment import demand
from forecasting.replenishment.arrivals import Cover
from forecasting.replenishment.courses import Courses
from forecasting.replenishment.outlook import Outlook
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence
from tests.reference import demand as twin

INDEPENDENT = Dependence(0.0, 0.0)
SOME = Dependence(0.1, 0.2)


def normal(mean: float, sd: float, horizon: int = 40, step_days: int = 1) -> Forecast:
    quantiles = np.tile((mean + sd * ndtri(LEVELS))[:, None], horizon)
    return Forecast(date(2026, 3, 2), np.full(horizon, float(mean)), quantiles, step_days)


def intermittent(seed: int, horizon: int = 40) -> Forecast:
    """Mostly nothing, now and then a few."""
    sold = np.random.default_rng(seed).negative_binomial(0.5, 0.3, size=(horizon, 400))
    return Forecast(date(2026, 3, 2), sold.mean(axis=1), np.quantile(sold, LEVELS, axis=1))


def sd(samples: np.ndarray) -> float:
    return float(np.std(samples))


@pytest.mark.parametrize("days", [1, 3, 14, 40])
@pytest.mark.parametrize("probability", [0.5, 0.8, 0.95, 0.99])
@pytest.mark.parametrize("dependence", [INDEPENDENT, SOME])
def test_the_sum_is_distributed_as_random_draws_from_the_copula(days, probability, dependence):
    forecast = intermittent(days)
    drawn = twin.sampled_sums(forecast, dependence, days, 40_000)
    own = demand.summed(forecast, dependence, days)
    low, high = np.quantile(drawn, [probability - 0.015, min(1.0, probability + 0.015)])
    assert low - 0.05 <= np.quantile(own, probability) <= high + 0.05


def test_independent_days_add_up_as_squares_do():
    assert sd(demand.summed(normal(100, 10), INDEPENDENT, 25)) == pytest.approx(50, rel=0.02)


def test_days_that_share_their_errors_add_up_to_more():
    one_level = Dependence(0.2, 0.0)
    assert sd(demand.summed(normal(100, 10), one_level, 25)) == pytest.approx(10 * np.sqrt(25 + 600 * 0.2), rel=0.04)


def test_the_sum_is_neither_a_sum_of_quantiles_nor_of_means():
    forecast = normal(100, 10)
    quantile = np.quantile(demand.summed(forecast, SOME, 14), 0.95)
    assert 1400 + 10 * 1.645 * np.sqrt(14) < quantile < forecast.quantile(0.95)[:14].sum()


def test_a_certain_demand_is_its_sum():
    assert demand.summed(normal(10, 0), SOME, 14) == pytest.approx(140)


def test_half_a_day_has_half_the_demand_and_half_the_variance():
    half = demand.summed(normal(100, 10), INDEPENDENT, 0.5)
    assert half.mean() == pytest.approx(50, rel=0.01)
    assert sd(half) == pytest.approx(10 * np.sqrt(0.5), rel=0.03)


def test_ten_days_of_a_weekly_forecast_are_a_week_and_three_sevenths():
    ten = demand.summed(normal(70, 7, step_days=7), INDEPENDENT, 10)
    assert ten.mean() == pytest.approx(100, rel=0.01)
    assert sd(ten) == pytest.approx(7 * np.sqrt(10 / 7), rel=0.03)


def test_demand_beyond_the_forecast_repeats_its_last_four_weeks():
    rising = Forecast(date(2026, 3, 2), np.arange(35.0), np.tile(np.arange(35.0), (len(LEVELS), 1)))
    outlook = Outlook.of([rising], [SOME], [5], 40)
    assert outlook.mean[0, :30].tolist() == list(range(5, 35))
    assert outlook.quantiles[0, 3, 30:40].tolist() == list(range(7, 17))


def test_the_same_forecast_has_the_same_paths_whoever_stands_beside_it():
    forecasts = [intermittent(seed) for seed in range(150)]
    cover = Cover(np.zeros(150), np.zeros((150, 14)), np.arange(150) % 7.0, np.zeros(150), np.full(150, 7.0))
    together = demand.follow(Outlook.of(forecasts, [SOME] * 150, [0] * 150, 14), cover).total[77]
    alone = demand.follow(Outlook.of(forecasts[77:78], [SOME], [0], 14), cover.select(np.array([77]))).total[0]
    assert together == pytest.approx(alone, rel=1e-5)


OFFERS = Cover(
    np.full(4, 9.0),
    np.zeros((4, 60)),
    np.array([5.0, 12.0, 12.0, 3.5]),
    np.array([0.0, 2.0, 0.0, 0.0]),
    np.full(4, 7.0),
)


@pytest.mark.parametrize("row", range(4))
@pytest.mark.parametrize("figure", [own.name for own in fields(Courses)])
def test_several_offers_of_a_product_are_followed_as_each_alone(figure, row):
    offered = replace(Outlook.of([intermittent(1)] * 4, [SOME] * 4, [0] * 4, 60), numbers=(7, 7, 7, 9))
    together = demand.follow(offered, OFFERS, np.array([28, 0, 0, 28]))
    only, beyond = np.array([row]), 28 if row in (0, 3) else 0
    alone = demand.follow(offered.select(only), OFFERS.select(only), beyond)
    assert getattr(together, figure)[row] == pytest.approx(getattr(alone, figure)[0], rel=1e-5, abs=1e-4)


@pytest.mark.parametrize("path", [0, 511, 1023])
@pytest.mark.parametrize("comes", [3, 9])
def test_a_path_is_walked_as_by_hand(path, comes):
    available = [-2.0] * comes + [9.0] * (40 - comes)
    arrived = np.array([available]) + 2.0
    cover = Cover(np.array([-2.0]), arrived, np.array([5.0]), np.zeros(1), np.array([9.0]))
    courses = demand.follow(Outlook.of([intermittent(1)], [SOME], [0], 40), cover, 26)
    by_hand = twin.course(intermittent(1), SOME, path, available, 5, 14)
    assert courses.total[0, path] == pytest.approx(by_hand["total"], abs=1e-3)
    assert courses.lost_early[0, path] == pytest.approx(by_hand["lost_early"], abs=1e-3)
    assert courses.lost[0, path] == pytest.approx(by_hand["lost"], abs=1e-3)
    assert courses.gap[0, path] == pytest.approx(by_hand["gap"], abs=1e-3)
    assert courses.worst[0, path] == pytest.approx(by_hand["worst"], abs=1e-3)
    assert courses.slack[0, path] == by_hand["lasted"] - 5


def test_lead_times_have_the_mean_and_spread_they_were_given():
    drawn = paths.lead_times(np.array([7.0, 20.0]), np.array([3.0, 5.0]))
    assert drawn.mean(axis=1) == pytest.approx([7, 20], rel=0.01)
    assert drawn.std(axis=1) == pytest.approx([3, 5], rel=0.02)


def test_every_day_a_path_takes_another_of_its_values():
    ranks = paths.ranks(SOME, 5)
    assert (np.sort(ranks, axis=1) == np.arange(paths.PATHS)).all()


def test_paths_begin_alike_however_far_they_are_followed():
    assert (paths.ranks(SOME, 200)[:60] == paths.ranks(SOME, 60)).all()
