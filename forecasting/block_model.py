"""From one block of histories to published forecasts: the whole walk, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

import numpy as np

from forecasting import methods
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.methods.family import Method
from forecasting.progress import ReportProgress, silent, within
from forecasting.prophet.holidays import country_holidays
from forecasting.selection import backtest, incumbents, select
from forecasting.settings import TrainingSettings
from forecasting.signals import (
    closures,
    effects,
    known_ahead,
    new_level,
    newcomers,
    peaks,
    preprocessing,
    recurrence,
    silence,
)
from forecasting.uncertainty import calibration, quantiles
from forecasting.uncertainty.intervals import Calibration
from forecasting.uncertainty.slow_sellers import SlowSellers
from forecasting.uncertainty.sources import speed


@dataclass(frozen=True, slots=True)
class BlockModel:
    """mean -- float64 (products, horizon); quantiles -- float32 (products, levels, horizon)
    selection -- who made them; challenger -- what was chosen before it was measured beside the incumbents
    past -- the backtest in units of sales, and what would have been published in it:
    published -- (cut-offs, products, horizon), published_quantiles -- (cut-offs, products, levels, horizon)
    outliers -- periods that were dampened, bool (products, periods); dead -- sold no longer, (products,)
    calendars -- name of what each product follows at its own times only, "" for none; peaks -- of what it sells more at
    moved -- whose sales have just come to another level, bool (products,)
    seen_once -- whose season or peak too few years saw to be proven, bool (products,)
    silent -- who has strangely sold nothing of late, bool (products,)
    """

    block: Block
    mean: np.ndarray
    quantiles: np.ndarray
    selection: select.Selection
    challenger: select.Selection
    incumbents: incumbents.Incumbents
    past: backtest.Backtest
    published: np.ndarray
    published_quantiles: np.ndarray
    outliers: np.ndarray
    dead: np.ndarray
    calendars: tuple[str, ...]
    seen_once: np.ndarray
    moved: np.ndarray
    silent: np.ndarray
    peaks: tuple[str, ...]
    known: known_ahead.KnownAhead
    effects: effects.Effects

    @property
    def unsure(self) -> np.ndarray:
        """Whom the sales so far say too little of, whatever the backtest, bool (products,)."""
        return np.asarray(self.seen_once | self.moved | self.silent)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A block as methods see it: `dampened` holds it without outliers, and without the effects of what is known ahead.

    ahead -- the block with what is known ahead; plain -- sales without effects, outliers left in
    effects_then -- the effects as they were known at each cut-off, by which its forecasts are judged
    """

    ahead: known_ahead.KnownAhead
    peaking: peaks.Peaks
    levels: new_level.NewLevels
    effects_then: tuple[effects.Effects, ...]
    effects: effects.Effects
    plain: Block
    dampened: preprocessing.Dampened

    @classmethod
    def of(cls, block: Block, settings: TrainingSettings) -> Self:
        ahead = known_ahead.completed(_with_holidays(block, settings), settings.horizon)
        learnt = effects.estimate(ahead.block)
        peaking = _peaking(learnt.removed(ahead.block), settings)
        known = learnt.times(peaking.factors)
        dampened = preprocessing.dampen(known.removed(ahead.block))
        levels = _new_levels(dampened.block, settings)
        known = known.times(levels.factors)
        beside = peaking.factors * levels.factors
        then = tuple(one.times(beside) for one in _learnt_by_cutoffs(ahead.block, settings))
        plain, dampened = known.removed(ahead.block), dampened.divided_by(levels.factors)
        return cls(ahead, peaking, levels, then, known, plain, dampened)


def _learnt_by_cutoffs(block: Block, settings: TrainingSettings) -> list[effects.Effects]:
    origins, _ = backtest.origins_of(block, settings)
    return [effects.estimate(block.until(origin)) for origin in origins]


def learn(
    block: Block, settings: TrainingSettings, report_progress: ReportProgress = silent
) -> dict[str, CatalogueModel]:
    """What the methods asked for learn across a catalogue, by method; block -- a sample of it.

    Raises UnknownMethod, UnknownOption, UnknownCountry, LibraryFailed.
    """
    learners = methods.learners(settings.method, settings.options)
    if not learners:
        return {}
    dampened = Prepared.of(block, settings).dampened.block
    origins = (*backtest.origins_of(dampened, settings)[0], dampened.periods)
    learnt = {}
    for number, (name, learn_family) in enumerate(learners.items()):
        own = within(report_progress, number / len(learners), (number + 1) / len(learners), f"Learning {name}:")
        learnt[name] = learn_family(dampened, origins, settings.horizon, report_progress=own)
    return {name: own for name, own in learnt.items() if own}


