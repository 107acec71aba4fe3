"""Where forecasts are right and where not: by level, by week ahead, by speed of sale, by age.

Every figure is that of one cut-off; `over_cutoffs` gives means with their standard errors. Errors are RMSSE: root mean
squared errors in units of the root mean squared one-step difference before the cut-off. Those of a level are weighted
by what each of its members sold in the last four weeks, as in the M5 competition (Makridakis, Spiliotis and
Assimakopoulos, "M5 accuracy competition", 2022); "all levels" is their mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.metrics import mean_known, one_step_scales, rmsse

RECENT_DAYS, PARTS = 28, 4
# Mean sales a period below which a product is among the slow, and so on.
SPEEDS = {"below 0.2 a period": 0.2, "0.2 to 1": 1.0, "1 to 5": 5.0, "5 and more": np.inf}


@dataclass(frozen=True)
class Said:
    """What was said at one cut-off beside what came: skus (n,); past (n, periods), NaN before the first sale; actual,
    mean (n, horizon), NaN in actual: unknown"""

    skus: np.ndarray
    past: np.ndarray
    actual: np.ndarray
    mean: np.ndarray
    step_days: int = 1


def rows(said: Said) -> dict[str, float]:
    """Every row but those by age, by its name."""
    return {**by_level(said), **bias(said), **by_part(said), **by_speed(said)}


def by_level(said: Said) -> dict[str, float]:
    errors = {name: _weighted(said, group) for name, group in _levels(said.skus).items()}
    return {**{f"level: {name}": error for name, error in errors.items()}, "all levels": np.mean([*errors.values()])}


def bias(said: Said) -> dict[str, float]:
    known = ~np.isnan(said.actual)
    return {"bias of the total": said.mean[known].sum() / said.actual[known].sum() - 1}


def by_part(said: Said) -> dict[str, float]:
    """By quarter of the horizon: weeks of 28 days."""
    scale, parts = one_step_scales(said.past)[0], np.array_split(np.arange(said.actual.shape[1]), PARTS)
    return {
        f"periods {part[0] + 1} to {part[-1] + 1}": _mean(rmsse(said.actual[:, part], said.mean[:, part], scale))
        for part in parts
        if len(part)
    }


def by_speed(said: Said) -> dict[str, float]:
    errors = rmsse(said.actual, said.mean, one_step_scales(said.past)[0])
    kind = np.searchsorted([*SPEEDS.values()], np.nan_to_num(mean_known(said.past)), side="right")
    return {name: _mean(errors[kind == number]) for number, name in enumerate(SPEEDS)}


def by_age(said: Said, ages: dict[int, str]) -> dict[str, float]:
    """Newcomers: sum of the absolute errors of their totals over the horizon, as a share of these; by days since the
    first sale, at most the first of `ages` and so on."""
    age = said.step_days * (said.past.shape[1] - (~np.isnan(said.past)).argmax(axis=1))
    kind = np.searchsorted([*ages], age)
    sold, expected = np.nansum(said.actual, axis=1), np.where(np.isnan(said.actual), 0.0, said.mean).sum(axis=1)
    found = {}
    for number, name in enumerate(ages.values()):
        own = kind == number
        volume = sold[own].sum()
        found[f"{name}: WAPE"] = np.abs(expected - sold)[own].sum() / volume if volume else np.nan
        found[f"{name}: bias"] = (expected - sold)[own].sum() / volume if volume else np.nan
    return found


def over_cutoffs(found: Iterable[dict[str, float]]) -> pd.Series:
    """Mean ± standard error over cut-offs, by row."""
    table = pd.DataFrame(list(found))
    error = table.std() / np.sqrt(table.notna().sum())
    return table.mean().map("{:.3f}".format) + error.map(lambda own: "" if np.isnan(own) else f" ± {own:.3f}")


def _levels(skus: np.ndarray) -> dict[str, np.ndarray]:
    """The group of each product on each level, int (n,); items and locations where codes are ITEM@LOCATION."""
    codes = pd.Series(np.asarray(skus, dtype=object)).astype(str)
    groups = {"shop": np.zeros(len(codes), dtype=int), "product": np.arange(len(codes))}
    if codes.str.contains("@").all():
        parts = codes.str.split("@", n=1, expand=True)
        groups |= {"item": pd.factorize(parts[0])[0], "location": pd.factorize(parts[1])[0]}
    return groups


def _weighted(said: Said, group: np.ndarray) -> float:
    known = ~np.isnan(said.actual)
    past, sold, expected = (
        _added(group, own) for own in (np.nan_to_num(said.past), said.actual * known, said.mean * known)
    )
    if len(past) == len(said.past):
        past, sold = said.past, said.actual
    errors = rmsse(sold, expected, one_step_scales(past)[0])
    weights = np.nansum(past[:, -RECENT_DAYS // said.step_days :], axis=1)
    usable = np.isfinite(errors) & (weights > 0)
    return float(np.average(errors[usable], weights=weights[usable])) if usable.any() else np.nan


def _added(group: np.ndarray, values: np.ndarray) -> np.ndarray:
    out = np.zeros((group.max() + 1, values.shape[1]))
    np.add.at(out, group, np.nan_to_num(values))
    return out


def _mean(errors: np.ndarray) -> float:
    errors = errors[np.isfinite(errors)]
    return float(errors.mean()) if len(errors) else np.nan
