"""What leaves one place is what comes in at the other: a transfer does not turn tea into coffee."""

from app.models import Product
from services.errors import Fault, InvalidInput
from services.sku import AT, item_of
from utils.language import _


def check(place: int, source: Product, target: Product) -> None:
    """Raises InvalidInput where line `place` of a transfer is to carry one item in, and another out."""
    if not same(source, target):
        message = _(
            "{source} ({source_name}) and {target} ({target_name}) are two items: a transfer carries one and the"
            " same from place to place. Where they are, give both the same name, and each its location, or rename them"
            " to ITEM@PLACE; where they are not, correct the stock of each (POST /stock).",
            source=source.sku,
            source_name=source.name or "-",
            target=target.sku,
            target_name=target.name or "-",
        )
        raise InvalidInput(message, "different_items", (Fault(f"/lines/{place}/target_sku", message),))


def same(source: Product, target: Product) -> bool:
    """Whether two products are one item in two places: by their codes; else, where a code does not say what the item
    is, by their names. Of one name in one place are sizes and colours."""
    own, other = _item(source), _item(target)
    if own == other:
        return True
    if AT in source.sku and AT in target.sku:
        return False
    name = _name(source)
    return bool(name) and name == _name(target) and source.location.casefold() != target.location.casefold()


def _item(product: Product) -> str:
    return item_of(product.sku, product.location).casefold()


def _name(product: Product) -> str:
    """Without the place, which often stands behind it; "": it has none but its code."""
    name = product.name.strip()
    return "" if name == product.sku else item_of(name, product.location).strip().casefold()
