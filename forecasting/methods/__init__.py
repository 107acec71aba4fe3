"""The ladder: every method that may be published, simplest first.

A method is a function over a block that sees, for each origin, only the periods before it, and answers with mean
forecasts: `forecast(block, origins, horizon)` -> float64 (origins, products, horizon), never negative, NaN only for
steps it does not reach.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any

import numpy as np

from forecasting.errors import UnknownMethod, UnknownOption
from forecasting.methods import (
    direct_prophet,
    exponential_smoothing,
    gradient_boosting,
    intermittent,
    neural_network,
    seasonal_naive,
    shared_season,
)
from forecasting.methods.prophet import Priors

# Of a block, origins and a horizon, and of what OPTIONS and REPORTING say of it.
Method = Callable[..., np.ndarray]

METHODS: dict[str, Method] = {
    "seasonal_naive": seasonal_naive.forecast,
    "exponential_smoothing": exponential_smoothing.forecast,
    "intermittent": intermittent.forecast,
    "shared_season": shared_season.forecast,
    "prophet": direct_prophet.forecast,
    "gradient_boosting": gradient_boosting.forecast,
    "neural_network": neural_network.forecast,
}
AUTO = "auto"
# What "auto" may blend.
LADDER = tuple(name for name in METHODS if name != "neural_network")
# Those that take long enough to say how far they are.
REPORTING = ("gradient_boosting", "neural_network")
# What a method lets its caller decide, where it does.
OPTIONS: dict[str, type] = {
    "prophet": Priors,
    "gradient_boosting": gradient_boosting.Options,
    "neural_network": neural_network.Options,
}


def named(name: str, options: Mapping[str, Any]) -> dict[str, Method]:
    """The methods to run for a name, one of them or the ladder for "auto", with these options.

    In a ladder each method takes the options it knows. Raises UnknownMethod, UnknownOption.
    """
    if name != AUTO and name not in METHODS:
        raise UnknownMethod(f"There is no method {name!r}; choose one of {', '.join([AUTO, *METHODS])}.")
    chosen = LADDER if name == AUTO else (name,)
    taken = {option for method in chosen for option in options_of(method)}
    unknown = sorted(set(options) - taken)
    if unknown:
        takes = f"takes {', '.join(sorted(taken))}" if taken else "takes no options"
        raise UnknownOption(f"{name} {takes}; {', '.join(unknown)} cannot be set.")
    return {method: _with_options(method, options) for method in chosen}


def options_of(name: str) -> dict[str, Any]:
    """The options of a method and their defaults."""
    return {field.name: field.default for field in fields(OPTIONS[name])} if name in OPTIONS else {}


def _with_options(name: str, options: Mapping[str, Any]) -> Method:
    own = {option: value for option, value in options.items() if option in options_of(name)}
    return partial(METHODS[name], options=OPTIONS[name](**own)) if own else METHODS[name]
