"""Lists of products as shop systems write them."""

from datetime import UTC

import pytest

from services.files.fields import Overrules
from services.files.reading import Reading
from services.imports.kinds import KINDS
from tests.unit.services.files.sales_files import TODAY

LISTS = {
    "WooCommerce, a price that is reduced beside the regular one": (
        "SKU,Name,Stock,Sale price,Regular price\nMUG,Mug,5,,10.50\nCUP,Cup,7,15,20\n",
        [("MUG", 10.5), ("CUP", 20.0)],
        "unit_price",
    ),
    "Square, what a unit costs": (
        "Token,Item Name,SKU,Price,Default Unit Cost,Default Vendor Name\nT1,Mug,MB,$10.00,$4.00,Acme\n",
        [("MB", 4.0)],
        "unit_cost",
    ),
    "Square, who delivers it": (
        "Token,Item Name,SKU,Price,Default Unit Cost,Default Vendor Name\nT1,Mug,MB,$10.00,$4.00,Acme\n",
        [("MB", "Acme")],
        "supplier",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_products_is_read_for_what_it_says(tmp_path, name):
    text, wanted, field = LISTS[name]
    path = tmp_path / "products"
    path.write_text(text)
    reading = Reading(path, KINDS["products"].form(TODAY), Overrules(zone=UTC))
    rows = [dict(zip(reading.columns, row, strict=True)) for block in reading.blocks() for row in block.rows]
    assert [(row["product_sku"], row[field]) for row in rows] == wanted
