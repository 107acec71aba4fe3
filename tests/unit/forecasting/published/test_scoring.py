import numpy as np
import pytest

from forecasting.published.scoring import DAYS_BEFORE, HORIZON, LEADS, MEASURES, Published, score

ORIGINS = 40


@pytest.fixture
def published():
    """Three products whose forecasts are partly missing and whose sales are partly unknown."""
    chance = np.random.default_rng(7)
    mean = chance.uniform(0, 10, (3, ORIGINS, HORIZON))
    mean[chance.random((3, ORIGINS)) < 0.3] = np.nan
    sales = chance.poisson(5, (3, DAYS_BEFORE + ORIGINS)).astype(float)
    sales[chance.random(sales.shape) < 0.1] = np.nan
    return Published(mean, mean - 2, mean + 2, chance.choice([1.0, 0.8], (3, ORIGINS)), sales)


def scored_slowly(published, weeks, product):
    """One forecast after the other, as the definition says."""
    sums = np.zeros((weeks.max() + 1, len(LEADS), len(MEASURES)))
    sales = published.sales[product]
    for origin in range(ORIGINS):
        for lead in range(1, HORIZON + 1):
            day = origin + lead
            if day >= ORIGINS or weeks[day] < 0:
                continue
            known = day + DAYS_BEFORE - 7 * int(np.ceil(lead / 7))
            while np.isnan(sales[known]) and known >= 7:
                known -= 7
            actual, naive = sales[day + DAYS_BEFORE], sales[known]
            mean, low, high = (
                part[product, origin, lead - 1] for part in (published.mean, published.low, published.high)
            )
            if np.isnan([actual, naive, mean]).any():
                continue
            bucket = 0 if lead <= 7 else 1 if lead <= 14 else 2
            inside = low <= actual <= high
            error, own = mean - actual, mean / published.correction[product, origin]
            sums[weeks[day], bucket] += (1, actual, abs(error), error, abs(naive - actual), own, inside)
    return sums


def test_the_sums_are_those_of_its_slow_twin(published):
    weeks = np.maximum((np.arange(ORIGINS) - 26) // 7, -1)
    sums = score(published, weeks)
    for product in range(3):
        np.testing.assert_allclose(sums[product], scored_slowly(published, weeks, product))


def test_a_perfect_forecast_has_no_error_and_is_always_inside():
    sales = np.tile(np.arange(7.0), 8)[: DAYS_BEFORE + ORIGINS][None]
    mean = np.stack([np.roll(sales[0], -(DAYS_BEFORE + origin + 1))[:HORIZON] for origin in range(ORIGINS)])[None]
    first = score(
        Published(mean, mean, mean, np.ones((1, ORIGINS)), sales), np.repeat(np.arange(-1, ORIGINS // 7), 7)[:ORIGINS]
    )[0, :, 0]
    assert first[:, MEASURES.index("absolute_error")].sum() == 0
    assert first[:, MEASURES.index("inside")].sum() == first[:, MEASURES.index("forecasts")].sum() > 0


def test_nothing_published_gives_nothing(published):
    nothing = np.full_like(published.mean, np.nan)
    sums = score(
        Published(nothing, nothing, nothing, published.correction, published.sales), np.zeros(ORIGINS, dtype=int)
    )
    assert not sums.any()
