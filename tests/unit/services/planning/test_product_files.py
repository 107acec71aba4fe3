import gzip
import io

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from app.db import transaction
from app.models import Product
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct, ProductFields
from services.catalogue.product_service import ProductFilter
from services.errors import InvalidInput, NotFound
from services.files.tables import Asked
from services.files.writing.spreadsheet import csv_text
from services.planning import catalogue_service, product_files
from services.sales.day_history import HistoryQuery
from services.stock import stock_history
from utils import clock

# The shop refuses what hides in texts.
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")), max_size=40)
AMOUNT = st.none() | st.decimals(0, 10**6, places=4)
PRODUCTS = st.builds(
    dict,
    name=TEXT,
    category=TEXT,
    supplier=st.sampled_from(["Mill & Sons", "=SUM(A1)", "Müller; Söhne", "'quoted'"]),
    on_hand=st.none() | st.floats(-1e6, 1e6),
    on_order=st.floats(0, 1e6),
    lead_time_days=st.integers(0, 365),
    service_level=st.none() | st.floats(0.5, 0.999),
    pack_size=st.integers(1, 2**31 - 1),
    unit_cost=AMOUNT,
    unit_price=AMOUNT,
    backorders=st.booleans(),
)


def imported(text, **more):
    file = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return product_files.import_products(file, None, Asked(**more))


def exported():
    return csv_text([product_files.COLUMNS, *product_files.rows(ProductFilter())])


def counts(report):
    return [report[name] for name in ("inserted", "updated", "unchanged", "rejected")]


def created(sku="A", **fields):
    return catalogue_service.create_product(NewProduct(sku=sku, **fields))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PRODUCTS, min_size=1, max_size=4))
def test_a_catalogue_that_went_out_comes_back_without_a_change(database, products):
    with transaction() as session:
        session.execute(delete(Product))
    for number, fields in enumerate(products):
        created(f"SKU-{number}", **fields)
    before = exported()
    assert counts(imported(before)) == [0, 0, len(products), 0]
    assert exported() == before


@pytest.mark.parametrize("cost", ["1.125", "2.5"])
def test_numbers_that_could_be_thousands_come_back_as_they_were(database, cost):
    created(unit_cost=cost, on_hand=3.125, service_level=None)
    assert counts(imported(exported())) == [0, 0, 1, 0]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    "headings",
    [
        "Artikelnummer;Bezeichnung;Lieferant;Lieferzeit;Einkaufspreis;Mindestbestellmenge",
        "SKU;Name;Supplier;Lead time (days);Cost;MOQ",
        "Référence;Désignation;Fournisseur;Délai de livraison;Prix d'achat;Quantité minimale",
        "Código;Descripción;Proveedor;Plazo de entrega;Precio de compra;Pedido mínimo",
        "Codice;Descrizione;Fornitore;Tempo di consegna;Prezzo di acquisto;Ordine minimo",
        "Artikelcode;Omschrijving;Leverancier;Levertijd;Inkoopprijs;Minimale afname",
    ],
)
def test_headings_in_six_languages_are_understood(database, headings, pack):
    imported(pack(f"{headings}\nA-1;Grüner Tee;Blatt & Co;5;2,50;12\n".encode()))
    tea = product_service.get_product("A-1")
    assert (tea.name, tea.supplier, tea.lead_time_days) == ("Grüner Tee", "Blatt & Co", 5)
    assert (float(tea.unit_cost), tea.min_order) == (2.5, 12)


def test_unknown_products_are_created_and_known_ones_changed(database):
    created("A", name="Bread", lead_time_days=3)
    report = imported("sku,name,lead_time_days\nA,Rye bread,4\nB,Rolls,\n")
    assert counts(report) == [1, 1, 0, 0]
    bread, rolls = product_service.get_product("A"), product_service.get_product("B")
    assert (bread.name, bread.lead_time_days, rolls.name, rolls.lead_time_days) == ("Rye bread", 4, "Rolls", 7)


