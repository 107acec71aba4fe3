import numpy as np

from forecasting.signals.regressors.known_ahead import completed
from tests.unit.forecasting import sales

NAN = np.nan


def block(**known: list[list[float]]):
    return sales.block(np.ones((2, 3)), **{name: np.array(rows, dtype=float) for name, rows in known.items()})


def test_a_switch_is_off_where_nothing_is_known() -> None:
    known = completed(block(promo=[[0, 1, 1, NAN], [1, 0, 0, 1]]), 2)
    assert np.array_equal(known.block.known["promo"], [[0, 1, 1, 0, 0], [1, 0, 0, 1, 0]])
    assert known.missing["promo"].tolist() == [2, 1]


def test_a_quantity_stays_as_it_was_last() -> None:
    known = completed(block(price=[[2, 3, NAN], [4, 4, 5]]), 1)
    assert known.block.known["price"][:, 3].tolist() == [3, 5]


def test_what_a_product_does_not_have_stays_unknown() -> None:
    known = completed(block(price=[[2, 3, 4], [NAN, NAN, NAN]]), 1)
    assert np.isnan(known.block.known["price"][1]).all()
    assert known.missing["price"].tolist() == [1, 0]


def test_what_reaches_beyond_the_forecast_is_cut() -> None:
    assert completed(block(promo=[[0, 1, 1, 0, 0]] * 2), 1).block.known["promo"].shape == (2, 4)


def test_a_promotion_announced_without_its_price_has_that_of_the_last_one() -> None:
    known = completed(block(promo=[[1, 0, 0, 1, 0]] * 2, price=[[7, 10, 10], [7, 10, NAN]]), 2)
    assert known.block.known["price"][:, 3:].tolist() == [[7, 10], [7, 10]]


def test_after_a_promotion_the_price_is_that_of_the_days_without() -> None:
    known = completed(block(promo=[[0, 1, 1, 0]] * 2, price=[[10, 7, 7]] * 2), 1)
    assert known.block.known["price"][:, 3].tolist() == [10, 10]
