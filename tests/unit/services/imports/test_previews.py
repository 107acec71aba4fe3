import gzip
import io
import json

import pytest

from dashboard.file_import import choices
from services.catalogue.product_service import ProductFilter
from services.errors import InvalidInput, NotFound
from services.files import saved_profiles, uploads
from services.files.options import FileOptions
from services.files.saved_profiles import NewProfile
from services.files.writing import dialects, workbook_writer
from services.files.writing.spreadsheet import csv_text
from services.imports import kinds, previews, templates
from services.imports.kinds import KINDS
from tests.unit.services.files.formats.test_parts import archive
from tests.unit.services.files.shop_files import pivots, spreadsheets, tills, web_shops

ROWS = "Product;Datum;Menge\nBröd;2026-01-01;3\nKäse;2026-01-02;4,5\n"


def preview(content, kind="sales", **said):
    with uploads.received(io.BytesIO(content if isinstance(content, bytes) else content.encode())) as upload_id:
        return previews.of_upload(upload_id, kinds.find(kind), FileOptions(**said))


def fields(seen):
    return {column.heading: column.field for column in seen.columns}


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_is_shown_whatever_its_encoding_and_packing(database, code, pack):
    seen = preview(pack(ROWS.encode(code)))
    assert seen.rows == [["Bröd", "2026-01-01", "3"], ["Käse", "2026-01-02", "4,5"]]
    assert fields(seen) == {"Product": "product_sku", "Datum": "date", "Menge": "quantity"}
    assert seen.is_ready
    assert "1.250 is 1250: the file writes 12,5, with a decimal comma." in seen.in_words


@pytest.mark.parametrize(
    "headings",
    [
        "Artikelnummer;Verkaufsdatum;Verkaufte Menge",
        "Code article;Date de vente;Quantité vendue",
        "Código;Fecha de venta;Cantidad vendida",
        "Codice articolo;Data di vendita;Quantità venduta",
        "Artikelcode;Verkoopdatum;Aantal verkocht",
    ],
)
def test_headings_of_five_languages_leave_no_doubt(database, headings):
    seen = preview(f"{headings}\nA;13.01.2026;3\n")
    assert [(column.field, column.is_sure) for column in seen.columns] == [
        (field, True) for field in ("product_sku", "date", "quantity")
    ]


def test_a_column_chosen_by_its_content_is_in_doubt(database):
    seen = preview("Item,Date,Units,Remark\nBRD-001,2026-01-13,3,x\n")
    assert [column.is_sure for column in seen.columns] == [False, True, True, False]


def test_a_question_of_the_numbers_is_asked_and_answered(database):
    content = "sku,date,qty\nA,2026-01-13,1.250\n"
    seen = preview(content)
    (question,) = seen.questions
    assert (seen.is_ready, question.text) == (False, "Is the point a decimal sign?")
    assert [choice.label for choice in question.choices] == ["1.250 is 1250", "1.250 is 1.250"]
    for choice in question.choices:
        assert preview(content, **{choice.parameter: choice.value}).is_ready


def test_a_question_of_the_days_is_asked_and_answered(database):
    content = "sku,date,qty\nA,03/04/2026,3\n"
    (question,) = preview(content).questions
    assert [choice.label for choice in question.choices] == ["03/04/2026 is 3 April 2026", "03/04/2026 is 4 March 2026"]
    seen = preview(content, date_order="dmy")
    assert "Days are day first, 03/04/2026 is 3 April 2026: as you said." in seen.in_words


@pytest.mark.parametrize("content", ["Was,Wann,Wieviel\nA,2026-01-13,3\n", "sku,date,sales\nA,2026-01-13,12.50\n"])
def test_what_the_headings_do_not_say_can_be_chosen(database, content):
    seen = preview(content)
    assert seen.problem
    assert "?mapping" not in seen.problem
    first, second, third = (column.heading for column in seen.columns)
    mapping = f'{{"product_sku": "{first}", "date": "{second}", "quantity": "{third}"}}'
    assert preview(content, mapping=mapping).is_ready


def test_a_column_can_be_left_out(database):
    content = "sku,date,qty,price\nA,2026-01-13,3,5\n"
    assert fields(preview(content))["price"] == "price"
    seen = preview(content, mapping='{"price": ""}')
    assert (fields(seen)["price"], seen.is_ready) == ("", True)


def test_so_is_one_that_a_saved_profile_leaves_out(database):
    mapping = {"product_sku": "sku", "date": "date", "quantity": "qty", "price": ""}
    saved_profiles.save(NewProfile(name="till", headings=["sku", "date", "qty", "price"], mapping=mapping))
    assert fields(preview("sku,date,qty,price\nA,2026-01-13,3,5\n"))["price"] == ""


@pytest.mark.parametrize("head", [b"", b"\0\1\2", b"\xff\xfe\xff", b"Dear all,\nplease find", b"PK\x03\x04" * 200])
def test_what_is_no_table_is_refused_in_words(database, head):
    with pytest.raises(InvalidInput, match=r"empty|not a table|no row of headings|damaged"):
        preview(head)


def test_an_upload_that_is_gone_is_asked_for_again(database):
    with pytest.raises(NotFound, match="choose it again"):
        previews.of_upload("00000000-0000-0000-0000-000000000000", kinds.find("sales"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "de", "fr", "xlsx"])
