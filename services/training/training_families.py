"""Training by family of models, for some products or the whole catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product
from forecasting import methods
from forecasting.errors import ForecastingError
from services.errors import InvalidInput, NotFound
from services.jobs import jobs
from services.sku import clean_sku
from services.task_service import Submitted, TaskService

ALL = "all"
DESCRIPTIONS = {
    ALL: "Every family, measured on each product's own past: the best, or a blend of the best, is served.",
    "seasonal_naive": "What was sold on the same weekday of the last week.",
    "exponential_smoothing": "Level, trend and weekday that follow the newest sales.",
    "intermittent": "For products that mostly sell nothing: chance of a sale times its size.",
    "shared_season": "The course of the year is learnt from all products together.",
    "prophet": "Prophet: trend with changes, weekday and season.",
    "gradient_boosting": "Decision trees over all products: recent sales, calendar, prices, promotions.",
    "neural_network": "A small neural network over all products, with the same inputs as the trees.",
}
# What callers of other training services know a family by.
ALIASES = {
    "auto": ALL,
    "xgboost": "gradient_boosting",
    "lightgbm": "gradient_boosting",
    "tensorflow": "neural_network",
    "pytorch": "neural_network",
    "huggingface": "neural_network",
}


@dataclass(frozen=True)
class FamilyTraining:
    """model_type -- a family or an alias of one; product_skus -- None: the whole catalogue; options -- of the family"""

    model_type: str
    product_skus: tuple[str, ...] | None
    options: Mapping[str, Any]


def families() -> list[dict[str, Any]]:
    """What can be trained, and with which options."""
    return [
        {
            "model_type": name,
            "also_known_as": [alias for alias, family in ALIASES.items() if family == name],
            "description": description,
            "options": _options(name),
        }
        for name, description in DESCRIPTIONS.items()
    ]


def submit(training: FamilyTraining, user_id: int) -> Submitted:
    """Have products trained with one family. Raises NotFound, InvalidInput, Unavailable, TooMany."""
    family = ALIASES.get(training.model_type, training.model_type)
    if family not in DESCRIPTIONS:
        known = ", ".join([*DESCRIPTIONS, *ALIASES])
        raise NotFound(f"There is no model family {training.model_type!r}; choose one of {known}.", "unknown_family")
    method = methods.AUTO if family == ALL else family
    try:
        methods.named(method, training.options)
    except ForecastingError as error:
        raise InvalidInput(str(error), error.code) from None
    skus = None if training.product_skus is None else _known(training.product_skus)
    return TaskService.submit(jobs.TrainAll(method, None, skus, dict(training.options)), user_id)


def _options(name: str) -> dict[str, Any]:
    chosen = methods.LADDER if name == ALL else (name,)
    return {option: default for method in chosen for option, default in methods.options_of(method).items()}


def _known(asked: tuple[str, ...]) -> list[str]:
    """The codes as they are stored. Raises NotFound if there is no product for one."""
    skus = sorted({_cleaned(sku) for sku in asked})
    with snapshot() as session:
        found = set(session.scalars(sa.select(Product.sku).where(Product.sku.in_(skus))))
    missing = [sku for sku in skus if sku not in found]
    if missing:
        raise NotFound(f"There is no product {', '.join(map(repr, missing[:10]))}.", "product_not_found")
    return skus


def _cleaned(sku: str) -> str:
    try:
        return clean_sku(sku)
    except ValueError as error:
        raise InvalidInput(f"{sku!r} cannot be a product code: {error}.", "invalid_request") from None
