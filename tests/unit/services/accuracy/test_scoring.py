from datetime import timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import ForecastScore, PublishedForecast, Sale, WeekErrors
from forecasting.forecast import LEVELS, Forecast
from forecasting.training import BacktestMetrics, Trained
from services.accuracy import scoring
from services.forecasts import published_store, week_errors
from services.jobs import jobs, task_runs
from services.planning import event_service
from services.planning.event_fields import NewEvent
from services.stock import stock_levels
from services.task_service import TaskService
from services.training import training_service
from utils import clock

SCORE = jobs.ScoreForecasts()
WEEKS = [30, 12, 14, 13, 15, 22, 28] * 12


def day(ago):
    """So many days before yesterday."""
    return clock.today() - timedelta(days=1 + ago)


def publish(product, mean, days_ago):
    """A forecast of this mean for each day, as if published so many days before yesterday."""
    figures = np.full(28, float(mean))
    start = day(days_ago - 1)
    forecast = Forecast(start, figures, np.linspace(0.5, 1.5, len(LEVELS))[:, None] * figures)
    with transaction() as session:
        published_store.keep(session, [(product, Trained("", "", "", forecast, BacktestMetrics()))])


def score():
    running = task_runs.start(TaskService.submit(SCORE).task_id, SCORE)
    return scoring.score_catalogue(running)


def sums(lead=1):
    with snapshot() as session:
        columns = [sa.func.sum(getattr(ForecastScore, name)) for name in scoring.MEASURES]
        return session.execute(sa.select(*columns).where(ForecastScore.lead == lead)).one()


def test_a_forecast_is_scored_by_the_sales_since(product):
    publish(product("A", [10] * 60), 12, days_ago=5)
    assert score()["scored"] == 1
    forecasts, actual, absolute_error, error, naive, uncorrected, inside = sums()
    assert (forecasts, actual, naive, inside) == (5, 50, 0, 5)
    assert (absolute_error, error, uncorrected) == pytest.approx((10, 10, 60), abs=0.01)


def test_days_out_of_stock_are_left_out(product):
    shop = product("A", [10] * 60)
    publish(shop, 10, days_ago=5)
    with transaction() as session:
        session.execute(sa.update(Sale).where(Sale.day == day(0)).values(in_stock=False, quantity=0))
    score()
    assert tuple(sums())[:2] == (4, 40)


def test_days_without_stock_by_the_levels_kept_are_left_out(product):
    shop = product("A", [10] * 57 + [0] * 3)
    publish(shop, 10, days_ago=5)
    levels = {day(age): 0.0 for age in range(3)} | {day(9): 20.0}
    with transaction() as session:
        stock_levels.record(session, {(shop.id, one): units for one, units in levels.items()})
    score()
    assert tuple(sums())[:4] == pytest.approx((2, 20, 0, 0), abs=0.01)


def test_closed_days_are_left_out_even_if_they_were_told_afterwards(product):
    publish(product("A", [10] * 57 + [0] * 3), 10, days_ago=5)
    event_service.create(NewEvent(kind="closure", starts_on=day(2), ends_on=day(0)), "kim")
    score()
    assert tuple(sums())[:4] == pytest.approx((2, 20, 0, 0), abs=0.01)


def test_scoring_again_with_sales_that_came_late_replaces_the_scores(product):
    shop = product("A", [10] * 60)
    publish(shop, 10, days_ago=3)
    score()
    with transaction() as session:
        session.execute(sa.update(Sale).where(Sale.day == day(0)).values(quantity=16))
    score()
    assert tuple(sums())[:3] == pytest.approx((3, 36, 6), abs=0.01)


def test_a_training_publishes_what_is_scored_later(product):
    shop = product("A", WEEKS, until=day(10))
    training_service.train_now(shop)
    training_service.train_now(shop)
    with transaction() as session:
        for age in range(10):
            session.add(Sale(product_id=shop.id, day=day(age), quantity=WEEKS[-age]))
    score()
    assert (sums(1)[0], sums(8)[0]) == (7, 3)


def test_scores_and_forecasts_past_their_time_are_forgotten(product):
    shop = product("A", [10] * 60)
    publish(shop, 10, days_ago=61)
    publish(shop, 10, days_ago=59)
    with transaction() as session:
        old = clock.monday(day(0)) - timedelta(weeks=53)
        zeros = dict.fromkeys(scoring.MEASURES, 0)
        session.add(ForecastScore(week=old, product_id=shop.id, lead=1, **zeros))
    score()
    with snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(PublishedForecast)) == 1
        assert session.scalar(sa.select(sa.func.min(ForecastScore.week))) > old


def test_without_products_there_is_nothing_to_score(database):
    assert score()["products"] == 0


def errors_of_full_weeks(session):
    read = week_errors.read(session, week_errors.weeks(day(0)))
    return [dict(zip(ids.tolist(), errors.tolist(), strict=True)) for ids, errors in read]


def test_the_errors_of_full_weeks_are_kept_as_one_row_each_and_renewed_with_their_scores(product):
    publish(product("A", [10] * 60), 12, days_ago=25)
    score()
    with transaction() as session:
        session.execute(sa.update(Sale).values(quantity=11))
    score()
    with transaction() as session:
        kept = errors_of_full_weeks(session)
        assert session.execute(sa.delete(WeekErrors)).rowcount == len(kept)
        assert kept == errors_of_full_weeks(session)
    assert any(kept)
