"""Do correction factors help, where they are applied? On real sales, night by night as the product would have it.

    STOCKCAST_DATA=... python -m benchmarks.correction [--datasets french_bakery,rossmann] [--products 1000]

Each week the catalogue is trained on what had been sold by then, and the week that follows is forecast. After 26 such
weeks the factors are learnt anew every week from the 26 before it, and applied to the next one. Printed, with factor as
a ratio to without (below 1 is better), over the forecasts that one was applied to: absolute error and pinball loss; and
the absolute error of the whole catalogue.
"""

import argparse
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.datasets import DATASETS
from forecasting import block_model
from forecasting.block import Block
from forecasting.forecast import LEVELS
from forecasting.layout import blocks
from forecasting.metrics import pinball
from forecasting.published import correction
from forecasting.settings import TrainingSettings

WEEK, LEARNT_FROM, APPLIED_TO = 7, 26, 26
KNOWN_AHEAD = ("promo", "school_holiday")


@dataclass(frozen=True, slots=True)
class Weeks:
    """sales, mean -- (weeks, products, WEEK); quantiles -- (weeks, products, levels, WEEK)"""

    sales: np.ndarray
    mean: np.ndarray
    quantiles: np.ndarray

    def totals(self) -> tuple[np.ndarray, np.ndarray]:
        """Of sales and of forecasts, each (products, weeks), over the days that are known of both."""
        known = ~np.isnan(self.sales)
        unknown = np.where(known.any(axis=2), 0.0, np.nan)
        sums = (np.where(known, values, 0.0).sum(axis=2) + unknown for values in (self.sales, self.mean))
        sold, expected = (total.T for total in sums)
        return sold, expected


def forecast(block: Block) -> Weeks:
    """Each of the last weeks as it was forecast the evening before it."""
    origins = range(block.periods - (LEARNT_FROM + APPLIED_TO) * WEEK, block.periods, WEEK)
    models = [block_model.fit(block.until(origin), TrainingSettings(horizon=WEEK)) for origin in origins]
    sales = np.stack([block.values[:, origin : origin + WEEK] for origin in origins])
    return Weeks(
        sales,
        np.stack([model.outlook.mean for model in models]),
        np.stack([model.outlook.quantiles for model in models]),
    )


def measure(name: str, products: int) -> pd.Series:
    frame = DATASETS[name]()
    ((_, block),) = blocks(frame, [column for column in KNOWN_AHEAD if column in frame], frame["product_sku"].nunique())
    weeks = forecast(block.select(np.arange(len(block)) < products))
    sold, expected = weeks.totals()
    errors, losses, whole = np.zeros(2), np.zeros(2), np.zeros(2)
    applied = 0
    for week in range(LEARNT_FROM, LEARNT_FROM + APPLIED_TO):
        past = slice(week - LEARNT_FROM, week)
        factor = correction.learn(sold[:, past], expected[:, past]).factor
        moved = factor != 1
        applied += moved.sum()
        for turn, by in enumerate((np.ones(len(factor)), factor)):
            error = np.nansum(np.abs(by[:, None] * weeks.mean[week] - weeks.sales[week]), axis=1)
            errors[turn] += error[moved].sum()
            whole[turn] += error.sum()
            corrected = by[:, None, None] * weeks.quantiles[week]
            losses[turn] += np.nansum(pinball(weeks.sales[week], corrected, np.array(LEVELS))[moved])
    share = 100 * applied / (APPLIED_TO * len(sold))
    ratios = (np.nan if not without else round(with_it / without, 3) for without, with_it in (errors, losses, whole))
    return pd.Series([f"{share:.1f} %", *ratios], ["applied to", "error", "pinball", "error of all"], name=name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    daily = [name for name in DATASETS if not name.endswith("weekly")]
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=daily)
    parser.add_argument("--products", type=int, default=1000)
    options = parser.parse_args()
    print(pd.DataFrame([measure(name, options.products) for name in options.datasets]).to_string())


if __name__ == "__main__":
    main()
