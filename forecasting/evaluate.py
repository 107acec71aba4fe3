"""The instrument with which the engine is judged: forecasts from earlier cut-offs beside what then happened.

It runs the very code of the nightly training, and shows it nothing of what came after a cut-off but the columns that
are named as known ahead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from forecasting import block_model
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel, sample
from forecasting.errors import InvalidHistory
from forecasting.forecast import LEVELS
from forecasting.layout import blocks
from forecasting.metrics import PINBALL_LEVELS, coverage, mean_known, one_step_scales, pinball, rmsse
from forecasting.settings import TrainingSettings

# Products learn from each other within a block, and memory is bounded by it.
PRODUCTS_PER_BLOCK = 2000
# A product that had sold for at most so many days at a cut-off is a newcomer there, and judged among those of its age.
AGES = {6: "1-6 days old", 13: "7-13 days old", 27: "14-27 days old"}
FAST = 5.0
# What is usually asked for, in periods of so many days.
USUAL_HORIZON = {1: 28, 7: 8}
CHOSEN = [LEVELS.index(level) for level in PINBALL_LEVELS]


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """horizon in periods; cut-offs one horizon apart at the end of the data; known -- columns known ahead of time."""

    horizon: int = 28
    cutoffs: int = 3
    methods: tuple[str, ...] = ("auto",)
    known: tuple[str, ...] = ()
    country: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One block, cut-off and method. skus (n,); days (horizon,); mean, actual (n, horizon), NaN in actual: unknown;
    quantiles at PINBALL_LEVELS (n, 5, horizon); past -- sales up to the cut-off (n, periods); seconds -- of CPU."""

    method: str
    cutoff: date
    skus: np.ndarray
    days: np.ndarray
    mean: np.ndarray
    quantiles: np.ndarray
    actual: np.ndarray
    past: np.ndarray
    seconds: float = 0.0

    def rows(self) -> pd.DataFrame:
        """product_sku, cutoff, date, method, predicted and one column per quantile; one row per product and day."""
        products, horizon = self.mean.shape
        quantiles = {str(level): self.quantiles[:, k].ravel() for k, level in enumerate(PINBALL_LEVELS)}
        return pd.DataFrame(
            {
                "product_sku": np.repeat(self.skus, horizon),
                "cutoff": np.datetime64(self.cutoff, "ns"),
                "date": np.tile(self.days.astype("datetime64[ns]"), products),
                "method": self.method,
                "predicted": self.mean.ravel(),
                **quantiles,
            }
        )


def evaluate(frame: pd.DataFrame, settings: EvaluationSettings, stopwatch: Callable[[], float]) -> Iterator[Evaluated]:
    """Forecast every block of `frame` (see `forecasting.layout.blocks`) from every cut-off with every method.

    stopwatch -- seconds of processor time, such as time.process_time

    Raises InvalidHistory, UnknownMethod, UnknownCountry.
    """
    lessons = _lessons(frame, settings, stopwatch)
    for skus, block in blocks(frame, settings.known, PRODUCTS_PER_BLOCK):
        for back in range(settings.cutoffs, 0, -1):
            origin = block.periods - back * settings.horizon
            sold = np.flatnonzero(block.first_sales < origin)
            for method in settings.methods if len(sold) else ():
                began, lesson = stopwatch(), lessons[back, method]
                training = replace(_training(method, settings), learnt=lesson.learnt)
                result = _evaluated(skus[sold], block.select(sold), origin, method, training)
                share = len(skus) / frame["product_sku"].nunique()
                yield replace(result, seconds=stopwatch() - began + lesson.seconds * share)


