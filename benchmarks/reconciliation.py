"""Should forecasts of a catalogue and of its totals be reconciled, or is adding up enough? On real sales, per level.

    STOCKCAST_DATA=... python -m benchmarks.reconciliation [--datasets store_item,french_bakery]

Products, locations, items and the whole are each forecast by themselves at three cut-offs of 28 days, then made to add
up: by sums of the products (bottom-up), and by the two usual least-squares reconciliations, weighted by the number of
products below (WLS, structural) and by each forecast's own error in its backtest (WLS, variance: MinT with a diagonal
covariance). Wickramasuriya, Athanasopoulos and Hyndman 2019, JASA 114, section 2. Printed: mean RMSSE of each level as
a ratio to bottom-up; below 1 is better.
"""

import argparse

import numpy as np
import pandas as pd

from benchmarks.datasets import DATASETS
from forecasting.history import History
from forecasting.layout import blocks
from forecasting.metrics import one_step_scales, rmsse
from forecasting.settings import TrainingSettings
from forecasting.training import Trained, train_block

CUTOFFS, HORIZON, TOGETHER = 3, 28, 500
FEWEST_DAYS = 60


def hierarchy(skus: list[str]) -> tuple[list[str], np.ndarray]:
    """The level of each series, and which products it sums, float (series, products); products come last."""
    codes = pd.Series(skus).str.split("@", expand=True)
    levels, rows = ["whole"], [np.ones(len(skus))]
    if codes.shape[1] > 1:
        for level, column in (("item", 0), ("location", 1)):
            for name in codes[column].unique():
                levels.append(level)
                rows.append((codes[column] == name).to_numpy(dtype=float))
    return [*levels, *["product"] * len(skus)], np.vstack([*rows, np.eye(len(skus))])


def forecast(values: np.ndarray, start: object) -> tuple[np.ndarray, np.ndarray]:
    """Means of the next days (series, HORIZON) and the mean squared error of each in its backtest (series,)."""
    means, errors = [], []
    for first in range(0, len(values), TOGETHER):
        histories = [History(start, own) for own in values[first : first + TOGETHER]]
        for trained in train_block(histories, TrainingSettings(horizon=HORIZON)):
            if not isinstance(trained, Trained):
                raise trained.error
            means.append(trained.forecast.mean)
            errors.append(np.nan if trained.metrics.rmsse is None else trained.metrics.rmsse)
    scaled = np.array(errors) * one_step_scales(values)[0]
    return np.array(means), np.where(np.isnan(scaled), values.std(axis=1), scaled) ** 2


def reconciled(base: np.ndarray, summing: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The forecasts that add up and are nearest to the given ones, squared distances weighted."""
    weighted = summing.T * weights
    return np.maximum(summing @ np.linalg.solve(weighted @ summing, weighted @ base), 0.0)


def measure(name: str) -> pd.DataFrame:
    frame = DATASETS[name]()[["product_sku", "date", "quantity"]]
    ((skus, block),) = blocks(frame, [], frame["product_sku"].nunique())
    old_enough = block.first_sales <= block.periods - CUTOFFS * HORIZON - FEWEST_DAYS
    levels, summing = hierarchy([sku for sku, old in zip(skus, old_enough, strict=True) if old])
    values = summing @ np.nan_to_num(block.values[old_enough])
    found = []
    for back in range(CUTOFFS * HORIZON, 0, -HORIZON):
        cutoff = block.periods - back
        past, actual = values[:, :cutoff], values[:, cutoff : cutoff + HORIZON]
        base, errors = forecast(past, block.start)
        products = slice(len(levels) - summing.shape[1], None)
        answers = {
            "each by itself": base,
            "bottom-up": summing @ base[products],
            "WLS, structural": reconciled(base, summing, 1 / summing.sum(axis=1)),
            "WLS, variance": reconciled(base, summing, 1 / np.maximum(errors, 1e-6)),
        }
        scales = one_step_scales(past)[0]
        for who, answer in answers.items():
            found.append(pd.DataFrame({"who": who, "level": levels, "rmsse": rmsse(actual, answer, scales)}))
    table = pd.concat(found).replace(np.inf, np.nan).pivot_table(index="level", columns="who", values="rmsse")
    return table.div(table["bottom-up"], axis=0)[list(answers)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    daily = [name for name in DATASETS if not name.endswith("weekly")]
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=daily)
    for name in parser.parse_args().datasets:
        print(f"{name}\n{measure(name).round(3).to_string()}\n", flush=True)


if __name__ == "__main__":
    main()
