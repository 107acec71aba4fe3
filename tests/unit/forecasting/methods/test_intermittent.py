import numpy as np
import pytest

from forecasting.methods import intermittent
from tests.unit.forecasting import sales


def test_is_probability_times_size() -> None:
    every_fourth = np.where(np.arange(400) % 4 == 0, 8.0, 0.0)[None]
    assert intermittent.forecast(sales.block(every_fourth), (400,), 3)[0, 0] == pytest.approx(2.0, rel=0.1)


def test_fades_while_nothing_is_sold() -> None:
    values = np.concatenate([np.full(100, 5.0), np.zeros(100)])[None]
    early, late = intermittent.forecast(sales.block(values), (110, 200), 1)[:, 0, 0]
    assert late < early / 10
