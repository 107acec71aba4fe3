"""Products and a forecast of their total."""

import numpy as np
import pytest

from forecasting import reconciliation, year_ago
from forecasting.reconciliation import Said
from tests.unit.forecasting import sales

SOLD = np.full((3, 30, 28), 5.0)


def said(series: int, mean: float, error: float, horizon: int = 40) -> Said:
    """Sells 5 by 30 products, or 150 by their total; forecast with so large an error in the backtest."""
    actual = SOLD[:, :series] * 30 / series
    block = sales.block(np.full((series, 200), 150.0 / series))
    return Said(block, np.full((series, horizon), mean), actual, actual * (1 + error))


def seasonal(values: np.ndarray, mean: float) -> Said:
    """Measured at the three cut-offs that end with the history, where they said half as much as came."""
    actual = np.stack([values[:, -28 * back :][:, :28] for back in (3, 2, 1)])
    return Said(sales.block(values), np.full((len(values), 28), mean), actual, actual / 2)


def test_products_move_to_their_total_as_far_as_it_was_better() -> None:
    assert reconciliation.factor(said(30, 4.0, -0.2), said(1, 150.0, 0.1)) == pytest.approx(1 + 0.8 * 0.25)


def test_a_total_that_was_worse_hardly_counts() -> None:
    assert reconciliation.factor(said(30, 4.0, 0.01), said(1, 150.0, 0.3)) == pytest.approx(1, abs=0.001)


def test_what_moves_them_fades_beyond_what_a_backtest_reaches() -> None:
    factors = reconciliation.faded(np.array([1.2]), np.array([28.0]), 365)[0]
    assert (factors[:28] == 1.2).all()
    assert (np.diff(factors[28:]) < 0).all()
    assert factors[-1] == pytest.approx(1, abs=0.001)


def test_no_forecast_is_moved_without_end() -> None:
    assert reconciliation.factor(said(30, 4.0, 0.5), said(1, 9000.0, 0.0)) == reconciliation.MOST


def test_without_a_backtest_nothing_moves() -> None:
    products, total = said(30, 4.0, 0.1), said(1, 150.0, 0.1)
    unmeasured = [Said(own.block, own.mean, own.actual * np.nan, own.published) for own in (products, total)]
    assert reconciliation.factor(*unmeasured) == 1


def test_closed_days_are_not_compared() -> None:
    products, total = said(30, 4.0, -0.2), said(1, 150.0, 0.1)
    products.block.values[:, ::7] = 0
    total.block.values[:, ::7] = np.nan
    total.mean[:, (np.arange(40) + 200) % 7 == 0] = 9000.0
    assert reconciliation.factor(products, total) == pytest.approx(1.2)


def test_a_total_is_known_where_most_of_its_products_are() -> None:
    values = np.full((10, 50), 2.0)
    values[0, 3], values[:5, 4], values[9, :20] = np.nan, np.nan, np.nan
    total = reconciliation.total_of(sales.block(values)).values[0]
    assert total[[0, 3, 4, 30]] == pytest.approx([18, 18, np.nan, 20], nan_ok=True)


def test_a_shop_is_brought_nearer_to_what_it_sold_a_year_ago_at_todays_level() -> None:
    values = np.tile(np.repeat([1.0, 2.0], 182), (30, 3))[:, :910]
    values[:, 600:] *= 1.5
    products = seasonal(values, mean=2.5)
    before = year_ago.said(products, (826, 854, 882))
    assert before
    assert before.mean == pytest.approx(3.0)
    assert reconciliation.factor(products, said(1, 75.0, 1.0, horizon=28), before) == pytest.approx(1.2)


def test_a_year_ago_says_nothing_of_a_shop_that_is_another_one_now() -> None:
    grown = np.ones((30, 910))
    grown[:, 700:] = 5
    assert year_ago.said(seasonal(grown, mean=5.0), (826, 854, 882)) is None
