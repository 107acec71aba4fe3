"""What is said of the periods ahead, when it is known which methods to trust and how far they err."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from forecasting import methods, reconciliation, weeks
from forecasting.block import Block
from forecasting.forecast import Forecast
from forecasting.methods import own_year
from forecasting.prepared import Prepared
from forecasting.settings import TrainingSettings
from forecasting.signals.cleaning import preprocessing
from forecasting.signals.launches import first_trend, first_year, newcomers, older_products
from forecasting.signals.levels import earlier_years
from forecasting.signals.months import month_totals
from forecasting.signals.regressors import effects, known_ahead
from forecasting.signals.seasons import recurrence
from forecasting.signals.silences import closures, silence
from forecasting.uncertainty import doubtful_level
from forecasting.uncertainty.dependence import FEW, TOGETHER, Dependence
from forecasting.uncertainty.intervals import Calibration
from forecasting.uncertainty.quantiles import of_gamma, of_share
from forecasting.uncertainty.slow_sellers import SlowSellers


@dataclass(frozen=True, slots=True)
class Followed:
    """Products told by month, those that keep their own times, and those just launched: they are forecast from these by
    every method.

    excess -- excess variance of those whose past errors say nothing of what is ahead, (products,); NaN for the others
    ordinary -- of whom no more is known than what they sold, and silent -- those of them who have strangely sold
                nothing of late, bool (products,) each
    """

    by_month: month_totals.MonthTotals
    recurring: recurrence.Recurrence
    launched: newcomers.Launched
    excess: np.ndarray
    ordinary: np.ndarray
    silent: np.ndarray

    @classmethod
    def find(
        cls, prepared: Prepared, origins: Sequence[int], settings: TrainingSettings, by: Sequence[str] | None = None
    ) -> Self:
        """Among the products prepared, seen from its end and from earlier origins; nobody where one method was asked
        for its opinion. by -- the calendar that each was found to follow before; None: looked for"""
        block, is_auto = prepared.dampened.block, settings.method == methods.AUTO
        some = block.select(np.arange(len(block) if is_auto else 0))
        by_month = month_totals.forecast(some, prepared.ahead.block, (*origins, block.periods), settings.horizon)
        recurring = recurrence.find(some, (*origins, block.periods), settings.horizon, by)
        recurring = recurring.without(recurrence.of_few_sales(some.select(recurring.rows), recurring.names))
        launched = newcomers.expect(some)
        excess = np.full(len(block), np.nan)
        excess[recurring.rows], excess[launched.rows] = recurring.excess, launched.excess
        ordinary = np.isnan(excess) & is_auto
        silent = ordinary & silence.strange(block)
        excess[silent] = silence.EXCESS
        return cls(by_month, recurring, launched, excess, ordinary, silent)

    def in_past(self, forecasts: dict[str, np.ndarray]) -> None:
        """Put what they say into forecasts from the earlier origins."""
        _follow(self.by_month.rows, self.by_month.forecasts[:-1], forecasts)
        _follow(self.recurring.rows, self.recurring.forecasts[:-1], forecasts)

    def in_future(self, forecasts: dict[str, np.ndarray]) -> None:
        """Put what they say into forecasts from the end of the block."""
        _follow(self.by_month.rows, self.by_month.forecasts[-1:], forecasts)
        _follow(self.recurring.rows, self.recurring.forecasts[-1:], forecasts)
        _follow(self.launched.rows, self.launched.level[None, :, None], forecasts)

    def distributions(self, mean: np.ndarray, spread: Calibration, slow: SlowSellers, origin: int = -1) -> np.ndarray:
        """Quantiles at LEVELS around means (products, horizon), seen from an origin by its position: as the errors of
        the past were, as the months say of those told by month, or as `excess` says."""
        out, rows = slow.quantiles(mean, spread.quantiles(mean), spread.counts), ~np.isnan(self.excess)
        monthly, horizon = self.by_month.rows, mean.shape[1]
        out[monthly] = of_share(mean[monthly], self.by_month.variances[origin, :, :horizon])
        out[rows] = of_gamma(mean[rows], self.excess[rows], spread.counts[rows])
        return out


def _follow(rows: np.ndarray, own: np.ndarray, forecasts: dict[str, np.ndarray]) -> None:
    """own -- means (origins, rows, horizon)"""
    for forecast in forecasts.values():
        reached = ~np.isnan(forecast).all(axis=(0, 1))
        forecast[:, rows] = np.where(reached, own[..., : forecast.shape[2]], np.nan)


@dataclass(frozen=True, slots=True)
class Outlook:
    """mean -- float64 (products, horizon); quantiles -- float32 (products, levels, horizon)
    outliers -- periods that were dampened, bool (products, periods); dead -- sold no longer, (products,)
    sold_off -- see `Prepared`, bool (products,)
    calendars -- name of what each product follows at its own times only, "" for none; peaks -- of what it sells more at
    moved -- whose sales have just come to another level, and may_have_moved -- whose may have, bool (products,) each
    seen_once -- whose season or peak too few years saw to be proven, bool (products,)
    shifting -- whose own times are not on the same days each year, and begin or end soon, bool (products,)
    giants -- of whose last days several were beyond belief, or an excess, which may go on, bool (products,)
    passed -- of whose sales an excess that is over is unknown, bool (products,)
    silent -- who has strangely sold nothing of late, and restless -- whose coming weeks no year has seen, bool
              (products,) each
    beside_others -- young ones, of whose older products several are expected to do otherwise, bool (products,)
    gone -- who was not there to be sold for so long that it may have ended, bool (products,)
    other_year -- whose years contradict what is expected, and unlike_years -- whose years went on otherwise than each
                  other, bool (products,) each
    trending -- who has risen or fallen since its first sale, bool (products,)
    by_month -- who is told in totals of months, bool (products,)
    """

    block: Block
    mean: np.ndarray
    quantiles: np.ndarray
    outliers: np.ndarray
    dead: np.ndarray
    sold_off: np.ndarray
    calendars: tuple[str, ...]
    seen_once: np.ndarray
    shifting: np.ndarray
    moved: np.ndarray
    may_have_moved: np.ndarray
    giants: np.ndarray
    passed: np.ndarray
    silent: np.ndarray
    restless: np.ndarray
    beside_others: np.ndarray
    gone: np.ndarray
    other_year: np.ndarray
    unlike_years: np.ndarray
    trending: np.ndarray
    by_month: np.ndarray
    peaks: tuple[str, ...]
    known: known_ahead.KnownAhead
    effects: effects.Effects

    @property
    def unsure(self) -> np.ndarray:
        """Whom the sales so far say too little of, whatever the backtest, bool (products,)."""
        sales = (self.moved, self.may_have_moved, self.giants, self.silent, self.restless, self.beside_others)
        return np.logical_or.reduce((self.seen_once, self.shifting, self.unlike_years, *sales))

    def together(self, usual: Sequence[Dependence]) -> list[Dependence]:
        """What periods have in common: a level in doubt where the sales say too little of it, all where they are weeks
        of one month; else what is usual of the product. Units that are few are counts by themselves, of a level that is
        hardly known."""
        unsure = np.flatnonzero(self.unsure)
        of_level = doubtful_level.dependences(self.block.select(unsure), self.mean[unsure], self.quantiles[unsure])
        others = dict(zip(unsure.tolist(), of_level, strict=True))
        others |= dict.fromkeys(np.flatnonzero(month_totals.found(self.block)).tolist(), TOGETHER)
        others |= dict.fromkeys(np.flatnonzero(month_totals.few_units(self.block)).tolist(), FEW)
        return [others.get(row, own) for row, own in enumerate(usual)]

    def signals(self, row: int) -> str:
        """What was found in the sales of a product beside what methods see, in a few words."""
        found = {
            "ended": self.dead[row],
            "new level": self.moved[row],
            "few years": self.seen_once[row],
            "passed": self.passed[row],
            "silent": self.silent[row],
            "gone": self.gone[row],
        }
        names = [self.calendars[row], self.peaks[row], *(name for name, is_found in found.items() if is_found)]
        return ", ".join(name for name in names if name)

    def forecasts(self, between: Sequence[Dependence], horizon: int) -> Iterator[Forecast]:
        """Of each product by day; between -- what its days have in common; horizon -- days"""
        block = self.block
        start = block.days(block.periods, block.periods + 1)[0].item()
        is_weekly = block.step_days == weeks.DAYS
        in_units = weeks.in_units(block.values) if is_weekly else np.zeros(len(block), dtype=bool)
        counts = month_totals.few_units(block)
        for row, (mean, quantiles) in enumerate(zip(self.mean, self.quantiles, strict=True)):
            forecast = Forecast(start, mean, quantiles, block.step_days)
            if counts[row]:
                yield weeks.by_day_of_counts(forecast, horizon)
            else:
                yield weeks.by_day(forecast, between[row], bool(in_units[row]), horizon) if is_weekly else forecast


@dataclass(frozen=True, slots=True)
class Blend:
    """mean -- what the trusted methods say together, (products, horizon); spread -- of its errors
    measured -- whether outcomes enough were known to judge by, bool (products,)
    towards_total -- by what the first periods are multiplied to agree with their total's own forecast, (products,)"""

    mean: np.ndarray
    spread: Calibration
    measured: np.ndarray
    towards_total: np.ndarray


