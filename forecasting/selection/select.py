"""Which methods to trust for which product, and how much.

Weights minimise the squared error of the blend over the backtest (Bates and Granger, "The combination of forecasts",
1969), on the simplex. A product's own error products are pulled towards those of its group and of the whole block, so
that one lucky month decides nothing: a method has to win clearly, here or everywhere. The errors of a group's sum count
as well: a forecast that is a little low for each product costs each of them next to nothing, and the sum a lot.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.metrics import mean_known, rmsse, zero_where_unknown
from forecasting.selection.backtest import Backtest

NAIVE = "seasonal_naive"
FALLBACK = "exponential_smoothing"
# What the years say counts so much beside what the backtest does, which has seen the last months alone: the coming ones
# are others.
OF_YEARS, SHARE_OF_YEARS = "own_season", 0.6
# As many days of the backtest as the pool's opinion is worth, in periods of any length: of weeks a seventh as many. The
# group's own is shrunk by as many products.
POOL_DAYS = 336.0
POOL_PRODUCTS = 20.0
# What errors of sums count beside those of products: more would make sums better and products worse.
SUMS = 0.01
SMALLEST_WEIGHT = 0.03
# What a product says to others of a method: that it is so many times as far off as the best one, at most. So much of
# the squared one-step difference is no error worth comparing.
MOST_OFF, LEAST_ERROR = 5.0, 0.01
# Where a method ends, its part of the blend is that of its last steps, and fades out over so many periods.
HANDOVER_FROM, HANDOVER_PERIODS = 7, 28.0
# Beyond the steps that all methods reach, what repeats the last weeks counts for less and less beside what knows the
# season: a third within so many periods.
KNOWS_SEASON, SEASONLESS_PERIODS = "shared_season", 56.0
# A blend lost to seasonal naive if its squared errors, week by week, are larger by more than chance would have it, and
# by more than anyone would notice: standard errors, and share of the squared one-step difference.
CHANCE, NOTICEABLE = 1.64, 0.0025
WEEK = 7
# Steps in which a blend that lost is moved.
MOVES = 16
DESCENT_STEPS, STEP_SIZE, LARGEST_GRADIENT = 200, 0.5, 20.0


@dataclass(frozen=True, slots=True)
class Selection:
    """weights -- float64 (products, methods), rows sum to 1; rmsse, naive_rmsse -- of blend and seasonal naive in the
    backtest, (products,), NaN where nothing could be measured."""

    methods: tuple[str, ...]
    weights: np.ndarray
    rmsse: np.ndarray
    naive_rmsse: np.ndarray


def select(backtest: Backtest, groups: np.ndarray, step_days: int = 1, by_years: np.ndarray | None = None) -> Selection:
    """Weights per product. A blend that clearly lost its own backtest to seasonal naive moves towards the product's own
    best weights, or seasonal naive alone, until it has not.

    groups -- products of one group share their experience, int (products,); step_days -- length of a period
    by_years -- whose years a strong season of their own explains, bool (products,); None: nobody's
    """
    methods = tuple(backtest.forecasts)
    errors = _errors(backtest)
    gram, count = _error_products(errors, backtest)
    count, naive = np.where(backtest.tells, count, 0), methods.index(NAIVE)
    if count.any():
        within = _no_farther_off(errors, gram)
        pooled, sums = _pooled(_error_products(within, backtest)[0], count, groups), _sum_products(within, groups)
        weights = _tidy(_weights(gram, count, POOL_DAYS / step_days, pooled, sums))
    else:
        weights = np.tile(np.eye(len(methods))[methods.index(FALLBACK)], (len(count), 1))
    if OF_YEARS in methods:
        _give_back(weights, backtest, methods)
    if by_years is not None:
        of_years = np.eye(len(methods))[methods.index(OF_YEARS)]
        weights[by_years] += SHARE_OF_YEARS * (of_years - weights[by_years])
    lost = backtest.tells & _lost(backtest, blend(weights, backtest.forecasts))
    weights[lost] = _not_worse(weights[lost], gram[lost], np.eye(len(methods))[naive])
    own = _score(backtest, blend(weights, backtest.forecasts))
    return Selection(methods, weights, own, _score(backtest, backtest.forecasts[NAIVE]))


def _give_back(weights: np.ndarray, backtest: Backtest, methods: tuple[str, ...]) -> None:
    """To smoothing what is its own: who shows no season of its own is left to it, and nobody is told of one."""
    said, smoothed = backtest.forecasts[OF_YEARS], backtest.forecasts[FALLBACK]
    repeated = (np.isnan(said) | (said == smoothed)).all(axis=(0, 2))
    own, other = methods.index(OF_YEARS), methods.index(FALLBACK)
    weights[repeated, other] += weights[repeated, own]
    weights[repeated, own] = 0.0


def _lost(backtest: Backtest, forecast: np.ndarray) -> np.ndarray:
    """Products whose forecasts were clearly worse than seasonal naive's, bool (products,)."""
    scale = np.nan_to_num(backtest.scale, nan=1.0)[None, :, None]
    errors = [(said - backtest.actual) / scale for said in (forecast, backtest.forecasts[NAIVE])]
    worse = errors[0] ** 2 - errors[1] ** 2
    starts = range(0, max(backtest.horizon - WEEK, 0) + 1, WEEK)
    weeks = np.concatenate([mean_known(worse[:, :, start : start + WEEK]) for start in starts])
    mean, count = mean_known(weeks, axis=0), (~np.isnan(weeks)).sum(axis=0)
    chance = np.sqrt(mean_known((weeks - mean) ** 2, axis=0) / np.maximum(count - 1, 1))
    return mean > np.maximum(CHANCE * chance, NOTICEABLE)


