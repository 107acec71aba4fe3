"""Seasons that were seen only once: sold for some weeks, next to nothing since, and the year comes round.

Whether such a product comes back nobody can prove. What sold at this time a year ago is not called ended: it is
forecast as it sold then, a little less, and with low confidence.
"""

from dataclasses import replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known, zero_where_unknown
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.cleaning import usual_sales
from forecasting.signals.phases import phase_means
from forecasting.signals.seasons import own_times
from forecasting.signals.silences.silence import FEWEST_WEEKS, Silence

# Who comes back is expected to sell this share of what it sold, on average over those who do not come back.
SHARE = 0.85
# Variance of its days beyond a count's own, as a share of the squared mean.
EXCESS = 1.0
# A week with less than this share of what is sold in season is as one without a sale.
LITTLE = 0.2
# If it sells again, it has to have been silent for so many weeks; it sold in so many of the last year's at most.
FEWEST_BETWEEN, MOST_SOLD = 26, 26
# It is one that comes soon, or, if it lasted for no longer than a quarter, in so many weeks: who sold for longer has
# rather ended.
WEEKS_AHEAD, BRIEF_WEEKS = 20, 13
# Of a season that is on, what it sells now is the mean of so many days.
NOW_DAYS = 28
# Of one that came back some days' sales have been seen of late.
BACK_DAYS = 14
# In season it sells on this share of days: what sold now and then and stopped rarely comes back (one in twenty did, of
# 181 products of a gift shop).
LEAST_DENSITY = 0.5
# Before it, something was sold for so many weeks, or hardly anything after it, or it is a launch.
LAUNCHED_WEEKS, NEXT_TO_NOTHING = 3, 0.03
# It sold as much as this share of what it sells since: else it was not there before.
LEAST_BEFORE = 0.2
# A silence that comes by chance this often, with sales as many and even, is none of a season.
CHANCE = 1e-4
# One order, or one week of many, is no season that lasted.
LASTED_DAYS = 21
# A season that ended so few days around Easter Sunday moves with it; one that began and ended with Ramadan, but for so
# many days, moves with that.
NEAR_EASTER, NEAR_RAMADAN = 3, 4


