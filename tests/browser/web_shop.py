"""What a web shop with 300 products exports: its order lines of two years, and the terms of its products."""

import csv
import io
import random
from datetime import timedelta

from services.files.writing import workbook_writer
from utils import clock

PRODUCTS, LINES, DAYS = 300, 80_000, 730
HEADINGS = (
    "Name",
    "Email",
    "Financial Status",
    "Created at",
    "Cancelled at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
    "Lineitem sku",
)
TERMS = ("sku", "name", "category", "supplier", "lead_time_days", "pack_size", "unit_cost", "unit_price", "on_hand")


def export() -> bytes:
    """Order lines as Shopify writes them: with times, several of an order, some orders cancelled."""
    chance, today, text = random.Random(7), clock.today(), io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADINGS)
    weights = [1 / (1 + place / 20) for place in range(PRODUCTS)]
    written, order = 0, 1000
    while written < LINES:
        order += 1
        day = today - timedelta(days=1 + written * DAYS // LINES)
        at = f"{day} {chance.randrange(8, 22):02}:{chance.randrange(60):02}:00 +0100"
        is_cancelled = chance.random() < 0.03
        first = (f"#{order}", "kim@example.org", "voided" if is_cancelled else "paid", at, at if is_cancelled else "")
        places = chance.choices(range(PRODUCTS), weights, k=chance.choice((1, 1, 2, 3)))
        for line, place in enumerate(dict.fromkeys(places)):
            about = first if not line else (f"#{order}", "", "", "", "")
            rows.writerow((*about, chance.choice((1, 1, 1, 2)), f"Thing {place}", f"{price(place):.2f}", sku(place)))
            written += 1
    return text.getvalue().encode()


def terms() -> bytes:
    """What the shop knows of its products, as a workbook."""
    rows = (
        (*_whose(own), 3 + own % 12, 1 + own % 6, round(price(own) * 0.6, 2), price(own), own % 15)
        for own in range(PRODUCTS)
    )
    return workbook_writer.write(TERMS, rows).read()


def _whose(place: int) -> tuple[str, ...]:
    return sku(place), f"Thing {place}", f"Shelf {place % 9}", f"Supplier {place % 5}"


def sku(place: int) -> str:
    return f"{417 + place:05}"


def price(place: int) -> float:
    return round(2.5 + place * 0.37, 2)
