"""What a trained block says about itself: figures from its backtest, and how sure each forecast is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from forecasting import weeks
from forecasting.block_model import BlockModel
from forecasting.forecast import LEVEL_WEIGHTS, LEVELS
from forecasting.metrics import PINBALL_LEVELS, coverage, mean_known, one_step_scales, pinball
from forecasting.outlook import Outlook
from forecasting.signals.regressors.effects import NEVER_RAISES
from forecasting.signals.seasons import seen_once
from forecasting.uncertainty.dependence import FADING, Dependence

# Confidence: cut-offs that must have been measured, and the error seasonal naive must be beaten to.
HIGH_CUTOFFS, HIGH_RATIO = 3, 0.9
# And the spread of four weeks' demand, see `spread`: up to the first it may be high, from the second on it is low. So
# far at most the newest test may have been off: a level that moves is seen there first. Of simulated products called
# high 91 % came within 30 % of the truth, and 60 % of those that were lately missed by more.
SPREAD_DAYS, HIGH_SPREAD, LOW_SPREAD = 28, 0.35, 0.7
# An effect that is shown as none in whole percents.
SMALLEST_EFFECT = 0.005


@dataclass(frozen=True, slots=True)
class Figures:
    """Per product, float64 (products,), NaN where nothing could be measured; units as in `BacktestMetrics`."""

    cutoffs: np.ndarray
    mae: np.ndarray
    mape: np.ndarray
    wape: np.ndarray
    bias: np.ndarray
    coverage_80: np.ndarray
    coverage_95: np.ndarray
    pinball: np.ndarray


@dataclass(frozen=True, slots=True)
class Promotion:
    """Whether a training may be served, one sentence why, and the errors (RMSSE) of what was chosen anew and of the
    recipe served today, over the same cut-offs; None where there was nothing to measure."""

    promoted: bool = True
    reason: str = "There was no model to compare it with."
    challenger_rmsse: float | None = None
    incumbent_rmsse: float | None = None


def figures(model: BlockModel) -> Figures:
    """Measure the published forecasts of a model over its backtest."""
    products = len(model.outlook.mean)
    if not model.past.origins:
        nothing = np.full(products, np.nan)
        return Figures(np.zeros(products), *([nothing] * 7))
    actual = model.past.actual.transpose(1, 0, 2).reshape(products, -1)
    predicted = model.published.transpose(1, 0, 2).reshape(products, -1)
    error, volume = predicted - actual, mean_known(actual)
    relative = np.divide(np.abs(error), actual, out=np.full(error.shape, np.nan), where=actual > 0)
    mae = mean_known(np.abs(error))
    return Figures(
        cutoffs=model.past.measured,
        mae=mae,
        mape=mean_known(relative),
        wape=_share(mae, volume),
        bias=_share(mean_known(error), volume),
        coverage_80=_held(model, 0.1, 0.9),
        coverage_95=_held(model, 0.025, 0.975),
        pinball=_pinball(model),
    )


def _share(amount: np.ndarray, volume: np.ndarray) -> np.ndarray:
    return np.divide(amount, volume, out=np.full(len(volume), np.nan), where=volume > 0)


def _held(model: BlockModel, low: float, high: float) -> np.ndarray:
    shown = model.published_quantiles
    held = coverage(model.past.actual, shown[:, :, LEVELS.index(low)], shown[:, :, LEVELS.index(high)])
    return mean_known(held, axis=0)


def _pinball(model: BlockModel) -> np.ndarray:
    """Of the quantiles that would have been published, in units of each product's mean one-step difference."""
    rows = [LEVELS.index(level) for level in PINBALL_LEVELS]
    past = zip(model.past.actual, model.published_quantiles[:, :, rows], strict=True)
    losses = np.stack([pinball(actual, quantiles, PINBALL_LEVELS) for actual, quantiles in past])
    return mean_known(losses, axis=0) / one_step_scales(model.outlook.block.values)[1]


