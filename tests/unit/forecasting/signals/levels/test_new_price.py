import numpy as np
import pytest

from forecasting.signals.levels import new_level, new_price
from forecasting.signals.levels.new_level import NewLevels
from tests.unit.forecasting import sales

DAYS, SINCE, HORIZON = 300, 10, 28


def followed(price: np.ndarray, times: float = 0.5, level: float = 20.0) -> NewLevels:
    """Of products that sell so many times as much since some days, at a price of each day, past and ahead."""
    rate = np.full((4, DAYS), level)
    rate[:, -SINCE:] *= times
    values = np.random.default_rng(5).poisson(rate).astype(float)
    block = sales.block(values, price=np.tile(price, (4, 1)))
    return new_price.followed(block, new_level.none(block, HORIZON))


def since(before: float, after: float, days: int = SINCE) -> np.ndarray:
    return np.where(np.arange(DAYS + HORIZON) >= DAYS - days, after, before)


@pytest.mark.parametrize("times", [0.5, 1.0])
def test_what_is_sold_at_a_new_price_is_followed_and_doubted(times: float) -> None:
    levels = followed(since(10, 12), times)
    assert levels.doubtful.all()
    assert levels.factors[:, : DAYS - SINCE].mean() == pytest.approx(1 / times, rel=0.2)
    assert (levels.factors[:, DAYS - SINCE :] == 1).all()


def test_a_handful_of_sales_hardly_tells() -> None:
    assert followed(since(10, 12), 0.5, 0.3).factors.mean() < 1.4


def test_a_price_of_yesterday_is_doubted_only() -> None:
    levels = followed(since(10, 12, 1))
    assert levels.doubtful.all()
    assert (levels.factors == 1).all()


OFFERS = np.where(np.arange(DAYS + HORIZON) % 40 < 10, 8.0, 10.0)
ENDS = since(10, 8)
ENDS[-20:] = 10


@pytest.mark.parametrize(
    "price",
    [since(10, 10), since(10, 10.2), since(10, 12, 60), np.where(np.arange(len(OFFERS)) >= DAYS, 10.0, OFFERS), ENDS],
    ids=["never", "rounding", "long ago", "offers", "ends"],
)
def test_an_old_price_or_an_offer_is_none(price: np.ndarray) -> None:
    levels = followed(price)
    assert not levels.doubtful.any()
    assert (levels.factors == 1).all()


def test_without_prices_there_is_nothing_to_follow() -> None:
    block = sales.block(np.ones((2, DAYS)))
    own = new_level.none(block, HORIZON)
    assert new_price.followed(block, own) is own
