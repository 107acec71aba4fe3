from datetime import timedelta

import numpy as np

from forecasting.block import Block, blocks_of
from forecasting.history import History
from tests.unit.forecasting import sales


def test_histories_that_end_together_are_aligned_on_the_right() -> None:
    late = History(sales.START + timedelta(days=1), np.array([5.0, 6.0]))
    ((positions, block),) = blocks_of([sales.history([1.0, 2.0, 3.0]), late])
    assert positions == [0, 1]
    assert np.array_equal(block.values, [[1, 2, 3], [np.nan, 5, 6]], equal_nan=True)


def test_histories_that_end_apart_are_apart() -> None:
    assert len(list(blocks_of([sales.history([1.0]), sales.history([1.0, 2.0])]))) == 2


def test_days_before_the_first_sale_are_unknown() -> None:
    ((_, block),) = blocks_of([sales.history([0.0, 0.0, 3.0])])
    assert np.array_equal(block.values, [[np.nan, np.nan, 3]], equal_nan=True)


def test_regressors_move_with_their_history() -> None:
    late = History(sales.START + timedelta(days=2), np.array([5.0]), known={"promo": np.array([1.0, 0.0])})
    ((_, block),) = blocks_of([sales.history([1.0, 2.0, 3.0]), late])
    assert np.array_equal(block.known["promo"][1], [np.nan, np.nan, 1, 0], equal_nan=True)


def test_a_first_sale_is_found_however_late_it_is() -> None:
    values = np.zeros((4, 200))
    values[[0, 1, 2], [0, 63, 64]] = 1.0
    assert Block(sales.START, values, ("",) * 4).first_sales.tolist() == [0, 63, 64, 200]
