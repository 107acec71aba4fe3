"""Who sells less while people fast, in Ramadan or in the weeks before Easter, or more in Ramadan.

A fast moves through the year, where no season that repeats by dates sees it; and what is no peak, or is sold slowly,
does not stand out on single days. Here all of a fast is compared with the weeks before and after it, year by year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.calendars import calendars
from forecasting.signals.cleaning.usual_sales import MEDIAN_SQUARE
from forecasting.signals.peaks.all_year_sellers import sold_all_year
from forecasting.signals.peaks.peaks import LEAST_FOLLOWERS, Peaks
from forecasting.signals.phases.standing_out import PARTS

# First and last phase of each fast.
FASTS = {
    calendars.ISLAM: calendars.RAMADAN,
    calendars.EASTER: (calendars.DAYS_AROUND_EASTER - 46, calendars.DAYS_AROUND_EASTER - 1),
    calendars.ORTHODOX: (calendars.DAYS_AROUND_EASTER - 48, calendars.DAYS_AROUND_EASTER - 1),
}
# Weeks to either side are what is usual, from so many days off on: what is bought for the feast is none of it.
WEEKS_BESIDE, OFF_DAYS = 4, 7
# Sales are others in fasts if in so many years less than this share of the usual was sold, or more than so many times
# as much, and in all of them together by so many standard errors, and so many times as far off as on the same dates of
# all years.
FEWEST_YEARS, LESS, MORE, CHANCE, RATHER_THAN_DATES = 2, 0.8, 1.25, 5.0, 1.25
# A fast was seen where so large a share of its periods is known, and of those beside it, and no less than this share of
# what was sold on one side was on the other: a shop that opens after Lent says nothing of it.
SEEN, LIKE_OTHER_SIDE = 0.7, 0.5
# Units.
SMALLEST = 1e-6
# Sales scatter by weeks at least as counts do.
WEEK_DAYS = 7


def added(found: Peaks, block: Block, horizon: int, by: Sequence[str] | None = None) -> Peaks:
    """The peaks, and what fasts do to the sales of those that have none; as `peaks.find` says.

    by -- the calendar that each product was found to follow before: no other one is looked at; None: looked for
    """
    factors, names = found.factors.copy(), np.array(found.calendars, dtype=object)
    rows = np.flatnonzero((names == "") & sold_all_year(block))
    if not len(rows) or (by is not None and not FASTS.keys() & set(by)):
        return found
    fast = {name: own for name, own in _fasts(block, block.periods + horizon) if by is None or name in by}
    some = block.select(rows)
    scatter = _scatter(some)
    seen = {name: _Seen.of(some, own[: block.periods], name, scatter) for name, own in fast.items()}
    clearest = np.max([own.clear for own in seen.values()], axis=0, initial=0.0)
    for name, own in seen.items():
        other = own.found & (own.clear == clearest)
        # What few years saw has to be of the shop.
        other &= own.proven | (other.mean() >= LEAST_FOLLOWERS)
        other &= by is None or np.asarray(by, dtype=object)[rows] == name
        factors[rows[other]] = np.where(fast[name], own.times[other][:, None], 1.0)
        names[rows[other]] = name
    return replace(found, factors=factors, calendars=tuple(names))


def _fasts(block: Block, periods: int) -> Iterator[tuple[str, np.ndarray]]:
    """Each, and which periods are of it, bool (periods,)."""
    for calendar in calendars.all_of(block, periods):
        if calendar.name in FASTS:
            first, last = FASTS[calendar.name]
            yield calendar.name, (calendar.phase >= first) & (calendar.phase <= last)


@dataclass(frozen=True, slots=True)
class _Seen:
    """times -- the usual that is sold in a fast; clear -- how clearly that is another sum, in standard errors; found --
    whether it is one in all years, by no chance, and rather than by dates; proven -- whether years enough saw it,
    (products,) each"""

    times: np.ndarray
    clear: np.ndarray
    found: np.ndarray
    proven: np.ndarray

    @classmethod
    def of(cls, block: Block, fast: np.ndarray, name: str, scatter: np.ndarray) -> "_Seen":
        spans = list(_spans(fast))
        if len(spans) < FEWEST_YEARS:
            nobody = np.zeros(len(block), dtype=bool)
            return cls(np.ones(len(block)), np.zeros(len(block)), nobody, nobody)
        sold, usual = (np.stack(one) for one in zip(*(_sums(block, *span) for span in spans), strict=True))
        seen = ~np.isnan(usual)
        alike = (~seen | (sold < LESS * usual)).all(axis=0)
        if name == calendars.ISLAM:
            alike |= (~seen | (sold > MORE * usual)).all(axis=0)
        years, sold = seen.sum(axis=0), (sold * seen).sum(axis=0)
        usual = np.maximum(np.nansum(usual, axis=0), SMALLEST)
        off = np.abs(sold - usual)
        clear = off / np.sqrt(scatter * usual)
        found = alike & (years >= FEWEST_YEARS) & (clear > CHANCE)
        some = np.flatnonzero(found)
        by_dates = np.abs(_off_on_dates(block.select(some), spans))
        found[some] = off[some] > RATHER_THAN_DATES * years[some] * by_dates
        return cls(sold / usual, clear, found, years >= PARTS)


def _spans(fast: np.ndarray) -> Iterator[tuple[int, int]]:
    """First period of each fast that is over, and the one after it."""
    turns = np.diff(np.concatenate([[0], fast.astype(int), [0]]))
    for begin, end in zip(np.flatnonzero(turns == 1), np.flatnonzero(turns == -1), strict=True):
        if end < len(fast):
            yield int(begin), int(end)


def _sums(block: Block, begin: int, end: int) -> tuple[np.ndarray, np.ndarray]:
    """What was sold in these periods, and what is usual beside them, NaN where that is not known, (products,) each."""
    off, long = OFF_DAYS // block.step_days, WEEKS_BESIDE * WEEK_DAYS // block.step_days
    during = block.values[:, begin:end]
    known = (~np.isnan(during)).sum(axis=1)
    sides, seen = [], known >= SEEN * (end - begin)
    for first, last in ((begin - off - long, begin - off), (end + off, end + off + long)):
        beside = block.values[:, max(first, 0) : max(last, 0)]
        seen = seen & ((~np.isnan(beside)).sum(axis=1) >= SEEN * long)
        sides.append(np.nan_to_num(mean_known(beside)))
    seen = seen & (np.min(sides, axis=0) >= LIKE_OTHER_SIDE * np.max(sides, axis=0))
    return np.nansum(during, axis=1), np.where(seen, np.mean(sides, axis=0) * known, np.nan)


def _off_on_dates(block: Block, spans: list[tuple[int, int]]) -> np.ndarray:
    """By how much more than usual was sold on the dates of fasts of other years, a year, (products,)."""
    off = []
    for begin, end in spans:
        for other in (first for first, _ in spans if first != begin):
            years = round((other - begin) / block.year_length)
            there = max(begin + round(years * calendars.DAYS_OF_YEAR / block.step_days), 0)
            sold, usual = _sums(block, there, there + end - begin)
            off.append(sold - usual)
    return mean_known(np.array(off).T)


def _scatter(block: Block) -> np.ndarray:
    """Variance of weeks beside their neighbours as a multiple of their mean, at least 1, (products,)."""
    length = max(WEEK_DAYS // block.step_days, 1)
    weeks = np.nan_to_num(block.values[:, block.periods % length :]).reshape(len(block), -1, length).sum(axis=2)
    variance = np.median(np.diff(weeks, axis=1) ** 2, axis=1) / 2 / MEDIAN_SQUARE
    return np.maximum(variance / np.maximum(weeks.mean(axis=1), SMALLEST), 1.0)
