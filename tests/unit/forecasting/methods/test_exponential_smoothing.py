import numpy as np
import pytest

from forecasting.methods import exponential_smoothing
from tests.reference import exponential_smoothing as twin
from tests.unit.forecasting import sales

ADVERSARIAL = {
    "plain": sales.weekly_pattern(1, 120),
    "slow": sales.weekly_pattern(1, 120, mean=0.2),
    "one giant": np.where(np.arange(120) == 80, 10_000.0, sales.weekly_pattern(1, 120)),
    "unknown days": np.where(np.arange(120) % 5 == 0, np.nan, sales.weekly_pattern(1, 120)),
    "late start": np.where(np.arange(120) < 90, np.nan, sales.weekly_pattern(1, 120)),
    "two days": sales.weekly_pattern(1, 2),
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_equals_its_obvious_twin(name: str) -> None:
    values = ADVERSARIAL[name]
    fast = exponential_smoothing.forecast(sales.block(values), (values.shape[1],), 10)[0, 0]
    assert fast == pytest.approx(twin.forecast(list(values[0]), 10), rel=1e-5, abs=1e-6)


def test_origins_in_one_pass_equal_origins_one_by_one() -> None:
    block = sales.block(sales.weekly_pattern())
    together = exponential_smoothing.forecast(block, (100, 150), 7)
    apart = [exponential_smoothing.forecast(block.until(origin), (origin,), 7)[0] for origin in (100, 150)]
    assert together == pytest.approx(np.stack(apart))


def test_one_giant_day_moves_the_level_little() -> None:
    values = sales.weekly_pattern(1, 120)
    calm = exponential_smoothing.forecast(sales.block(values), (120,), 7)
    values[0, 110] = 100_000.0
    assert exponential_smoothing.forecast(sales.block(values), (120,), 7) == pytest.approx(calm, rel=0.5)


def test_what_is_sold_on_rare_great_days_is_in_the_mean() -> None:
    draw = np.random.default_rng(4)
    values = np.where(draw.random((200, 700)) < 0.03, 60.0, draw.poisson(2, (200, 700)))
    forecast = exponential_smoothing.forecast(sales.block(values), (700,), 28)
    assert forecast.mean() == pytest.approx(values.mean(), rel=0.05)


def test_who_sells_on_few_days_is_forecast_by_the_mean_of_all_days() -> None:
    draw = np.random.default_rng(5)
    values = draw.poisson(0.04, (200, 500)).astype(float)
    forecast = exponential_smoothing.forecast(sales.block(values), (500,), 28)
    assert forecast.mean() == pytest.approx(values.mean(), rel=0.05)