def fit(
    block: Block,
    settings: TrainingSettings,
    recipes: Sequence[incumbents.Recipe | None] | None = None,
    report_progress: ReportProgress = silent,
) -> BlockModel:
    """Train a block; recipes -- those served today, one or none for each product.

    Where a choice of methods is made, a recipe that is better than it is kept. Raises UnknownMethod, UnknownCountry.
    """
    recipes = recipes or [None] * len(block)
    prepared = Prepared.of(block, settings)
    block, known, plain, dampened = prepared.ahead.block, prepared.effects, prepared.plain, prepared.dampened
    chosen = _ladder(settings, recipes)
    past, ahead = backtest.run(dampened.block, chosen, settings, report_progress)
    recurring, launched = _followed(dampened.block, past, ahead, settings)
    past = _in_sales(past, dampened.credible, known, prepared.effects_then)
    challenger = _selection(past, block, methods.current(settings.method))
    rivals = incumbents.measure(recipes, past, challenger)
    selection = incumbents.kept(rivals, challenger) if settings.method == methods.AUTO else challenger
    excess = _excess(len(block), recurring, launched)
    ordinary = np.isnan(excess) & (settings.method == methods.AUTO)
    silent = ordinary & silence.strange(dampened.block)
    ends, measured = (*past.origins, block.periods), past.tells
    *slow_then, slow = [SlowSellers.of(dampened.block.until(end), ordinary, measured) for end in ends]
    published = select.blend(selection.weights, past.forecasts)
    for own, cutoff in zip(slow_then, published, strict=True):
        cutoff[:] = own.mean(cutoff)
    excess[silent] = silence.EXCESS
    credible = replace(plain, values=dampened.credible)
    spread, spread_then = calibration.calibrate(credible, past, published, calibration.are_counts(block.values))
    spread, *spread_then = [
        replace(one, factor=known.at(end, settings.horizon), doubt=prepared.peaking.doubt[:, end:])
        for one, end in zip((spread, *spread_then), (block.periods, *past.origins), strict=True)
    ]
    mean = slow.mean(select.blend(selection.weights, ahead)[0]) * known.at(block.periods, settings.horizon)
    mean *= newcomers.weekday_profile(plain, settings.horizon)
    dead = preprocessing.dead(block)
    dead[recurring.rows] = False
    nothing = dead[:, None] | closures.closed_ahead(block, settings.horizon)
    mean[nothing] = 0.0
    distributions = np.where(nothing[:, None], np.float32(0), _distributions(mean, spread, excess, slow))
    shown = [
        _distributions(cutoff, spread_at, excess, own)
        for own, spread_at, cutoff in zip(slow_then, spread_then, published, strict=True)
    ]
    return BlockModel(
        block=block,
        mean=mean,
        quantiles=distributions,
        selection=selection,
        challenger=challenger,
        incumbents=rivals,
        past=past,
        published=published,
        published_quantiles=np.stack(shown) if shown else np.empty((0,)),
        outliers=dampened.outliers,
        dead=dead,
        calendars=recurring.calendars(len(block)),
        seen_once=recurring.seen_once(len(block)) | prepared.peaking.unproven,
        moved=prepared.levels.found,
        silent=silent & ~dead,
        peaks=prepared.peaking.calendars,
        known=prepared.ahead,
        effects=known,
    )


def _followed(
    block: Block, past: backtest.Backtest, ahead: dict[str, np.ndarray], settings: TrainingSettings
) -> tuple[recurrence.Recurrence, newcomers.Launched]:
    """Let the products that keep their own times, and those just launched, be forecast from these by every method."""
    recurring, launched = _recurring(block, past.origins, settings), _launched(block, settings)
    _follow(recurring.rows, recurring.forecasts[:-1], past.forecasts)
    _follow(recurring.rows, recurring.forecasts[-1:], ahead)
    _follow(launched.rows, launched.level[None, :, None], ahead)
    return recurring, launched


