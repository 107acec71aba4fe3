"""What the columns of each of our fields are called, in the languages that Stockcast speaks: all lists together."""

from dataclasses import replace

from services.files.headings import heading_names, order_headings, product_headings, supplier_headings, term_headings
from services.files.headings.names import Names


def _pairs(firsts: str, seconds: str) -> list[str]:
    return [f"{one.strip()} {other.strip()}" for one in firsts.split(",") for other in seconds.split(",")]


_LISTS = product_headings.SURE | supplier_headings.SURE
NAMES = (heading_names.NAMES | order_headings.ORDER_NAMES) | {
    field: Names(sure, joined=(sure, product_headings.UNITS_OF_TIME) if field in product_headings.OF_TIME else ("", ""))
    for field, sure in _LISTS.items()
}
NAMES["supplier_code"] = replace(NAMES["supplier_code"], joined=supplier_headings.CODES)
NAMES["unit_cost"] = replace(NAMES["unit_cost"], joined=product_headings.COSTS)
NAMES["unit_price"] = replace(NAMES["price"], joined=product_headings.PRICES)
NAMES["name"] = replace(NAMES["name"], joined=NAMES["product_name"].joined)
NAMES["price_unit"] = Names(term_headings.PRICE_UNIT)
# Where a supplier says what it asks, its price is what goods cost.
NAMES["asked_price"] = replace(NAMES["unit_cost"], last=product_headings.ASKED)
# Beside what a supplier calls its goods, what the shop calls them is named as such.
NAMES["listed_product"] = replace(
    NAMES["product_sku"], sure=", ".join((*_pairs(*supplier_headings.READERS_CODES), NAMES["product_sku"].sure))
)
