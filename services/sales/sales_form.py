"""What is read from a file of sales."""

from datetime import date

from services.files.fields import CODE, DAY, FLAG, MONEY, NUMBER, TITLE, VERBATIM, Form, Wanted

# What the staging table calls them.
STAGED_AS = {"product_sku": "sku", "date": "day"}
LONGEST_CATEGORY = 100


def form(today: date) -> Form:
    """One line of a sale a row; several of a product and day add up. Returns are below 0."""
    fields = (
        Wanted("product_sku", CODE),
        Wanted("date", DAY, latest=today),
        Wanted("quantity", NUMBER),
        Wanted("in_stock", FLAG, required=False),
        Wanted("price", MONEY, required=False),
        Wanted("promo", FLAG, required=False),
        Wanted("name", TITLE, required=False, words="product_name"),
        Wanted("category", VERBATIM, required=False, check=_category),
    )
    return Form(fields, today, is_sales=True, stores=True, drops=True)


def _category(text: str) -> str | None:
    return " ".join(text.split())[:LONGEST_CATEGORY].rstrip() or None
