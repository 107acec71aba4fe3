"""What holds of any order: of hundreds of products whose terms are drawn, the same each time."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import poisson

from forecasting.forecast import LEVELS, Forecast
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.ordering import advise
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.terms import Stock, Terms
from forecasting.replenishment.walks import days_ahead
from forecasting.uncertainty.dependence import Dependence

PRODUCTS = 160
FOREVER = np.inf
QUANTILES = np.array(LEVELS)[:, None]
SEEDS = [(1, 0), (1, 1), (7, 2)]


class Shop:
    """Products, how they are bought, and what is there and on its way."""

    def __init__(self, step_days: int, seed: int) -> None:
        self.chance = np.random.default_rng([step_days, seed])
        self.terms = self._terms(self.one_of)
        days = days_ahead(self.terms)
        dependences = [Dependence(*self.chance.choice([0.0, 0.1, 0.2], 2)) for _ in range(PRODUCTS)]
        forecasts = [self._forecast(step_days) for _ in range(PRODUCTS)]
        self.outlook = Outlook.of(forecasts, dependences, [0] * PRODUCTS, -(-days // step_days))
        self.daily = self.outlook.mean[:, 0] / step_days
        self.on_hand = np.round(self.daily * self.one_of(0, 0, 1, 5, 15, -1))
        self.arriving = np.zeros((PRODUCTS, days))
        for row in np.flatnonzero(self.chance.random(PRODUCTS) < 0.5):
            self.arriving[row, self.chance.integers(0, 40)] = np.round(self.daily[row] * self.chance.uniform(0, 8))

    def one_of(self, *values: float) -> np.ndarray:
        return self.chance.choice(np.array(values, dtype=float), PRODUCTS)

    def _terms(self, one_of) -> Terms:
        goals = replace(
            Goals.none(PRODUCTS), fill_rate=one_of(0, 0, 1) > 0, display=one_of(0, 0, 5), least=one_of(0, 0, 20),
            most=one_of(FOREVER, FOREVER, 100), stocked_from=one_of(0, 0, 50), gain=one_of(4, np.nan),
            price=one_of(6, np.nan), keep=one_of(0.05, np.nan), last=one_of(0, 0, 1) > 0,
            shelf_days=one_of(FOREVER, FOREVER, 3, 5, 10, 20),
        )  # fmt: skip
        return Terms(
            service_level=one_of(0.5, 0.8, 0.95, 0.99), lead_days=one_of(0, 0.5, 1, 3.4, 7, 7.8, 14, 20.9),
            lead_sd_days=one_of(0, 0.4, 1, 2, 5), review_days=one_of(0, 1, 3, 7, 14), pack_size=one_of(1, 1, 6, 24),
            min_order=one_of(0, 5, 50), backorders=one_of(0, 0, 1), goals=goals,
        )  # fmt: skip

    def _forecast(self, step_days: int) -> Forecast:
        usual = np.exp(self.chance.normal(1, 1.5)) * step_days
        course = usual * (1 + 0.8 * self.chance.integers(2) * np.sin(np.arange(365) * 2 * np.pi / 7))
        spread = np.maximum(course * (1 + 0.4 * ndtri(QUANTILES)), 0.0)
        kinds = (np.tile(course, (len(LEVELS), 1)), spread, poisson.ppf(QUANTILES, course))
        return Forecast(date(2026, 3, 2), course, kinds[self.chance.integers(3)], step_days)

    def stock(self, arriving: np.ndarray) -> Stock:
        """What expires is as fresh today as if it had just come."""
        expiring, days = np.zeros(arriving.shape), arriving.shape[1]
        for row in np.flatnonzero(np.isfinite(self.terms.goals.shelf_days)):
            last = int(self.terms.goals.shelf_days[row]) - 1
            expiring[row, last:] += arriving[row, : days - last]
            expiring[row, last] += max(0.0, self.on_hand[row])
        return Stock(self.on_hand, arriving, expiring)

    def ordered(self, quantity: np.ndarray) -> Stock:
        """With so many on their way that an order of today brings."""
        arriving = self.arriving.copy()
        arriving[np.arange(PRODUCTS), np.ceil(self.terms.lead_days).astype(int)] += quantity
        return self.stock(arriving)


def quantities(shop, **changed):
    own = {"outlook": shop.outlook, "terms": shop.terms, "stock": shop.stock(shop.arriving)} | changed
    return advise(**own).quantity


@cache
def drawn(step_days, seed):
    """As the shop is drawn, what it is advised."""
    return quantities(Shop(step_days, seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_after_exactly_the_advised_order_nothing_is_advised(seed):
    shop = Shop(*seed)
    advised = drawn(*seed)
    assert (advised > 0).sum() > PRODUCTS / 2
    assert not quantities(shop, stock=shop.ordered(advised)).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_who_has_more_is_advised_no_more(seed):
    shop = Shop(*seed)
    shop.on_hand = shop.on_hand + shop.one_of(1, 3, 20)
    assert (quantities(shop) <= drawn(*seed)).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_who_sells_more_is_advised_no_less(seed):
    shop = Shop(*seed)
    asked = shop.outlook
    more = np.where(asked.in_units[:, None, None], np.ceil(asked.quantiles * 1.3), asked.quantiles * 1.3)
    after = quantities(shop, outlook=replace(asked, mean=asked.mean * 1.3, quantiles=more.astype(np.float32)))
    assert (after >= drawn(*seed)).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_who_wants_to_be_surer_is_advised_no_less(seed):
    shop = Shop(*seed)
    level = shop.terms.service_level
    surer = replace(shop.terms, service_level=level + 0.3 * (1 - level))
    assert (quantities(shop, terms=surer) >= drawn(*seed)).all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("goal", "more"), [("least", 4.0), ("most", 40.0)])
def test_who_wants_to_keep_more_is_advised_no_less(seed, goal, more):
    shop = Shop(*seed)
    goals = replace(shop.terms.goals, **{goal: getattr(shop.terms.goals, goal) + more})
    assert (quantities(shop, terms=replace(shop.terms, goals=goals)) >= drawn(*seed)).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_larger_smallest_order_makes_none_smaller_but_what_would_not_be_sold_or_has_no_room(seed):
    shop = Shop(*seed)
    goals = shop.terms.goals
    free = ~goals.perishes & np.isinf(goals.most)
    larger = replace(shop.terms, min_order=shop.terms.min_order + 7)
    assert (quantities(shop, terms=larger) >= drawn(*seed))[free].all()
