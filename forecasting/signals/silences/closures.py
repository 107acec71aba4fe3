"""Weekdays on which a product is never sold, because nobody opens then."""

import numpy as np

from forecasting.block import Block

RECENT_WEEKS = 26
# A weekday is closed if this many sales would have been expected on it and none came: chance does that in e^-10.
EXPECTED = 10.0


def closed_ahead(block: Block, horizon: int) -> np.ndarray:
    """Periods ahead that fall on a closed weekday, bool (products, horizon).

    A product's own evidence counts, and that of the whole block, whose slow sellers have none of their own: of days on
    which anything was sold at all, for products may all follow one calendar. A weekday that was open in these weeks of
    the year before is so again: some sell at weekends only in winter.
    """
    season = block.season_length
    if season == 1:
        return np.zeros((len(block), horizon), dtype=bool)
    recent = block.values[:, -RECENT_WEEKS * season :]
    weekday = (block.periods - recent.shape[1] + np.arange(recent.shape[1])) % season
    known, sold = ~np.isnan(recent), np.nan_to_num(recent) > 0
    own, everyone = (
        _closed(*(_by_weekday(part, weekday, season) for part in (days, sales)))
        for days, sales in ((known, sold), (known.any(axis=0)[None], sold.any(axis=0)[None]))
    )
    open_again = _by_weekday(*_a_year_before(block, horizon), season) > 0
    return ((own | everyone) & ~open_again)[:, (block.periods + np.arange(horizon)) % season]


def shut(mean: np.ndarray, closed: np.ndarray, season_length: int) -> np.ndarray:
    """Means (products, horizon) with nothing on closed days: what was expected on them is sold on the days of the week
    that are open, as it was until now. A horizon shorter than a week has no such days to look at.

    closed -- bool (products, horizon)
    """
    left, whole = np.where(closed, 0.0, mean), mean.shape[1] // season_length * season_length
    if not whole or not closed.any():
        return left
    sums, kept = mean[:, :whole].sum(axis=1), left[:, :whole].sum(axis=1)
    # A method that knows no weekdays puts an equal part on each; none puts more on those without a sale.
    most = season_length / np.maximum((~closed[:, :season_length]).sum(axis=1), 1)
    more = np.divide(sums, kept, out=np.ones(len(mean)), where=kept > 0)
    return np.asarray(left * np.minimum(more, most)[:, None])


def _a_year_before(block: Block, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Of the periods ahead, a year before: whether anything was sold, bool (products, periods), and their weekdays."""
    first = block.periods - block.year_length
    there = np.arange(max(first, 0), max(min(first + horizon, block.periods), 0))
    return np.nan_to_num(block.values[:, there]) > 0, there % block.season_length


def _by_weekday(days: np.ndarray, weekday: np.ndarray, season: int) -> np.ndarray:
    """How many of the days (rows, days) are on each weekday, int (rows, weekdays)."""
    return np.stack([days[:, weekday == day].sum(axis=1) for day in range(season)], axis=1)


def _closed(days: np.ndarray, sold: np.ndarray) -> np.ndarray:
    """Weekdays without a sale where the share of days with one, on the weekdays that have any, promised many, bool
    (rows, weekdays)."""
    opened = np.where(sold > 0, days, 0).sum(axis=1, keepdims=True)
    share = np.divide(sold.sum(axis=1, keepdims=True), opened, out=np.zeros(opened.shape), where=opened > 0)
    return np.asarray((sold == 0) & (days * share > EXPECTED))
