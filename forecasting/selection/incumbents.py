"""What is served today, measured beside what is to replace it: on the same cut-offs, fitted to the same sales."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.methods import FAMILIES, current
from forecasting.metrics import rmsse
from forecasting.selection.backtest import Backtest
from forecasting.selection.select import Selection, blend

# Share of each method in a forecast, by its name; they sum to 1.
Recipe = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Incumbents:
    """weights -- of the recipes served, float64 (products, methods); rmsse -- theirs over the backtest, (products,),
    NaN where there is none or nothing could be measured; better -- than the challenger, bool (products,)."""

    weights: np.ndarray
    rmsse: np.ndarray
    better: np.ndarray


def used_methods(recipes: Sequence[Recipe | None]) -> set[str]:
    """Methods that must run for these recipes to be measured."""
    named = {current(name) for name in {name for recipe in recipes if recipe for name in recipe}}
    return {name for name in named if name in FAMILIES and FAMILIES[name].is_installed}


def measure(recipes: Sequence[Recipe | None], past: Backtest, challenger: Selection) -> Incumbents:
    """Measure one recipe per product. One with a method that is no longer shipped or installed counts as none."""
    weights = np.zeros(challenger.weights.shape)
    for row, stored in zip(weights, recipes, strict=True):
        recipe = {current(name): share for name, share in (stored or {}).items()}
        if recipe and set(recipe) <= set(challenger.methods):
            row[:] = [recipe.get(name, 0.0) for name in challenger.methods]
    total = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, total, out=weights, where=total > 0)
    products = len(weights)
    forecast = blend(weights, past.forecasts).transpose(1, 0, 2).reshape(products, -1)
    actual = past.actual.transpose(1, 0, 2).reshape(products, -1)
    error = rmsse(actual, forecast, np.nan_to_num(past.scale, nan=1.0))
    error = np.where(total[:, 0] > 0, error, np.nan)
    return Incumbents(weights, error, error < challenger.rmsse)


def kept(incumbents: Incumbents, challenger: Selection) -> Selection:
    """The challenger, but the incumbent's recipe where that is better."""
    return replace(
        challenger,
        weights=np.where(incumbents.better[:, None], incumbents.weights, challenger.weights),
        rmsse=np.where(incumbents.better, incumbents.rmsse, challenger.rmsse),
    )
