"""Decision trees by gradient boosting over all products of a block, direct for every step ahead (LightGBM).

Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from forecasting import learning
from forecasting.block import Block
from forecasting.options import number, whole
from forecasting.progress import ReportProgress, silent

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
    num_leaves: int = whole(32, 2, 1024, "Leaves of a tree")


DEFAULTS = Options()


def forecast(
    block: Block,
    origins: Sequence[int],
    horizon: int,
    options: Options = DEFAULTS,
    report_progress: ReportProgress = silent,
) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); NaN beyond what is learnt, see `forecasting.learning`."""
    return learning.forecast(block, origins, horizon, partial(_learn, options), report_progress)


def _learn(options: Options, rows: learning.Rows, report_progress: ReportProgress) -> learning.Prediction:
    lightgbm = importlib.import_module("lightgbm")  # heavy: paid for by those who use it
    parameters = PARAMETERS | {"learning_rate": options.learning_rate, "num_leaves": options.num_leaves}
    sales, correction = rows.targets.T
    data = lightgbm.Dataset(rows.matrix, sales, params=parameters)
    report_progress(0.0, f"{options.epochs} trees")
    levels = lightgbm.train(parameters, data, options.epochs)
    report_progress(0.5, f"{options.epochs} more trees")
    corrections = lightgbm.train(parameters, data.set_label(correction), options.epochs)
    return lambda matrix: np.column_stack([model.predict(matrix, num_threads=1) for model in (levels, corrections)])
