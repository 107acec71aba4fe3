"""Products that sell all year, and several times as much at times of their own: in December, in the two weeks before
Easter, on the first of the month; or nothing at such times, because nobody opens.

No method of the ladder knows every calendar, and three months of backtests do not see a peak that comes once a year.
Here a product's sales are compared with their usual level, phase by phase of each calendar. What stood out in every
year is taken out of the sales before any method fits, and put back where the phase comes round again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals import calendars, phases, rivals, standing_alone, usual_sales
from forecasting.signals.calendars import Calendar
from forecasting.signals.own_times import BETTER
from forecasting.signals.phases import CHANCE, SMALLEST_USUAL, Factors
from forecasting.signals.recurrence import RARE
from forecasting.signals.selling_alike import Among

# Who sells on a smaller share of days than RARE is slow, and has only peaks that enough years saw; who sells in less
# than this share of weeks sells nothing usually.
FEWEST_WEEKS = 0.12
# A feast that few years saw has to be one of the shop: of so large a share of its products that are not slow.
LEAST_FOLLOWERS = 0.1
# Without a feast it has to explain so many times what the dates do.
RATHER_DATES = 1.15
# A forecast is doubtful if such a peak comes within so many days.
SOON_DAYS = 56
# What one year saw in the coming so many days makes their forecast doubtful: a great day, or a sum that was off the
# usual by such a share of it.
ROUND_DAYS, OTHER = 28, 0.5
# Of who is known for less than a year, what its first weeks were does, if they come round in so many days.
FIRST_DAYS = 91
# Peaks hardly move a sum that they change by less than this share; so large a part of the periods around is to be such.
HARDLY, MOSTLY_EVEN = 0.05, 0.75
# A peak that few years saw is expected to be so many times as large as it was at most, however much the level of these
# days has grown: by how much it grows along nobody has seen. Where the history begins with it, its season may be what
# has grown: then it is as large as it was.
MOST_GROWN, LEVEL_DAYS = 2.0, 28
# Peaks of so few days a year are seen by no season in parts of months.
BRIEF_DAYS = 28
# Shorter cycles are looked for in so many days of sales.
FEWEST_DAYS = 270
# Who sold a larger share of all in what seem to be peaks of a shorter cycle sells nothing usually beside them.
MOST_IN_PEAKS = 0.8
# Peaks of a shorter cycle go on if those of the last one sold this share of what they do.
STILL = 0.5


@dataclass(frozen=True, slots=True)
class Peaks:
    """factors -- what peaks multiply sales by, float64 (products, periods + horizon), 1 beside them
    calendars -- name of the one that each product's peaks follow, "" for none
    unproven -- who soon has a peak that fewer than PARTS years saw, bool (products,)
    by_feast -- where such a peak ends on a feast, bool (products,)
    """

    factors: np.ndarray
    calendars: tuple[str, ...]
    unproven: np.ndarray
    by_feast: np.ndarray

    def doubt(self, origin: int) -> np.ndarray:
        """By which forecasts of the periods from `origin` on are less sure in peaks: how large one will be is known
        from a few of them only."""
        return np.sqrt(np.maximum(self.factors[:, origin:], 1.0))

    def hardly_move(self, mean: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Periods ahead in which peaks hardly move what these products sell together, bool (horizon,).

        mean -- of all products, (products, horizon); rows -- bool (products,)
        """
        end, weight = self.factors.shape[1] - mean.shape[1], mean[rows].mean(axis=1, keepdims=True)
        total = max(float(weight.sum()), 1e-9)
        even = np.abs((weight * self.factors[rows]).sum(axis=0) / total - 1) <= HARDLY
        # Where peaks are on or come, a total that does not know them takes them for its level.
        around = even[max(end - ROUND_DAYS, 0) : end + ROUND_DAYS]
        return np.asarray(even[end:] & (around.mean() >= MOSTLY_EVEN))

    def are_brief(self, block: Block) -> np.ndarray:
        """Who sells more on a few days of the year only, bool (products,)."""
        high = (self.factors[:, : block.periods] > 1).mean(axis=1) * calendars.DAYS_OF_YEAR
        return np.asarray((high > 0) & (high <= BRIEF_DAYS))

    def without(self, rows: np.ndarray) -> "Peaks":
        """None of these products."""
        factors, unproven, names = self.factors.copy(), self.unproven.copy(), np.array(self.calendars, dtype=object)
        factors[rows], unproven[rows], names[rows] = 1.0, False, ""
        return Peaks(factors, tuple(names), unproven, self.by_feast)


