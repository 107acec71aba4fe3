"""What was changed of a product on its page, taken back."""

from typing import Any

from dashboard.kit import sessions
from dashboard.kit.undo import Undo
from services.access.locations import Concern
from services.catalogue.product_fields import ProductFields
from services.planning import catalogue_service, own_changes
from utils.language import _


def offer(sku: str, before: ProductFields, after: ProductFields) -> None:
    """Say that these fields were changed, and how they are as before. before, after -- the same fields"""
    about = {
        "sku": sku,
        "before": before.model_dump_json(exclude_unset=True),
        "after": after.model_dump_json(exclude_unset=True),
    }
    undo.offer(_("{sku} was changed.", sku=sku), about)


def _take_back(about: dict[str, Any]) -> str:
    before, after = (ProductFields.model_validate_json(about[name]) for name in ("before", "after"))
    # What somebody else has changed meanwhile stays.
    seen = after.model_dump(exclude_unset=True)
    with own_changes.of_fields(about["sku"], before):
        catalogue_service.update_product(about["sku"], before, seen, sessions.current_user())
    return _("It is as it was before.")


undo = Undo("product", _take_back, "product-changed", Concern.OWN)
