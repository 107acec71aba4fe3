"""What regressors known ahead (promotions, prices, holidays) do to sales, taken out before any method fits."""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block

# Sales are compared with the same weekday over this many weeks around them, lest trend be mistaken for an effect.
WINDOW_WEEKS = 9
# Pull towards no effect: a share of what the sales say, and as much as this many average periods.
RIDGE_SHARE, RIDGE_PERIODS = 0.02, 3.0
ROUNDS = 3
SMALLEST_FACTOR, LARGEST_FACTOR = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class Effects:
    """factors -- what regressors multiply sales by, float64 (products, periods + periods ahead); 1 on average.

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
    """Mean of the same weekday over WINDOW_WEEKS around each period, float32; NaN where none of them is known."""
    reach = WINDOW_WEEKS // 2 * season_length
    padded = np.full((len(values), values.shape[1] + 2 * reach), np.nan, dtype=np.float32)
    padded[:, reach : reach + values.shape[1]] = values
    known = ~np.isnan(padded)
    total = _over_window(np.where(known, padded, np.float32(0)), season_length)
    count = _over_window(known.view(np.int8), season_length)
    return np.divide(total, count, out=np.full(values.shape, np.nan, dtype=np.float32), where=count > 0)


def _over_window(values: np.ndarray, season_length: int) -> np.ndarray:
    """Sums of WINDOW_WEEKS values a season apart: three doublings make eight of them, one is added."""
    sums = values
    for seasons in (1, 2, 4):
        sums = sums[:, : -seasons * season_length] + sums[:, seasons * season_length :]
    return sums[:, :-season_length] + values[:, (WINDOW_WEEKS - 1) * season_length :]


def estimate(block: Block) -> Effects:
    """Multiplicative effects per product: ridge regression of deviations from the local mean on the regressors'.

    The local mean holds effects itself; they are taken out of it as far as they are known, round by round.
    """
    if not block.known:
        return Effects(np.ones(block.values.shape))
    columns = np.stack([_standardised(block.known[name], block.periods) for name in sorted(block.known)])
    unknown = np.isnan(block.values)
    past = columns[:, :, : block.periods]
    around = np.stack([_around(column, unknown, block.season_length) for column in past])
    moved = np.where(unknown, 0.0, past - around)
    course = np.nan_to_num(local_mean(block.values, block.season_length))
    strayed = np.where(unknown, 0.0, block.values - course)
    effect = np.zeros((len(block), len(columns)))
    for _ in range(ROUNDS):
        effect = _ridge(moved, strayed, course / _factors(effect, around))
    return Effects(_factors(effect, columns))


def _factors(effect: np.ndarray, columns: np.ndarray) -> np.ndarray:
    return np.clip(1.0 + np.einsum("np,pnt->nt", effect, columns, optimize=True), SMALLEST_FACTOR, LARGEST_FACTOR)


def _ridge(moved: np.ndarray, strayed: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Effects (products, regressors) in `strayed = base * effect * moved`, large sales counting as they weigh."""
    gram = np.einsum("pnt,qnt->npq", moved * base, moved, optimize=True)
    response = np.einsum("pnt,nt->np", moved, strayed)
    level = base.sum(axis=1) / np.maximum((base > 0).sum(axis=1), 1)
    ridge = RIDGE_SHARE * np.einsum("npp->np", gram) + RIDGE_PERIODS * level[:, None] + 1e-9
    return np.linalg.solve(gram + ridge[:, :, None] * np.eye(len(moved)), response[:, :, None])[:, :, 0]


def _around(column: np.ndarray, unknown: np.ndarray, season_length: int) -> np.ndarray:
    return np.nan_to_num(local_mean(np.where(unknown, np.nan, column), season_length))


def _standardised(column: np.ndarray, periods: int) -> np.ndarray:
    """Mean 0 and deviation 1 over the past; 0 where unknown or where the column never changes."""
    past = column[:, :periods]
    known = ~np.isnan(past)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, past, 0.0).sum(axis=1, keepdims=True) / count
    variance = np.where(known, (past - mean) ** 2, 0.0).sum(axis=1, keepdims=True) / count
    scale = np.where(variance > 1e-18, np.sqrt(variance), np.inf)
    return np.nan_to_num((column - mean) / scale)
