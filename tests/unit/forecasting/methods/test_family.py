import numpy as np

from forecasting import block_model
from forecasting.settings import TrainingSettings
from tests.unit.forecasting import sales

HORIZON = 90


def prophets(method: str) -> np.ndarray:
    block = sales.block(sales.weekly_pattern())
    prophet = block_model.ladder(TrainingSettings(horizon=HORIZON, method=method), [])["prophet"]
    return prophet(block, (block.periods,), HORIZON)


def test_a_blend_believes_no_straight_trend_for_ever() -> None:
    assert (np.isnan(prophets("auto")) == (np.arange(HORIZON) >= 28)).all()


def test_who_asks_for_prophet_gets_all_of_it() -> None:
    asked = prophets("prophet")
    assert not np.isnan(asked).any()
    np.testing.assert_array_equal(asked[..., :28], prophets("auto")[..., :28])
