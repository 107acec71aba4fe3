"""A block as methods see it, and what was taken out of it for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from forecasting import methods
from forecasting.block import Block
from forecasting.prophet.holidays import country_holidays
from forecasting.settings import TrainingSettings
from forecasting.signals.cleaning import preprocessing
from forecasting.signals.launches import fading
from forecasting.signals.levels import moved_shop, new_level, new_price, passed, same_weeks, settled_level
from forecasting.signals.months import month_totals
from forecasting.signals.peaks import fasts, peaks
from forecasting.signals.regressors import effects, known_ahead
from forecasting.signals.regressors.effects import Effects
from forecasting.signals.seasons import recurrence, sparse_season
from forecasting.signals.silences import absences, shut_dates, sold_off


@dataclass(frozen=True, slots=True)
class Prepared:
    """`dampened` holds the block without outliers, and without the effects of what is known ahead.

    ahead -- the block with what is known ahead; plain -- sales without effects, outliers left in
    over -- excesses that have passed, unknown in both
    shut -- days on which the whole shop is shut each year, bool (periods + horizon,)
    sold_off -- who was cleared at a lower price and has sold nothing since, bool (products,)
    """

    ahead: known_ahead.KnownAhead
    peaking: peaks.Peaks
    levels: new_level.NewLevels
    over: passed.Passed
    shut: np.ndarray
    effects: Effects
    plain: Block
    dampened: preprocessing.Dampened
    sold_off: np.ndarray

    @classmethod
    def of(cls, block: Block, settings: TrainingSettings, peaks_by: Sequence[str] | None = None) -> Self:
        """peaks_by -- the calendar that peaks of each product were found to follow before; None: looked for"""
        block, shut = _without_absences(_with_holidays(block, settings), settings)
        ahead = known_ahead.completed(block, settings.horizon)
        learnt = effects.estimate(ahead.block)
        peaking = _peaking(learnt.removed(ahead.block), settings, peaks_by)
        known = learnt.times(peaking.factors)
        dampened = preprocessing.dampen(known.removed(ahead.block))
        # The weeks of one month are one evidence of what an excess or a level is, not four.
        monthly = month_totals.found(ahead.block)
        over = _over(dampened.block, settings).without(monthly)
        if settings.method == methods.AUTO:
            over = over.beside(month_totals.giants(known.removed(ahead.block), monthly))
        dampened = dampened.without(over.periods)
        levels = _new_levels(dampened.block, peaking, settings).without(monthly)
        known = known.times(levels.factors)
        plain, dampened = known.removed(ahead.block), dampened.divided_by(levels.factors)
        plain = replace(plain, values=np.where(over.periods, np.nan, plain.values))
        return cls(ahead, peaking, levels, over, shut, known, plain, dampened, sold_off.find(ahead.block))

    def effects_at(self, origins: Sequence[int]) -> list[Effects]:
        """The effects as they were known at each of these cut-offs, by which its forecasts are judged."""
        beside = self.peaking.factors * self.levels.factors
        return [effects.estimate(self.ahead.block.until(origin)).times(beside) for origin in origins]


def _without_absences(block: Block, settings: TrainingSettings) -> tuple[Block, np.ndarray]:
    """The block as if nothing were known of days on which nothing was there to be sold, and `Prepared.shut`."""
    if settings.method != methods.AUTO:
        return block, np.zeros(block.periods + settings.horizon, dtype=bool)
    shut = shut_dates.every_year(block, settings.horizon)
    absent = absences.away(block) | shut_dates.last_days(block, shut)
    return replace(block, values=np.where(absent, np.nan, block.values)), shut


def _peaking(block: Block, settings: TrainingSettings, by: Sequence[str] | None) -> peaks.Peaks:
    if settings.method != methods.AUTO:
        return peaks.none(block, settings.horizon)
    if by is not None:
        return fasts.added(peaks.again(block, settings.horizon, by), block, settings.horizon, by)
    return fasts.added(_found(block, settings), block, settings.horizon)


def _found(block: Block, settings: TrainingSettings) -> peaks.Peaks:
    found = peaks.find(block, settings.horizon)
    wide = ~found.are_brief(block)
    found = found.without(np.flatnonzero(wide & recurrence.of_few_sales(block, found.calendars)))
    # A season that the year explains is none of another calendar's peaks, nor of peaks beside it.
    rows = np.flatnonzero([bool(name) for name in found.calendars])
    calm = preprocessing.dampen(block.select(rows)).block
    return found.without(rows[recurrence.leaves_no_peaks(calm, [found.calendars[row] for row in rows])])


def _over(block: Block, settings: TrainingSettings) -> passed.Passed:
    return (passed.find if settings.method == methods.AUTO else passed.none)(block)


def _new_levels(block: Block, peaking: peaks.Peaks, settings: TrainingSettings) -> new_level.NewLevels:
    if settings.method != methods.AUTO:
        return new_level.none(block, settings.horizon)
    levels = new_level.find(block, settings.horizon)
    seasonal = (levels.factors != 1).any(axis=1)
    seasonal[seasonal] = sparse_season.explains(block.select(seasonal))
    # Where a peak came early, that is what came round.
    peaked = replace(block, values=block.values * peaking.factors[:, : block.periods])
    levels = levels.without(seasonal | same_weeks.came_round(peaked, levels))
    levels = replace(levels, doubtful=levels.doubtful | (same_weeks.hidden(block) & ~levels.found))
    levels = moved_shop.followed(block, settings.horizon, levels)
    levels = new_price.followed(block, levels)
    settled = np.where(levels.found[:, None], 1.0, settled_level.factors(block, settings.horizon))
    levels = replace(levels, factors=np.where((settled != 1).any(axis=1, keepdims=True), settled, levels.factors))
    return levels.fading(fading.find(block, settings.horizon))


def _with_holidays(block: Block, settings: TrainingSettings) -> Block:
    if not settings.country:
        return block
    periods = block.periods + settings.horizon
    _, columns = country_holidays(settings.country, block.start, periods, block.step_days)
    holiday = np.tile(columns.any(axis=1).astype(float), (len(block), 1))
    return replace(block, known={**block.known, "public holiday": holiday})