def test_a_template_is_read_without_a_question(database, product, kind, language):
    product("00417", name="Käse", unit_cost=1.25)
    template = templates.TEMPLATES[kind]
    filled = _filled(kind, template)
    dialect = dialects.of(language)
    text = dialect.mark + csv_text([template.columns, *filled], dialect)
    file = workbook_writer.write(template.columns, filled).read() if language == "xlsx" else text.encode()
    seen = preview(file, kind)
    assert seen.is_ready
    assert all(column.is_sure for column in seen.columns)


def _filled(kind, template):
    """The template with its first row filled in; what is on its way is none yet."""
    values = {
        "date": "2026-01-13",
        "ordered_on": "2026-01-13",
        "expected_on": "2026-01-20",
        "received_on": "2026-01-13",
    }
    values |= {
        "quantity": 12.5,
        "on_hand": 3.5,
        "price": 1.25,
        "number": "0815",
        "product_sku": "00417",
        "outstanding": 4.0,
    }
    rows = list(template.rows()) or [[None] * len(template.columns)]
    return [
        [cell if cell is not None else values.get(name) for name, cell in zip(template.columns, row, strict=True)]
        for row in rows
    ]


def test_a_template_has_all_products(database, product):
    product("A")
    product("B")
    for kind in ("sales", "products", "stock", "orders"):
        assert len(list(templates.TEMPLATES[kind].rows())) == 2
    assert ProductFilter() == templates.EVERYTHING


WIDE = {
    name: text
    for name, (text, wanted) in (pivots.FILES | spreadsheets.FILES | web_shops.FILES | tills.FILES).items()
    if isinstance(wanted, dict)
}


@pytest.mark.parametrize("name", WIDE)
def test_what_a_preview_says_of_the_columns_can_be_sent_back_and_kept(database, name):
    seen = preview(WIDE[name])
    mapping = previews.mapping_of(seen)
    back = preview(WIDE[name], mapping=json.dumps(mapping))
    assert (back.problem, back.rows, fields(back)) == ("", seen.rows, fields(seen))
    assert choices.remember("ours.csv", {"mapping": {"promo": ""}}, seen) == "ours"
    again = preview(WIDE[name])
    assert (again.problem, fields(again)) == ("", fields(seen))


def test_of_two_columns_of_one_name_one_can_be_chosen_and_is_remembered(database):
    content = "SKU,Date,Qty,Qty\nA,2026-03-02,2,3\n"
    seen = preview(content)
    assert (seen.is_ready, [column.name for column in seen.columns]) == (False, ["SKU", "Date", "Qty (1)", "Qty (2)"])
    chosen = {"mapping": {"quantity": "Qty (2)"}}
    seen = preview(content, mapping=json.dumps(chosen["mapping"]))
    assert (seen.is_ready, [column.field for column in seen.columns]) == (True, ["product_sku", "date", "", "quantity"])
    choices.remember("ours.csv", chosen, seen)
    assert [column.field for column in preview(content).columns] == ["product_sku", "date", "", "quantity"]


def test_a_column_without_a_heading_can_be_chosen(database):
    content = ",Date,Qty\nBread,2026-03-02,2\n"
    assert preview(content).columns[0].name == "(1)"
    seen = preview(content, mapping='{"product_sku": "(1)"}')
    assert (seen.is_ready, seen.columns[0].field) == (True, "product_sku")


def test_next_month_is_known_by_what_was_chosen_for_a_month_of_days(database):
    month = "Artikel;Gruppe;{0}.2026;02.{1}.2026\nBrot;7;5;6\n"
    said = {"mapping": {"product_sku": "Gruppe"}}
    choices.remember("ours.csv", said, preview(month.format("01.03", "03"), mapping=json.dumps(said["mapping"])))
    assert fields(preview(month.format("01.04", "04")))["Gruppe"] == "product_sku"


def test_a_column_without_a_single_day_is_a_problem_before_the_import(database):
    assert "KW 10" in preview(b"KW;Artikel-Nr.;Anzahl\nKW 10;A1;7\n").problem


def test_a_file_of_which_no_row_could_be_taken_is_not_ready(database):
    seen = preview("date;sku;qty\n13/09/1447;A;3\n14/09/1447;A;2\n")
    assert not seen.is_ready
    assert "Islamic calendar" in seen.problem


def test_exports_that_tell_of_a_day_twice_are_not_ready(database):
    first, second = "date,sku,qty\n2026-03-01,A,1\n2026-03-02,A,2\n", "date,sku,qty\n2026-03-02,A,2\n2026-03-03,A,7\n"
    seen = preview(archive({"a.csv": first, "b.csv": second}), sheet="*")
    assert "2 March 2026" in seen.problem


def test_orders_to_suppliers_are_no_sales_unless_that_is_said(database):
    text = "PO Number,Supplier,Order Date,SKU,Qty Ordered,Expected Date\n1,Mill,2026-03-02,A,100,2026-03-20\n"
    assert "orders to suppliers" in preview(text).problem
    assert preview(text, mapping='{"quantity": "Qty Ordered"}').is_ready
