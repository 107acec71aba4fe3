"""Changes that users of single locations may make: of products that are theirs, and of nothing else."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from pydantic import BaseModel

from app.db import sight, snapshot
from services.access import locations
from services.catalogue import product_service
from services.errors import Fault, Forbidden, InvalidInput
from utils.language import _

# What would take a product out of their sight, or reach for products that may not be theirs.
BEYOND = ("location", "replaces", "like", "components", "variant_of")
MOST_NAMED = 20


def of_product(sku: str) -> AbstractContextManager[None]:
    """A block that changes this product. Raises NotFound where it is not theirs."""
    return locations.changing(lambda: product_service.get_product(sku))


def of_products(skus: Iterable[str]) -> AbstractContextManager[None]:
    """A block that changes what rows, in this order, say of these products.

    Raises InvalidInput with a pointer to each row of another product: neither there nor to be made by them.
    """
    return locations.changing(lambda: _check_own(list(skus)))


@contextmanager
def of_fields(sku: str, fields: BaseModel) -> Iterator[None]:
    """A block that changes these fields of this product. Raises NotFound, and Forbidden where they may not."""
    check_fields(fields.model_fields_set)
    with of_product(sku):
        yield


def check_fields(names: Iterable[str]) -> None:
    """Raises Forbidden for fields of a product that they may not change."""
    beyond = sorted(set(names).intersection(BEYOND))
    if sight.locations() and beyond:
        reason = _("Users of single locations do not change {fields}. Ask an administrator.", fields=", ".join(beyond))
        raise Forbidden(reason, locations.CODE)


def _check_own(skus: list[str]) -> None:
    with snapshot() as session:
        own = product_service.ids_of(session, skus)
    others = [(row, sku) for row, sku in enumerate(skus) if sku not in own]
    if others:
        faults = tuple(
            Fault(f"/rows/{row}/product_sku", _("{sku!r} is no product of your locations.", sku=sku))
            for row, sku in others[:MOST_NAMED]
        )
        reason = _("Some rows are about no product of your locations; nothing was stored.")
        raise InvalidInput(reason, "not_your_location", faults)