def _not_worse(weights: np.ndarray, gram: np.ndarray, naive: np.ndarray) -> np.ndarray:
    """Weights whose squared error is not above seasonal naive's, moved as little as it takes; `naive` at the last."""
    allowed = _squared(np.tile(naive, (len(gram), 1)), gram)
    best = _on_simplex(gram)
    best = np.where((_squared(best, gram) > allowed)[:, None], naive, best)
    moved = weights.copy()
    # The error is convex along the way, so the first of these steps that is good enough is near the shortest.
    for share in np.linspace(1.0, 0.0, MOVES, endpoint=False):
        tried = (1 - share) * weights + share * best
        good = (_squared(tried, gram) <= allowed) | (share == 1.0)
        moved[good] = tried[good]
    return moved


def _squared(weights: np.ndarray, gram: np.ndarray) -> np.ndarray:
    return np.einsum("na,nab,nb->n", weights, gram, weights)


def only(name: str, backtest: Backtest) -> Selection:
    """One method for all, whatever the backtest says."""
    methods = tuple(backtest.forecasts)
    weights = np.tile(np.eye(len(methods))[methods.index(name)], (len(backtest.scale), 1))
    own = _score(backtest, blend(weights, backtest.forecasts))
    return Selection(methods, weights, own, _score(backtest, backtest.forecasts[NAIVE]))


def blend(weights: np.ndarray, forecasts: dict[str, np.ndarray]) -> np.ndarray:
    """Weighted mean, (cut-offs, products, horizon).

    A method that does not reach a step leaves its weight to the others, or to exponential smoothing; what it had moved
    the mean by at its last steps fades out afterwards, so that forecasts do not jump where it ends. So do the weights
    of those that know no season, as far as one that does has been given any.
    """
    reaches = {name: (~np.isnan(forecast)).any(axis=(0, 1)).sum() for name, forecast in forecasts.items()}
    horizon = forecasts[FALLBACK].shape[2]
    reach = min((reach for reach in reaches.values() if reach), default=horizon)
    beyond = np.maximum(np.arange(1, horizon + 1) - reach, 0)
    counts = {name: np.exp(-(name != KNOWS_SEASON) * beyond / SEASONLESS_PERIODS) for name in forecasts}
    mean = _weighted(weights, forecasts, counts)
    if reach < horizon:
        lasting = _weighted(weights, forecasts, {name: counts[name] for name in forecasts if reaches[name] == horizon})
        moved = (mean - lasting)[..., max(reach - HANDOVER_FROM, 0) : reach].mean(axis=2, keepdims=True)
        fading = np.exp(-np.arange(1, horizon - reach + 1) / HANDOVER_PERIODS)
        mean[..., reach:] = np.maximum(mean[..., reach:] + moved * fading, 0.0)
    return mean


def _weighted(weights: np.ndarray, forecasts: dict[str, np.ndarray], counts: dict[str, np.ndarray]) -> np.ndarray:
    """counts -- of the methods to take, what each step counts, (horizon,)"""
    total, mass = np.zeros(forecasts[FALLBACK].shape), np.zeros(forecasts[FALLBACK].shape)
    for weight, (name, forecast) in zip(weights.T, forecasts.items(), strict=True):
        if name in counts:
            share = ~np.isnan(forecast) * weight[None, :, None] * counts[name]
            total += zero_where_unknown(forecast) * share
            mass += share
    return np.divide(total, mass, out=forecasts[FALLBACK].copy(), where=mass > 0)


