"""Learning, from a backtest, how to turn mean forecasts into distributions.

Conformal in kind: what a distribution promises is checked on outcomes it was not built from. Each cut-off is
predicted with the errors of the others; how much each source of spread is trusted is what loses least there.
"""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from forecasting.block import Block
from forecasting.forecast import LEVELS
from forecasting.metrics import PINBALL_LEVELS, mean_known, pinball
from forecasting.selection.backtest import Backtest
from forecasting.signals.months import month_totals
from forecasting.uncertainty.intervals import Calibration
from forecasting.uncertainty.quantiles import widened
from forecasting.uncertainty.sources import Sources, speed

GRID = 4
MIXES = np.array([mix for mix in product(range(GRID + 1), repeat=3) if sum(mix) == GRID]) / GRID
# Until something is measured: half the errors, half the year's deviations.
DEFAULT_MIX = np.array([0.5, 0.5, 0.0])
# Weeks of a month say nothing of how far one strays from the weeks around it.
ERRORS_ONLY = np.array([1.0, 0.0, 0.0])
# Whole-number sales below this mean get whole-number quantiles.
COUNTS_BELOW = 20.0
# Intervals are only ever widened: backtests rather flatter than slander.
SPREADS = np.array([1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0])
# Only products that sell this much a period can show an 80 % interval that holds 80 %.
FAST, PROMISED = 5.0, 0.8
LARGEST_GROWTH = 0.5
CHOSEN = [LEVELS.index(level) for level in PINBALL_LEVELS]
LOW, HIGH = PINBALL_LEVELS.index(0.1), PINBALL_LEVELS.index(0.9)


def calibrate(
    block: Block, backtest: Backtest, predicted: np.ndarray, counts: np.ndarray
) -> tuple[Calibration, list[Calibration]]:
    """Learn from the sales of a block and its backtest; and, by cut-off, what would have been learnt without it: by
    these a backtest shows what distributions will hold, not what they were fitted to.

    predicted -- what would have been published at the cut-offs, (cut-offs, products, horizon)
    counts -- products whose quantiles are whole numbers, bool (products,): see `are_counts`
    """
    kind = speed(block)
    trials = [_Trial.of(block, backtest, predicted, k) for k in range(len(backtest.origins))]
    mix = _best_mix(trials, kind, counts)
    spread = _needed_spread(trials, mix, np.nan_to_num(mean_known(block.values)) >= FAST)
    sources = Sources.of(block, backtest.actual, predicted)
    mix = np.where(sources.thin[:, None], DEFAULT_MIX, mix)
    mix = np.where((month_totals.found(block) & ~counts)[:, None], ERRORS_ONLY, mix)
    reach, growth = (np.full(len(kind), one) for one in (backtest.horizon, _growth(backtest.actual - predicted)))
    learnt = Calibration(sources, mix, spread, counts, reach, growth)
    return learnt, [replace(learnt, sources=trial.sources) for trial in trials]


@dataclass(frozen=True, slots=True)
class _Trial:
    """One cut-off, as the other cut-offs and the sales before all of them would have calibrated it; few -- the sources
    at PINBALL_LEVELS."""

    sources: Sources
    few: Sources
    actual: np.ndarray
    predicted: np.ndarray

    @classmethod
    def of(cls, block: Block, backtest: Backtest, predicted: np.ndarray, left_out: int) -> "_Trial":
        others = [k for k in range(len(backtest.origins)) if k != left_out]
        sources = Sources.of(block.until(backtest.origins[0]), backtest.actual[others], predicted[others])
        errors, deviations, recent = (q[:, CHOSEN] for q in (sources.errors, sources.deviations, sources.recent))
        few = Sources(errors, deviations, recent, sources.thin)
        return cls(sources, few, backtest.actual[left_out], predicted[left_out])

    def quantiles(self, mix: np.ndarray) -> np.ndarray:
        """At PINBALL_LEVELS: (products, 5, horizon)."""
        return self.few.mixed(self.predicted, mix, slice(None))


def are_counts(values: np.ndarray) -> np.ndarray:
    """Products with small whole-number sales, bool (products,)."""
    whole = ((values == np.floor(values)) | np.isnan(values)).all(axis=1)
    return whole & (np.nan_to_num(mean_known(values)) < COUNTS_BELOW)


def _best_mix(trials: list[_Trial], kind: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """For each product the mix with the least loss, its own and its kind's having equal say."""
    if not trials:
        return np.tile(DEFAULT_MIX, (len(kind), 1))
    loss = _losses(trials, counts)
    size = mean_known(loss)[:, None]
    # Beside its own mean: beside a last error of next to nothing, one product would outweigh all of its kind.
    relative = np.divide(loss, size, out=np.full(loss.shape, np.nan), where=size > 0)
    best = np.empty(len(kind), dtype=int)
    for group in np.unique(kind):
        members = kind == group
        usual = np.nan_to_num(mean_known(relative[members], axis=0))
        best[members] = np.argmin(np.nan_to_num(relative[members]) + usual, axis=1)
    return MIXES[best]


def _losses(trials: list[_Trial], counts: np.ndarray) -> np.ndarray:
    """Pinball loss of every mix, (products, mixes), in units; NaN if unmeasured."""
    loss = np.zeros((len(trials), len(counts), len(MIXES)))
    for position, trial in enumerate(trials):
        for column, mix in enumerate(MIXES):
            quantiles = trial.quantiles(np.tile(mix, (len(counts), 1)))
            quantiles = np.where(counts[:, None, None], np.round(quantiles), quantiles)
            loss[position, :, column] = pinball(trial.actual, quantiles, PINBALL_LEVELS)
    return mean_known(loss, axis=0)


def _needed_spread(trials: list[_Trial], mix: np.ndarray, fast: np.ndarray) -> np.ndarray:
    """The least widening with which the 80 % intervals of the fast sellers held 80 % of outcomes; 1 for the others."""
    spread = np.ones(len(fast))
    if not trials or not fast.any():
        return spread
    held = []
    quantiles = [trial.quantiles(mix) for trial in trials]
    for factor in SPREADS:
        wide = [widened(own, np.float64(factor), PINBALL_LEVELS.index(0.5)) for own in quantiles]
        inside = [_inside(trial.actual, own)[fast] for trial, own in zip(trials, wide, strict=True)]
        held.append(float(np.nan_to_num(mean_known(np.stack(inside), axis=(0, 1, 2)), nan=1.0)))
    spread[fast] = np.interp(PROMISED, np.maximum.accumulate(held), SPREADS)
    return spread


def _inside(actual: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    inside = (actual >= quantiles[:, LOW]) & (actual <= quantiles[:, HIGH])
    return np.where(np.isnan(actual), np.nan, inside)


def _growth(error: np.ndarray) -> float:
    """Power of the step by which root mean squared errors grew from the first half of the horizon to the second."""
    half = error.shape[2] // 2
    if not half or not len(error):
        return LARGEST_GROWTH
    early, late = mean_known(error[..., :half] ** 2, axis=(0, 2)), mean_known(error[..., half:] ** 2, axis=(0, 2))
    both = (early > 0) & (late > 0)
    if not both.any():
        return LARGEST_GROWTH
    power = 0.5 * np.median(np.log(late[both] / early[both])) / np.log(3)
    return float(np.clip(power, 0.0, LARGEST_GROWTH))
