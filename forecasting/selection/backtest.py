"""Rolling backtest: what every method would have said at earlier cut-offs, beside what then happened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecasting.block import Block
from forecasting.methods import FAMILIES
from forecasting.methods.family import Method
from forecasting.metrics import one_step_scales
from forecasting.progress import ReportProgress, silent, within
from forecasting.settings import TrainingSettings

# A product is measured at a cut-off if it had sold for this many weeks by then.
FEWEST_WEEKS = 4
# Where less than this share of its outcomes is known, as after a long stock-out, they tell nothing.
LEAST_KNOWN = 0.25


@dataclass(frozen=True, slots=True)
class Backtest:
    """origins -- periods known at each of k cut-offs, oldest first
    actual    -- float64 (k, products, horizon); NaN where unknown or where the product was too young to be measured
    forecasts -- by method, float64 (k, products, horizon)
    scale     -- root mean squared one-step difference, (products,); NaN where a product never changed
    """

    origins: tuple[int, ...]
    actual: np.ndarray
    forecasts: dict[str, np.ndarray]
    scale: np.ndarray

    @property
    def horizon(self) -> int:
        return self.actual.shape[2]

    @property
    def measured(self) -> np.ndarray:
        """Number of cut-offs with at least one known outcome, (products,)."""
        return (~np.isnan(self.actual)).any(axis=2).sum(axis=0)

    @property
    def tells(self) -> np.ndarray:
        """Whether outcomes enough are known to judge by them, bool (products,)."""
        known = (~np.isnan(self.actual)).sum(axis=(0, 2))
        return known > LEAST_KNOWN * len(self.origins) * self.horizon


def cutoff_origins(periods: int, cutoffs: int, horizon: int) -> tuple[tuple[int, ...], int]:
    """Cut-offs at the end of a history, one horizon apart, and that horizon: shorter where the history is short."""
    reach = max(1, min(horizon, periods // (cutoffs + 2)))
    origins = (periods - reach * back for back in range(cutoffs, 0, -1))
    return tuple(origin for origin in origins if origin >= 1), reach


def origins_of(block: Block, settings: TrainingSettings) -> tuple[tuple[int, ...], int]:
    """The cut-offs of a block, see `cutoff_origins`."""
    return cutoff_origins(block.periods, settings.cutoffs, min(settings.cutoff_horizon, settings.horizon))


def run(
    block: Block, chosen: Mapping[str, Method], settings: TrainingSettings, report_progress: ReportProgress = silent
) -> tuple[Backtest, dict[str, np.ndarray]]:
    """Let every method forecast from the cut-offs that `cutoff_origins` lays over the block, and from its end.

    Returns the backtest, and by method the forecast of what comes after the block, float64 (1, products, horizon): one
    call gives both, so that what passes over the history does so once.
    """
    origins, reach = origins_of(block, settings)
    past, ahead = {}, {}
    for name, said in _said(block, (*origins, block.periods), chosen, settings, report_progress):
        past[name], ahead[name] = said[:-1, :, :reach].copy(), said[-1:]
    outcomes = [_outcome(block, origin, reach) for origin in origins]
    actual = np.stack(outcomes) if origins else np.zeros((0, len(block), reach))
    return Backtest(origins, actual, past, one_step_scales(block.values)[0]), ahead


def ahead(
    block: Block, chosen: Mapping[str, Method], settings: TrainingSettings, report_progress: ReportProgress = silent
) -> dict[str, np.ndarray]:
    """The second of what `run` returns, without looking back."""
    return dict(_said(block, (block.periods,), chosen, settings, report_progress))


def _said(
    block: Block,
    origins: Sequence[int],
    chosen: Mapping[str, Method],
    settings: TrainingSettings,
    report_progress: ReportProgress,
) -> Iterator[tuple[str, np.ndarray]]:
    """What each method says at these origins, float64 (origins, products, horizon)."""
    said: dict[str, np.ndarray] = {}
    for position, (name, method) in enumerate(chosen.items()):
        own = within(
            report_progress, position / len(chosen), (position + 1) / len(chosen), f"Fitting {name.replace('_', ' ')}"
        )
        own(0.0, "")
        family = FAMILIES[name]
        taken: dict[str, Any] = {"report_progress": own} if family.reports else {}
        if family.begins_with in said:
            taken["base"] = said[family.begins_with]
        said[name] = method(block, origins, settings.horizon, **taken)
        yield name, said[name]


def _outcome(block: Block, origin: int, horizon: int) -> np.ndarray:
    old_enough = block.first_sales + FEWEST_WEEKS * 7 // block.step_days <= origin
    return np.where(old_enough[:, None], block.values[:, origin : origin + horizon], np.nan)
