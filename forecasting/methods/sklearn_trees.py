"""Decision trees by gradient boosting over histograms, direct for every step ahead (scikit-learn).

HistGradientBoostingRegressor, one for each target. Learns from the rows of `forecasting.learning`. Saved by skops,
which writes parameters and arrays where scikit-learn itself has nothing but pickle.
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
    "min_samples_leaf": 100,
    "l2_regularization": 5.0,
    "max_features": 0.7,
    "early_stopping": False,  # It would hold back rows by chance, not the newest.
    "warm_start": True,
    "random_state": 0,
}
# Trees of a round: each round sorts all rows anew.
ROUND = 10
# Rounds without a gain on the weeks held back, after which it stops.
PATIENCE = 2
# What skops does not know of scikit-learn and is told to trust: the arrays of a tree.
TRUSTED = ["sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"]


@dataclass(frozen=True, slots=True)
class Options:
    """epochs -- trees for each target at most, in rounds of ROUND"""

    epochs: int = whole(150, 1, 2000, "Trees at most")
    learning_rate: float = number(0.1, 1, "Learning rate")
    max_leaf_nodes: int = whole(32, 2, 1024, "Leaves of a tree")


def fit(rows: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
    """Two regressors, trained until the weeks held back gain no more, and then for as many trees on all rows."""
    matrix, targets, held_back = rows["matrix"], rows["targets"], rows["held_back"]
    trial = _regressors(options, targets.shape[1])

    def one_more(done: int) -> float:
        _grow(trial, matrix[~held_back], targets[~held_back], _trees(options, done))
        said = predict(trial, {"matrix": matrix[held_back]})["targets"]
        return float(np.sqrt(np.mean((targets[held_back] - said) ** 2)))

    most = -(-options["epochs"] // ROUND)
    best, loss = early_stopping.rounds(one_more, most, PATIENCE, within(report_progress, 0.0, 0.6))
    final, trees = _regressors(options, targets.shape[1]), _trees(options, best - 1)
    report_progress(0.6, f"{trees} trees on all weeks, loss {loss:.3f}")
    _grow(final, matrix, targets, trees)
    report_progress(1.0, f"{trees} trees on all weeks, loss {loss:.3f}")
    return final


def predict(regressors: Any, rows: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {"targets": np.column_stack([one.predict(rows["matrix"]) for one in regressors])}


def save(regressors: Any) -> bytes:
    return importlib.import_module("skops.io").dumps(regressors)


def load(saved: bytes) -> Any:
    """Raises what skops raises of types that it does not know and TRUSTED does not name."""
    return importlib.import_module("skops.io").loads(saved, trusted=TRUSTED)


def _regressors(options: Mapping[str, Any], targets: int) -> list[Any]:
    kind = importlib.import_module("sklearn.ensemble").HistGradientBoostingRegressor
    own = {name: options[name] for name in ("learning_rate", "max_leaf_nodes")}
    return [kind(**PARAMETERS, **own) for _ in range(targets)]


def _trees(options: Mapping[str, Any], done: int) -> int:
    """How many there are after one more round than `done`."""
    return min((done + 1) * ROUND, options["epochs"])


def _grow(regressors: list[Any], matrix: np.ndarray, targets: np.ndarray, trees: int) -> None:
    # It cannot sort a column that holds nothing; of one that holds the same everywhere it learns nothing either.
    matrix = np.where(np.isnan(matrix).all(axis=0), np.float32(0), matrix)
    for regressor, target in zip(regressors, targets.T, strict=True):
        regressor.set_params(max_iter=trees).fit(matrix, target)