def _score(backtest: Backtest, forecast: np.ndarray) -> np.ndarray:
    products = len(backtest.scale)
    actual, predicted = (array.transpose(1, 0, 2).reshape(products, -1) for array in (backtest.actual, forecast))
    return rmsse(actual, predicted, np.nan_to_num(backtest.scale, nan=1.0))


def _weights(gram: np.ndarray, count: np.ndarray, pool: float, pooled: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """pool -- as many periods as the opinion of all, `pooled`, is worth"""
    own = (count / (count + pool))[:, None, None]
    mixed = own * gram + (1 - own) * pooled
    least = np.einsum("naa->na", mixed).min(axis=1)[:, None, None]
    return _on_simplex(mixed + SUMS * least * sums)


def _errors(backtest: Backtest) -> np.ndarray:
    """Of each method in units, (m, cut-offs, products, horizon), 0 where unknown; where it does not reach, seasonal
    naive's."""
    said = np.stack([*backtest.forecasts.values()])
    return np.nan_to_num(backtest.actual - np.where(np.isnan(said), backtest.forecasts[NAIVE], said))


def _error_products(errors: np.ndarray, backtest: Backtest) -> tuple[np.ndarray, np.ndarray]:
    """Mean products of scaled errors, (products, m, m), of like size for all; known periods, (products,)."""
    count = (~np.isnan(backtest.actual)).sum(axis=(0, 2))
    scaled = errors / np.nan_to_num(backtest.scale, nan=1.0)[:, None]
    gram = np.einsum("aknh,bknh->nab", scaled, scaled, optimize=True) / np.maximum(count, 1)[:, None, None]
    best = np.einsum("naa->na", gram).min(axis=1)
    return gram / np.sqrt(best + LEAST_ERROR)[:, None, None], count


def _no_farther_off(errors: np.ndarray, gram: np.ndarray) -> np.ndarray:
    """Errors (m, cut-offs, products, horizon), those of a method that strayed more than MOST_OFF times as far as the
    best one brought back to that: what one product makes of a method would decide for all."""
    squares = np.einsum("naa->an", gram)
    most = MOST_OFF**2 * np.maximum(squares.min(axis=0), LEAST_ERROR)
    return errors * np.sqrt(most / np.maximum(squares, most))[:, None, :, None]


def _sum_products(errors: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Products of the errors of each group's sum, beside what they would be were its members' errors independent,
    (products, m, m); a group of few members takes part of everyone's."""
    everyone = _of_sum(errors)
    products = np.empty((len(groups), *everyone.shape))
    for group in np.unique(groups):
        members = groups == group
        trust = members.sum() / (members.sum() + POOL_PRODUCTS)
        products[members] = trust * _of_sum(errors[:, :, members]) + (1 - trust) * everyone
    return products


def _of_sum(errors: np.ndarray) -> np.ndarray:
    """errors -- (m, cut-offs, products, horizon)"""
    together, apart = errors.sum(axis=2), (errors**2).sum(axis=(1, 2, 3)).min()
    return np.einsum("akh,bkh->ab", together, together) / apart if apart > 0 else np.zeros((len(errors),) * 2)


def _pooled(gram: np.ndarray, count: np.ndarray, groups: np.ndarray) -> np.ndarray:
    measured = count > 0
    everyone = gram[measured].mean(axis=0)
    pooled = np.empty_like(gram)
    for group in np.unique(groups):
        members = groups == group
        inside = gram[members & measured]
        pooled[members] = (inside.sum(axis=0) + POOL_PRODUCTS * everyone) / (len(inside) + POOL_PRODUCTS)
    return pooled


def _on_simplex(gram: np.ndarray) -> np.ndarray:
    """Minimise w'Gw over weights that sum to one, by exponentiated gradient (Kivinen and Warmuth, 1997)."""
    products, size = gram.shape[:2]
    weights = np.full((products, size), 1.0 / size)
    unit = np.einsum("naa->na", gram).min(axis=1)[:, None] + 1e-12
    for _ in range(DESCENT_STEPS):
        gradient = np.einsum("nab,nb->na", gram, weights) / unit
        gradient -= gradient.min(axis=1, keepdims=True)
        weights = weights * np.exp(-STEP_SIZE * np.minimum(gradient, LARGEST_GRADIENT))
        weights /= weights.sum(axis=1, keepdims=True)
    return weights


def _tidy(weights: np.ndarray) -> np.ndarray:
    weights = np.where(weights < SMALLEST_WEIGHT, 0.0, weights)
    return weights / weights.sum(axis=1, keepdims=True)