def around(spread: Calibration, prepared: Prepared, origin: int) -> Calibration:
    """What was learnt of errors, for the periods from `origin` on, with what multiplies their sales."""
    doubt = prepared.peaking.doubt(origin)
    return replace(spread, factor=prepared.effects.at(origin, doubt.shape[1]), doubt=doubt)


def expected(
    prepared: Prepared, followed: Followed, blend: Blend
) -> tuple[np.ndarray, np.ndarray, np.ndarray, SlowSellers]:
    """Means (products, horizon), what is sold no longer and beside whom older products do otherwise, bool (products,)
    each, and what is said of slow sellers."""
    block, known, horizon = prepared.ahead.block, prepared.effects, blend.mean.shape[1]
    slow = SlowSellers.of(prepared.dampened.block, followed.ordinary, blend.measured, prepared.peaking.factors)
    mean = own_year.continued(prepared.dampened.block, slow.mean(blend.mean), blend.spread.reach, followed.ordinary)
    mean *= first_year.coming_round(prepared.dampened.block, mean, followed.ordinary)
    mean *= known.at(block.periods, horizon)
    mean *= newcomers.weekday_profile(prepared.plain, horizon)
    mean = closures.shut(mean, closures.closed_ahead(block, horizon, followed.ordinary), block.season_length)
    dead = _dead(prepared, followed, slow)
    flat = followed.launched.rows
    young = followed.ordinary | np.isin(np.arange(len(block)), flat)
    like_others = older_products.followed(prepared.plain, mean, young, ~followed.silent & ~dead, flat)
    mean *= like_others.factors
    mean *= reconciliation.faded(blend.towards_total, blend.spread.reach, horizon)
    return mean, dead, like_others.doubtful, slow


