"""What regressors known ahead (promotions, prices, holidays) do to sales, taken out before any method fits."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block

# Sales are compared with the same weekday over this many weeks around them, lest trend be mistaken for an effect.
WINDOW_WEEKS = 9
# Pull towards no effect: a share of what the sales say, and as much as this many average periods.
RIDGE_SHARE, RIDGE_PERIODS = 0.05, 3.0
SMALLEST_FACTOR, LARGEST_FACTOR = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class Effects:
    """factors -- what regressors multiply sales by, float64 (products, periods + periods ahead); 1 for an average period.

    Where a regressor is unknown, in the past or ahead, an average period is assumed.
    """

    factors: np.ndarray

    def removed(self, block: Block) -> Block:
        return replace(block, values=block.values / self.factors[:, : block.periods])

    def at(self, origin: int, horizon: int) -> np.ndarray:
        """Factors of the periods from `origin` on, (products, horizon)."""
        known = self.factors[:, origin : origin + horizon]
        return np.pad(known, ((0, 0), (0, horizon - known.shape[1])), constant_values=1.0)


def local_mean(values: np.ndarray, season_length: int) -> np.ndarray:
    """Mean of the same weekday over WINDOW_WEEKS around each period; NaN where none of them is known."""
    periods = values.shape[1]
    reach = WINDOW_WEEKS // 2 * season_length
    padded = np.pad(values, ((0, 0), (reach, reach)), constant_values=np.nan)
    known = ~np.isnan(padded)
    sales = np.where(known, padded, 0.0)
    shifts = range(0, 2 * reach + 1, season_length)
    total = sum(sales[:, shift : shift + periods] for shift in shifts)
    count = sum(known[:, shift : shift + periods].astype(np.float32) for shift in shifts)
    return np.divide(total, count, out=np.full(values.shape, np.nan), where=count > 0)


def estimate(block: Block) -> Effects:
    """Multiplicative effects per product: ridge regression of deviations from the local mean on the regressors'."""
    if not block.known:
        return Effects(np.ones(block.values.shape))
    columns = np.stack([_standardised(block.known[name], block.periods) for name in sorted(block.known)])
    course = np.nan_to_num(local_mean(block.values, block.season_length))
    unknown = np.isnan(block.values)
    moved = np.stack([_deviation(column[:, : block.periods], unknown, block.season_length) for column in columns])
    gram = np.einsum("pnt,qnt->npq", moved * course, moved, optimize=True)
    response = np.einsum("pnt,nt->np", moved, np.where(unknown, 0.0, block.values - course))
    level = course.sum(axis=1) / np.maximum((course > 0).sum(axis=1), 1)
    ridge = RIDGE_SHARE * np.einsum("npp->np", gram) + RIDGE_PERIODS * level[:, None] + 1e-9
    effect = np.linalg.solve(gram + ridge[:, :, None] * np.eye(len(columns)), response[:, :, None])[:, :, 0]
    factors = 1.0 + np.einsum("np,pnt->nt", effect, columns, optimize=True)
    return Effects(np.clip(factors, SMALLEST_FACTOR, LARGEST_FACTOR))


def _deviation(column: np.ndarray, unknown: np.ndarray, season_length: int) -> np.ndarray:
    around = local_mean(np.where(unknown, np.nan, column), season_length)
    return np.where(unknown, 0.0, column - np.nan_to_num(around))


def _standardised(column: np.ndarray, periods: int) -> np.ndarray:
    """Mean 0 and deviation 1 over the past; 0 where unknown or where the column never changes."""
    past = column[:, :periods]
    known = ~np.isnan(past)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, past, 0.0).sum(axis=1, keepdims=True) / count
    variance = np.where(known, (past - mean) ** 2, 0.0).sum(axis=1, keepdims=True) / count
    scale = np.where(variance > 1e-18, np.sqrt(variance), np.inf)
    return np.nan_to_num((column - mean) / scale)
