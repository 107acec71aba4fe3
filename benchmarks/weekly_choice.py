"""What is lost by a choice of methods, and a model of the catalogue, that are days old?

Forecasts of 28 days by what was chosen and learnt so many days before, beside those of the very night, for the same
products.

    STOCKCAST_DATA=... python -m benchmarks.weekly_choice [--datasets a,b] [--sample 300] [--age 6] [--cutoffs 3]
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd

from benchmarks.clock import timed
from benchmarks.datasets import DATASETS
from forecasting.block import Block
from forecasting.forecast import LEVELS
from forecasting.history import History
from forecasting.layout import blocks
from forecasting.metrics import PINBALL_LEVELS, one_step_scales, pinball, rmsse
from forecasting.renewal import renew_block
from forecasting.settings import TrainingSettings
from forecasting.trained import Trained
from forecasting.training import learn_catalogue, train_block

HORIZON = 28
# A product takes part if it had sold for so long before the choice.
FEWEST_DAYS = 28
CHOSEN = [LEVELS.index(level) for level in PINBALL_LEVELS]


def histories(block: Block, origin: int) -> list[History]:
    """Of all products of a block, what was known when so many periods had passed."""
    ahead = origin + HORIZON
    return [
        History(
            block.start + timedelta(days=int(first)),
            values[first:origin],
            category=category,
            known={name: column[row, first:ahead] for name, column in block.known.items()},
        )
        for row, (first, values, category) in enumerate(
            zip(block.first_sales, block.values, block.categories, strict=True)
        )
    ]


def of_the_night(past: Sequence[History]) -> list[Trained]:
    settings = TrainingSettings(horizon=HORIZON)
    return list(train_block(past, replace(settings, learnt=learn_catalogue(past, settings))))


def by_earlier(before: Sequence[History], past: Sequence[History]) -> tuple[list[Trained | None], float, float]:
    """Forecasts by what was chosen before, None where that no longer holds; and seconds of choosing and of renewing."""
    settings = TrainingSettings(horizon=HORIZON)
    settings = replace(settings, learnt=learn_catalogue(before, settings))
    chosen, choosing = timed(lambda: list(train_block(before, settings)))
    renewed, renewing = timed(lambda: renew_block(past, [one.choice for one in chosen], settings))
    return renewed, choosing, renewing


def scored(block: Block, origin: int, trained: Sequence[Trained]) -> np.ndarray:
    """RMSSE and scaled pinball loss, (2, products)."""
    actual = block.values[:, origin : origin + HORIZON]
    squared, absolute = one_step_scales(block.values[:, :origin])
    mean = np.stack([one.forecast.mean for one in trained])
    quantiles = np.stack([one.forecast.quantiles[CHOSEN] for one in trained])
    return np.stack([rmsse(actual, mean, squared), pinball(actual, quantiles, PINBALL_LEVELS) / absolute])


def compare(name: str, options: argparse.Namespace) -> pd.Series:
    frame = DATASETS[name]()
    codes = np.sort(frame["product_sku"].unique())
    drawn = np.random.default_rng(0).permutation(codes)[: options.sample]
    regressors = [column for column in frame if column not in ("product_sku", "date", "quantity")]
    ((_, block),) = blocks(frame[frame["product_sku"].isin(drawn)], regressors, len(drawn))
    parts, shares, seconds = [], [], np.zeros(2)
    for back in range(options.cutoffs, 0, -1):
        origin = block.periods - back * HORIZON
        own = block.select(block.first_sales < origin - options.age - FEWEST_DAYS)
        past, before = histories(own, origin), histories(own, origin - options.age)
        fresh = of_the_night(past)
        renewed, *spent = by_earlier(before, past)
        seconds += spent
        both = [number for number, one in enumerate(renewed) if one]
        shares.append(len(both) / len(past))
        rows = own.select(np.array(both))
        parts.append([scored(rows, origin, [some[number] for number in both]) for some in (renewed, fresh)])
    old, new = (np.concatenate(own, axis=1) for own in zip(*parts, strict=True))
    change = 100 * (old - new) / np.nanmean(new, axis=1, keepdims=True)
    error = np.nanstd(change, axis=1) / np.sqrt((~np.isnan(change)).sum(axis=1))
    figures = {"renewed %": 100 * np.mean(shares)}
    for number, measure in enumerate(("RMSSE", "pinball")):
        figures |= {measure: np.nanmean(new[number]), f"{measure} %": np.nanmean(change[number])}
        figures |= {f"± {measure}": error[number]}
    products = options.cutoffs * len(past)
    return pd.Series(
        figures | {"ms choosing": 1000 * seconds[0] / products, "ms renewing": 1000 * seconds[1] / products}
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=list(DATASETS))
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--age", type=int, default=6, help="days between the choice and the forecast")
    parser.add_argument("--cutoffs", type=int, default=3)
    options = parser.parse_args()
    for name in options.datasets:
        print(f"\n{name}\n{compare(name, options).to_string(float_format=lambda figure: f'{figure:.3f}')}", flush=True)


if __name__ == "__main__":
    main()
