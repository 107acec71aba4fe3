"""Stock and terms of a product as a form shows them, and back."""

from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import Product
from services.errors import InvalidInput
from services.records import without_rules
from utils import refusals
from utils.language import N_, _

PERCENT = "service_level"
FIGURES = {name: field for name, field in ProductFields.model_fields.items() if field.title}
MONEY = [name for name, field in FIGURES.items() if without_rules(field.annotation) == Decimal | None]
LABELS = {name: N_("Service level, %") if name == PERCENT else str(field.title) for name, field in FIGURES.items()}

# The rule itself speaks of a share.
IN_PERCENT = N_("It has to be from 50 to 99.9")


def shown(product: Product) -> dict[str, Any]:
    """The figures as the fields show them."""
    stored = {name: getattr(product, name) for name in LABELS}
    if product.service_level is not None:
        stored[PERCENT] = round(100 * product.service_level, 3)
    return stored | {name: None if stored[name] is None else float(stored[name]) for name in MONEY}


def seen(product: Product) -> dict[str, Any]:
    """The figures to the last digit, as JSON takes them."""
    figures = {name: getattr(product, name) for name in LABELS}
    return figures | {name: None if figures[name] is None else str(figures[name]) for name in MONEY}


def as_stored(seen: dict[str, Any]) -> dict[str, Any]:
    """The same as the product has them."""
    return seen | {name: Decimal(seen[name]) for name in MONEY if seen.get(name) is not None}


def fields_of(changed: dict[str, Any]) -> ProductFields:
    """What was entered, by name, as the change of a product. Raises InvalidInput."""
    given = dict(changed)
    if given.get(PERCENT) is not None:
        given[PERCENT] = share(given[PERCENT])
    given |= {name: Decimal(str(given[name])) for name in MONEY if given.get(name) is not None}
    try:
        return ProductFields(**given)
    except ValidationError as error:
        name, why = refusals.first(error)
        raise InvalidInput(f"{_(LABELS[name])}: {_(IN_PERCENT) if name == PERCENT else why}.") from None


def share(percent: float) -> float:
    """A service level in percent as the share that is stored."""
    # 99.9 / 100 is a little more than 0.999, the largest level there is.
    return round(percent / 100, 6)
