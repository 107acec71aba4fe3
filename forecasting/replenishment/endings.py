"""What of an order is sold at all: before it expires, or demand ends with the product, its kits or its season."""

from dataclasses import dataclass, fields, replace

import numpy as np

from forecasting.replenishment.arrivals import Cover
from forecasting.replenishment.courses import Courses
from forecasting.replenishment.outlook import Outlook

# Demand has ended where in so many days hardly as much is asked for as this share of its best ones.
PAUSE_DAYS, HARDLY = 28, 0.05
# What is a third of what is expected in the weeks after the next arrival is sold in time for sure.
PLENTY = 3.0


@dataclass(frozen=True, slots=True)
class Sales:
    """What orders of products can sell.

    in_time -- units on each path before they expire or demand ends, (products, PATHS); below zero: so many are left
               without an order
    again -- units expected to be asked for when demand comes back, within the forecast, (products,)
    until_again -- days from its end until half of that has been, (products,)
    """

    in_time: np.ndarray
    again: np.ndarray
    until_again: np.ndarray

    @classmethod
    def once(cls, in_time: np.ndarray) -> "Sales":
        """What is left is never sold."""
        return cls(in_time, np.zeros(len(in_time)), np.zeros(len(in_time)))

    def select(self, rows: np.ndarray) -> "Sales":
        """Those of the products at these positions."""
        return Sales(self.in_time[rows], self.again[rows], self.until_again[rows])

    def replaced(self, rows: np.ndarray, others: "Sales") -> "Sales":
        """With those of others in these rows."""
        columns = [getattr(self, own.name).copy() for own in fields(self)]
        for column, own in zip(columns, fields(self), strict=True):
            column[rows] = getattr(others, own.name)
        return Sales(*columns)

    def sold(self, units: np.ndarray) -> np.ndarray:
        """Of so many, those expected to be sold in time, (products,)."""
        return np.asarray(np.clip(self.in_time, 0.0, units[:, None]).mean(axis=1, dtype=float))

    def left(self, units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of so many, those expected to be kept until demand comes back, and those never to be sold, (products,)."""
        over = np.clip(units[:, None] - np.maximum(self.in_time, 0.0), 0.0, None)
        kept = np.minimum(over, self.again[:, None])
        return kept.mean(axis=1, dtype=float), (over - kept).mean(axis=1, dtype=float)


def days_sold(daily: np.ndarray) -> float:
    """Days in which an order can be sold, before hardly anybody asks for weeks; inf: always. daily -- from its arrival
    on, (days,)"""
    if len(daily) < PAUSE_DAYS:
        return np.inf
    asked = np.convolve(daily, np.ones(PAUSE_DAYS), mode="valid")
    paused = np.flatnonzero(asked <= HARDLY * np.maximum.accumulate(asked))
    return float(paused[0] + PAUSE_DAYS) if len(paused) else np.inf


def continued(courses: Courses, outlook: Outlook, cover: Cover) -> Courses:
    """The courses with what is expected of the periods after those that paths are followed for, until what is covered
    ends."""
    ends, period = np.ceil(cover.lead + cover.review), np.arange(outlook.mean.shape[1])
    further = (period >= outlook.quantiles.shape[2]) & (period < ends[:, None])
    units = np.where(further, outlook.mean, 0.0).sum(axis=1, dtype=np.float32)[:, None]
    return replace(courses, gap=courses.gap + units, worst=courses.worst + units)


def ending(outlook: Outlook, cover: Cover, surplus: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The products of whose surplus, (products,), some may be left when demand ends, and in how many periods from an
    order's arrival that is."""
    step, year = outlook.step_days, outlook.mean.shape[1]
    known = np.pad(np.cumsum(outlook.mean, axis=1), ((0, 0), (1, 0)))
    ends = np.ceil(cover.lead + cover.review).astype(int)
    rows = np.arange(len(surplus))
    begin, until = (np.minimum(own, year) for own in (ends, ends + PAUSE_DAYS // step))
    soon = known[rows, until] - known[rows, begin]
    candidates = np.flatnonzero((surplus >= 1) & (soon < PLENTY * surplus))
    lead = np.ceil(cover.lead * step).astype(int)
    sold = [days_sold(np.repeat(outlook.mean[row] / step, step)[lead[row] :]) for row in candidates]
    days = np.array(sold, dtype=float)
    return candidates[np.isfinite(days)], days[np.isfinite(days)] / step


def sales(outlook: Outlook, cover: Cover, in_time: np.ndarray) -> Sales:
    """What orders can sell of products whose demand ends when what is covered does; in_time -- see `Sales`"""
    ends, step = np.ceil(cover.lead + cover.review).astype(int), outlook.step_days
    later = [np.cumsum(own[end:]) for own, end in zip(outlook.mean, ends, strict=True)]
    again = np.array([own[-1] if len(own) else 0.0 for own in later])
    until = [step * float(np.searchsorted(own, units / 2)) for own, units in zip(later, again, strict=True)]
    return Sales(in_time, again, np.array(until))
