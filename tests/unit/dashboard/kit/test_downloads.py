"""Files of the pages open in a spreadsheet as they are meant."""

import csv
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from app.db import transaction
from app.models import OrderAdvice
from dashboard.kit import downloads
from dashboard.orders import order_files
from dashboard.products import product_files
from dashboard.shop import purchase_order_files
from services.files.writing.spreadsheet import csv_text
from services.imports import kinds
from utils import clock, language
from utils.config import use_settings
from utils.kept_texts import anew

PATHS = [f"{files.PATH}.csv" for files in (order_files, product_files, purchase_order_files)]


@pytest.fixture
def bread(product):
    return product("=B", [0.1, 0.2, 1619.3], name="Wholemeal bröd")


@pytest.mark.parametrize("path", PATHS)
def test_each_begins_with_the_mark_by_which_excel_knows_utf_8(signed_in, path):
    assert signed_in("viewer").get(f"/app/{path}").data.startswith(b"\xef\xbb\xbf")


def test_figures_are_rounded_and_no_code_is_a_formula(signed_in, bread):
    text = signed_in("viewer").get(f"/app/{product_files.PATH}.csv").data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["sku"], row["name"], row["sold_28_days"]) == ("'=B", "Wholemeal bröd", "1619.6")


def test_products_have_the_figures_of_the_order_list(signed_in, product):
    bread = product("B", unit_price=3)
    figures = {"quantity": 9, "needed": 9.0, "days_of_cover": 2.64581, "money_at_risk": 318.32578, "excess_units": 0.0}
    about = {"as_of": clock.today(), "computed_at": clock.now(), "kind": "order", "said": ""}
    with transaction() as session:
        session.add(OrderAdvice(product_id=bread.id, **figures, **about))
    client, seen = signed_in("viewer"), ("days_of_cover", "money_at_risk")
    files = (client.get(f"/app/{files.PATH}.csv").data.decode("utf-8-sig") for files in (product_files, order_files))
    rows = [next(csv.DictReader(io.StringIO(text))) for text in files]
    assert [[row[name] for name in seen] for row in rows] == [["2.6", "318.33"]] * 2


@pytest.mark.parametrize(("browser", "figures"), [("de-AT,en;q=0.5", "1619,6"), ("en-GB", "1619.6"), ("x!", "1619.6")])
def test_they_are_written_as_spreadsheets_of_the_browsers_language_open_them(signed_in, bread, browser, figures):
    headers = {"Accept-Language": browser}
    text = signed_in("viewer").get(f"/app/{product_files.PATH}.csv", headers=headers).data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";" if "," in figures else ",")
    assert row["sold_28_days"] == figures


def test_a_workbook_has_codes_as_texts_and_calculates_nothing(signed_in, product):
    product("00417", [1.5], name="=1+1")
    sent = signed_in("viewer").get(f"/app/{product_files.PATH}.xlsx").data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sent)).get_sheet_by_index(0).to_python()
    assert (rows[1][:2], rows[1][8]) == (["00417", "=1+1"], 1.5)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(sent)).read("xl/worksheets/sheet1.xml")


def test_a_file_written_for_programs_is_sent_as_its_reader_opens_and_reads_it(in_berlin, tmp_path):
    path = tmp_path / "rejected.csv"
    rows = [["line", "value", "reason"], ["7", "=1", "this is not a number"]]
    path.write_text(csv_text(rows), encoding="utf-8")
    with language.spoken("fr"):
        sent = downloads.csv_on_disk("rejected.csv", path, ["Ligne", "Valeur", "Raison"], {2: anew})
    assert sent.get_data().decode("utf-8") == "\ufeffLigne;Valeur;Raison\r\n7;'=1;ce n’est pas un nombre\r\n"


@pytest.mark.parametrize("kind", kinds.KINDS)
@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_a_template_is_called_after_its_kind(signed_in, kind, end):
    sent = signed_in("planner").get(f"/app/import-files/{kind}-template.{end}")
    name = f"{kind.replace('_', '-')}-template.{end}"
    assert (sent.status_code, name in sent.headers["Content-Disposition"]) == (200, True)


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_a_file_is_called_in_the_language_of_the_page(signed_in, database, kind):
    use_settings(database.model_copy(update={"language": "fr"}))
    sent = signed_in("planner").get(f"/app/import-files/{kind}-template.xlsx").headers["Content-Disposition"]
    assert "mod%C3%A8le" in sent
