import numpy as np
import pytest

from forecasting.signals.levels import moved_shop, new_level
from tests.unit.forecasting import sales

DAYS, SINCE, PRODUCTS, HORIZON = 500, 14, 12, 28


def drawn(times: np.ndarray, step_days: int = 1) -> np.ndarray:
    """Sales of slow products that each sell so many times as much in the last days."""
    rate = np.tile(np.geomspace(0.8, 3.0, PRODUCTS)[:, None], DAYS)
    rate[:, -SINCE:] *= times[:, None]
    return np.random.default_rng(3).poisson(rate).astype(float)


def followed(values: np.ndarray) -> new_level.NewLevels:
    block = sales.block(values)
    return moved_shop.followed(block, HORIZON, new_level.none(block, HORIZON))


@pytest.mark.parametrize("times", [2.2, 0.4])
def test_who_sells_too_little_to_tell_is_at_the_new_level_of_its_shop(times: float) -> None:
    levels = followed(drawn(np.full(PRODUCTS, times)))
    assert levels.found.all()
    before = levels.factors[:, : DAYS - SINCE]
    assert (np.log(before * times) ** 2).mean() < 0.1
    assert (levels.factors[:, DAYS - SINCE :] == 1).all()


@pytest.mark.parametrize(
    "times", [np.ones(PRODUCTS), np.where(np.arange(PRODUCTS) < PRODUCTS - 2, 1.0, 4.0)], ids=["even", "two of them"]
)
def test_a_shop_of_which_few_moved_is_none_that_did(times: np.ndarray) -> None:
    levels = followed(drawn(times))
    assert not levels.found.any()
    assert (levels.factors == 1).all()


def test_of_a_shop_of_fourteen_months_it_may_be_the_season() -> None:
    assert not followed(drawn(np.full(PRODUCTS, 2.2))[:, -420:]).found.any()


def test_a_season_that_all_products_are_in_is_no_move() -> None:
    day = np.arange(760)
    season = np.isin((day - 760) % 364, np.arange(364 - SINCE, 364)) | ((day - 760) % 364 < 35)
    rate = np.geomspace(0.8, 3.0, PRODUCTS)[:, None] * np.where(season, 2.5, 1.0)
    assert not followed(np.random.default_rng(3).poisson(rate).astype(float)).found.any()


def test_few_products_are_no_shop() -> None:
    assert not followed(drawn(np.full(PRODUCTS, 2.2))[:3]).found.any()


def test_what_a_product_says_of_itself_stays() -> None:
    block = sales.block(drawn(np.full(PRODUCTS, 2.2)))
    own = new_level.none(block, HORIZON)
    own.factors[0, :100], own.found[0] = 3.0, True
    levels = moved_shop.followed(block, HORIZON, own)
    assert (levels.factors[0] == own.factors[0]).all()
    assert levels.found.all()
