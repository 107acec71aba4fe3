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
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.cleaning import usual_sales
from forecasting.signals.peaks import all_year_sellers
from forecasting.signals.peaks.all_year_sellers import Sellers
from forecasting.signals.phases import phases, standing_alone
from forecasting.signals.phases.phases import Factors
from forecasting.signals.phases.selling_alike import Among
from forecasting.signals.seasons import rivals
from forecasting.signals.seasons.own_times import BETTER

# A feast that few years saw has to be one of the shop: of so large a share of its products that are not slow.
LEAST_FOLLOWERS = 0.1
# Without a feast it has to explain so many times what the dates do.
RATHER_DATES = 1.15
# A forecast is doubtful if such a peak comes within so many days.
SOON_DAYS = 56
# Peaks hardly move a sum that they change by less than this share; so large a part of so many periods around is to be
# such.
HARDLY, MOSTLY_EVEN, AROUND_PERIODS = 0.05, 0.75, 28
# Peaks of so few days a year are seen by no season in parts of months.
BRIEF_DAYS = 28
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
        around = even[max(end - AROUND_PERIODS, 0) : end + AROUND_PERIODS]
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
    rows = np.flatnonzero(all_year_sellers.sold_all_year(block))
    if not len(rows):
        return found
    sellers = Sellers.of(block, rows)
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
            _note(Sellers.of(block, rows), [calendar], found, names)
    return _called(found, names, block, choices)


def _note(sellers: Sellers, choices: Sequence[Calendar], found: Peaks, names: np.ndarray) -> None:
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
    unproven = (found.unproven & soon) | (~of_year & all_year_sellers.comes_round(block))
    return replace(found, calendars=tuple(names), unproven=unproven)


def _chosen(
    block: Block, choices: Sequence[Calendar], usual: np.ndarray, slow: bool
) -> Iterator[tuple[Calendar, np.ndarray, Factors]]:
    """Each calendar that explains most of what some sell, who they are, bool (products,), and the factors of these."""
    most, best = np.zeros(len(block)), np.full(len(block), -1)
    everyone = Among(block.values, usual, slow, block.step_days)
    found = [phases.factors_of(calendar, everyone) for calendar in choices]
    by_dates, by_season = np.zeros((2, len(block)))
    for calendar, of_year in zip(choices, found, strict=True):
        if calendar.name == calendars.YEAR:
            by_dates = phases.explained_by_dates(calendar, everyone)
            by_season = phases.explained_by_season(calendar, everyone)
            # Of few sales days near each other are as one: then the dates explain as much again.
            by_dates = np.maximum(by_dates, of_year.explained) if slow else by_dates
    for number, calendar in enumerate(choices):
        better = found[number].explained > BETTER * most
        if calendar.name != calendars.YEAR:
            # A season of two years nearly fits calendars that move by some days from one to the other.
            least = np.where(found[number].by_feast, 1.0, RATHER_DATES) * by_dates
            clearly = found[number].explained > least
            better &= clearly | ~(found[number].unproven | (slow & (calendar.near > 0)))
            # One of a hundred days fits them by the days that it has beside theirs.
            better &= (found[number].explained > by_season) | (calendar.near == 0) | slow
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
