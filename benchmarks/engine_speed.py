"""How fast is the direct fit? Against Prophet and statsforecast on the same real series, and over growing catalogues.

    STOCKCAST_DATA=... OMP_NUM_THREADS=1 python -m benchmarks.engine_speed --peer-series 40

Everything runs in one process on one core, from an array of sales to forecasts of 28 days; times are processor times,
Prophet's child process included. AutoETS, AutoTheta and MSTL need the packages of requirements-benchmarks.in.
"""

import argparse
import logging
import resource
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec

import numpy as np
import pandas as pd

from benchmarks.clock import timed
from benchmarks.sales import block
from forecasting.methods.prophet import ProphetSettings, fit_block
from tests.reference.prophet import frame, library_fit

HORIZON = 28
DAYS, AT_A_TIME = 1_900, 1_000


def direct(values: np.ndarray, start: date) -> float:
    """Seconds per series of the whole block, the best of three."""
    runs = [timed(lambda: fit_block(values, start, ProphetSettings()).predict(HORIZON))[1] for _ in range(3)]
    return min(runs) / len(values)


def prophet(values: np.ndarray, start: date, intervals: bool) -> float:
    """Seconds per series of Prophet itself, with or without its 1,000 draws for intervals."""
    fits = fit_block(values, start, ProphetSettings())
    ahead = frame(fits, 0, np.arange(fits.n_periods, fits.n_periods + HORIZON))

    def one(index: int) -> None:
        model = library_fit(fits, index, values[index])
        model.uncertainty_samples = 1000 if intervals else 0
        model.predict(ahead)

    one(0)
    return np.mean([timed(lambda i=i: one(i))[1] for i in range(len(values))])


def statsforecast_peers() -> dict[str, Callable[[np.ndarray], object]]:
    """Models of statsforecast by name; empty where it is not installed."""
    if find_spec("statsforecast") is None:
        return {}
    from statsforecast.models import MSTL, AutoETS, AutoTheta

    models = {"AutoETS": AutoETS(7), "AutoTheta": AutoTheta(7), "MSTL": MSTL([7, 365])}
    return {name: lambda y, model=model: model.forecast(y=y, h=HORIZON) for name, model in models.items()}


def on_real_sales(n_peer_series: int) -> pd.DataFrame:
    """Milliseconds per series on store items, the peers on the first of them, each warmed up once."""
    values, start = block("store_item")
    measured = {"direct": direct(values, start)}
    few = values[:n_peer_series]
    measured["Prophet"] = prophet(few, start, intervals=True)
    measured["Prophet, no intervals"] = prophet(few, start, intervals=False)
    for name, forecast in statsforecast_peers().items():
        forecast(np.nan_to_num(few[0]))
        measured[name] = np.mean([timed(lambda y=y, model=forecast: model(y))[1] for y in np.nan_to_num(few)])
    table = pd.DataFrame({"ms per series": 1e3 * pd.Series(measured)})
    return table.assign(**{"times direct": table["ms per series"] / table.loc["direct", "ms per series"]})


def on_growing_catalogues(sizes: list[int]) -> pd.DataFrame:
    """Milliseconds per product and the process's peak memory; sales are made block by block, outside the clock."""
    rows = []
    for size in sizes:
        random, spent = np.random.default_rng(0), 0.0
        for _ in range(0, size, AT_A_TIME):
            values = simulated(random, min(AT_A_TIME, size))
            _, fitting = timed(
                lambda sales=values: fit_block(sales, date(2020, 1, 1), ProphetSettings()).predict(HORIZON)
            )
            spent += fitting
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append({"products": size, "ms per product": 1e3 * spent / size, "peak MB": peak})
    return pd.DataFrame(rows)


def simulated(random: np.random.Generator, products: int) -> np.ndarray:
    """A block of products with a week and a year that started on different days."""
    day = np.arange(DAYS)
    week, year = 2 * np.pi * day / 7, 2 * np.pi * day / 365.25
    level = random.gamma(2, 4, (products, 1)) * (1 + 0.3 * np.sin(week) + 0.2 * np.cos(year))
    values = random.poisson(level).astype(float)
    values[day < random.integers(0, DAYS - 30, (products, 1))] = np.nan
    return values


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer-series", type=int, default=40)
    sizes = {"type": lambda text: [int(size) for size in text.split(",")], "default": [1_000, 10_000, 100_000]}
    parser.add_argument("--catalogues", help="products, with commas", **sizes)
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    print(on_real_sales(arguments.peer_series).to_string(float_format=lambda figure: f"{figure:.3f}"), flush=True)
    if not statsforecast_peers():
        print("AutoETS, AutoTheta and MSTL were not measured: install requirements-benchmarks.in to have them.")
    growing = on_growing_catalogues(arguments.catalogues)
    print(growing.to_string(index=False, float_format=lambda figure: f"{figure:.3f}"))


if __name__ == "__main__":
    main()
