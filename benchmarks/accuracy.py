"""Accuracy of Stockcast beside its peers on real sales: cut-offs of 28 days, or of 8 weeks for weekly sales.

    STOCKCAST_DATA=... python -m benchmarks.accuracy [--datasets a,b] [--peers x,y] [--sample 100] [--cutoffs 3]
        [--own auto,lightgbm] [--cache DIR] [--seconds 600]

Stockcast and LightGBM learn from every product; the peers that take a second per product answer for a fixed random
sample, and all are scored on it: totals are those of the sample. `--own` names methods of Stockcast. `--cache` keeps
the peers' answers, which do not change while Stockcast does; `--seconds` is what AutoGluon may take at each cut-off,
which is left out where it is not installed. A second table has the rows of `benchmarks.breakdown`, with standard errors
over cut-offs; newcomers, whom no peer answers for, stand below it. Then the same tables of the same weeks a year ago,
where the data reach: what was chosen on the last weeks was not chosen on these.
"""

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import breakdown
from benchmarks.breakdown import Said
from benchmarks.datasets import DATASETS
from benchmarks.peer_task import Task
from benchmarks.peers import PEERS, QUANTILES, missing
from forecasting.evaluate import AGES, USUAL_HORIZON, EvaluationSettings, evaluate
from forecasting.layout import blocks, step_days_of
from forecasting.metrics import coverage, mean_known, one_step_scales, pinball, rmsse

# Peers need some history: sampled products sold for this many periods before the first cut-off.
FEWEST = {1: 28, 7: 13}
FAST = 5.0
# A year ago is looked at where so many days stand before its first cut-off.
YEAR, LEAST_BEFORE = pd.Timedelta(days=364), pd.Timedelta(days=182)


class Sales:
    """One data set as a dense long table: every product and day from its first sale to the last day of all."""

    def __init__(self, frame: pd.DataFrame, cutoffs: int) -> None:
        self.frame, self.cutoffs = frame, cutoffs
        self.step_days = step_days_of(frame["date"])
        self.horizon = USUAL_HORIZON[self.step_days]
        self.regressors = [name for name in frame if name not in ("product_sku", "date", "quantity")]
        ((skus, self.block),) = blocks(frame, self.regressors, frame["product_sku"].nunique())
        self.rows_of = {sku: row for row, sku in enumerate(skus)}
        days = self.block.days(0, self.block.periods).astype("datetime64[ns]")
        index = pd.MultiIndex.from_product([skus, days], names=["product_sku", "date"])
        columns = {"quantity": self.block.values, **{n: np.nan_to_num(c) for n, c in self.block.known.items()}}
        self.table = pd.DataFrame({n: c.ravel() for n, c in columns.items()}, index=index).reset_index()
        period = np.tile(np.arange(self.block.periods), len(skus))
        self.table = self.table[period >= np.repeat(self.block.first_sales, self.block.periods)]

    def sample(self, size: int) -> list[str]:
        latest = self.block.periods - self.cutoffs * self.horizon - FEWEST[self.step_days]
        old_enough = self.block.first_sales <= latest
        skus = [sku for sku, row in self.rows_of.items() if old_enough[row]]
        return sorted(np.random.default_rng(0).permutation(skus)[:size])

    def tasks(self, measured: list[str]) -> Iterator[tuple[pd.Timestamp, Task]]:
        for back in range(self.cutoffs, 0, -1):
            length = pd.Timedelta(days=self.horizon * self.step_days)
            cutoff = self.table["date"].max() - back * length
            ahead = self.table["date"].between(cutoff, cutoff + length, inclusive="right")
            past = self.table[self.table["date"] <= cutoff].reset_index(drop=True)
            future = self.table[ahead & self.table["product_sku"].isin(past["product_sku"])].reset_index(drop=True)
            yield cutoff, Task(past, future, measured, self.regressors, self.step_days)

    def score(self, answers: pd.DataFrame) -> dict[str, float]:
        """Means over products and cut-offs; coverage of the products that sell five or more a day."""
        parts = [self._scored(cutoff, part) for cutoff, part in answers.groupby("cutoff")]
        return {name: float(np.nanmean(np.concatenate([part[name] for part in parts]))) for name in parts[0]}

    def rows(self, answers: pd.DataFrame) -> pd.Series:
        """The rows of the breakdown, with standard errors."""
        return breakdown.over_cutoffs(
            breakdown.rows(self._said(cutoff, part)) for cutoff, part in answers.groupby("cutoff")
        )

    def newcomers(self, answers: pd.DataFrame) -> pd.Series:
        """By age at the cut-off, with standard errors."""
        return breakdown.over_cutoffs(
            breakdown.by_age(self._said(cutoff, part), AGES) for cutoff, part in answers.groupby("cutoff")
        )

    def _said(self, cutoff: pd.Timestamp, answers: pd.DataFrame) -> Said:
        answers = answers.sort_values(["product_sku", "date"])
        skus = answers["product_sku"].unique()
        rows = np.array([self.rows_of[sku] for sku in skus])
        origin = (cutoff.date() - self.block.start).days // self.step_days + 1
        past, actual = self.block.values[rows, :origin], self.block.values[rows, origin : origin + self.horizon]
        return Said(skus, past, actual, answers["predicted"].to_numpy().reshape(-1, self.horizon), self.step_days)

    def _scored(self, cutoff: pd.Timestamp, answers: pd.DataFrame) -> dict[str, np.ndarray]:
        said, answers = self._said(cutoff, answers), answers.sort_values(["product_sku", "date"])
        quantiles = answers[[str(q) for q in QUANTILES]].to_numpy().reshape(-1, self.horizon, len(QUANTILES))
        quantiles = quantiles.swapaxes(1, 2)
        squared, absolute = one_step_scales(said.past)
        fast = np.nan_to_num(mean_known(said.past)) >= FAST
        held = coverage(said.actual, quantiles[:, 1], quantiles[:, 3])
        loss = pinball(said.actual, quantiles, QUANTILES) / absolute
        error = rmsse(said.actual, said.mean, squared)
        return {"rmsse": error, "pinball": loss, "coverage": np.where(fast, held, np.nan)}


