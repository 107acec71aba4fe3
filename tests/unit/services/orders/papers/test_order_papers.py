"""Orders as their suppliers read them, read back by programs."""

import io
from datetime import date
from decimal import Decimal

import pypdf
import pytest
import python_calamine

from app.db import transaction
from app.models import ProductSupplier, Supplier
from services.errors import Conflict
from services.orders.entry import order_work, purchase_orders, transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_views
from services.orders.lines.order_fields import OrderChanges
from services.orders.lines.order_record import OrderDocument
from services.orders.papers import order_papers, order_words, pdf_fonts, right_to_left
from services.orders.papers.transfer_papers import TransferPaper
from tests.unit.services.order_desk import Desk, line
from utils import clock
from utils.config import use_settings

LONG = "Größe Öl Ελληνικά Кириллица " * 7


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def supplier(database):
    """Add a supplier with a currency and a language."""

    def add(name, **fields):
        with transaction() as session:
            session.add(own := Supplier(name=name, created_at=clock.now(), updated_at=clock.now(), **fields))
        return own

    return add


def offered(product, supplier, **fields):
    with transaction() as session:
        session.add(ProductSupplier(product_id=product.id, supplier_id=supplier.id, **fields))


def pages(number):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(order_papers.paper(number).pdf())).pages]


def squeezed(text):
    return "".join(text.split())


def test_three_hundred_lines_stand_on_numbered_pages_under_repeated_headings(product, desk, supplier):
    supplier("Müller & Söhne", language="de", currency="CHF")
    made = [
        product(f"SKU-{place}", name=f"{LONG}{place}", supplier="Müller & Söhne", unit_cost=2) for place in range(300)
    ]
    desk.enter(*(line("4711", own.sku, 3) for own in made))
    found = pages("4711")
    assert all("Unsere" in page and "Artikel" in page for page in found)
    assert f"Seite {len(found)} von {len(found)}" in found[-1]
    text = squeezed("".join(found))
    assert all(f"SKU-{place}" in text for place in range(300))
    assert squeezed(f"{LONG}299") in text
    assert "Summe:1.800,00CHF" in text


def test_a_supplier_reads_its_own_codes_and_currency(product, desk, supplier):
    both = {"Mill": supplier("Mill", currency="USD", exchange_rate=0.5), "Farm": supplier("Farm", currency="CHF")}
    made = product("A", name="Bread", unit_cost=3)
    breaks = [{"quantity": 100, "unit_cost": 1.0}]
    offered(made, both["Mill"], code="M-1", unit_cost=Decimal("1.5"), price_breaks=breaks)
    for number, name in (("1", "Mill"), ("2", "Farm")):
        desk.enter(line(number, "A", 100, supplier=name))
    (own,), (other,) = (order_papers.paper(number).rows() for number in "12")
    assert (own[1:5], own[6:]) == (["M-1", "A", "Bread", 100.0], [1.0, 100.0, "USD"])
    assert other[6:] == [3.0, 300.0, "CHF"]
    assert order_papers.paper("1").priced.shop_total == 50


def test_what_is_known_in_the_shops_money_is_shown_in_the_suppliers(product, desk, supplier):
    supplier("Mill", currency="USD", exchange_rate=0.5)
    product("A", unit_cost=3, supplier="Mill")
    desk.enter(line("1", "A", 10))
    paper = order_papers.paper("1")
    assert (paper.lines[0].unit_cost, paper.priced.total, paper.priced.shop_total) == (6, 60, 30)


def test_a_price_from_another_currency_has_four_digits_in_tables_as_on_paper(product, desk, supplier):
    supplier("Mill", currency="USD", exchange_rate=0.92)
    product("A", supplier="Mill", unit_cost=5.95)
    desk.enter(line("4711", "A", 272))
    (row,) = order_papers.paper("4711").rows()
    assert row[6:] == [6.4674, 1759.13, "USD"]
    assert "6.4674" in pages("4711")[0]


@pytest.mark.parametrize(
    ("currency", "each", "cost", "total"),
    [
        ("JPY", "12.4", 37.0, "Total:37JPY"),
        ("KWD", "1.2341", 3.702, "Total:3.702KWD"),
        ("USD", "2", 6.0, "Total:6.00USD"),
    ],
)
def test_money_has_the_decimals_of_its_currency(product, desk, supplier, currency, each, cost, total):
    own = supplier("Mill", currency=currency, exchange_rate=0.5)
    offered(product("A", supplier="Mill"), own, unit_cost=Decimal(each))
    desk.enter(line("4711", "A", 3))
    (row,) = order_papers.paper("4711").rows()
    shown = OrderDocument.of(order_views.view("4711"))
    assert (row[6:], shown["total"], shown["lines"][0]["cost"]) == ([float(each), cost, currency], cost, cost)
    assert total in squeezed(pages("4711")[0])


def test_no_text_of_an_order_is_calculated(product, desk):
    product("=1+1", name="@SUM(A1)", supplier="Mill")
    desk.enter(line("4711", "=1+1", 1))
    assert ",'=1+1,'@SUM(A1)," in order_papers.paper("4711").csv()
    sheet = python_calamine.load_workbook(order_papers.paper("4711").workbook()).get_sheet_by_index(0)
    assert sheet.to_python()[1][2] == "=1+1"


def test_a_name_is_no_markup(product, desk):
    product("A", name="<b>Bread</b> & <font size=99>", supplier="Mill")
    desk.enter(line("<i>1</i>", "A", 1))
    (text,) = pages("<i>1</i>")
    assert "<b>Bread</b>&<fontsize=99>" in squeezed(text)
    assert "<i>1</i>" in text