def spread(model: BlockModel, shared: Sequence[Dependence]) -> np.ndarray:
    """Standard deviation of the demand of the coming four weeks as a share of its mean, (products,); infinite where
    nothing is expected.

    shared -- what the days of each product have in common
    """
    weeks = slice(0, SPREAD_DAYS // model.outlook.block.step_days)
    mean, quantiles = model.outlook.mean[:, weeks], model.outlook.quantiles[:, :, weeks]
    variance = np.tensordot(LEVEL_WEIGHTS, (quantiles - mean[:, None]) ** 2, axes=(0, 1))
    lag = np.abs(np.subtract.outer(np.arange(mean.shape[1]), np.arange(mean.shape[1])))
    lasting, fading = (np.array([getattr(own, name) for own in shared]) for name in ("lasting", "fading"))
    deviation = np.sqrt(variance)
    faded = np.einsum("ni,ij,nj->n", deviation, FADING**lag, deviation, optimize=True)
    own = (1 - lasting - fading) * variance.sum(axis=1)
    total = own + fading * faded + lasting * deviation.sum(axis=1) ** 2
    return np.divide(np.sqrt(total), mean.sum(axis=1), out=np.full(len(mean), np.inf), where=mean.any(axis=1))


def confidence(model: BlockModel, row: int, measured: int, spread: float) -> str:
    """ "high", "medium" or "low": how often the product could be measured, how clearly seasonal naive was beaten, how
    far the newest test was off, and how far demand may be from what is expected, see `spread`; one less where its
    years say otherwise, "low" where it may have ended, or has risen or fallen since its first sale.

    Who sold nothing in the backtests was not measured: to be silent is easily foreseen.
    """
    outlook = model.outlook
    sold = model.blend.measured[row] and np.nansum(model.past.actual[:, row]) > 0
    if outlook.dead[row]:
        may_come = outlook.sold_off[row] or seen_once.may_come_back(outlook.block.select(np.array([row])))[0]
        return "low" if may_come else "medium"
    if spread > LOW_SPREAD or _goes_on_unseen(outlook, row) or not (sold or outlook.calendars[row]):
        return "low"
    clear = not _lately_missed(model, row)
    clear &= model.selection.rmsse[row] <= HIGH_RATIO * model.selection.naive_rmsse[row]
    is_high = sold and measured >= HIGH_CUTOFFS and clear and spread <= HIGH_SPREAD
    if outlook.other_year[row]:
        return "medium" if is_high else "low"
    return "high" if is_high else "medium"


def _goes_on_unseen(outlook: Outlook, row: int) -> bool:
    """Whether nothing that was sold says how a product goes on."""
    return bool(outlook.unsure[row] or outlook.gone[row] or outlook.trending[row])


def _lately_missed(model: BlockModel, row: int) -> bool:
    """Whether the newest backtest of a product was off by more than may be called high, as a share of the smaller of
    what was sold and what was forecast."""
    if not model.past.origins:
        return True
    actual, said = model.past.actual[-1, row], model.published[-1, row]
    sums = [one[~np.isnan(actual)].sum() for one in (actual, said)]
    return bool(max(sums) > (1 + HIGH_SPREAD) * min(sums))


def recipe(model: BlockModel, row: int) -> dict[str, float]:
    """Share of each method in the forecast of a product, those without one left out."""
    shares = zip(model.selection.methods, model.selection.weights[row].tolist(), strict=True)
    return {name: round(share, 4) for name, share in shares if share > 0}


def promotion(model: BlockModel, row: int, measured: int) -> Promotion:
    """How a product's training did beside the recipe served today."""
    incumbent, challenger = float(model.incumbents.rmsse[row]), float(model.challenger.rmsse[row])
    if not model.incumbents.weights[row].any():
        return Promotion()
    if np.isnan(incumbent) or np.isnan(challenger):
        return Promotion(reason="There are too few sales to measure which is better: the newer one is served.")
    errors = (
        f"error {challenger:.3f}, that of the recipe served before {incumbent:.3f}, over the same {measured} cut-offs"
    )
    if not model.incumbents.better[row]:
        return Promotion(True, f"Not worse: {errors}.", challenger, incumbent)
    if model.selection is not model.challenger:
        return Promotion(True, f"A new choice would be worse ({errors}): kept, and fitted anew.", challenger, incumbent)
    return Promotion(False, f"Worse: {errors}. The model served before stays.", challenger, incumbent)


def seen(outlook: Outlook, row: int) -> dict[str, Any]:
    """What a training says of a product's sales themselves: `outliers`, `effects`, `warnings` of Trained."""
    block = outlook.block
    dampened = np.flatnonzero(outlook.outliers[row])
    by_week = (weeks.WARNING,) if block.step_days == weeks.DAYS else ()
    return {
        "outliers": tuple(block.start + timedelta(days=block.step_days * int(period)) for period in dampened),
        "effects": effects(outlook, row),
        "warnings": (*by_week, *warnings(outlook, row)),
    }


def effects(outlook: Outlook, row: int) -> dict[str, dict[str, float]]:
    """What each known column did to a product's sales, and from how many periods that was learnt; see `effects.Learnt`.

    A column that never changed for this product taught nothing and is left out; so is a price that nothing followed,
    for what would follow the wrong way is held to be nothing.
    """
    learnt = {name: (float(one.factor[row]), int(one.periods[row])) for name, one in outlook.effects.learnt.items()}
    taught = {name: one for name, one in learnt.items() if one[1] and not _is_nothing(name, one[0])}
    return {name: {"factor": round(factor, 3), "periods": n} for name, (factor, n) in taught.items()}


def _is_nothing(name: str, factor: float) -> bool:
    return name == NEVER_RAISES and abs(factor - 1) < SMALLEST_EFFECT


def warnings(outlook: Outlook, row: int) -> tuple[str, ...]:
    """What had to be assumed of the periods ahead."""
    horizon = outlook.mean.shape[1]
    return tuple(
        f"{name} is not known for {missing[row]} of the {horizon} periods ahead: "
        + ("none is assumed." if outlook.known.is_switch[name] else "it is assumed to stay as it was last.")
        for name, missing in outlook.known.missing.items()
        if missing[row]
    )