def test_an_empty_cell_leaves_what_is_there_and_says_so(database):
    created("A", name="Bread", unit_cost="1.2")
    report = imported("sku,name,unit_cost\nA,,\n")
    assert (counts(report), report["in_words"][-1]) == ([0, 0, 1, 0], "Empty cells leave what is there: 2 of them.")
    assert product_service.get_product("A").name == "Bread"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("lead_time_days", "2.5"),
        ("lead_time_days", "400"),
        ("pack_size", "0"),
        ("unit_cost", "-1"),
        ("service_level", "0.2"),
        ("pack_size", "2.5"),
        ("name", "x" * 201),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_go_in(database, column, value):
    report = imported(f"sku,{column},location\nA,{value},Shop\nB,,Shop\n")
    (rejected,) = report["rejected_rows"]
    assert (rejected["line"], rejected["column"], counts(report)) == (2, column, [1, 0, 0, 1])
    with pytest.raises(NotFound):
        product_service.get_product("A")


@pytest.mark.parametrize(("column", "value"), [("lead_time_days", "on request"), ("backorders", "perhaps")])
def test_words_in_place_of_a_number_cost_their_cell_alone_and_are_told(database, column, value):
    report = imported(f"sku,{column},location\nA,{value},Shop\nB,,Shop\n")
    assert (counts(report), product_service.get_product("A").location) == ([2, 0, 0, 0], "Shop")
    assert any(value in warning for warning in report["warnings"])


def test_what_a_length_of_time_was_read_as_is_told(database):
    report = imported("sku,lead_time_days,location\nA,3-5 days,Shop\nB,10 Werktage,Shop\nC,7,Shop\n")
    assert any("3-5 days = 5; 10 Werktage = 14." in sentence for sentence in report["in_words"])


def test_a_second_row_of_a_product_is_rejected(database):
    report = imported("sku,name\nA,Bread\nA,Rolls\n")
    assert (counts(report), report["rejected_rows"][0]["line"]) == ([1, 0, 0, 1], 3)
    assert product_service.get_product("A").name == "Bread"


def test_a_file_without_a_row_to_take_changes_nothing(database):
    with pytest.raises(InvalidInput, match="Nothing was imported") as refused:
        imported("sku,pack_size\nA,2.5\nB,0\n")
    assert refused.value.code == "all_rows_rejected"
    assert exported() == csv_text([product_files.COLUMNS])


def test_a_dry_run_tells_and_changes_nothing(database):
    created("A", name="Bread")
    before = exported()
    report = imported("sku,name\nA,Rolls\nB,Cake\nC,Tea\n", dry_run=True)
    assert (counts(report), report["dry_run"], exported()) == ([2, 1, 0, 0], True, before)


def test_stock_that_is_changed_is_the_level_of_today(database):
    created("A", on_hand=3.0)
    imported("sku,on_hand\nA,5\nB,7\n")
    for sku, units in (("A", 5), ("B", 7)):
        (level,) = stock_history.history(HistoryQuery(sku), 10, None).items
        assert (level.on_hand, level.day) == (units, clock.today())


def test_a_service_level_may_be_told_in_percent(database):
    imported("sku,service level\nA,98\n")
    assert product_service.get_product("A").service_level == 0.98


def test_a_service_level_may_have_the_sign_of_percent(database):
    imported("sku;service level\nA;98,5 %\nB;95%\n")
    assert [product_service.get_product(sku).service_level for sku in "AB"] == [0.985, 0.95]


@pytest.mark.parametrize(
    ("headings", "cells", "wanted"),
    [
        ("sku,lead time,shelf life", "A,2 weeks,1 month", (14, 30)),
        ("sku;Lieferzeit (Wochen);Haltbarkeit Tage", "A;2;3", (14, 3)),
        ("sku;Délai de livraison;Durée de conservation", "A;10-14 jours;6 mois", (14, 180)),
        ("sku;Lieferzeit;Haltbarkeit", "A;ca. 5 Werktage;1 Jahr", (7, 365)),
        ("sku;Plazo de entrega en semanas;Vida útil", "A;1,5;10", (11, 10)),
    ],
)
def test_a_length_of_time_is_read_with_its_unit(database, headings, cells, wanted):
    imported(f"{headings}\n{cells}\n")
    product = product_service.get_product("A")
    assert (product.lead_time_days, product.shelf_life_days) == wanted


