"""What regressors known ahead (promotions, prices, holidays) do to sales, taken out before any method fits."""

from dataclasses import dataclass, field, replace

import numpy as np

from forecasting.block import Block
from forecasting.signals.regressors import answered

# Sales are compared with the same weekday over this many weeks around them, lest trend be mistaken for an effect.
WINDOW_WEEKS = 9
# Pull towards no effect: a share of what the sales say, and as much as this many average periods.
RIDGE_SHARE, RIDGE_PERIODS = 0.02, 3.0
ROUNDS = 3
SMALLEST_FACTOR, LARGEST_FACTOR = 0.2, 5.0
# A quantity such as a price is believed by e / (e + this) after e changes of it: few changes meet a season by chance;
# or by how clearly sales answered them.
CHANGES = 16.0
# What nobody has seen: more is sold because the price is higher.
NEVER_RAISES = "price"
# What a quantity such as a price is said to do is said of a rise by this share.
RISE = 0.1
# Working memory is bounded by handling this many products at once.
PRODUCTS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Learnt:
    """factor -- what a switch multiplies sales by when it is on, or a quantity when it is RISE higher, (products,)
    periods -- it was learnt from: those with the switch on, or another value than usual, and known sales, (products,);
               0 where the regressor never changed
    """

    factor: np.ndarray
    periods: np.ndarray


@dataclass(frozen=True, slots=True)
class Effects:
    """factors -- what regressors multiply sales by, float64 (products, periods + periods ahead); 1 on average
    learnt -- of each regressor by its name

    Where a regressor is unknown, in the past or ahead, an average period is assumed.
    """

    factors: np.ndarray
    learnt: dict[str, "Learnt"] = field(default_factory=dict)

    def removed(self, block: Block) -> Block:
        """Sales without the effects; unknown where these left nothing."""
        return replace(block, values=divided(block.values, self.factors[:, : block.periods]))

    def times(self, factors: np.ndarray) -> "Effects":
        """And what else multiplies sales, (products, periods + periods ahead), at least as far ahead as these."""
        return replace(self, factors=self.at(0, factors.shape[1]) * factors)

    def at(self, origin: int, horizon: int) -> np.ndarray:
        """Factors of the periods from `origin` on, (products, horizon)."""
        known = self.factors[:, origin : origin + horizon]
        return np.pad(known, ((0, 0), (0, horizon - known.shape[1])), constant_values=1.0)


