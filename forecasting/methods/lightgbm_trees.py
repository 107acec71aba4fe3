"""Decision trees by gradient boosting over all products of a block, direct for every step ahead (LightGBM).

Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017.
Learns from the rows of `forecasting.learning`, in this process: a model is two boosters, one for sales and one for what
smoothing misses of them.
"""

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecasting.options import number, whole
from forecasting.progress import ReportProgress

PARAMETERS = {
    "objective": "regression",
    "min_data_in_leaf": 100,
    "lambda_l2": 5.0,
    "bin_construct_sample_cnt": 20_000,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
    "seed": 0,
}


@dataclass(frozen=True, slots=True)
class Options:
    """epochs -- trees of each model"""

    epochs: int = whole(60, 1, 2000, "Trees")
    learning_rate: float = number(0.12, 1, "Learning rate")
    num_leaves: int = whole(64, 2, 1024, "Leaves of a tree")


def fit(arrays: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
    parameters = PARAMETERS | {name: options[name] for name in ("learning_rate", "num_leaves")}
    sales, correction = arrays["targets"].T
    trees = options["epochs"]
    data = _library().Dataset(arrays["matrix"], sales, params=parameters)

    def booster(first: float) -> Any:
        def report(state: Any) -> None:
            done = state.iteration + 1
            report_progress(first + done / trees / 2, f"tree {done}/{trees}")

        return _library().train(parameters, data, trees, callbacks=[report])

    levels = booster(0.0)
    data.set_label(correction)
    return levels, booster(0.5)


def predict(model: Any, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    said = [booster.predict(arrays["matrix"], num_threads=1) for booster in model]
    return {"targets": np.column_stack(said)}


def save(model: Any) -> bytes:
    """LightGBM's own text, of both."""
    return json.dumps([booster.model_to_string() for booster in model]).encode()


def load(saved: bytes) -> Any:
    return tuple(_library().Booster(model_str=text) for text in json.loads(saved))


def gains(model: Any) -> list[float]:
    return list(sum(booster.feature_importance("gain") for booster in model))


def _library() -> Any:
    return importlib.import_module("lightgbm")  # heavy: paid for by those who use it