def _recurring(block: Block, origins: Sequence[int], settings: TrainingSettings) -> recurrence.Recurrence:
    """Products that keep their own times; none where one method was asked for its opinion."""
    rows = np.arange(len(block) if settings.method == methods.AUTO else 0)
    return recurrence.find(block.select(rows), (*origins, block.periods), settings.horizon)


def _peaking(block: Block, settings: TrainingSettings) -> peaks.Peaks:
    return (peaks.find if settings.method == methods.AUTO else peaks.none)(block, settings.horizon)


def _new_levels(block: Block, settings: TrainingSettings) -> new_level.NewLevels:
    return (new_level.find if settings.method == methods.AUTO else new_level.none)(block, settings.horizon)


def _launched(block: Block, settings: TrainingSettings) -> newcomers.Launched:
    rows = np.arange(len(block) if settings.method == methods.AUTO else 0)
    return newcomers.expect(block.select(rows))


def _follow(rows: np.ndarray, own: np.ndarray, forecasts: dict[str, np.ndarray]) -> None:
    """Products whose own times or launches say what no method can are forecast from those, whichever is trusted.

    own -- means (origins, rows, horizon)
    """
    for forecast in forecasts.values():
        reached = ~np.isnan(forecast).all(axis=(0, 1))
        forecast[:, rows] = np.where(reached, own[..., : forecast.shape[2]], np.nan)


def _excess(products: int, *known: recurrence.Recurrence | newcomers.Launched) -> np.ndarray:
    """Excess variance of the products whose past errors say nothing of what is ahead, (products,); NaN for others."""
    excess = np.full(products, np.nan)
    for one in known:
        excess[one.rows] = one.excess
    return excess


def _distributions(mean: np.ndarray, spread: Calibration, excess: np.ndarray, slow: SlowSellers) -> np.ndarray:
    """Quantiles at LEVELS around means (products, horizon): as the errors of the past were, or as `excess` says."""
    out, rows = slow.quantiles(mean, spread.quantiles(mean), spread.counts), ~np.isnan(excess)
    out[rows] = quantiles.of_gamma(mean[rows], excess[rows], spread.counts[rows])
    return out


def _ladder(settings: TrainingSettings, recipes: Sequence[incumbents.Recipe | None]) -> dict[str, Method]:
    """The methods asked for, those of the recipes, and the two every answer is measured against and completed by."""
    asked_for = methods.named(settings.method, settings.options)
    wanted = {select.NAIVE, select.FALLBACK, *asked_for, *incumbents.used_methods(recipes)}
    ladder = {name: asked_for.get(name, family.forecast) for name, family in methods.FAMILIES.items() if name in wanted}
    taught = {name: partial(ladder[name], learnt=model) for name, model in settings.learnt.items() if name in ladder}
    return ladder | taught


def _selection(past: backtest.Backtest, block: Block, method: str) -> select.Selection:
    if method != methods.AUTO:
        return select.only(method, past)
    kinds = zip(block.categories, speed(block), strict=True)
    numbers: dict[tuple[str, int], int] = {}
    groups = [numbers.setdefault(kind, len(numbers)) for kind in kinds]
    return select.select(past, np.array(groups, dtype=int))


def _in_sales(
    past: backtest.Backtest, sales: np.ndarray, known: effects.Effects, then: Sequence[effects.Effects]
) -> backtest.Backtest:
    """The backtest as sales were, typos apart: outcomes undampened, effects of regressors put back, in forecasts as
    they were known then.

    sales -- without the effects, (products, periods); then -- effects known at each cut-off
    """
    if not past.origins:
        return past
    real = np.stack([known.at(origin, past.horizon) for origin in past.origins])
    foreseen = np.stack([own.at(origin, past.horizon) for own, origin in zip(then, past.origins, strict=True)])
    actual = real * np.stack([sales[:, origin : origin + past.horizon] for origin in past.origins])
    forecasts = {name: forecast * foreseen for name, forecast in past.forecasts.items()}
    return replace(past, actual=np.where(np.isnan(past.actual), np.nan, actual), forecasts=forecasts)


def _with_holidays(block: Block, settings: TrainingSettings) -> Block:
    if not settings.country:
        return block
    periods = block.periods + settings.horizon
    _, columns = country_holidays(settings.country, block.start, periods, block.step_days)
    holiday = np.tile(columns.any(axis=1).astype(float), (len(block), 1))
    return replace(block, known={**block.known, "public holiday": holiday})
