import csv

from services.files import uploads
from services.files.uploads import Rejection, RejectionWriter


def rows_of(path):
    with path.open(newline="") as file:
        return list(csv.reader(file))


def test_rejected_rows_are_no_formulas(tmp_path):
    RejectionWriter(tmp_path / "list.csv", 1).add([Rejection(2, "quantity", "=1+1", "this is no number")])
    assert rows_of(tmp_path / "list.csv")[1] == ["2", "quantity", "'=1+1", "this is no number"]


def test_the_list_of_rejected_rows_has_an_end_and_their_number_has_none(tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_LIST", 100)
    writer = RejectionWriter(tmp_path / "list.csv", 3)
    for line in range(1000):
        writer.add([Rejection(line, "date", "x", "the date is missing")])
    assert (writer.count, len(writer.first)) == (1000, 3)
    assert len(rows_of(tmp_path / "list.csv")) == writer.written + 1 < 10


def test_of_many_rows_refused_for_one_reason_it_is_said_once():
    rows = [uploads.Rejection(line, "product_sku", "4,00638E+12", "a spreadsheet has cut this code") for line in (2, 3)]
    refusal = str(uploads.nothing_taken(9, [*rows, uploads.Rejection(4, "date", "x", "this is no day")]))
    assert refusal == (
        "None of the 9 rows can be taken: line 2, product_sku '4,00638E+12': a spreadsheet has cut this code;"
        " line 4, date 'x': this is no day. Nothing was imported."
    )