@pytest.mark.parametrize(
    "headings",
    [
        "Artikelnummer;Warengruppe;Listen-EK;VK",
        "Référence;Famille;Prix d'achat HT;Prix de vente TTC",
        "Código;Familia;Precio de coste;PVP",
        "Codice;Reparto;Costo medio;Prezzo al pubblico",
        "Internal Reference;Product Category/Complete Name;Cost;Sales Price",
    ],
)
def test_what_a_product_costs_and_is_among_is_understood(database, headings):
    imported(f"{headings}\nA;Tea;2,50;4,90\n")
    tea = product_service.get_product("A")
    assert (tea.category, float(tea.unit_cost), float(tea.unit_price)) == ("Tea", 2.5, 4.9)


def test_a_workbook_is_taken(database):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["SKU", "Pack size", "Cost", "Backorders"])
        sheet.write_row(1, 0, ["A", 12, 1.25, True])
    assert counts(imported(file.getvalue())) == [1, 0, 0, 0]
    product = product_service.get_product("A")
    assert (product.pack_size, float(product.unit_cost), product.backorders) == (12, 1.25, True)


def test_what_a_product_is_like_and_replaces_stands_in_cells(database):
    created("OLD")
    report = imported(
        "sku;ersetzt;wie artikel;anteil prozent;Verkauf ab\nNEW;OLD;;;2026-12-01\nTWIN;;NEW;80;\nSIBLING;;TWIN;;\n"
    )
    assert counts(report) == [3, 0, 0, 0]
    found = {sku: product_service.get_product(sku) for sku in ("NEW", "TWIN", "SIBLING")}
    assert (found["NEW"].replaces, str(found["NEW"].launch_on)) == ("OLD", "2026-12-01")
    assert found["TWIN"].like == {"product_sku": "NEW", "percent": 80.0}
    assert found["SIBLING"].like == {"product_sku": "TWIN", "percent": 100.0}
    assert str(product_service.get_product("OLD").ends_on) == "2026-11-30"


def test_a_row_that_names_what_is_not_there_is_refused_with_those_that_rest_on_it(database):
    created("A")
    report = imported("sku,replaces,name\nB,NOBODY,\nC,B,\nD,D,\nA,,Bread\n")
    assert counts(report) == [0, 1, 0, 3]
    assert [(row["line"], row["column"]) for row in report["rejected_rows"]] == [
        (2, "replaces"),
        (3, "replaces"),
        (4, "replaces"),
    ]
    with pytest.raises(NotFound):
        product_service.get_product("B")


def test_what_was_replaced_and_is_gone_does_not_keep_the_file_from_coming_back(database):
    created("OLD")
    created("NEW", replaces="OLD", like={"product_sku": "OLD"})
    catalogue_service.delete_product("OLD")
    assert counts(imported(exported())) == [0, 0, 1, 0]


def test_a_product_that_is_like_another_is_so_in_full_where_no_percent_was_said(database):
    for sku in "AB":
        created(sku)
    catalogue_service.update_product("A", ProductFields(like={"product_sku": "B"}))
    assert product_service.get_product("A").like == {"product_sku": "B", "percent": 100.0}


def test_a_row_with_a_part_that_is_not_there_is_refused_by_itself(database):
    created("TEA")
    report = imported("sku,components\nBOX,2 x TEA; 1 x CARD\nBAG,1 x CUP\nCARD,\n")
    assert counts(report) == [2, 0, 0, 1]
    assert [(row["line"], row["column"]) for row in report["rejected_rows"]] == [(3, "components")]


def test_an_empty_cell_leaves_a_kit_what_it_is(database):
    created("TEA")
    created("BOX", components=[{"product_sku": "TEA", "quantity": 0.1 + 0.2}])
    assert counts(imported(exported())) == [0, 0, 2, 0]
    assert counts(imported("sku,components\nBOX,\n")) == [0, 0, 1, 0]
