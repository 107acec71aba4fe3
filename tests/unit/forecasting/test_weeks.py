"""Weeks are learnt from, days are answered."""

from datetime import date, timedelta

import numpy as np
import pytest

from forecasting import weeks
from forecasting.forecast import LEVEL_WEIGHTS, LEVELS, Forecast
from forecasting.history import History
from forecasting.replenishment import demand
from forecasting.settings import TrainingSettings
from forecasting.training import train_block
from forecasting.uncertainty.dependence import Dependence

MONDAY = date(2026, 3, 2)
INDEPENDENT = Dependence(0.0, 0.0)


def days(values, start=MONDAY, **known):
    return History(start, np.asarray(values, dtype=float), known=known)


def poisson(week, periods=60):
    """A forecast by week that is right for a Poisson process of days."""
    drawn = np.random.default_rng(7).poisson(week, (200_000, 1))
    return Forecast(
        MONDAY, np.full(periods, float(week)), np.repeat(np.quantile(drawn, LEVELS, axis=0), periods, axis=1)
    )


def trained(history):
    (answer,) = train_block([history], TrainingSettings())
    return answer


def test_days_become_whole_weeks_without_a_part_at_either_end():
    history = weeks.by_week(days(np.arange(20), MONDAY + timedelta(days=5)), 0)
    assert (history.start, history.step_days) == (MONDAY + timedelta(days=7), 7)
    assert history.values.tolist() == [sum(range(2, 9)), sum(range(9, 16))]
    assert history.last_day == MONDAY + timedelta(days=20)


def test_a_week_is_judged_by_its_known_days_if_most_are():
    history = weeks.by_week(days([np.nan, 6, 6, 6, 6, 6, 6] + [np.nan] * 4 + [1, 1, 1]), 0)
    assert history.values[0] == 42
    assert np.isnan(history.values[1])


def test_what_is_known_ahead_is_averaged_over_each_week_to_come():
    history = weeks.by_week(days(np.ones(14), promo=np.array([0.0] * 14 + [1.0] * 7 + [0.0] * 7)), 0)
    assert history.known["promo"].tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize("week", [2, 7, 70, 700])
def test_days_of_a_week_add_up_to_its_spread(week):
    by_day = weeks.by_day(poisson(week), INDEPENDENT, in_units=False, horizon=365)
    total = demand.summed(by_day, INDEPENDENT, 7)
    assert total.mean() == pytest.approx(week, rel=0.03)
    assert total.std() == pytest.approx(week**0.5, rel=0.1)


def test_three_days_of_a_poisson_process_scatter_as_three_days_do():
    by_day = weeks.by_day(poisson(70), INDEPENDENT, in_units=True, horizon=365)
    assert np.quantile(demand.summed(by_day, INDEPENDENT, 3), 0.95) == pytest.approx(39, abs=1)


def test_weeks_that_never_differ_have_days_that_never_differ():
    same = Forecast(MONDAY, np.full(60, 70.0), np.full((len(LEVELS), 60), 70.0))
    by_day = weeks.by_day(same, INDEPENDENT, in_units=False, horizon=365)
    assert by_day.quantiles == pytest.approx(np.full((len(LEVELS), 365), 10.0), rel=0.01)


def test_days_have_less_in_common_than_their_weeks():
    shared = weeks.of_days(Dependence(0.5, 0.0))
    # Two weeks of days with this correlation have 0.5 again.
    assert 7 * shared.lasting / (1 + 6 * shared.lasting) == pytest.approx(0.5)


def test_a_history_in_weeks_is_answered_in_days():
    sales = np.random.default_rng(1).poisson(70, 104).astype(float)
    answer = trained(History(MONDAY, sales, step_days=7))
    assert (answer.forecast.step_days, len(answer.forecast), answer.metrics.step_days) == (1, 365, 7)
    assert answer.forecast.mean[:28].mean() == pytest.approx(10, rel=0.1)
    assert answer.reason.startswith(weeks.BY_WEEK)
    assert weeks.WARNING in answer.warnings


def test_the_spread_of_weeks_is_learnt_from_weeks():
    sales = np.random.default_rng(2).poisson(70, 156).astype(float)
    forecast = trained(History(MONDAY, sales, step_days=7)).forecast
    variance = LEVEL_WEIGHTS @ (forecast.quantiles - forecast.mean) ** 2
    assert 5 < variance[:7].mean() < 20


def test_days_trained_beside_weeks_are_as_they_were():
    sales = np.random.default_rng(3).poisson(10, 300).astype(float)
    alone, (beside, _) = (
        trained(days(sales)),
        train_block([days(sales), History(MONDAY, sales, step_days=7)], TrainingSettings()),
    )
    assert (beside.forecast.mean == alone.forecast.mean).all()
    assert beside.metrics.step_days == 1


@pytest.mark.parametrize("seed", [9, 11, 12, 13])
def test_few_units_told_in_totals_of_months_come_one_by_one(seed):
    of_month = np.random.default_rng(seed).poisson(1.5, 30).astype(float)
    answer = trained(weeks.by_week(days(np.repeat(of_month / 30, 30)), 0))
    assert (answer.forecast.quantile(0.8) == 0).all()
    expected, total = answer.forecast.mean[:28].sum(), demand.summed(answer.forecast, answer.metrics.dependence, 28)
    assert total.mean() == pytest.approx(expected, rel=0.1)
    low, high = np.quantile(total, (0.1, 0.9))
    came = np.random.default_rng(10).poisson(expected, 5000)
    assert np.mean((came >= low) & (came <= high)) > 0.75
