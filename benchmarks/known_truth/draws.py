"""Sales drawn from rates."""

from collections.abc import Callable

import numpy as np

# Deviation of logarithms by which weather moves sales, and the share of it that lasts to the next day.
WEATHER, WEATHER_LASTS = 0.35, 0.7
# Days between two orders of a great customer, and their deviation as a share of the mean.
MONTH, ORDERS_SCATTER = 28, 0.1


def clumps(size: float) -> Callable[[np.random.Generator, np.ndarray], np.ndarray]:
    """Orders of this mean size, widely scattered, as many as make the rate."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        orders = random.poisson(rate / size)
        each = np.maximum(np.round(random.gamma(1.5, size / 1.5, (len(rate), max(orders.max(initial=0), 1)))), 1)
        return np.where(np.arange(each.shape[1]) < orders[:, None], each, 0.0).sum(axis=1)

    return draw


def packs(size: int) -> Callable[[np.random.Generator, np.ndarray], np.ndarray]:
    """Nothing but whole packs of this size."""
    return lambda random, rate: size * random.poisson(rate / size).astype(float)


def scattered(shape: float) -> Callable[[np.random.Generator, np.ndarray], np.ndarray]:
    """Counts whose rate itself scatters from day to day (negative binomial); shape -- 1: as much as it is large."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        return random.poisson(rate * random.gamma(shape, 1 / shape, len(rate))).astype(float)

    return draw


def customers(number: int, share: float) -> Callable[[np.random.Generator, np.ndarray], np.ndarray]:
    """So many great ones, who order this share of all once in four weeks each; the rest is single units."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        # Counted back from the end, so that whole months ahead go on where the past has ended.
        day = np.arange(len(rate))[::-1] % MONTH
        orders = sum((day == 11 * customer + 5).astype(float) for customer in range(number))
        size = rate * MONTH * share / number * random.normal(1.0, ORDERS_SCATTER, len(rate))
        return np.round(orders * size) + random.poisson(rate * (1 - share))

    return draw


def weights(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
    """A few weighed pieces a day, in kg to three digits."""
    pieces = random.poisson(2.0, len(rate))
    return np.round(random.gamma(np.maximum(4.0 * pieces, 1e-9), rate / 8.0), 3)


def by_weather(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
    """Counts about a rate that strays for days on end, by about a third."""
    strayed, warmth = np.zeros(len(rate)), random.normal(size=len(rate))
    for day in range(1, len(rate)):
        strayed[day] = WEATHER_LASTS * strayed[day - 1] + WEATHER * np.sqrt(1 - WEATHER_LASTS**2) * warmth[day]
    return random.poisson(rate * np.exp(strayed - WEATHER**2 / 2)).astype(float)


def poisson_returned(share: float) -> Callable[[np.random.Generator, np.ndarray], np.ndarray]:
    """More is bought than the rate, and such a share of it comes back the day after, as fewer sales: the rate is what
    is left."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        bought = random.poisson(rate / (1 - share))
        left = bought.astype(float)
        left[1:] -= random.binomial(bought[:-1], share)
        return np.maximum(left, 0.0)

    return draw
