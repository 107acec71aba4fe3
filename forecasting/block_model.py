"""From one block of histories to published forecasts: the whole walk, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from forecasting import methods, reconciliation, year_ago
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.methods.family import Method
from forecasting.outlook import Blend, Followed, Outlook, around, expected, look_ahead
from forecasting.prepared import Prepared
from forecasting.progress import ReportProgress, silent, within
from forecasting.selection import backtest, incumbents, select
from forecasting.settings import TrainingSettings
from forecasting.signals.regressors import effects
from forecasting.signals.seasons import waves
from forecasting.uncertainty import calibration
from forecasting.uncertainty.slow_sellers import SlowSellers
from forecasting.uncertainty.sources import speed

# What one product sells beyond belief is none of the total's if it is this share of all that is believed.
GIANT = 0.03


@dataclass(frozen=True, slots=True)
class BlockModel:
    """outlook -- what is said of the periods ahead
    selection -- who made it; challenger -- what was chosen before it was measured beside the incumbents
    blend -- what it was made of
    past -- the backtest in units of sales, and what would have been published in it:
    published -- (cut-offs, products, horizon), published_quantiles -- (cut-offs, products, levels, horizon)
    """

    outlook: Outlook
    selection: select.Selection
    challenger: select.Selection
    incumbents: incumbents.Incumbents
    blend: Blend
    past: backtest.Backtest
    published: np.ndarray
    published_quantiles: np.ndarray


def learn(
    block: Block, settings: TrainingSettings, report_progress: ReportProgress = silent
) -> dict[str, CatalogueModel]:
    """What the methods asked for learn across a catalogue, by method; block -- a sample of it.

    Raises UnknownMethod, UnknownOption, UnknownCountry, LibraryFailed.
    """
    learners = methods.learners(settings.method, settings.options)
    if not learners:
        return {}
    report_progress(0.0, "Preparing the sales to learn from")
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
    block, known, dampened = prepared.ahead.block, prepared.effects, prepared.dampened
    past, ahead = backtest.run(dampened.block, ladder(settings, recipes), settings, report_progress)
    followed = Followed.find(prepared, past.origins, settings)
    followed.in_past(past.forecasts)
    followed.in_future(ahead)
    past = _in_sales(past, dampened.credible, known, prepared.effects_at(past.origins))
    challenger = _selection(past, block, dampened.block, methods.current(settings.method))
    rivals = incumbents.measure(recipes, past, challenger)
    selection = incumbents.kept(rivals, challenger) if settings.method == methods.AUTO else challenger
    slow_then = _slow_sellers_then(prepared, followed, past)
    published = _published(selection, past, slow_then)
    credible = replace(prepared.plain, values=dampened.credible)
    spread, spread_then = calibration.calibrate(credible, past, published, calibration.are_counts(block.values))
    spread_then = [around(own, prepared, origin) for own, origin in zip(spread_then, past.origins, strict=True)]
    at_cutoffs = enumerate(zip(published, spread_then, slow_then, strict=True))
    shown = [followed.distributions(*own, position) for position, own in at_cutoffs]
    blend = Blend(select.blend(selection.weights, ahead)[0], spread, past.tells, np.ones(len(block)))
    blend = _reconciled(blend, prepared, followed, past, published, settings)
    return BlockModel(
        outlook=look_ahead(prepared, followed, blend),
        selection=selection,
        challenger=challenger,
        incumbents=rivals,
        blend=blend,
        past=past,
        published=published,
        published_quantiles=np.stack(shown) if shown else np.empty((0,)),
    )


def _published(selection: select.Selection, past: backtest.Backtest, slow_then: Sequence[SlowSellers]) -> np.ndarray:
    """What would have been said at each cut-off, (cut-offs, products, horizon)."""
    published = select.blend(selection.weights, past.forecasts)
    for own, cutoff in zip(slow_then, published, strict=True):
        cutoff[:] = own.mean(cutoff)
    return published


def _slow_sellers_then(prepared: Prepared, followed: Followed, past: backtest.Backtest) -> list[SlowSellers]:
    """What was known of them at each cut-off."""
    block, peaks = prepared.dampened.block, prepared.peaking.factors
    return [SlowSellers.of(block.until(origin), followed.ordinary, past.tells, peaks) for origin in past.origins]


def _reconciled(
    blend: Blend,
    prepared: Prepared,
    followed: Followed,
    past: backtest.Backtest,
    published: np.ndarray,
    settings: TrainingSettings,
) -> Blend:
    """The blend, drawn towards what the total of all products says."""
    mean, dead, _, _ = expected(prepared, followed, blend)
    usual = followed.ordinary & ~followed.silent & ~dead
    said = reconciliation.Said(_without_giants(prepared), mean, past.actual, published)
    even = prepared.peaking.hardly_move(mean, usual)
    return replace(blend, towards_total=_towards_total(said, (usual, even), past.origins, settings))


def _without_giants(prepared: Prepared) -> Block:
    """The sales that a total is made of: a giant would be larger than all products together. What many products sell
    too much of at once is the shop's, and an excess that has passed is unknown here as well."""
    block = prepared.ahead.block
    beyond = block.values - prepared.dampened.block.values * prepared.effects.at(0, block.periods)
    alone = beyond > GIANT * np.nansum(block.values - np.nan_to_num(beyond), axis=0)
    values = np.where(alone, block.values - beyond, block.values)
    return replace(block, values=np.where(prepared.over.periods, np.nan, values))


def _towards_total(
    said: reconciliation.Said,
    alike: tuple[np.ndarray, np.ndarray],
    origins: Sequence[int],
    settings: TrainingSettings,
) -> np.ndarray:
    """See `outlook.Blend`; alike -- products that move together, (products,), and periods without peaks that only they
    may know of, (horizon,)"""
    usual, even = alike
    factors = np.ones(len(usual))
    if usual.sum() >= reconciliation.FEWEST_PRODUCTS:
        products = said.select(usual)
        # The total learns from itself alone, and has its holidays already.
        total = fit(reconciliation.total_of(products.block), replace(settings, learnt={}, country=""))
        own = reconciliation.Said(total.outlook.block, total.outlook.mean, total.past.actual, total.published)
        before = year_ago.said(products, origins)
        factors[usual] = reconciliation.factor(products, own, *([before] if before else []), even=even)
    return factors


def ladder(settings: TrainingSettings, recipes: Sequence[incumbents.Recipe | None]) -> dict[str, Method]:
    """The methods asked for, those of the recipes, and the two every answer is measured against and completed by."""
    asked_for = methods.named(settings.method, settings.options)
    wanted = {select.NAIVE, select.FALLBACK, *asked_for, *incumbents.used_methods(recipes)}
    ladder = {name: asked_for.get(name, family.forecast) for name, family in methods.FAMILIES.items() if name in wanted}
    if settings.method == methods.AUTO:
        ladder = {name: methods.FAMILIES[name].as_far_as_believed(method) for name, method in ladder.items()}
    taught = {name: partial(ladder[name], learnt=model) for name, model in settings.learnt.items() if name in ladder}
    return ladder | taught


def _selection(past: backtest.Backtest, block: Block, dampened: Block, method: str) -> select.Selection:
    if method != methods.AUTO:
        return select.only(method, past)
    kinds = zip(block.categories, speed(block), strict=True)
    numbers: dict[tuple[str, int], int] = {}
    groups = [numbers.setdefault(kind, len(numbers)) for kind in kinds]
    return select.select(past, np.array(groups, dtype=int), block.step_days, waves.explain(dampened))


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
