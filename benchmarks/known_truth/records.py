"""What is recorded of sales: typos, gaps, totals, promotions."""

from collections.abc import Callable

import numpy as np

Record = Callable[[np.ndarray], np.ndarray]


def typed(units: float, days_ago: int) -> Record:
    def record(values: np.ndarray) -> np.ndarray:
        values[-days_ago] = units
        return values

    return record


def both(first: Record, second: Record) -> Record:
    return lambda values: second(first(values))


def totals(days: int) -> Record:
    """Sums of so many days, written on the last of them; counted from the end."""

    def record(values: np.ndarray) -> np.ndarray:
        values = values[len(values) % days :]
        sums = values.reshape(-1, days).sum(axis=1)
        written = np.zeros(len(values))
        written[days - 1 :: days] = sums
        return written

    return record


def unknown(first_ago: int, last_ago: int) -> Record:
    return _between(first_ago, last_ago, np.nan)


def silent(first_ago: int, last_ago: int) -> Record:
    return _between(first_ago, last_ago, 0.0)


def often_unknown(values: np.ndarray) -> np.ndarray:
    values[np.arange(len(values)) // 7 % 2 == 0] = np.nan
    return values


def _between(first_ago: int, last_ago: int, what: float) -> Record:
    def record(values: np.ndarray) -> np.ndarray:
        values[len(values) - first_ago : len(values) - last_ago] = what
        return values

    return record


def promotions(factor: Callable[[np.ndarray], np.ndarray], price: float | None = None) -> Callable:
    """A switch on the days on which `factor` is above 1, and the share of the usual price of 10 that is then asked."""

    def known(days: np.ndarray) -> dict[str, np.ndarray]:
        on = (factor(days) > 1).astype(float)
        return {"promo": on} if price is None else {"promo": on, "price": np.where(on > 0, 10 * price, 10.0)}

    return known
