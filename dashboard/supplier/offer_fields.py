"""What a supplier asks for a product, as the fields of a window say it."""

from typing import Any

from dashboard.kit import forms
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.errors import InvalidInput
from services.planning import product_suppliers, supplier_cells
from services.views import supplier_view
from utils.language import N_, _

LABELS = {
    "code": N_("Its code"),
    "unit_cost": N_("Unit cost"),
    "price_breaks": N_("Price breaks"),
    "pack_size": N_("Pack size"),
    "min_order": N_("Smallest order"),
    "lead_time_days": N_("Lead time, days"),
    "priority": N_("Priority"),
}
TEXTS = ("code", "price_breaks")


def stored(sku: str, name: str) -> tuple[int, ProductSupplierTerms | None]:
    """The supplier, and what it asks now."""
    terms = supplier_view.view(name).row.terms
    if terms is None:
        raise InvalidInput(_("Store the terms of this supplier first."))
    found = next((own.terms for own in product_suppliers.list_of(sku) if own.supplier.id == terms.id), None)
    return terms.id, ProductSupplierTerms.model_validate(found, from_attributes=True) if found else None


def shown(asked: ProductSupplierTerms) -> dict[str, Any]:
    values = asked.model_dump()
    breaks = supplier_cells.price_breaks_text(values["price_breaks"])
    cost = "" if asked.unit_cost is None else float(asked.unit_cost)
    texts = values | {"price_breaks": breaks, "unit_cost": cost}
    return {name: "" if texts[name] is None else texts[name] for name in LABELS}


def said(values: dict[str, Any]) -> ProductSupplierTerms:
    """Raises InvalidInput in the words of the page."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    try:
        breaks = supplier_cells.price_breaks(given.pop("price_breaks", "")) or []
    except ValueError as error:
        raise InvalidInput(f"{_(LABELS['price_breaks'])}: {error}.") from None
    return forms.checked(ProductSupplierTerms, forms.translated(LABELS), given | {"price_breaks": breaks})


def field(name: str) -> str:
    return f"supplier-product-{name}"
