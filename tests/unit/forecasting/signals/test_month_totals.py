import numpy as np

from forecasting.block import Block
from forecasting.signals import month_totals
from tests.unit.forecasting import sales


def weeks_of(days: np.ndarray) -> Block:
    weeks = days[: len(days) // 7 * 7].reshape(-1, 7).sum(axis=1)
    return Block(sales.block(weeks[None]).start, weeks[None], ("",), 7)


def test_weeks_that_share_the_total_of_a_month_are_found() -> None:
    months = np.random.default_rng(1).poisson(40, 14)
    assert month_totals.found(weeks_of(np.repeat(months / 30, 30))).all()


def test_weeks_that_were_counted_are_none() -> None:
    for rate in (0.1, 1.0, 30.0):
        counted = np.random.default_rng(2).poisson(rate, 700).astype(float)
        assert not month_totals.found(weeks_of(counted)).any()


def test_days_are_never_parts_of_months() -> None:
    assert not month_totals.found(sales.block(np.full((1, 90), 1.3))).any()
