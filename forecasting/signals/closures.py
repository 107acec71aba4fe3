"""Weekdays on which a product is never sold, because nobody opens then."""

import numpy as np

from forecasting.block import Block

RECENT_WEEKS = 26
# A weekday is closed if this many sales would have been expected on it and none came: chance does that in e^-10.
EXPECTED = 10.0


def closed_ahead(block: Block, horizon: int) -> np.ndarray:
    """Periods ahead that fall on a closed weekday, bool (products, horizon).

    A product's own evidence counts, and that of the whole block, whose slow sellers have none of their own: of days on
    which anything was sold at all, for products may all follow one calendar.
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
    return (own | everyone)[:, (block.periods + np.arange(horizon)) % season]


def _by_weekday(days: np.ndarray, weekday: np.ndarray, season: int) -> np.ndarray:
    """How many of the days (rows, days) are on each weekday, int (rows, weekdays)."""
    return np.stack([days[:, weekday == day].sum(axis=1) for day in range(season)], axis=1)


def _closed(days: np.ndarray, sold: np.ndarray) -> np.ndarray:
    """Weekdays without a sale where the other weekdays' share of days with one promised many, bool (rows, weekdays)."""
    elsewhere = days.sum(axis=1, keepdims=True) - days
    share = np.divide(sold.sum(axis=1, keepdims=True) - sold, elsewhere, out=np.zeros(days.shape), where=elsewhere > 0)
    return (sold == 0) & (days * share > EXPECTED)
