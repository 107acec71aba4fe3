"""Products, suppliers, their prices and stock, whatever texts and numbers they have, written in any dialect: read back
they are no change."""

import gzip
import io
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import transaction
from app.models import Product, StockLevel, Supplier
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.files.lines import total_words
from services.files.writing import workbook_writer
from services.files.writing.dialects import Dialect
from services.files.writing.spreadsheet import csv_text
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.stock import stock_history
from services.stock.stock_history import StockRow
from tests.unit.services.imports.test_files_undone import everything
from tests.unit.services.imports.test_round_trips import EXPORTS, IMPORTS
from utils import clock

KINDS = ("products", "suppliers", "product_suppliers", "stock")
ODD = (
    "=1+1",
    "00417",
    "4006381333931",
    '"',
    "a\nb",
    "Müller; Söhne",
    "'=x",
    "1,5",
    "1.250",
    "2026-12-24",
    "TRUE",
    "NULL",
    "n/a",
    "-",
    "--",
    "x" * 64,
)
# The shop refuses what hides in texts.
SEEN = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf"))
TEXT = st.sampled_from(ODD) | st.text(SEEN | st.just("\n"), max_size=30)


def names(text):
    """A row of what is called "Total" is one of totals: files have them below."""
    return bool(text.strip()) and not total_words.is_total(text)


NAME = st.sampled_from(ODD) | st.text(SEEN, min_size=1, max_size=64).filter(names)
# Files lose what nobody sees in codes, and say so.
VISIBLE = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Zs"), include_characters=" ")
CODE = st.sampled_from(ODD).map(lambda text: text.replace("\n", " ")) | st.text(
    VISIBLE, min_size=1, max_size=64
).filter(names)
UNITS = st.floats(0, 1e9, allow_subnormal=False)
MONEY = st.none() | st.decimals(0, 10**6, places=4)
DAYS = st.none() | st.lists(st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun")), min_size=1, max_size=7)

PRODUCT = st.builds(
    dict,
    name=TEXT,
    category=TEXT,
    location=TEXT,
    on_hand=st.none() | st.floats(-1e6, 1e6),
    on_order=UNITS,
    lead_time_days=st.integers(0, 365),
    service_level=st.none() | st.floats(0.5, 0.999),
    pack_size=st.integers(1, 2**31 - 1),
    unit_cost=MONEY,
    unit_weight=st.none() | UNITS,
    backorders=st.booleans(),
    launch_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    like=st.none() | st.builds(dict, category=NAME.filter(str.strip), percent=st.floats(0.1, 1000)),
)
SUPPLIER = st.builds(
    dict,
    order_days=DAYS,
    delivery_days=DAYS,
    cut_off=st.none() | st.times().map(lambda time: f"{time:%H:%M}"),
    closed=st.lists(st.just({"from": "2026-12-24", "to": "2027-01-06"}), max_size=2),
    min_order_value=MONEY,
    order_cost=MONEY,
    exchange_rate=st.none() | st.floats(0.001, 1e6),
    service_level=st.none() | st.floats(0.5, 0.999),
    lead_time_days=st.none() | st.integers(0, 365),
)
OFFER = st.builds(
    dict,
    code=st.none() | NAME,
    unit_cost=st.decimals(10, 100, places=4),
    price_breaks=st.none() | st.decimals(0, 10, places=4).map(lambda cost: [{"quantity": 100, "unit_cost": cost}]),
    priority=st.integers(1, 100),
)


@st.composite
def ways(pick):
    """How a file is written: as a workbook, or as text in some dialect, encoding and packing."""
    if pick(st.integers(0, 3)) == 0:
        return workbook_writer.write
    decimal = pick(st.sampled_from(",."))
    dialect = Dialect(pick(st.sampled_from(";\t|" if decimal == "," else ",;\t|")), decimal)
    codec, pack = pick(st.sampled_from(("utf-8", "utf-8-sig", "utf-16"))), pick(st.sampled_from((bytes, gzip.compress)))
    return lambda columns, rows: io.BytesIO(pack(csv_text([columns, *rows], dialect).encode(codec)))


def fill(products, suppliers):
    """A shop with just these, of which each supplier delivers the first product."""
    with transaction() as session:
        for model in (StockLevel, Product, Supplier):
            session.execute(sa.delete(model))
    for sku, fields in products.items():
        catalogue_service.create_product(NewProduct(sku=sku, **fields))
    counted = [StockRow(product_sku=sku, date=clock.today(), on_hand=7.1 * 3) for sku in [*products][::2]]
    stock_history.record_levels(counted)
    for name, (terms, offer) in suppliers.items():
        own = supplier_service.create_supplier(NewSupplier(name=name, **terms))
        known = {field: value for field, value in offer.items() if value is not None}
        product_suppliers.put(next(iter(products)), own.id, ProductSupplierTerms(**known))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(CODE, PRODUCT, min_size=1, max_size=4),
    st.dictionaries(NAME, st.tuples(SUPPLIER, OFFER), min_size=1, max_size=3),
    ways(),
)
def test_what_is_written_is_no_change_when_it_is_read(database, kind, products, suppliers, write):
    fill(unlike(products), unlike(suppliers))
    before = everything()
    report = IMPORTS[kind](write(*EXPORTS[kind]()), None)
    assert (report["rejected_rows"], everything()) == ([], before)
    assert {name: report.get(name, 0) for name in ("inserted", "updated", "recorded")} == dict.fromkeys(
        ("inserted", "updated", "recorded"), 0
    )


def unlike(named):
    """Without those whose names become one: codes are kept in one spelling, names without space around them."""
    return {NewProduct(sku=name.replace("\n", " ")).sku: own for name, own in named.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_three_hundred_products_come_back_as_they_were(database, kind):
    odd = {f"{text[:58]} {place}": {"name": text, "unit_cost": 0.125 * place} for place, text in enumerate(ODD * 25)}
    fill(unlike(odd), {"Mill": ({"order_days": ["tue"]}, {"unit_cost": 1})})
    assert len(product_service.all_products(product_service.ProductFilter())) >= 300
    before = everything()
    report = IMPORTS[kind](workbook_writer.write(*EXPORTS[kind]()), None)
    assert (report["rejected_rows"], everything()) == ([], before)
