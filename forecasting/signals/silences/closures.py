"""Weekdays on which a product is never sold, because nobody opens then."""

import numpy as np

from forecasting.block import Block

RECENT_WEEKS = 26
# A weekday is closed if this many sales would have been expected on it and none came: chance does that in e^-10.
EXPECTED = 10.0


def closed_ahead(block: Block, horizon: int, ordinary: np.ndarray | bool = True) -> np.ndarray:
    """Periods ahead that fall on a closed weekday, bool (products, horizon).

    ordinary -- whose own weekdays are looked at, bool (products,): not of who keeps the days of a calendar; True: all

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
    own_days, own_sold = (by_weekday(part, weekday, season) for part in (known, sold))
    own = np.broadcast_to(ordinary, len(block))[:, None] & closed_by(own_days, own_sold, own_sold > 0)
    days, days_sold = (by_weekday(part.any(axis=0)[None], weekday, season) for part in (known, sold))
    everyone = closed_by(days, days_sold, np.ones(days.shape, dtype=bool))
    open_again = by_weekday(*_a_year_before(block, horizon), season) > 0
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


def by_weekday(days: np.ndarray, weekday: np.ndarray, season: int) -> np.ndarray:
    """How many of the days, bool (rows, days), are on each weekday, int (rows, weekdays)."""
    return np.stack([days[:, weekday == day].sum(axis=1) for day in range(season)], axis=1)


def closed_by(days: np.ndarray, sold: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """Weekdays without a sale where the share of days with one, on the weekdays to be held beside it, promised many,
    bool (rows, weekdays); beside -- bool (rows, weekdays): products keep to some weekdays, a shop's days are a week's.
    """
    days_beside, sold_beside = ((part * beside).sum(axis=1, keepdims=True) - part * beside for part in (days, sold))
    share = np.divide(sold_beside, days_beside, out=np.zeros(days.shape), where=days_beside > 0)
    return np.asarray((sold == 0) & (days * share > EXPECTED))
