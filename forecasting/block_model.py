"""From one block of histories to published forecasts: the whole walk, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting import methods
from forecasting.block import Block
from forecasting.progress import ReportProgress, silent
from forecasting.prophet.holidays import country_holidays
from forecasting.selection import backtest, incumbents, select
from forecasting.settings import TrainingSettings
from forecasting.signals import closures, effects, known_ahead, newcomers, preprocessing
from forecasting.uncertainty import calibration
from forecasting.uncertainty.sources import speed


@dataclass(frozen=True, slots=True)
class BlockModel:
    """mean -- float64 (products, horizon); quantiles -- float32 (products, levels, horizon)
    selection -- who made them; challenger -- what was chosen before it was measured beside the incumbents
    past -- the backtest in units of sales, and what would have been published in it:
    published -- (cut-offs, products, horizon), published_quantiles -- (cut-offs, products, levels, horizon)
    outliers -- periods that were dampened, bool (products, periods); dead -- sold no longer, (products,)
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
    known: known_ahead.KnownAhead
    effects: effects.Effects


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
    ahead_known = known_ahead.completed(_with_holidays(block, settings), settings.horizon)
    block = ahead_known.block
    chosen = _ladder(settings, recipes)
    known = effects.estimate(block)
    plain = known.removed(block)
    dampened = preprocessing.dampen(plain)
    past, ahead = backtest.run(dampened.block, chosen, settings, report_progress)
    past = _in_sales(past, block, known)
    challenger = _selection(past, block, settings.method)
    rivals = incumbents.measure(recipes, past, challenger)
    selection = incumbents.kept(rivals, challenger) if settings.method == methods.AUTO else challenger
    published = select.blend(selection.weights, past.forecasts)
    spread = calibration.calibrate(plain, past, published, calibration.are_counts(block.values))
    mean = select.blend(selection.weights, ahead)[0] * known.at(block.periods, settings.horizon)
    mean *= newcomers.weekday_profile(plain, settings.horizon)
    dead = preprocessing.dead(block)
    nothing = dead[:, None] | closures.closed_ahead(block, settings.horizon)
    mean[nothing] = 0.0
    quantiles = np.where(nothing[:, None], np.float32(0), spread.quantiles(mean))
    shown = np.stack([spread.quantiles(cutoff) for cutoff in published]) if len(published) else np.empty((0,))
    return BlockModel(
        block=block,
        mean=mean,
        quantiles=quantiles,
        selection=selection,
        challenger=challenger,
        incumbents=rivals,
        past=past,
        published=published,
        published_quantiles=shown,
        outliers=dampened.outliers,
        dead=dead,
        known=ahead_known,
        effects=known,
    )


def _ladder(settings: TrainingSettings, recipes: Sequence[incumbents.Recipe | None]) -> dict[str, methods.Method]:
    """The methods asked for, those of the recipes, and the two every answer is measured against and completed by."""
    asked_for = methods.named(settings.method, settings.options)
    wanted = {select.NAIVE, select.FALLBACK, *asked_for, *incumbents.used_methods(recipes)}
    return {name: asked_for.get(name, method) for name, method in methods.METHODS.items() if name in wanted}


def _selection(past: backtest.Backtest, block: Block, method: str) -> select.Selection:
    if method != methods.AUTO:
        return select.only(method, past)
    kinds = zip(block.categories, speed(block), strict=True)
    numbers: dict[tuple[str, int], int] = {}
    groups = [numbers.setdefault(kind, len(numbers)) for kind in kinds]
    return select.select(past, np.array(groups, dtype=int))


def _in_sales(past: backtest.Backtest, block: Block, known: effects.Effects) -> backtest.Backtest:
    """The backtest as sales were: outcomes undampened, effects of regressors put back."""
    if not past.origins:
        return past
    factors = np.stack([known.at(origin, past.horizon) for origin in past.origins])
    actual = np.stack([block.values[:, origin : origin + past.horizon] for origin in past.origins])
    forecasts = {name: forecast * factors for name, forecast in past.forecasts.items()}
    return replace(past, actual=np.where(np.isnan(past.actual), np.nan, actual), forecasts=forecasts)


def _with_holidays(block: Block, settings: TrainingSettings) -> Block:
    if not settings.country:
        return block
    periods = block.periods + settings.horizon
    _, columns = country_holidays(settings.country, block.start, periods, block.step_days)
    holiday = np.tile(columns.any(axis=1).astype(float), (len(block), 1))
    return replace(block, known={**block.known, "public holiday": holiday})
