import numpy as np
import pytest

from forecasting.signals.calendars import turns
from forecasting.signals.peaks import peaks
from tests.unit.forecasting import sales


def by_turns(*rates: float) -> np.ndarray:
    """Ten products of two hundred weeks, (10, 1400)."""
    rate = np.array(rates)[np.arange(1400) // 7 % len(rates)]
    return np.random.default_rng(2).poisson(rate, (10, 1400)).astype(float)


@pytest.mark.parametrize("rates", [(9, 2), (12, 3, 3), (3, 3, 3, 12)])
def test_weeks_are_taken_by_turns(rates: tuple[float, ...]) -> None:
    assert turns.taken(by_turns(*rates).reshape(10, 200, 7).mean(axis=2)).all()


def test_a_level_that_moved_and_even_weeks_are_no_turns() -> None:
    for values in (by_turns(5), np.concatenate([by_turns(5), by_turns(20)], axis=1)):
        assert not turns.taken(values.reshape(10, -1, 7).mean(axis=2)).any()


def test_who_sells_much_and_little_by_turns_does_so_ahead() -> None:
    found = peaks.find(sales.block(by_turns(9, 2)), 14)
    assert all(name in {"every 2 weeks", "every 4 weeks", "every 6 weeks"} for name in found.calendars)
    much, little = found.factors[:, -14:-7].mean(), found.factors[:, -7:].mean()
    assert much / little == pytest.approx(9 / 2, rel=0.15)