def _dead(prepared: Prepared, followed: Followed, slow: SlowSellers) -> np.ndarray:
    """What is sold no longer, bool (products,)."""
    block, recurring = prepared.ahead.block, followed.recurring.rows
    dead = preprocessing.dead(block)
    dead[slow.awaited] = False
    dead |= prepared.sold_off
    dead[recurring] = silence.broken_off(block.select(recurring))
    return dead


def _other_year(prepared: Prepared, mean: np.ndarray) -> np.ndarray:
    """Whose years contradict these means, both without what is known to move them, bool (products,)."""
    known = prepared.effects.at(prepared.ahead.block.periods, mean.shape[1])
    plain = np.divide(mean, known, out=mean.copy(), where=known > 0)
    return earlier_years.contradicts(prepared.dampened.block, plain) & ~np.array(prepared.peaking.calendars, dtype=bool)


def look_ahead(prepared: Prepared, followed: Followed, blend: Blend) -> Outlook:
    """From what the methods say to what is published."""
    block, (mean, dead, beside_others, slow) = prepared.ahead.block, expected(prepared, followed, blend)
    nothing = dead[:, None] | closures.closed_ahead(block, mean.shape[1], followed.ordinary)
    nothing |= prepared.shut[block.periods :]
    mean[nothing] = 0.0
    quantiles = followed.distributions(mean, around(blend.spread, prepared, block.periods), slow)
    quantiles.transpose(0, 2, 1)[nothing] = 0.0
    calendars = followed.recurring.calendars(len(block))
    all_year = np.array([not name for name in calendars], dtype=bool)
    # Weeks of months begin a season with the month, not with its days.
    stands_out = followed.recurring.may_have_moved(len(block)) & ~month_totals.found(block)
    return Outlook(
        block=block,
        mean=mean,
        quantiles=quantiles,
        outliers=prepared.dampened.outliers,
        dead=dead,
        sold_off=prepared.sold_off & dead,
        calendars=calendars,
        seen_once=followed.recurring.seen_once(len(block)) | (prepared.peaking.unproven & all_year),
        shifting=followed.recurring.are_shifting(len(block)),
        moved=prepared.levels.found,
        may_have_moved=prepared.levels.doubtful | stands_out,
        giants=(prepared.dampened.several | prepared.over.may_go_on) & all_year,
        passed=np.asarray(prepared.over.periods.any(axis=1)),
        silent=followed.silent & ~dead,
        restless=first_year.is_restless(prepared.dampened.block) & followed.ordinary,
        beside_others=beside_others & ~dead,
        gone=silence.gone(block) & ~dead,
        other_year=_other_year(prepared, mean) & followed.ordinary,
        unlike_years=earlier_years.differ(prepared.dampened.block) & followed.ordinary,
        trending=first_trend.find(prepared.dampened.block) & followed.ordinary,
        by_month=np.isin(np.arange(len(block)), followed.by_month.rows),
        peaks=prepared.peaking.calendars,
        known=prepared.ahead,
        effects=prepared.effects,
    )
