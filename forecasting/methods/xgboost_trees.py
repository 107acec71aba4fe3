"""Decision trees by gradient boosting over all products of a block, direct for every step ahead (XGBoost).

Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016. Trained and asked in a process of its own.
"""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecasting import learning
from forecasting.apart import Apart
from forecasting.block import Block
from forecasting.catalogue_model import CatalogueModel
from forecasting.options import number, whole
from forecasting.progress import ReportProgress, silent

PARAMETERS = {
    "objective": "reg:squarederror",
    "min_child_weight": 100,
    "reg_lambda": 5.0,
    "subsample": 0.7,
    "colsample_bytree": 0.7,
    "tree_method": "hist",
    "nthread": 1,
    "seed": 0,
}
# Rounds without a gain on the weeks held back, after which it stops.
PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Options:
    """epochs -- rounds at most, each of one tree for sales and one for what smoothing misses of them"""

    epochs: int = whole(150, 1, 2000, "Rounds at most")
    learning_rate: float = number(0.1, 1, "Learning rate")
    max_depth: int = whole(6, 1, 16, "Depth of a tree")


DEFAULTS = Options()


def forecast(
    block: Block,
    origins: Sequence[int],
    horizon: int,
    options: Options = DEFAULTS,
    report_progress: ReportProgress = silent,
    learnt: CatalogueModel | None = None,
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond what is learnt, see `forecasting.learning`.

    Raises LibraryFailed.
    """
    with Apart(__name__) as process:
        return learning.forecast(block, origins, horizon, learning.Learner(process, options, report_progress), learnt)


def learn(
    block: Block,
    origins: Sequence[int],
    horizon: int,
    options: Options = DEFAULTS,
    report_progress: ReportProgress = silent,
) -> CatalogueModel | None:
    """See `forecasting.learning.learn`. Raises LibraryFailed."""
    with Apart(__name__) as process:
        return learning.learn(block, origins, horizon, learning.Learner(process, options, report_progress))


def fit(rows: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
    """A booster, trained until the weeks held back gain no more, and then for as many rounds on all rows."""
    xgboost = _library()
    parameters = PARAMETERS | {name: options[name] for name in ("learning_rate", "max_depth")}
    matrix, targets, held_back = rows["matrix"], rows["targets"], rows["held_back"]
    learnt, unseen = (xgboost.DMatrix(matrix[part], targets[part]) for part in (~held_back, held_back))
    booster = xgboost.Booster(parameters, [learnt, unseen])
    losses: list[float] = []
    while len(losses) < options["epochs"] and _still_gains(losses):
        booster.update(learnt, len(losses))
        losses.append(float(booster.eval(unseen, iteration=len(losses)).rpartition(":")[2]))
        report_progress(
            len(losses) / options["epochs"] / 2, f"round {len(losses)}/{options['epochs']}, loss {losses[-1]:.3f}"
        )
    best = int(np.argmin(losses)) + 1
    every = xgboost.DMatrix(matrix, targets)
    booster = xgboost.Booster(parameters, [every])
    for done in range(best):
        booster.update(every, done)
        report_progress(0.5 + done / best / 2, f"round {done + 1}/{best} on all weeks, loss {min(losses):.3f}")
    return booster


def predict(booster: Any, rows: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {"targets": booster.inplace_predict(rows["matrix"], missing=np.nan)}


def save(booster: Any) -> bytes:
    """XGBoost's own JSON."""
    return bytes(booster.save_raw("json"))


def load(saved: bytes) -> Any:
    return _library().Booster(model_file=bytearray(saved))


def _library() -> Any:
    return importlib.import_module("xgboost")  # only ever loaded in the process of its own


def _still_gains(losses: Sequence[float]) -> bool:
    return len(losses) - int(np.argmin(losses)) <= PATIENCE if losses else True