def none(block: Block, horizon: int) -> Peaks:
    factors, nobody = np.ones((len(block), block.periods + horizon)), np.zeros(len(block), dtype=bool)
    return Peaks(factors, ("",) * len(block), nobody, nobody.copy())


def find(block: Block, horizon: int) -> Peaks:
    """Peaks of the products that sell all year; who sells at its own times only is one of `recurrence`."""
    found, names = none(block, horizon), np.full(len(block), "", dtype=object)
    rows = np.flatnonzero(sold_all_year(block))
    if not len(rows):
        return found
    sellers = _Sellers.of(block, rows)
    steady = int((~sellers.slow).sum())
    suspects = standing_alone.suspects(block.values[rows], sellers.usual, sellers.slow, block.season_length)
    choices = calendars.all_of(block, block.periods + horizon)
    _note(sellers.select(suspects), choices, found, names)
    alone = _alone(names, found.unproven & ~found.by_feast, steady)
    found.factors[alone], found.unproven[alone], names[alone] = 1.0, False, ""
    # What few years saw by a calendar that nobody else follows may be one of the year's as well.
    if alone.any():
        _note(sellers.select(alone[rows]), [one for one in choices if one.name == calendars.YEAR], found, names)
    return _called(found, names, block, choices)


def again(block: Block, horizon: int, by: Sequence[str]) -> Peaks:
    """The same where the calendar of each product's peaks was found before, "" for none: no other one is looked at."""
    found, names = none(block, horizon), np.full(len(block), "", dtype=object)
    choices = calendars.all_of(block, block.periods + horizon) if any(by) else []
    for calendar in choices:
        rows = np.flatnonzero(np.asarray(by, dtype=object) == calendar.name)
        if len(rows):
            _note(_Sellers.of(block, rows), [calendar], found, names)
    return _called(found, names, block, choices)


