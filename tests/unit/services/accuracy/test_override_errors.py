from datetime import UTC, datetime, time, timedelta

import numpy as np
import pytest

from app.db import transaction
from app.models import Override, Sale
from forecasting.forecast import LEVELS, Forecast
from forecasting.training import BacktestMetrics, Trained
from services.accuracy import override_errors
from services.forecasts import published_store
from services.planning import event_service
from services.planning.event_fields import NewEvent
from utils import clock


def day(ago):
    """So many days before yesterday."""
    return clock.today() - timedelta(days=1 + ago)


def instant(ago):
    return datetime.combine(day(ago), time(8), UTC)


def publish(product, mean, as_of, horizon=28):
    figures = np.full(horizon, float(mean))
    forecast = Forecast(as_of + timedelta(days=1), figures, np.ones((len(LEVELS), 1)) * figures)
    with transaction() as session:
        published_store.keep(session, [(product, Trained("", "", "", forecast, BacktestMetrics()))])


@pytest.fixture
def shop(product):
    """Sells 10 a day; the model expected 12 a week ago, and 11 three days ago."""
    shop = product("A", [10] * 40)
    publish(shop, 12, day(7))
    publish(shop, 11, day(3))
    return shop


def approx(*figures):
    return pytest.approx(figures, abs=0.01)


def error(shop, **fields):
    ways = {"created_at": instant(5), "starts_on": day(1), "ends_on": day(-3), "reason": "", "author": "kim"}
    override = Override(product_id=shop.id, **ways | fields)
    with transaction() as session:
        session.add(override)
        session.flush()
        override_errors.refresh(session, day(0))
    return override.days_measured, override.error_with, override.error_without


def test_the_days_gone_by_are_measured_against_what_was_expected_when_it_was_written(shop):
    assert error(shop, quantity=9.0) == approx(2, 2, 4)


def test_a_change_is_one_of_that_figure(shop):
    assert error(shop, change_percent=-25.0) == approx(2, 2, 4)


def test_a_later_override_is_measured_against_a_later_forecast(shop):
    assert error(shop, quantity=9.0, created_at=instant(1)) == approx(2, 2, 2)


def test_beyond_the_reach_of_that_forecast_the_first_that_reaches_counts(product):
    shop = product("B", [10] * 60)
    publish(shop, 14, day(40), horizon=28)
    publish(shop, 13, day(9))
    publish(shop, 11, day(3))
    assert error(shop, quantity=9.0, created_at=instant(39)) == approx(2, 2, 6)


@pytest.mark.parametrize("end", ["withdrawn_at", "expires_at"])
def test_from_its_end_on_it_is_not_to_blame(shop, end):
    assert error(shop, quantity=9.0, starts_on=day(3), **{end: instant(2)})[0] == 2


def test_days_out_of_stock_are_left_out(shop):
    with transaction() as session:
        session.query(Sale).filter_by(day=day(0)).update({"in_stock": False})
    assert error(shop, quantity=9.0) == approx(1, 1, 2)


def test_closed_days_are_left_out(shop):
    event_service.create(NewEvent(kind="closure", starts_on=day(0)), "kim")
    assert error(shop, quantity=9.0) == approx(1, 1, 2)


def test_days_to_come_have_no_error_yet(shop):
    assert error(shop, quantity=9.0, starts_on=day(-1)) == (0, None, None)
