"""What is done to sales before any method sees them: outliers dampened, the dead recognised."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import zero_where_unknown
from forecasting.signals.regressors.effects import divided, local_sums
from forecasting.signals.silences import closures
from forecasting.signals.silences.silence import ENDED_DAYS, FEWEST_WEEKS, Silence, longest, strange

# A period is an outlier beyond this many robust deviations (of logarithms) above the weeks around it, and counts as so
# many; from the second number on it counts as less, from the third as what was expected, for then it is a typo.
OUTLIER_DEVIATIONS, DOUBTFUL_DEVIATIONS, ABSURD_DEVIATIONS = 6.0, 9.0, 14.0
SMALLEST_DEVIATION, LARGEST_DEVIATION = 0.25, 8.0
# So is what is beyond so many times the second largest sale, where so many others are known: few sales scatter too
# much for their deviation to tell.
TIMES_THE_SECOND, FEWEST_OTHERS = 10.0, 2
# Several in so many of the last days, or periods where these are longer, count together as one: each by itself would
# be a chance, and nobody knows whether they go on.
LATE_DAYS, LATE_PERIODS = 14, 4
# So many that come in turn, with gaps that differ by no more than this factor, are none: a month has 28 days or 31.
# Before Christmas one may be so many times as large as most.
FEWEST_IN_TURN, IN_TURN, MOST_IN_TURN = 4, 1.3, 3.0
# Nor are those as which all is sold by now, but for so small a share of sales, so many at least in so many days: single
# units are sold in packs since.
ALL_BUT, FEWEST_SINCE, SINCE_DAYS = 0.2, 5, 28
# A few sales say little of how far they scatter: no further than counts do, by as many periods with a sale.
COUNT_PERIODS, SMALLEST_TYPICAL = 14.0, 1e-3
# Sales that come back a year later are believed up to this many times the usual: beyond, two typos are likelier.
LARGEST_PEAK = 40.0
# Weeks, and days (or weeks of weekly sales), to either side that a suspect is compared with.
WEEKS_AROUND, PERIODS_AROUND = 4, 6
# No sale for this many times the usual gap between sales is the end of a product.
DEAD_GAPS = 10
# So is a strange silence of ENDED_DAYS, so many times as long as any before.
TIMES_THE_LONGEST = 2
# So is an absence of so many days on which others were there to be sold, longer than any before: what has no stock for
# that long is not reordered by anybody.
GONE_DAYS = 182


@dataclass(frozen=True, slots=True)
class Dampened:
    """block -- with outliers cut to the largest believable value; outliers -- where, bool (products, periods)
    credible -- sales as they were but for typos: what is absurdly large counts as what was expected
    """

    block: Block
    outliers: np.ndarray
    credible: np.ndarray

    @property
    def several(self) -> np.ndarray:
        """Whose last days had more than one, bool (products,)."""
        return np.asarray(self.outliers[:, -_late(self.block) :].sum(axis=1) > 1)

    def without(self, periods: np.ndarray) -> "Dampened":
        """As if nothing were known of these, bool (products, periods)."""
        values, credible = (np.where(periods, np.nan, one) for one in (self.block.values, self.credible))
        return Dampened(replace(self.block, values=values), self.outliers, credible)

    def divided_by(self, factors: np.ndarray) -> "Dampened":
        """Without what else multiplied sales, (products, at least periods)."""
        past = factors[:, : self.block.periods]
        values, credible = (divided(one, past) for one in (self.block.values, self.credible))
        return Dampened(replace(self.block, values=values), self.outliers, credible)


def dampen(block: Block) -> Dampened:
    """Cut single giants; a level of sales that lasts for weeks, or comes back every year, is none.

    What is far beyond belief is believed least (three-part redescending influence: Hampel and others, "Robust
    Statistics", 1986).
    """
    sales = block.values
    typical, deviation = _typical(block)
    alone = sales > _beyond_others(sales)
    rows, periods = np.nonzero(alone | (sales > typical * np.exp(OUTLIER_DEVIATIONS * deviation)))
    suspects = rows, periods
    usual = np.maximum(_level_around(block, suspects), typical[rows, 0])
    absurd = np.log(sales[suspects] / usual) / ABSURD_DEVIATIONS
    width = np.where(alone[suspects], np.minimum(deviation[rows, 0], absurd), deviation[rows, 0])
    largest = np.maximum(usual * np.exp(OUTLIER_DEVIATIONS * width), _year_before(block, suspects, usual))
    found = sales[suspects] > largest
    found &= ~(_in_turn(sales, suspects, found) | _sold_so_by_now(block, suspects, found))
    places, usual, width = (rows[found], periods[found]), usual[found], width[found]
    return _cut(block, places, usual, width)


def _in_turn(sales: np.ndarray, suspects: tuple[np.ndarray, np.ndarray], found: np.ndarray) -> np.ndarray:
    """Suspects that are alike and come in turn, as those of a subscription do, bool (suspects,).

    suspects -- rows and periods; found -- which of them are beyond belief
    """
    (rows, periods), regular = suspects, np.zeros(len(found), dtype=bool)
    products, times = np.unique(rows[found], return_counts=True)
    for row in products[times >= FEWEST_IN_TURN]:
        own = found & (rows == row)
        size = np.median(sales[row, periods[own]])
        gaps = np.diff(np.flatnonzero(sales[row] > size / 2))
        usual = np.median(gaps)
        if usual > 1 and gaps.max() <= usual * IN_TURN and gaps.min() >= usual / IN_TURN:
            regular[own] = sales[row, periods[own]] < MOST_IN_TURN * size
    return regular


def _sold_so_by_now(block: Block, suspects: tuple[np.ndarray, np.ndarray], found: np.ndarray) -> np.ndarray:
    """Suspects that are alike and by now nearly all that is sold, bool (suspects,); as `_in_turn`."""
    (rows, periods), usual = suspects, np.zeros(len(found), dtype=bool)
    products, times = np.unique(rows[found], return_counts=True)
    for row in products[times >= FEWEST_SINCE]:
        own = np.flatnonzero(found & (rows == row))[::-1]
        since = np.cumsum((block.values[row] > 0)[::-1])[::-1][periods[own]]
        number = np.arange(1, len(own) + 1)
        long = (number >= FEWEST_SINCE) & ((block.periods - periods[own]) * block.step_days >= SINCE_DAYS)
        begun = np.flatnonzero(long & (number >= (1 - ALL_BUT) * since))
        if len(begun):
            own = own[: begun[-1] + 1]
            sizes = block.values[row, periods[own]]
            usual[own] = sizes < MOST_IN_TURN * np.median(sizes)
    return usual


def _cut(block: Block, places: tuple[np.ndarray, np.ndarray], usual: np.ndarray, width: np.ndarray) -> Dampened:
    """The block with the sales at these places dampened; usual, width -- what was expected there, (places,) each."""
    sales = block.values[places]
    distance = np.log(sales / usual) / width
    outliers, dampened, credible = np.zeros(block.values.shape, dtype=bool), block.values.copy(), block.values.copy()
    share = np.interp(distance, (DOUBTFUL_DEVIATIONS, ABSURD_DEVIATIONS), (1.0, 0.0))
    outliers[places] = True
    together = np.where(
        places[1] >= block.periods - _late(block), outliers[:, -_late(block) :].sum(axis=1)[places[0]], 1
    )
    usual = np.where(_where_nothing_is_sold(block, places), 0.0, usual)
    dampened[places] = usual * (1 + np.expm1(share * OUTLIER_DEVIATIONS * width) / together)
    credible[places] = np.where(distance < ABSURD_DEVIATIONS, sales, usual)
    return Dampened(replace(block, values=dampened), outliers, credible)


def _where_nothing_is_sold(block: Block, places: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Places on weekdays on which the product is never sold but for them, bool (places,)."""
    rows, weekday = places[0], places[1] % block.season_length
    every, each = np.arange(block.periods) % block.season_length, np.arange(len(rows))
    days, sold = (
        closures.by_weekday(part[rows], every, block.season_length)
        for part in (~np.isnan(block.values), block.values > 0)
    )
    sold[each, weekday] -= 1
    return np.asarray(closures.closed_by(days, sold, sold > 0)[each, weekday])


def _late(block: Block) -> int:
    return max(LATE_DAYS // block.step_days, LATE_PERIODS)


def _beyond_others(sales: np.ndarray) -> np.ndarray:
    """What is too much beside all other sales of a product, (products, 1)."""
    if sales.shape[1] < 2:
        return np.full((len(sales), 1), np.inf)
    second = np.partition(zero_where_unknown(sales), -2, axis=1)[:, [-2]]
    enough = (sales > 0).sum(axis=1, keepdims=True) > FEWEST_OTHERS
    return np.where(enough, TIMES_THE_SECOND * second, np.inf)


def _typical(block: Block) -> tuple[np.ndarray, np.ndarray]:
    """Median of what is sold where anything is, and the deviation of its logarithms from the weeks around,
    (products, 1) each.

    In float32, which is exact enough for what is believable, and twice as fast.
    """
    sales = block.values.astype(np.float32)
    log_sales = np.log(sales, out=np.full_like(sales, np.nan), where=sales > 0)
    typical = np.exp(median(log_sales))
    expected = np.maximum(_mean_of_others(sales, block.season_length), typical)
    deviation = 1.4826 * median(np.abs(log_sales - np.log(expected)))
    count = (sales > 0).sum(axis=1, keepdims=True)
    as_counts = np.minimum(deviation**2, 1 / np.maximum(typical, SMALLEST_TYPICAL))
    deviation = np.sqrt((count * deviation**2 + COUNT_PERIODS * as_counts) / (count + COUNT_PERIODS))
    return typical, np.clip(deviation, SMALLEST_DEVIATION, LARGEST_DEVIATION)


def _mean_of_others(sales: np.ndarray, season_length: int) -> np.ndarray:
    """Mean of the same weekday in the weeks around, without the period itself; 0 where there are no others."""
    total, count = local_sums(sales, season_length)
    others = np.maximum(count - ~np.isnan(sales), 1).astype(np.float32)
    return np.maximum(total - zero_where_unknown(sales), np.float32(0)) / others


def _level_around(block: Block, places: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Of places (rows, periods): the larger of the medians of the same weekday in the weeks around, and of the days
    around, (places,). Other giants near by leave a median as it is."""
    weeks = np.arange(-WEEKS_AROUND, WEEKS_AROUND + 1) * block.season_length
    days = np.arange(-PERIODS_AROUND, PERIODS_AROUND + 1)
    return np.maximum(*(_median_at(block, places, offsets[offsets != 0]) for offsets in (weeks, days)))


def _median_at(block: Block, places: tuple[np.ndarray, np.ndarray], offsets: np.ndarray) -> np.ndarray:
    """Lower median of the known sales so many periods from each place, (places,); 0 where none is known."""
    rows, periods = (part[:, None] for part in places)
    there = periods + offsets
    inside = (there >= 0) & (there < block.periods)
    sales = np.where(inside, block.values[rows, np.clip(there, 0, block.periods - 1)], np.nan)
    middle = np.maximum((~np.isnan(sales)).sum(axis=1) - 1, 0) // 2
    return np.nan_to_num(np.sort(sales, axis=1)[np.arange(len(sales)), middle])


def _year_before(block: Block, places: tuple[np.ndarray, np.ndarray], usual: np.ndarray) -> np.ndarray:
    """Twice the sales a year earlier, at most LARGEST_PEAK times the usual, (places,); 0 where there are none."""
    rows, periods = places
    there = periods - block.year_length
    before = np.where(there >= 0, np.nan_to_num(block.values[rows, np.maximum(there, 0)]), 0.0)
    return np.minimum(2 * before, LARGEST_PEAK * usual)


def median(values: np.ndarray) -> np.ndarray:
    """Median of each row without NaN, (rows, 1); 0 for a row without any value."""
    ordered = np.sort(values, axis=1)
    count = (~np.isnan(values)).sum(axis=1)
    rows = np.arange(len(values))
    low, high = ordered[rows, np.maximum(count - 1, 0) // 2], ordered[rows, np.minimum(count // 2, len(ordered.T) - 1)]
    return np.nan_to_num((low + high) / 2)[:, None]


def dead(block: Block) -> np.ndarray:
    """Products that are sold no longer, bool (products,): silent for long, or without stock for longer, for longer than
    ever before they sold again, and not in a season that comes round: silent a year ago as well, and sold in the weeks
    ahead."""
    sold, known = block.values > 0, ~np.isnan(block.values)
    if not block.periods:
        return np.zeros(len(block), dtype=bool)
    last = block.periods - 1 - sold[:, ::-1].argmax(axis=1)
    after = np.arange(block.periods) > last[:, None]
    silent = (known & after).sum(axis=1)
    alive = (known & ~after).sum(axis=1)
    # Of who sold once only nobody knows how long it takes.
    gap = np.where(sold.sum(axis=1) > 1, alive, silent) / np.maximum(sold.sum(axis=1), 1)
    long = silent >= np.maximum(FEWEST_WEEKS * 7 // block.step_days, DEAD_GAPS * gap)
    absent = (~known & known.any(axis=0) & after).sum(axis=1) * ~known[:, -1]
    long |= absent * block.step_days >= GONE_DAYS
    long[long] = (silent + absent)[long] >= longest(sold[long])
    stopped = np.flatnonzero(silent * block.step_days >= ENDED_DAYS)
    long[stopped] |= strange(block.select(stopped)) & (silent[stopped] > TIMES_THE_LONGEST * longest(sold[stopped]))
    rows = np.flatnonzero(long)
    own = block.select(rows)
    silence = Silence.of(own)
    long[rows] = ~silence.comes_round(own) | silence.sold_before(own)
    return long | (known.any(axis=1) & ~sold.any(axis=1))
