"""The ladder: every method that may be published, simplest first.

A method is a function over a block that sees, for each origin, only the periods before it, and answers with mean
forecasts: `forecast(block, origins, horizon)` -> float64 (origins, products, horizon), never negative, NaN only for
steps it does not reach. All else that is known of it stands here too; who lists methods reads FAMILIES.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import partial
from typing import Any

from forecasting import learning, options, windows, zero_shot
from forecasting.apart import Apart
from forecasting.catalogue_model import CatalogueModel
from forecasting.errors import UnknownMethod, UnknownOption
from forecasting.methods import (
    direct_prophet,
    exponential_smoothing,
    intermittent,
    keras_network,
    lightgbm_trees,
    own_season,
    pretrained,
    seasonal_naive,
    shared_season,
    sklearn_trees,
    transformer,
    xgboost_trees,
)
from forecasting.methods.family import Family, Method, not_installed
from forecasting.methods.global_model import GlobalModel, taught
from forecasting.methods.prophet import Priors

FAMILIES: dict[str, Family] = {
    "seasonal_naive": Family(
        seasonal_naive.forecast,
        "As a week ago (the yardstick)",
        "What was sold on the same weekday of the last week.",
    ),
    "exponential_smoothing": Family(
        exponential_smoothing.forecast,
        "Exponential smoothing",
        "Level, trend and weekday that follow the newest sales.",
    ),
    "intermittent": Family(
        intermittent.forecast,
        "Intermittent demand",
        "For products that mostly sell nothing: chance of a sale times its size.",
    ),
    "shared_season": Family(
        shared_season.forecast,
        "Season shared by all products",
        "The course of the year is learnt from all products together.",
    ),
    "own_season": Family(
        own_season.forecast,
        "Season of its own",
        "Waves of the year that multiply with a product's level, learnt from its own sales of two years and more.",
        begins_with="exponential_smoothing",
        believed=28,
    ),
    "prophet": Family(
        direct_prophet.forecast,
        "Prophet",
        "Prophet: trend with changes, weekday and season.",
        options=Priors,
        # Its trend goes on for ever: half a year ahead it is worse than plain smoothing.
        believed=28,
    ),
    "lightgbm": taught(
        GlobalModel(learning, lambda _: nullcontext(lightgbm_trees), lightgbm_trees.Options()),
        "Gradient boosting (LightGBM)",
        "Decision trees over all products, by LightGBM: recent sales, calendar, prices, promotions.",
        is_blended=True,
        seconds=2.5,
        also_known_as=("gradient_boosting",),
    ),
    "xgboost": taught(
        GlobalModel(learning, partial(Apart, xgboost_trees.__name__), xgboost_trees.Options()),
        "XGBoost",
        "Decision trees over all products, by XGBoost, which stops when the newest weeks gain no more.",
        packages=("xgboost",),
        memory_mb=500,
        seconds=8.0,
    ),
    "sklearn": taught(
        GlobalModel(learning, partial(Apart, sklearn_trees.__name__), sklearn_trees.Options()),
        "Gradient boosting (scikit-learn)",
        "Decision trees over all products, by scikit-learn, which stops when the newest weeks gain no more.",
        packages=("sklearn", "skops"),
        memory_mb=500,
        seconds=25.0,
    ),
    **{
        name: taught(
            GlobalModel(
                learning,
                partial(Apart, keras_network.__name__, environment=keras_network.environment(backend)),
                keras_network.Options(),
            ),
            f"Neural network ({title})",
            f"A network over all products, by Keras on {title}, which stops when the newest weeks gain no more.",
            packages=("keras", backend),
            memory_mb=1300,
            seconds=45.0,
        )
        for name, backend, title in (("pytorch", "torch", "PyTorch"), ("tensorflow", "tensorflow", "TensorFlow"))
    },
    "huggingface": taught(
        GlobalModel(windows, partial(Apart, transformer.__name__), transformer.Options()),
        "Transformer (Hugging Face)",
        "PatchTST, which reads the last year of each product; trained from scratch on all of them.",
        packages=("transformers", "torch", "safetensors"),
        memory_mb=1000,
        seconds=90.0,
    ),
    "pretrained": Family(
        GlobalModel(
            zero_shot,
            partial(Apart, pretrained.__name__, environment=pretrained.ENVIRONMENT),
            pretrained.Options(),
        ).forecast,
        "Pretrained (Fracast, or a Chronos checkpoint)",
        "A model that was trained on the series of others and is asked as it is. It learns nothing from your sales.",
        options=pretrained.Options,
        is_blended=False,
        reports=True,
        packages=("torch", "fracast", "chronos"),
        memory_mb=900,
        seconds=500.0,
    ),
}
# Two names for the choice among methods.
AUTO, ALL = "auto", "all"
# What "auto" may blend.
LADDER = tuple(name for name, family in FAMILIES.items() if family.is_blended)


def current(name: str) -> str:
    """The name a method has today; callers and stored recipes may know it by another."""
    if name == ALL:
        return AUTO
    # Nearly always: a night asks some twenty times a product.
    if name in FAMILIES:
        return name
    return next((own for own, family in FAMILIES.items() if name in family.also_known_as), name)


def named(name: str, given: Mapping[str, Any]) -> dict[str, Method]:
    """The methods to run for a name, one of them or the ladder for "auto", with these options.

    In a ladder each method takes the options it knows. Raises UnknownMethod, FamilyNotInstalled, UnknownOption,
    InvalidOption.
    """
    name = current(name)
    if name != AUTO and name not in FAMILIES:
        raise UnknownMethod(f"There is no method {name!r}; choose one of {', '.join([ALL, AUTO, *FAMILIES])}.")
    chosen = {method: FAMILIES[method] for method in (LADDER if name == AUTO else (name,))}
    for method, family in chosen.items():
        if not family.is_installed:
            raise not_installed(method, family)
    taken = {option for family in chosen.values() for option in options.names(family.options)}
    unknown = sorted(set(given) - taken)
    if unknown:
        takes = f"takes {', '.join(sorted(taken))}" if taken else "takes no options"
        raise UnknownOption(f"{name} {takes}; {', '.join(unknown)} cannot be set.", *unknown)
    return {method: family.with_options(_own(family, given)) for method, family in chosen.items()}


def learners(name: str, given: Mapping[str, Any]) -> dict[str, Callable[..., CatalogueModel | None]]:
    """Those of `named` that learn across a catalogue, by their `learn`. Raises as it does."""
    families = {method: FAMILIES[method] for method in named(name, given)}
    return {method: learn for method, family in families.items() if (learn := family.learner(_own(family, given)))}


def _own(family: Family, given: Mapping[str, Any]) -> dict[str, Any]:
    return {option: value for option, value in given.items() if option in options.names(family.options)}
