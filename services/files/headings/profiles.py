"""The files of well-known systems, recognised by their headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.files.headings.heading_keys import key


@dataclass(frozen=True)
class Profile:
    """How one system writes its files.

    name -- as `?profile=` has it; title -- as people know it
    known_by -- sets of headings: a file with all of one set is of this kind
    columns -- for fields of ours their headings there, best first; a heading of "" says: none, whatever is like it
    date_order, decimal -- what its files keep to; "" where the file has to say
    beneath -- of a saved one: the system whose headings they are, for what it says nothing of
    """

    name: str
    title: str
    known_by: tuple[tuple[str, ...], ...]
    columns: dict[str, tuple[str, ...]]
    date_order: str = ""
    decimal: str = ""
    is_saved: bool = False
    beneath: "Profile | None" = None

    def fits(self, keys: frozenset[str]) -> int:
        """How many headings of its most telling set are there; 0 if not all of them."""
        return max((len(known) for known in self.known_by if keys >= {key(name) for name in known}), default=0)


# Tills and web shops with one list of products for all their places: places are no products there.
_NO_STORE = ("",)

BUILT_IN = (
    Profile(
        "shopify",
        "Shopify",
        (
            ("Name", "Financial Status", "Lineitem quantity", "Lineitem name"),
            ("Name", "Created at", "Lineitem quantity", "Lineitem sku"),
        ),
        {
            "order": ("Name",),
            "status": ("Financial Status",),
            "cancelled": ("Cancelled at",),
            "date": ("Created at", "Paid at"),
            "product_sku": ("Lineitem sku", "Lineitem name"),
            "product_name": ("Lineitem name",),
            "quantity": ("Lineitem quantity",),
            "price": ("Lineitem price",),
            "store": _NO_STORE,
        },
    ),
    Profile(
        "woocommerce",
        "WooCommerce",
        (
            ("order_id", "order_date", "item_quantity"),
            ("Order Number", "Order Status", "Order Date", "Item Name", "Item Cost"),
            ("Order ID", "Order Status", "Order Date", "Product SKU", "Quantity"),
        ),
        {
            "order": ("order_id", "Order Number", "Order ID"),
            "status": ("status", "order_status", "Order Status"),
            "date": ("order_date", "Order Date"),
            "product_sku": ("item_sku", "SKU", "Product SKU", "item_name", "Item Name"),
            "product_name": ("item_name", "Item Name", "Product Name"),
            "quantity": ("item_quantity", "Quantity (- Refund)", "Quantity"),
            "price": ("item_price", "Item Cost"),
            "store": _NO_STORE,
        },
    ),
    Profile(
        "square",
        "Square",
        (("Date", "Item", "Qty", "Price Point Name"), ("Date", "Item", "Qty", "Event Type", "Gross Sales")),
        {
            "date": ("Date",),
            "product_sku": ("SKU", "Item"),
            "product_name": ("Item",),
            "quantity": ("Qty",),
            "order": ("Transaction ID",),
            "movement": ("Event Type",),
            "store": _NO_STORE,
        },
    ),
    Profile(
        "amazon",
        "Amazon",
        (
            ("amazon-order-id", "purchase-date", "sku", "quantity"),
            ("order-id", "purchase-date", "sku", "quantity-purchased"),
            ("date/time", "settlement id", "type", "sku", "quantity"),
        ),
        {
            "order": ("amazon-order-id", "order-id", "order id"),
            "status": ("order-status", "item-status"),
            "date": ("purchase-date", "date/time"),
            "product_sku": ("sku",),
            "product_name": ("product-name", "title", "item-name", "description"),
            "quantity": ("quantity", "quantity-purchased"),
            "movement": ("type",),
            # There it is the price of all units of the line.
            "price": ("",),
            "store": _NO_STORE,
        },
    ),
    Profile(
        "amazon-settlement",
        "Amazon (settlement)",
        (("settlement-id", "amount-type", "amount-description", "sku", "quantity-purchased"),),
        {
            "order": ("order-id",),
            "date": ("posted-date-time", "posted-date"),
            "product_sku": ("sku",),
            "product_name": ("",),
            "quantity": ("quantity-purchased",),
            "movement": ("amount-description",),
            "price": ("",),
            "store": _NO_STORE,
        },
    ),
    Profile(
        "lightspeed",
        "Lightspeed",
        (
            ("Receipt Number", "Line Type", "Sku", "Quantity"),
            ("Date", "Sale ID", "Item", "Quantity", "Retail"),
            ("Date", "Item", "Quantity", "Total", "Product"),
        ),
        {
            "date": ("Date", "Sale Date"),
            "order": ("Receipt Number", "Sale ID"),
            "status": ("Status",),
            "quantity": ("Quantity",),
            "movement": ("Line Type",),
            "product_name": ("Product", "Item", "Description", "Details"),
            "price": ("Retail", "Price"),
        },
    ),
    Profile(
        "odoo",
        "Odoo",
        (
            ("Order Reference", "Order Date", "Order Lines/Product", "Order Lines/Quantity"),
            ("order_id", "product_id", "product_uom_qty"),
            ("product_id/default_code", "product_uom_qty"),
            ("Order Reference", "Product", "Ordered Quantity"),
            ("Order Reference/Order Date", "Product/Internal Reference"),
        ),
        {
            "order": ("Order Reference", "order_id"),
            "status": ("Status", "Order Status", "state", "Order Reference/Status"),
            "date": ("Order Date", "Order Reference/Order Date", "order_id/date_order", "date_order", "create_date"),
            "product_sku": (
                "Order Lines/Product/Internal Reference",
                "Product/Internal Reference",
                "product_id/default_code",
                "Order Lines/Product",
                "Product",
                "product_id",
            ),
            "product_name": (
                "Order Lines/Product/Name",
                "Order Lines/Product/Display Name",
                "Product/Name",
                "Product/Display Name",
                "product_id/name",
                "product_id/display_name",
                "Order Lines/Product",
                "Product",
                "Order Lines/Description",
                "Description",
            ),
            "quantity": (
                "Order Lines/Quantity",
                "Order Lines/Ordered Quantity",
                "Ordered Quantity",
                "Quantity",
                "product_uom_qty",
            ),
            "price": ("Order Lines/Unit Price", "Unit Price", "price_unit"),
        },
    ),
    Profile(
        "erpnext",
        "ERPNext",
        (
            ("Item Code", "Posting Date", "Qty"),
            ("Item Code", "Posting Date", "Stock Qty"),
            ("Item Code (Items)", "Qty (Items)"),
            ("Item Code (Items)", "Quantity (Items)"),
        ),
        {
            "order": ("Invoice", "Sales Invoice", "ID"),
            "number": ("Purchase Order", "ID", "Name"),
            "status": ("Status", "docstatus"),
            "date": ("Posting Date", "Date", "Transaction Date"),
            "product_sku": ("Item Code", "Item Code (Items)"),
            "product_name": ("Item Name", "Item Name (Items)"),
            "quantity": ("Stock Qty", "Qty", "Qty (Items)", "Quantity (Items)"),
            "price": ("Rate", "Rate (Items)"),
            "store": _NO_STORE,
        },
        date_order="dmy",
    ),
    Profile(
        "shoptet",
        "Shoptet",
        (("code", "date", "statusName", "itemName", "itemAmount", "itemCode"),),
        {
            "order": ("code",),
            "status": ("statusName",),
            "date": ("date",),
            "product_sku": ("itemCode", "itemName"),
            "product_name": ("itemName",),
            "quantity": ("itemAmount",),
            "price": ("itemUnitPriceWithVat",),
            "movement": ("orderItemType",),
            "store": _NO_STORE,
        },
    ),
)


def recognised(headings: Sequence[str], saved: Iterable[Profile] = ()) -> Profile | None:
    """The profile that most of these headings speak for; one that the shop has saved goes before."""
    keys = frozenset(map(key, headings))
    best = max(
        (*saved, *BUILT_IN), key=lambda profile: (bool(profile.fits(keys)) * profile.is_saved, profile.fits(keys))
    )
    if not best.fits(keys):
        return None
    beneath = recognised(headings) if best.is_saved else None
    if beneath is None:
        return best
    order, decimal = best.date_order or beneath.date_order, best.decimal or beneath.decimal
    return replace(best, date_order=order, decimal=decimal, beneath=beneath)
