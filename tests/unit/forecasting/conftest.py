from datetime import date

import numpy as np
import pytest

from forecasting.history import History

_START = date(2024, 1, 1)


def _shop(days: int) -> np.ndarray:
    """Poisson sales with a weekly and a yearly season, the same on every run."""
    day = np.arange(days)
    rate = 20 * (1 + 0.4 * np.sin(2 * np.pi * day / 7)) * (1 + 0.2 * np.sin(2 * np.pi * day / 365.25))
    return np.random.default_rng(7).poisson(rate).astype(float)


@pytest.fixture
def history():
    """Build a History from numbers, or from a number of days of a seasonal shop."""

    def build(values: int | list | np.ndarray, **fields) -> History:
        numbers = _shop(values) if isinstance(values, int) else np.array(values, dtype=float)
        return History(fields.pop("start", _START), numbers, **fields)

    return build
