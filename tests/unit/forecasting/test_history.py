from datetime import date

import numpy as np
import pytest

from forecasting.errors import InvalidHistory
from forecasting.history import History

UNTIL = date(2024, 1, 6)


def _from_rows(days: list[str], quantities: list[float], in_stock: list[bool] | None = None) -> History:
    stocked = np.ones(len(days), dtype=bool) if in_stock is None else np.array(in_stock)
    return History.from_rows(np.array(days, dtype="datetime64[D]"), np.array(quantities, dtype=float), stocked, UNTIL)


def test_days_without_a_row_are_days_without_a_sale():
    history = _from_rows(["2024-01-05", "2024-01-02"], [3, 1])
    assert history.start == date(2024, 1, 2)
    assert history.values.tolist() == [1, 0, 0, 3, 0]


def test_a_day_out_of_stock_is_unknown_demand():
    history = _from_rows(["2024-01-04", "2024-01-05"], [2, 0], [True, False])
    assert np.isnan(history.values[1])


def test_zeros_before_the_first_sale_do_not_count():
    assert len(_from_rows(["2024-01-01", "2024-01-06"], [0, 4])) == 1


def test_a_product_never_sold_starts_tomorrow():
    history = _from_rows([], [])
    assert len(history) == 0
    assert history.start == date(2024, 1, 7)


def test_sales_after_the_last_day_are_left_out():
    assert _from_rows(["2024-01-06", "2024-01-09"], [1, 50]).values.tolist() == [1]


@pytest.mark.parametrize("values", [[-1.0], [np.inf], [[1.0]]])
def test_impossible_sales_are_refused(values):
    with pytest.raises(InvalidHistory):
        History(UNTIL, np.array(values))


def test_whole_numbers_must_come_as_floats():
    with pytest.raises(InvalidHistory, match="float64"):
        History(UNTIL, np.array([1, 2]))


def test_a_step_is_a_day_or_a_week():
    with pytest.raises(InvalidHistory, match="step_days"):
        History(UNTIL, np.zeros(3), step_days=30)


def test_a_regressor_covers_the_whole_history():
    with pytest.raises(InvalidHistory, match="promo"):
        History(UNTIL, np.zeros(3), known={"promo": np.zeros(2)})
