from datetime import timedelta

import numpy as np
import pytest

from app.db import snapshot, transaction
from forecasting.forecast import LEVELS, Forecast
from forecasting.training import BacktestMetrics, Trained
from services.forecasts import published_store
from services.forecasts.published_store import Window
from utils import clock


def day(ago):
    return clock.today() - timedelta(days=ago)


def forecast(mean, ago=0):
    """One that was made so many days ago."""
    mean = np.asarray(mean, dtype=float)
    return Forecast(day(ago), mean, np.linspace(0, 2, len(LEVELS))[:, None] * mean)


def keep(product, *forecasts, factor=1.0, reconstructed=False):
    for forecast in forecasts:
        trained = Trained("prophet", "", "high", forecast, BacktestMetrics(), correction_factor=factor)
        with transaction() as session:
            published_store.keep(session, [(product, trained)], reconstructed)


def kept(product):
    with snapshot() as session:
        return published_store.read(session, Window(product.id, product.id, day(9), day(0)))


def test_what_is_read_is_what_was_published(product):
    shop, mean = product("A"), np.linspace(0, 50, 28)
    keep(shop, forecast(mean), factor=0.9)
    rows = kept(shop)
    assert rows.correction.tolist() == [0.9]
    assert rows.product_ids.tolist() == [shop.id]
    assert rows.as_of.tolist() == [day(1)]
    np.testing.assert_allclose(rows.figures[0, 0], mean, atol=0.002)


def test_whole_numbers_on_the_bounds_are_inside_them(product):
    shop, own = product("A"), forecast(np.full(28, 7.0))
    own.quantiles[:] = np.arange(len(LEVELS))[:, None] * 3.0
    keep(shop, own)
    _, low, high = kept(shop).figures[0]
    assert (low <= 12).all()
    assert (high >= 36).all()


@pytest.mark.parametrize("really_last", [True, False])
def test_what_was_really_published_counts_whenever_its_stand_in_was_made(product, really_last):
    shop = product("A")
    for is_real in (not really_last, really_last):
        keep(shop, forecast([5.0 if is_real else 9.0] * 28), reconstructed=not is_real)
    assert kept(shop).figures[:, 0, 0] == pytest.approx([5.0], abs=0.001)
    assert kept(shop).reconstructed.tolist() == [False]


def test_the_first_forecast_on_the_same_sales_counts(product):
    shop = product("A")
    keep(shop, forecast([5.0] * 28))
    keep(shop, forecast([9.0] * 28))
    assert kept(shop).figures[:, 0, 0] == pytest.approx([5.0], abs=0.001)


def test_days_that_were_not_forecast_are_unknown(product):
    shop = product("A")
    keep(shop, forecast([4.0, 4.0]), forecast([0.0] * 365, ago=1))
    figures = kept(shop).figures[:, 0]
    assert sorted(np.isnan(figures).sum(axis=1)) == [0, 26]


def test_outside_of_the_window_nothing_is_read(product):
    shop = product("A")
    keep(shop, forecast([4.0] * 28, ago=20))
    assert not len(kept(shop).product_ids)