@dataclass(frozen=True, slots=True)
class _Sellers:
    """Products of a block at these rows, and what is usual of them, (rows, periods); slow -- who sells on few days"""

    block: Block
    rows: np.ndarray
    usual: np.ndarray
    slow: np.ndarray

    @classmethod
    def of(cls, block: Block, rows: np.ndarray) -> "_Sellers":
        slow = _sold_share(block.values[rows]) < RARE
        return cls(block, rows, usual_sales.usual(block.select(rows), slow), slow)

    def was_other(self, then: slice) -> np.ndarray:
        """Who sold clearly another sum than the usual in these periods, bool (rows,)."""
        values = self.block.values[self.rows]
        known = np.where(np.isnan(values[:, then]), 0.0, self.usual[:, then]).sum(axis=1, keepdims=True)
        error = np.sqrt(usual_sales.unsteadiness(values, self.usual, self.slow) * known)
        far = np.maximum(OTHER * known, CHANCE * error)
        return (np.abs(np.nansum(values[:, then], axis=1, keepdims=True) - known) > far)[:, 0]

    def no_greater_than_seen(self, factors: np.ndarray) -> np.ndarray:
        """Factors (rows, periods + horizon) with those ahead bounded by the greatest peak that there was."""
        past = self.block.periods
        peak = np.where(factors[:, :past] > 1, np.nan_to_num(self.block.values[self.rows]), 0.0).max(axis=1)
        recent = slice(past - LEVEL_DAYS // self.block.step_days, past)
        sold = np.nan_to_num(mean_known(self.block.values[self.rows, recent]))
        now = np.maximum(sold, self.usual[:, recent].max(axis=1))
        begun = np.arange(past) - self.block.first_sales[self.rows, None]
        young = (begun >= 0) & (begun < LEVEL_DAYS // self.block.step_days)
        grown = np.where((young & (factors[:, :past] > 1)).any(axis=1), 1.0, MOST_GROWN)
        most = np.maximum(grown * peak / np.maximum(now, SMALLEST_USUAL), 1.0)
        return np.concatenate([factors[:, :past], np.minimum(factors[:, past:], most[:, None])], axis=1)

    def select(self, some: np.ndarray) -> "_Sellers":
        return _Sellers(self.block, self.rows[some], self.usual[some], self.slow[some])


def _note(sellers: _Sellers, choices: Sequence[Calendar], found: Peaks, names: np.ndarray) -> None:
    """Put into `found` and `names` what the calendars say of these products."""
    slow = sellers.slow
    for part in (part for part in (slow, ~slow) if part.any()):
        rows = sellers.rows[part]
        chosen = _chosen(sellers.block.select(rows), choices, sellers.usual[part], bool(slow[part][0]))
        for calendar, among, own in chosen:
            where = rows[among]
            factors, names[where] = own.of_phases[:, calendar.phase], calendar.name
            few = sellers.select(part).select(among).select(own.unproven)
            factors[own.unproven] = few.no_greater_than_seen(factors[own.unproven])
            found.factors[where] = factors
            found.unproven[where], found.by_feast[where] = own.unproven, own.by_feast


def _called(found: Peaks, names: np.ndarray, block: Block, choices: Sequence[Calendar]) -> Peaks:
    """With the names of the calendars, and doubts about those peaks only that come soon."""
    soon = (found.factors[:, block.periods :][:, : SOON_DAYS // block.step_days] != 1).any(axis=1)
    # What comes round within weeks says nothing of what a year ago was other.
    of_year = soon & np.isin(names, [calendar.name for calendar in choices if calendar.near])
    unproven = (found.unproven & soon) | (~of_year & _comes_round(block))
    return replace(found, calendars=tuple(names), unproven=unproven)


def _chosen(
    block: Block, choices: Sequence[Calendar], usual: np.ndarray, slow: bool
) -> Iterator[tuple[Calendar, np.ndarray, Factors]]:
    """Each calendar that explains most of what some sell, who they are, bool (products,), and the factors of these."""
    most, best = np.zeros(len(block)), np.full(len(block), -1)
    everyone = Among(block.values, usual, slow, block.step_days)
    found = [phases.factors_of(calendar, everyone) for calendar in choices]
    by_dates = np.zeros(len(block))
    for calendar, of_year in zip(choices, found, strict=True):
        if calendar.name == calendars.YEAR:
            by_dates = phases.explained_by_dates(calendar, everyone)
            # Of few sales days near each other are as one: then the dates explain as much again.
            by_dates = np.maximum(by_dates, of_year.explained) if slow else by_dates
    for number, calendar in enumerate(choices):
        better = found[number].explained > BETTER * most
        if calendar.name != calendars.YEAR:
            # A season of two years nearly fits calendars that move by some days from one to the other.
            least = np.where(found[number].by_feast, 1.0, RATHER_DATES) * by_dates
            clearly = found[number].explained > least
            better &= clearly | ~(found[number].unproven | (slow & (calendar.near > 0)))
        most[better], best[better] = found[number].explained[better], number
    disputed = rivals.of_peaks(choices, found, best, block.periods, block.step_days)
    for number in np.unique(best[best >= 0]):
        among, calendar = best == number, choices[number]
        own = found[number].select(among)
        own = replace(own, unproven=own.unproven | disputed[among])
        if slow:
            among, own = _of_few_sales(block, calendar, among, own)
        elif not calendar.near:
            own = _beside_themselves(block.select(among), calendar, own)
        if among.any():
            yield calendar, among, own


def _of_few_sales(block: Block, calendar: Calendar, among: np.ndarray, own: Factors) -> tuple[np.ndarray, Factors]:
    """Who of `among` usually sells, and the factors by what is usual beside the peaks: it is known better then."""
    sales = block.values[among]
    beside = np.where(own.of_phases[:, calendar.phase[: block.periods]] != 1, np.nan, sales)
    some = (np.nansum(beside, axis=1) > (1 - MOST_IN_PEAKS) * np.nansum(sales, axis=1)) | (calendar.near > 0)
    usually = among.copy()
    usually[among] = some
    if some.any():
        known = usual_sales.usual(replace(block.select(usually), values=beside[some]), some[some])
        again = phases.factors_of(calendar, Among(sales[some], known, True, block.step_days))
        own = replace(own.select(some), of_phases=again.of_phases)
    return usually, own


def _beside_themselves(block: Block, calendar: Calendar, own: Factors) -> Factors:
    """The factors by what is usual beside the peaks, for one great Tuesday in thirteen makes all seem larger; of those
    who had the peaks of the last cycle as well."""
    phase, cycle = calendar.phase[: block.periods], slice(-calendar.phases, None)
    found = own.of_phases != 1
    beside = np.where(found[:, phase], np.nan, block.values)
    usual = usual_sales.usual(replace(block, values=beside), np.zeros(len(block), dtype=bool))
    again = phases.factors_of(calendar, Among(block.values, usual, False, block.step_days)).of_phases
    mean = mean_known(np.where(found[:, phase], block.values, np.nan))
    lately = mean_known(np.where(found[:, phase], block.values, np.nan)[:, cycle])
    goes_on = (lately >= STILL * mean)[:, None]
    return replace(own, of_phases=np.where(found & (again != 1) & goes_on, again, own.of_phases))


def _alone(names: np.ndarray, unproven: np.ndarray, steady: int) -> np.ndarray:
    """Whose peaks few years saw, by a calendar other than the year that hardly any other product follows, bool.

    steady -- how many products are not slow
    """
    alone = np.zeros(len(names), dtype=bool)
    for name in set(names[unproven]) - {calendars.YEAR}:
        own = names == name
        alone |= own & unproven & (own.sum() < LEAST_FOLLOWERS * steady)
    return alone


def sold_all_year(block: Block) -> np.ndarray:
    known = (~np.isnan(block.values)).sum(axis=1)
    weeks = usual_sales.by_week(block.values, block.season_length)
    return (known * block.step_days > FEWEST_DAYS) & (_sold_share(weeks) >= FEWEST_WEEKS)


def _sold_share(values: np.ndarray) -> np.ndarray:
    return (values > 0).sum(axis=1) / np.maximum((~np.isnan(values)).sum(axis=1), 1)


def _comes_round(block: Block) -> np.ndarray:
    """Who sold much more a year ago in the weeks ahead, or much less, and is not wholly known in the year before, bool
    (products,): together, or in one of them, and, of who sells often, on a great day."""
    found = _first_weeks_come_round(block)
    now, week = block.periods - block.year_length, 7 // block.step_days
    if now < 0:
        return found
    end = now + ROUND_DAYS // block.step_days
    before = block.values[:, max(now - block.year_length - week, 0) : max(end - block.year_length + week, 0)]
    unknown = (~np.isnan(before)).sum(axis=1) < end - now + 2 * week
    rows = np.flatnonzero(unknown & sold_all_year(block))
    if len(rows):
        sellers = _Sellers.of(block, rows)
        great = standing_alone.great(block.values[rows], sellers.usual)[:, now:end].any(axis=1) & ~sellers.slow
        weeks = [slice(first, first + week) for first in range(now, end, week)]
        found[rows] |= great | np.any([sellers.was_other(one) for one in (slice(now, end), *weeks)], axis=0)
    return found


def _first_weeks_come_round(block: Block) -> np.ndarray:
    """Who sold much more, or much less, in its first weeks, which were at the time of the year that comes soon, bool
    (products,)."""
    found, now = np.zeros(len(block), dtype=bool), block.periods - block.year_length
    end = now + FIRST_DAYS // block.step_days
    rows = np.flatnonzero((block.first_sales > now) & (block.first_sales < end) & sold_all_year(block))
    if len(rows):
        found[rows] = _Sellers.of(block, rows).was_other(slice(max(now, 0), end))
    return found