def divided(values: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Sales (products, periods) without what multiplied them; unknown where that left nothing."""
    out = values.copy()
    # Those of most products were multiplied by nothing.
    some = np.flatnonzero((factors != 1).any(axis=1))
    own, unknown = factors[some], np.full((len(some), values.shape[1]), np.nan)
    out[some] = np.divide(values[some], own, out=unknown, where=own > 0)
    return out


def local_mean(values: np.ndarray, season_length: int) -> np.ndarray:
    """Mean of the same weekday over WINDOW_WEEKS around each period, float32; NaN where none of them is known."""
    total, count = local_sums(values, season_length)
    return np.divide(total, count, out=np.full(values.shape, np.nan, dtype=np.float32), where=count > 0)


def local_sums(values: np.ndarray, season_length: int) -> tuple[np.ndarray, np.ndarray]:
    """Sum of the same weekday over WINDOW_WEEKS around each period, float32, and how many of them are known, int8; the
    window is shorter at the ends of the history."""
    reach = WINDOW_WEEKS // 2 * season_length
    padded = np.full((len(values), values.shape[1] + 2 * reach), np.nan, dtype=np.float32)
    padded[:, reach : reach + values.shape[1]] = values
    known = ~np.isnan(padded)
    total = _over_window(np.where(known, padded, np.float32(0)), season_length)
    return total, _over_window(known.view(np.int8), season_length)


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
    slices = [slice(begin, begin + PRODUCTS_AT_ONCE) for begin in range(0, len(block), PRODUCTS_AT_ONCE)]
    parts = [_estimated(block.select(rows)) for rows in slices]
    learnt = {name: _joined([part.learnt[name] for part in parts]) for name in parts[0].learnt}
    return Effects(np.concatenate([part.factors for part in parts]), learnt)


def _joined(parts: list[Learnt]) -> Learnt:
    return Learnt(np.concatenate([p.factor for p in parts]), np.concatenate([p.periods for p in parts]))


def _estimated(block: Block) -> Effects:
    names = sorted(block.known)
    columns = np.stack([_standardised(block.known[name], block.periods) for name in names])
    unknown = np.isnan(block.values)
    past = columns[:, :, : block.periods]
    around = np.stack([_around(column, unknown, block.season_length) for column in past])
    moved = np.where(unknown, 0.0, past - around)
    course = np.nan_to_num(local_mean(block.values, block.season_length))
    strayed = np.where(unknown, 0.0, block.values - course)
    effect = np.zeros((len(block), len(columns)))
    for _ in range(ROUNDS):
        effect = _ridge(moved, strayed, course / _factors(effect, around))
    if NEVER_RAISES in names:
        price = names.index(NEVER_RAISES)
        moved[price, effect[:, price] > 0] = 0.0
        effect = _ridge(moved, strayed, course / _factors(effect, around))
    effect *= np.stack([_trust(block, name) for name in names], axis=1)
    learnt = {name: _learnt(block, name, effect[:, position]) for position, name in enumerate(names)}
    return Effects(_factors(effect, columns), learnt)


def _trust(block: Block, name: str) -> np.ndarray:
    """How far the effect of a column is believed, (products,): a switch as far as the ridge lets it, anything else by
    how often it changed, or by how clearly sales answered."""
    past = block.known[name][:, : block.periods]
    is_switch = (np.isnan(past) | (past == 0) | (past == 1)).all(axis=1)
    steps = np.diff(np.where(np.isnan(block.values), np.nan, past), axis=1)
    changes = (~np.isnan(steps) & (steps != 0)).sum(axis=1)
    seldom = np.flatnonzero(~is_switch & (changes > 0))
    trust = np.where(is_switch, 1.0, changes / (changes + CHANGES))
    if len(seldom):
        trust[seldom] = np.maximum(trust[seldom], answered.belief(block.select(seldom), past[seldom]))
    return trust


def _learnt(block: Block, name: str, effect: np.ndarray) -> Learnt:
    past = np.where(np.isnan(block.values), np.nan, block.known[name][:, : block.periods])
    mean, scale = (figure[:, 0] for figure in _mean_and_scale(block.known[name][:, : block.periods]))
    switch = (np.isnan(past) | (past == 0) | (past == 1)).all(axis=1)
    low = np.where(switch, 0.0, mean)
    high = np.where(switch, 1.0, mean * (1 + RISE))
    factors = [np.clip(1 + effect * (x - mean) / scale, SMALLEST_FACTOR, LARGEST_FACTOR) for x in (high, low)]
    usual = np.where(switch, 0.0, _median(past))
    unusual = (~np.isnan(past) & (past != usual[:, None])).sum(axis=1)
    return Learnt(factors[0] / factors[1], np.where(np.isinf(scale), 0, unusual))


def _median(values: np.ndarray) -> np.ndarray:
    """A value in the middle of each row without its NaN, (rows,)."""
    count = (~np.isnan(values)).sum(axis=1)
    return np.sort(values, axis=1)[np.arange(len(values)), np.maximum(count - 1, 0) // 2]


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
    mean, scale = _mean_and_scale(column[:, :periods])
    return np.nan_to_num((column - mean) / scale)


def _mean_and_scale(past: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and deviation of each row without its NaN, (rows, 1) each; infinite where it never changes."""
    known = ~np.isnan(past)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, past, 0.0).sum(axis=1, keepdims=True) / count
    variance = np.where(known, (past - mean) ** 2, 0.0).sum(axis=1, keepdims=True) / count
    return mean, np.where(variance > 1e-18, np.sqrt(variance), np.inf)