def follows(
    block: Block, season: Block, easter: Calendar, islam: Calendar
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who sells in a season seen once, by the time of the year, by the days to Easter or by the Islamic year: bool
    (products,) each. season -- the block as `in_season` leaves it, here and below"""
    silence = Silence.of(season)
    again = silence.end < block.periods
    fewest = np.where(again, FEWEST_BETWEEN, FEWEST_WEEKS) * 7 // block.step_days
    once = (
        (silence.end - silence.begin >= fewest) & _is_no_chance(silence, season, block) & ~silence.sold_before(season)
    )
    once &= _sold_enough(silence, season) & (again | ~_began_with_it(block, season, silence))
    comes = silence.comes_round(season) | (silence.comes_round(season, WEEKS_AHEAD) & _is_season(season, BRIEF_WEEKS))
    once &= _is_season(season, MOST_SOLD) & np.where(again, silence.ended_alike(season), comes)
    offset = easter.phase[np.maximum(silence.begin - 1, 0)]
    # A week is known by its first day, and may end on the feast.
    around = (offset <= NEAR_EASTER) | (offset >= easter.phases - max(NEAR_EASTER, block.step_days - 1))
    ramadan = _in_ramadan(silence, season, islam)
    return once & ~around & ~ramadan, once & around & ~ramadan, once & ramadan


def in_season(block: Block) -> Block:
    """The same without what is next to nothing beside the weeks of a season, or beside other days of such a week."""
    week = 7 // block.step_days
    means = usual_sales.by_week(block.values, week)
    rate = np.where(own_times.sells(means, LITTLE), means, np.inf)
    least = np.pad(np.repeat(LITTLE * rate, week, axis=1), ((0, 0), (block.periods % week, 0)), constant_values=np.inf)
    return replace(block, values=np.where(block.values > least, block.values, 0.0 * block.values))


def begun(block: Block, said: np.ndarray) -> np.ndarray:
    """Forecasts (products, horizon) in which a season that is on goes on as it sells now through days that the one seen
    did not reach: the history began in its middle."""
    ahead = np.arange(block.periods, block.periods + said.shape[1])
    unseen = ahead - block.year_length < block.first_sales[:, None]
    recent = np.nan_to_num(mean_known(block.values[:, -NOW_DAYS // block.step_days :]))
    return np.where(unseen, np.maximum(said, recent[:, None]), said)


def _in_ramadan(silence: Silence, block: Block, islam: Calendar) -> np.ndarray:
    """Whose season before its silence was that month, bool (products,)."""
    near, first = max(NEAR_RAMADAN, block.step_days), (block.values > 0).argmax(axis=1)
    last = np.maximum(silence.begin - 1, 0)
    off = [np.abs(islam.phase[one] - day) for one, day in zip((first, last), calendars.RAMADAN, strict=True)]
    return (np.maximum(*off) <= near) & ((last - first) * block.step_days <= calendars.EVE_OF_ISLAM + near)


def _is_no_chance(silence: Silence, season: Block, block: Block) -> np.ndarray:
    """Whose silence is longer than chance makes it among sales as many: those of the season; if it lasted for weeks,
    each as large as what is sold beside it, where anything is."""
    known, sold = (~np.isnan(block.values)).sum(axis=1), season.values > 0
    beside = mean_known(np.where(~sold & (block.values > 0), block.values, np.nan))
    lasted = (sold & (np.arange(block.periods) < silence.begin[:, None])).sum(axis=1) * block.step_days
    units = np.where(sold, season.values, 0.0).sum(axis=1) * (lasted >= LASTED_DAYS)
    times = np.fmax(sold.sum(axis=1), units / beside)
    share = np.minimum((silence.end - silence.begin) / np.maximum(known, 1), 1.0)
    return (1 - share) ** times < CHANCE


def _began_with_it(block: Block, season: Block, silence: Silence) -> np.ndarray:
    """Whose first sales were those of the season, and who sells more than next to nothing since: what was much asked
    for when it was launched, bool (products,)."""
    at_once = season.first_sales - block.first_sales < LAUNCHED_WEEKS * 7 // block.step_days
    since = np.where(np.arange(block.periods) >= silence.begin[:, None], block.values, np.nan)
    rate = np.nan_to_num(mean_known(since, axis=1))
    return np.asarray(at_once & (rate > NEXT_TO_NOTHING * phase_means.weighted_by_itself(np.nan_to_num(block.values))))


def _sold_enough(silence: Silence, block: Block) -> np.ndarray:
    """Who sold in the season that was seen a part at least of what it sells since, bool (products,)."""
    period, sales = np.arange(block.periods), zero_where_unknown(block.values)
    before, since = (
        (sales * one).sum(axis=1) for one in (period < silence.begin[:, None], period >= silence.end[:, None])
    )
    return np.asarray(before >= LEAST_BEFORE * since)


def _is_season(block: Block, most_weeks: int) -> np.ndarray:
    """Who sold in so many weeks of the last year at most, and on most days of these, bool (products,)."""
    week = 7 // block.step_days
    year = block.values[:, -block.year_length :] > 0
    year = year[:, year.shape[1] % week :]
    weeks = year.reshape(len(year), -1, week).any(axis=2).sum(axis=1)
    return (weeks <= most_weeks) & (year.sum(axis=1) >= LEAST_DENSITY * week * weeks)


def is_brief(season: Block) -> np.ndarray:
    """Whose season of the last year lasted for no longer than a quarter, bool (products,)."""
    return _is_season(season, BRIEF_WEEKS)


def rather_over(season: Block) -> np.ndarray:
    """Who has not sold again since the season, bool (products,)."""
    return np.asarray(Silence.of(season).end == season.periods)


def is_back(season: Block) -> np.ndarray:
    """Who sells in season again, bool (products,)."""
    newest = season.values[:, -BACK_DAYS // season.step_days :]
    return np.asarray((newest > 0).any(axis=1))


def may_come_back(block: Block) -> np.ndarray:
    """Who is silent since a season, and sold a year ago in the weeks to come, bool (products,): it has rather ended,
    and may have not."""
    silence = Silence.of(block)
    return silence.comes_round(block, WEEKS_AHEAD) & ~silence.sold_before(block) & _is_season(block, MOST_SOLD)