def stockcast(sales: Sales, methods: tuple[str, ...]) -> tuple[dict[str, pd.DataFrame], float]:
    """Answers for every product, by method, and milliseconds of processor time of the first per product and cut-off."""
    settings = EvaluationSettings(sales.horizon, sales.cutoffs, methods, tuple(sales.regressors))
    results = list(evaluate(sales.frame, settings, time.process_time))
    answers = pd.concat([result.rows() for result in results], ignore_index=True)
    first = [result for result in results if result.method == methods[0]]
    seconds, products = sum(result.seconds for result in first), sum(len(result.skus) for result in first)
    return {name: answers[answers["method"] == name] for name in methods}, 1000 * seconds / products


def peer(tasks: Iterable[tuple[pd.Timestamp, Task]], name: str, kept: Path | None) -> pd.DataFrame:
    if kept and kept.exists():
        return pd.read_parquet(kept)
    answers = [PEERS[name](task).assign(cutoff=cutoff) for cutoff, task in tasks]
    answers = pd.concat(answers, ignore_index=True)
    if kept:
        answers.to_parquet(kept)
    return answers


def a_year_before(frame: pd.DataFrame, cutoffs: int) -> pd.DataFrame | None:
    """All but the last 52 weeks; None where that leaves too little before the first cut-off."""
    days = pd.to_datetime(frame["date"])
    step_days, last = step_days_of(days), days.max() - YEAR
    measured = pd.Timedelta(days=cutoffs * USUAL_HORIZON[step_days] * step_days)
    return frame[days <= last] if last - measured - days.min() >= LEAST_BEFORE else None


def compare(name: str, frame: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    sales = Sales(frame, options.cutoffs)
    measured = sales.sample(options.sample)
    answers = {
        other: peer(
            ((cutoff, replace(task, seconds=options.seconds)) for cutoff, task in sales.tasks(measured)),
            other,
            options.cache and Path(options.cache) / f"{name}-{other}.parquet",
        )
        for other in options.peers
    }
    own, milliseconds = stockcast(sales, tuple(options.own))
    shared = set(measured) & set(own[options.own[0]]["product_sku"])
    shared = shared.intersection(*(part["product_sku"] for part in answers.values()))
    answers = {who: part[part["product_sku"].isin(shared)] for who, part in {**own, **answers}.items()}
    print(f"\n{name}: {len(shared)} of {len(sales.rows_of)} products; {options.own[0]} {milliseconds:.1f} ms each")
    scores = pd.DataFrame({who: sales.score(part) for who, part in answers.items()}).T
    print(scores.round(4).to_string())
    print(pd.DataFrame({who: sales.rows(part) for who, part in answers.items()}).to_string())
    print(pd.DataFrame({who: sales.newcomers(part) for who, part in own.items()}).to_string())
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=lambda text: text.split(","), default=list(DATASETS))
    parser.add_argument("--peers", type=lambda text: text.split(","), default=list(PEERS))
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--cutoffs", type=int, default=3)
    parser.add_argument("--own", type=lambda text: text.split(","), default=["auto"])
    parser.add_argument("--cache")
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    for reason in filter(None, map(missing, options.peers)):
        print(reason)
    options.peers = [name for name in options.peers if not missing(name)]
    for name in options.datasets:
        frame = DATASETS[name]()
        table = compare(name, frame, options)
        first, best = options.own[0], table.loc[options.peers].min()
        for measure in ("rmsse", "pinball"):
            print(f"{measure}: {first} / best peer = {table.loc[first, measure] / best[measure]:.3f}")
        earlier = a_year_before(frame, options.cutoffs)
        if earlier is not None:
            compare(f"{name}-a-year-ago", earlier, options)


if __name__ == "__main__":
    main()
