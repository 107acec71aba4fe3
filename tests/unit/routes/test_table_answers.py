import pytest
from flask import Flask

from routes import table_answers
from routes.table_answers import File
from services.files.writing import spreadsheet
from services.imports.kinds import KINDS


def test_rows_are_taken_as_they_are_sent():
    taken = []
    rows = ([taken.append(number) or number] for number in range(10 * spreadsheet.TOGETHER))
    with Flask(__name__).test_request_context():
        answer = table_answers.table(File(), "days", ["day"], rows)
    assert next(answer.iter_encoded()).startswith(b"day\r\n0\r\n1\r\n")
    assert len(taken) < 2 * spreadsheet.TOGETHER
    sent = b"".join(answer.iter_encoded())
    assert len(taken) == 10 * spreadsheet.TOGETHER
    assert sent.endswith(b"\r\n4999\r\n")


@pytest.mark.parametrize(
    "path",
    [
        "/products",
        "/suppliers",
        "/product-suppliers",
        "/stock",
        "/purchase-orders",
        "/receipts",
        "/reorder",
        "/accuracy",
        *(f"/import-templates/{kind}" for kind in KINDS),
    ],
)
@pytest.mark.parametrize("how", [{"query_string": {"format": "xlsx"}}, {"headers": {"Accept": table_answers.XLSX}}])
def test_each_list_is_a_workbook_for_who_asks_for_one(admin, path, how):
    answer = admin.get(path, **how)
    assert (answer.status_code, answer.mimetype, answer.data[:2]) == (200, table_answers.XLSX, b"PK")


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html,application/xml;q=0.9,*/*;q=0.8", ""])
def test_who_does_not_gets_json(admin, accept):
    assert admin.get("/stock", headers={"Accept": accept}).json == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("path", ["/products?format=csv&", "/import-templates/products?"])
def test_csv_is_for_programs_or_for_the_spreadsheet_that_is_named(admin, path):
    admin.post("/products", json={"sku": "A", "unit_cost": 1.25})
    assert (admin.get(path).text[:9], ",1.25" in admin.get(path).text) == ("sku,name,", True)
    german = admin.get(f"{path}decimal=,").text
    assert (german[:10], ";1,25" in german) == ("\ufeffsku;name;", True)
    assert admin.get(f"{path}decimal=.").text[:10] == "\ufeffsku,name,"


def test_there_is_no_template_of_what_is_no_kind_of_file(admin):
    answer = admin.get("/import-templates/nothing")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_kind")
