"""Decision trees by gradient boosting over all products of a block, direct for every step ahead (XGBoost).

Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016. Learns from the rows of `forecasting.learning`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecasting import early_stopping
from forecasting.options import number, whole
from forecasting.progress import ReportProgress, within

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


def fit(rows: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
    """A booster, trained until the weeks held back gain no more, and then for as many rounds on all rows."""
    xgboost = _library()
    parameters = PARAMETERS | {name: options[name] for name in ("learning_rate", "max_depth")}
    matrix, targets, held_back = rows["matrix"], rows["targets"], rows["held_back"]
    learnt, unseen = (xgboost.DMatrix(matrix[part], targets[part]) for part in (~held_back, held_back))
    trial = xgboost.Booster(parameters, [learnt, unseen])

    def one_more(done: int) -> float:
        trial.update(learnt, done)
        return float(trial.eval(unseen, iteration=done).rpartition(":")[2])

    first_half = within(report_progress, 0.0, 0.5)
    best, loss = early_stopping.rounds(one_more, options["epochs"], PATIENCE, first_half)
    every = xgboost.DMatrix(matrix, targets)
    booster = xgboost.Booster(parameters, [every])
    for done in range(best):
        booster.update(every, done)
        report_progress(0.5 + (done + 1) / best / 2, f"round {done + 1}/{best} on all weeks, loss {loss:.3f}")
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
