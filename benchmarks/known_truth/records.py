"""What is recorded of sales: typos, gaps, totals, promotions."""

from collections.abc import Callable
from datetime import date

import numpy as np

Record = Callable[[np.ndarray], np.ndarray]


def typed(units: float, days_ago: int) -> Record:
    def record(values: np.ndarray) -> np.ndarray:
        values[-days_ago] = units
        return values

    return record


def both(first: Record, second: Record) -> Record:
    return lambda values: second(first(values))


def totals(days: int, place: int = -1) -> Record:
    """Sums of so many days, written on one of them, the last unless another is told; counted from the end."""

    def record(values: np.ndarray) -> np.ndarray:
        values = values[len(values) % days :]
        sums = values.reshape(-1, days).sum(axis=1)
        written = np.zeros(len(values))
        written.reshape(-1, days)[:, place] = sums
        return written

    return record


def shared_out(days: int) -> Record:
    """Sums of so many days, a part of them on each; counted from the end."""

    def record(values: np.ndarray) -> np.ndarray:
        values = values[len(values) % days :].reshape(-1, days)
        return np.repeat(values.mean(axis=1), days)

    return record


def unknown(first_ago: int, last_ago: int) -> Record:
    return _between(first_ago, last_ago, np.nan)


def silent(first_ago: int, last_ago: int) -> Record:
    return _between(first_ago, last_ago, 0.0)


def often_unknown(values: np.ndarray) -> np.ndarray:
    values[np.arange(len(values)) // 7 % 2 == 0] = np.nan
    return values


def weekdays_unknown(*weekdays: int) -> Record:
    """Counted from the last day, which is 6."""

    def record(values: np.ndarray) -> np.ndarray:
        values[np.isin(np.arange(len(values))[::-1] % 7, [6 - day for day in weekdays])] = np.nan
        return values

    return record


def often_out(days: int, every: int) -> Record:
    """So many days unknown in each so many, the last time half of them ago."""

    def record(values: np.ndarray) -> np.ndarray:
        ago = np.arange(len(values))[::-1]
        values[(ago + every - every // 2) % every < days] = np.nan
        return values

    return record


def returned(share: float) -> Record:
    """Such a share of what was sold is taken off the day after."""

    def record(values: np.ndarray) -> np.ndarray:
        values[1:] = np.maximum(values[1:] - np.round(share * values[:-1]), 0.0)
        return values

    return record


def eaten(every: int) -> Record:
    """Nothing is left of every such day."""

    def record(values: np.ndarray) -> np.ndarray:
        values[np.arange(len(values))[::-1] % every == 2] = 0.0
        return values

    return record


def of_months(last: date) -> Record:
    """The total of each month on its last day."""

    def record(values: np.ndarray) -> np.ndarray:
        days = np.datetime64(last) - np.arange(len(values))[::-1]
        months = days.astype("datetime64[M]").astype(int)
        ends = np.append(months[1:] != months[:-1], True)
        written = np.zeros(len(values))
        written[ends] = np.bincount(months - months[0], values)[np.unique(months - months[0])]
        return written

    return record


def months_shared_out(last: date) -> Record:
    """The total of each month, a part of it on each of its days."""

    def record(values: np.ndarray) -> np.ndarray:
        days = np.datetime64(last) - np.arange(len(values))[::-1]
        months = days.astype("datetime64[M]").astype(int)
        of_each = months - months[0]
        return (np.bincount(of_each, values) / np.bincount(of_each))[of_each]

    return record


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