def test_pictures_in_a_name_are_left_out(product, desk):
    product("A", name="🍞 Bread 🥖 of the cook 👩‍🍳", supplier="Mill 🏭")
    desk.enter(line("4713", "A", 1))
    (text,) = pages("4713")
    assert "Bread of the cook" in text
    assert "Supplier: Mill" in text
    assert not any(ord(letter) > 0xFFFF for letter in text)


def test_names_in_chinese_japanese_and_korean_can_be_read(product, desk):
    names = ["緑茶とお菓子" * 20, "绿茶 500 ml <大>", "녹차"]
    for place, name in enumerate(names):
        product(f"{place}", name=name, supplier="株式会社")
    desk.enter(*(line("緑-1", f"{place}", 2) for place in range(len(names))))
    (text,) = map(squeezed, pages("緑-1"))
    assert all(squeezed(name) in text for name in names)
    # In the title, and at the foot of the page.
    assert (text.count("緑-1"), "株式会社" in text) == (2, True)


def test_names_in_arabic_and_hebrew_run_from_right_to_left_line_by_line_with_joined_letters():
    pdf_fonts.register()
    hebrew = "תה ירוק (אורגני), 500 גרם"
    assert right_to_left.lines(hebrew, pdf_fonts.FONT, 8, 80) == ["500 ,(ינגרוא) קורי הת", "םרג"]
    assert right_to_left.lines("Tea شاي 12", pdf_fonts.FONT, 8, 80) == ["Tea 12 \ufef1\ufe8e\ufeb7"]


def test_a_supplier_whose_name_runs_from_right_to_left_stands_behind_its_word(product, desk):
    product("A", name="תה", supplier="שוק (2020)")
    desk.enter(line("4711", "A", 1))
    (text,) = pages("4711")
    assert "Supplier: (2020) שוק" in text
    assert text.count("תה") == 1


def test_a_french_colon_stands_apart_from_its_word(product, desk, supplier):
    supplier("Moulin", language="fr")
    product("A", supplier="Moulin", unit_cost=2)
    desk.enter(line("4711", "A", 1))
    (text,) = pages("4711")
    assert [word in text for word in ("Fournisseur : Moulin", "Total : 2,00")] == [True, True]


def test_whose_order_it_is_stands_on_it(product, desk, database):
    product("A")
    desk.enter(line("4711", "A", 1))
    assert "Ordered by" not in pages("4711")[0]
    use_settings(database.model_copy(update={"shop_name": "Nord & Süd"}))
    assert "Ordered by: Nord & Süd" in pages("4711")[0]


def test_lines_that_are_not_wanted_any_more_are_left_out(product, desk):
    for sku in "AB":
        product(sku, supplier="Mill")
    desk.enter(line("4711", "A", 1), line("4711", "B", 1))
    purchase_orders.change_lines("4711", OrderChanges(lines=[{"product_sku": "A", "quantity": 0}]), desk.actor)
    assert [row[2] for row in order_papers.paper("4711").rows()] == ["B"]


def test_what_is_of_several_suppliers_has_no_paper(product, desk):
    for sku, name in (("A", "Mill"), ("B", "Farm")):
        product(sku, supplier=name)
    desk.enter(line("4711", "A", 1), line("4711", "B", 1))
    with pytest.raises(Conflict, match="Farm, Mill"):
        order_papers.paper("4711")


@pytest.fixture
def transfer(product, desk):
    """Three of one thing and four of another from the north to the south."""
    for sku in ("TEA@north", "TEA@south", "RICE@north", "RICE@south"):
        product(sku, name=f"Grüner {sku[:-6].title()}", location=sku[-5:].title(), on_hand=9.0)
    moved = [
        TransferLine(source_sku=f"{item}@north", target_sku=f"{item}@south", quantity=units)
        for item, units in (("TEA", 3), ("RICE", 4))
    ]
    (made,) = transfer_orders.begin(moved, desk.actor)
    return made.number


def test_a_transfer_says_what_goes_from_where_to_where(database, transfer):
    use_settings(database.model_copy(update={"language": "de"}))
    (text,) = pages(transfer)
    assert f"Umlagerung {transfer}" in text
    assert ("Von: North" in text, "Nach: South" in text) == (True, True)
    assert ("TEA@north" in text, "Grüner Tea" in text, "Summe" in text) == (True, True, False)


def test_a_transfer_is_a_table_of_both_codes(transfer):
    rows = [row[1:5] for row in order_papers.paper(transfer).rows()]
    assert rows == [["TEA@north", "TEA@south", "Grüner Tea", 3], ["RICE@north", "RICE@south", "Grüner Rice", 4]]
    sheet = python_calamine.load_workbook(order_papers.paper(transfer).workbook()).get_sheet_by_index(0)
    assert sheet.to_python()[0] == list(TransferPaper.COLUMNS)


def test_of_a_transfer_that_was_cancelled_there_is_nothing_to_carry(transfer, desk):
    order_work.cancel(transfer, desk.actor)
    with pytest.raises(Conflict, match="nothing to carry"):
        order_papers.paper(transfer)


def test_a_supplier_without_a_language_reads_the_shops_and_no_column_of_codes_that_it_does_not_have(
    database, product, desk
):
    use_settings(database.model_copy(update={"language": "es"}))
    product("A", name="Bread", supplier="Mill")
    desk.enter(line("1", "A", 10))
    (found,) = pages("1")
    assert "Pedido 1" in found
    assert "Su código" not in found


@pytest.mark.parametrize(("code", "written"), [("en", "3 Mar 2026"), ("fr", "3 mars 2026"), ("es", "3 mar 2026")])
def test_days_on_paper_are_written_as_on_the_pages(code, written):
    assert order_words.of(code).day(date(2026, 3, 3)) == written