def steps(frame: pd.DataFrame, settings: EvaluationSettings) -> int:
    """How many results `evaluate` yields at most: the length of a progress bar."""
    return -(-frame["product_sku"].nunique() // PRODUCTS_PER_BLOCK) * settings.cutoffs * len(settings.methods)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a method learnt across the catalogue at one cut-off, by family, and the seconds it took."""

    learnt: dict[str, CatalogueModel]
    seconds: float


def _lessons(
    frame: pd.DataFrame, settings: EvaluationSettings, stopwatch: Callable[[], float]
) -> dict[tuple[int, str], Lesson]:
    """By cut-off, counted from the last, and method."""
    codes = frame.get("product_sku", pd.Series(dtype=str)).dropna().unique()
    drawn = codes[sample([str(code) for code in codes], PRODUCTS_PER_BLOCK)]
    part = frame if len(drawn) == len(codes) else frame[frame["product_sku"].isin(drawn)]
    ((_, block),) = blocks(part, settings.known, PRODUCTS_PER_BLOCK)
    lessons = {}
    for back in range(settings.cutoffs, 0, -1):
        origin = block.periods - back * settings.horizon
        sold = block.select(block.first_sales < origin)
        for method in settings.methods:
            began = stopwatch()
            learnt = block_model.learn(sold.until(origin), _training(method, settings)) if len(sold) else {}
            lessons[back, method] = Lesson(learnt, stopwatch() - began)
    return lessons


def _training(method: str, settings: EvaluationSettings) -> TrainingSettings:
    horizon = settings.horizon
    return TrainingSettings(horizon, method, cutoff_horizon=horizon, country=settings.country, seed=settings.seed)


def _evaluated(skus: np.ndarray, block: Block, origin: int, method: str, training: TrainingSettings) -> Evaluated:
    horizon = training.horizon
    model = block_model.fit(block.until(origin), training)
    return Evaluated(
        method=method,
        cutoff=block.days(origin - 1, origin)[0].item(),
        skus=skus,
        days=block.days(origin, origin + horizon),
        mean=model.outlook.mean,
        quantiles=model.outlook.quantiles[:, CHOSEN],
        actual=block.values[:, origin : origin + horizon],
        past=block.values[:, :origin],
    )


@dataclass
class Scores:
    """Gathers results and averages them per method; newcomers apart, by their age, see AGES."""

    _parts: list[pd.DataFrame] = field(default_factory=list)

    def add(self, result: Evaluated) -> None:
        squared, absolute = one_step_scales(result.past)
        low80, high80, low95, high95 = (result.quantiles[:, k] for k in (1, 3, 0, 4))
        fast = np.nan_to_num(mean_known(result.past)) >= FAST
        held = coverage(result.actual, low80, high80)
        part = {
            "method": _line(result),
            "rmsse": rmsse(result.actual, result.mean, squared),
            "pinball": pinball(result.actual, result.quantiles, PINBALL_LEVELS) / absolute,
            "coverage_80": held,
            "coverage_80_fast": np.where(fast, held, np.nan),
            "coverage_95": coverage(result.actual, low95, high95),
            "error": np.nansum(np.abs(result.mean - result.actual), axis=1),
            "surplus": np.nansum(result.mean - result.actual, axis=1),
            "volume": np.nansum(result.actual, axis=1),
            "ms": 1000 * result.seconds / len(result.skus),
        }
        self._parts.append(pd.DataFrame(part))

    def table(self) -> pd.DataFrame:
        """One row per method, then one for each age of its newcomers where there were any: mean RMSSE, WAPE, bias,
        scaled pinball loss, coverage, milliseconds per product.

        Raises InvalidHistory when nothing was measured.
        """
        if not self._parts:
            raise InvalidHistory("Nothing can be measured: the sales are too few for this horizon and its cut-offs.")
        everything = pd.concat(self._parts, ignore_index=True)
        by_method = everything.groupby("method", sort=False)
        means = by_method[["rmsse", "pinball", "coverage_80", "coverage_80_fast", "coverage_95", "ms"]].mean()
        sums = by_method[["error", "surplus", "volume"]].sum()
        means.insert(1, "wape", sums["error"] / sums["volume"])
        means.insert(2, "bias", sums["surplus"] / sums["volume"])
        table = means.assign(products=by_method.size())
        ages = ["", *AGES.values()]
        return table.loc[sorted(table.index, key=lambda name: ages.index(name.partition(", ")[2]))]


def _line(result: Evaluated) -> np.ndarray:
    """Name of the line on which each product is counted, (n,)."""
    step = int(np.median(np.diff(result.days).astype(int))) if len(result.days) > 1 else 1
    age = step * (result.past.shape[1] - (~np.isnan(result.past)).argmax(axis=1))
    names = np.array([*(f"{result.method}, {age}" for age in AGES.values()), result.method])
    return names[np.searchsorted(list(AGES), age)]
