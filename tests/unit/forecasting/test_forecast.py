from datetime import date

import numpy as np
import pytest

from forecasting.forecast import LEVELS, Forecast

TEN = Forecast(date(2024, 1, 1), np.full(2, 10.0), np.linspace(0, 16, len(LEVELS))[:, None].repeat(2, axis=1))


@pytest.mark.parametrize("level", LEVELS)
def test_stored_levels_come_back_as_they_are(level: float) -> None:
    assert TEN.quantile(level) == pytest.approx(TEN.quantiles[LEVELS.index(level)])


def test_between_levels_is_between_their_quantiles() -> None:
    assert TEN.quantile(0.85)[0] == pytest.approx((TEN.quantile(0.8)[0] + TEN.quantile(0.9)[0]) / 2)


def test_intervals_are_nested() -> None:
    (low80, high80), (low95, high95) = TEN.interval(80), TEN.interval(95)
    assert (low95 <= low80).all()
    assert (high80 <= high95).all()
