"""Training by family of models, for some products or the whole catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product
from forecasting import methods, options
from forecasting.errors import FamilyNotInstalled, RefusedOption
from forecasting.methods.family import Family, install_command
from services.errors import Conflict, Fault, InvalidInput, NotFound, pointer_to
from services.jobs import jobs
from services.sku import clean_sku
from services.task_service import Submitted, TaskService
from utils.config import get_settings
from utils.language import N_, _
from utils.queues import GPU_QUEUE

ALL = methods.ALL
EVERY_TITLE = N_("The best for each product")
EVERY_DESCRIPTION = N_("Measured on each product's own past: the best of the engine's own, or a blend, is served.")
EVERY_FAMILY: dict[str, Any] = {
    "model_type": ALL,
    "also_known_as": [methods.AUTO],
    "is_blended": False,
    "installed": True,
    "install": None,
}


@dataclass(frozen=True)
class FamilyTraining:
    """model_type -- a family, by any name of it; product_skus -- None: the whole catalogue; options -- of the family

    promote -- IF_BETTER or ALWAYS, see `jobs.TrainAll`
    """

    model_type: str
    product_skus: tuple[str, ...] | None
    options: Mapping[str, Any]
    promote: str = jobs.IF_BETTER


def families() -> list[dict[str, Any]]:
    """What can be trained, and with which parameters, in the language that is spoken."""
    ladder = [methods.FAMILIES[name] for name in methods.LADDER]
    words = {"title": _(EVERY_TITLE), "description": _(EVERY_DESCRIPTION)}
    return [
        EVERY_FAMILY | words | _parameters(ladder) | _expected(ladder),
        *(_described(name, family) for name, family in methods.FAMILIES.items()),
    ]


def title(model_type: str) -> str | None:
    """What people call a family; None if there is none of this name."""
    if methods.current(model_type) == methods.AUTO:
        return _(EVERY_TITLE)
    family = methods.FAMILIES.get(methods.current(model_type))
    return _(family.title) if family else None


def submit(training: FamilyTraining, user_id: int) -> Submitted:
    """Have products trained with one family. Raises NotFound, InvalidInput, Conflict, Unavailable, TooMany."""
    method = methods.current(training.model_type)
    if method != methods.AUTO and method not in methods.FAMILIES:
        known = ", ".join([ALL, methods.AUTO, *methods.FAMILIES])
        raise NotFound(
            _(
                "There is no model family {name!r}; choose one of {known}.",
                name=training.model_type,
                known=known,
            ),
            "unknown_family",
        )
    try:
        methods.named(method, training.options)
    except FamilyNotInstalled as error:
        raise Conflict(str(error), error.code) from None
    except RefusedOption as error:
        faults = tuple(Fault(pointer_to([name]), str(error)) for name in error.names)
        raise InvalidInput(str(error), error.code, faults) from None
    skus = None if training.product_skus is None else _known(training.product_skus)
    queue = training_queue(method)
    job = jobs.TrainAll(method, None, skus, dict(training.options), training.promote, jobs.ANEW, queue=queue)
    return TaskService.submit(job, user_id)


def training_queue(method: str) -> str | None:
    """The queue of the trainings with a method, where it is not the usual one."""
    return GPU_QUEUE if method in get_settings().gpu_families.split(",") else None


def trained_within(seconds: float, method: str) -> int:
    """How many products are trained with a method in so many seconds, by what is expected of it."""
    chosen = methods.LADDER if method == methods.AUTO else (methods.current(method),)
    return max(1, int(1000 * seconds / sum(methods.FAMILIES[name].seconds for name in chosen)))


def _described(name: str, family: Family) -> dict[str, Any]:
    return {
        "model_type": name,
        "also_known_as": list(family.also_known_as),
        "title": _(family.title),
        "description": _(family.description),
        "is_blended": family.is_blended,
        "installed": family.is_installed,
        "install": install_command(name) if family.packages else None,
        **_parameters([family]),
        **_expected([family]),
    }


def _parameters(chosen: list[Family]) -> dict[str, Any]:
    schema = options.schema(None)
    for family in chosen:
        schema["properties"] |= options.schema(family.options)["properties"]
    for own in schema["properties"].values():
        title = own["title"]
        own["title"] = _(title)
    return {"parameters": schema}


def _expected(chosen: list[Family]) -> dict[str, Any]:
    memory, seconds = max(family.memory_mb for family in chosen), sum(family.seconds for family in chosen)
    return {"expect": {"memory_mb": memory, "seconds_per_1000_products": seconds}}


def _known(asked: tuple[str, ...]) -> list[str]:
    """The codes as they are stored. Raises NotFound if there is no product for one."""
    skus = sorted({_cleaned(sku) for sku in asked})
    with snapshot() as session:
        found = set(session.scalars(sa.select(Product.sku).where(Product.sku.in_(skus))))
    missing = [sku for sku in skus if sku not in found]
    if missing:
        raise NotFound(_("There is no product {skus}.", skus=", ".join(map(repr, missing[:10]))), "product_not_found")
    return skus


def _cleaned(sku: str) -> str:
    try:
        return clean_sku(sku)
    except ValueError as error:
        raise InvalidInput(
            _("{sku!r} cannot be a product code: {error}.", sku=sku, error=error), "invalid_request"
        ) from None
