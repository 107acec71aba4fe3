"""Demand summed over days: its distribution, and how long a stock lasts in it.

Quantiles do not add up: the 95 % quantile of a week is less than seven times that of a day, and more than if days were
independent. So demand is followed along sample paths (see `forecasting.paths`), period by period.
"""

from dataclasses import fields

import numpy as np

from forecasting.forecast import Forecast
from forecasting.replenishment.arrivals import Cover
from forecasting.replenishment.courses import Courses, walked
from forecasting.replenishment.outlook import Outlook
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import Dependence

# So many products at once: more would not fit the processor's cache with their paths, fewer cost as many steps.
PRODUCTS_AT_ONCE = 128


def follow(outlook: Outlook, cover: Cover, beyond: int | np.ndarray = 0) -> Courses:
    """Walk every product down its paths over lead time and review, and so many periods beyond, where `slack` is looked
    for; rows that are one product, with the same stock, walk together."""
    shape = (len(outlook), paths.PATHS)
    columns = [np.empty(shape, dtype=np.float32) for _ in fields(Courses)]
    further = np.broadcast_to(beyond, len(outlook))
    for rows in _alike(outlook, cover):
        part = walked(outlook.select(rows), cover.select(rows), further[rows])
        for column, own in zip(columns, fields(Courses), strict=True):
            column[rows] = getattr(part, own.name)
    return Courses(*columns)


def quantile(samples: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """What each row's samples stay at or below with its own probability, (rows,); linear between samples.

    samples -- (rows, PATHS), equally likely; probability -- (rows,)
    """
    position = np.clip(np.asarray(probability) * samples.shape[1] - 0.5, 0, samples.shape[1] - 1)
    low = np.floor(position).astype(int)
    rows = np.arange(len(samples))
    ordered = np.sort(samples, axis=1)
    below, above = ordered[rows, low], ordered[rows, np.minimum(low + 1, samples.shape[1] - 1)]
    return below + (position - low) * (above - below)


def summed(forecast: Forecast, dependence: Dependence, days: float) -> np.ndarray:
    """Demand of the first `days` days on every path, float32 (PATHS,), in units."""
    periods = max(1, int(np.ceil(days / forecast.step_days)))
    return asked(Outlook.of([forecast], [dependence], [0], periods), days)[0]


def asked(outlook: Outlook, days: float) -> np.ndarray:
    """The same of each product of an outlook, (products, PATHS)."""
    nothing = np.zeros(len(outlook))
    cover = Cover(nothing, nothing[:, None], nothing, nothing, nothing + days / outlook.step_days)
    return follow(outlook, cover).total


def _alike(outlook: Outlook, cover: Cover) -> list[np.ndarray]:
    """Positions of rows that are followed together: of about the same length, those of one product side by side."""
    numbers = np.asarray(outlook.numbers or np.arange(len(outlook)))
    span = cover.lead + cover.review
    longest = np.zeros(numbers.max(initial=0) + 1)
    np.maximum.at(longest, numbers, span)
    rows = np.lexsort((span, numbers, longest[numbers]))
    begins = np.flatnonzero(np.diff(numbers[rows], prepend=-1))
    return np.split(rows, begins[PRODUCTS_AT_ONCE::PRODUCTS_AT_ONCE])
