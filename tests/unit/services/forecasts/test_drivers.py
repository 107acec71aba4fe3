import pytest

from services.errors import NotFound
from services.forecasts import drivers
from services.training import training_service

# A tenth more on the second day of the week than on the first, and so on.
WEEK = [10.0, 11, 12, 13, 14, 15, 16]


def test_the_week_is_told_apart_from_growth(product):
    """Sales that grow by as much each year."""
    days = [WEEK[day % 7] * (1 + day / 365) for day in range(800)]
    training_service.train_now(product("A", days), "seasonal_naive")
    found = drivers.drivers("A")
    assert sorted(found.week) == pytest.approx([units / 13 for units in WEEK], abs=0.05)
    assert sum(found.week) == pytest.approx(7, abs=0.001)
    assert found.growth == pytest.approx((1 + 799 / 365) / (1 + 434 / 365) - 1, abs=0.05)


def test_a_short_history_has_no_year(product):
    training_service.train_now(product("A", WEEK * 10), "seasonal_naive")
    found = drivers.drivers("A")
    assert found.year is None
    assert found.growth is None
    assert len(found.days) == len(found.trend) == 70


def test_without_a_model_nothing_is_known(product):
    product("A")
    with pytest.raises(NotFound):
        drivers.drivers("A")
