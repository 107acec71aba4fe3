"""One file, whatever it comes in and by whatever door: the same days are kept, and the same are learnt from."""

import csv
import gzip
import io

import pytest

from services.files.options import FileOptions
from services.sales import sales_service
from services.sales.sales_frame import SalesFile
from services.sales.sales_service import SaleRow
from tests.unit.services.files.shop_files import basics
from tests.unit.services.files.shop_files.wrappings import as_workbook, with_zip
from utils import clock

MARCH = "2026-03-"
KINDS = basics.FILES


def in_march(days):
    return {f"{MARCH}{day:02}": units for day, units in days.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_wrapping_of_a_file_keeps_the_same_days(taken_in, kept, kind):
    text, wanted = KINDS[kind]
    content = text.encode()
    taken_in(content)
    assert {sku: kept(sku) for sku in wanted} == {sku: in_march(days) for sku, days in wanted.items()}
    for packed in (gzip.compress(content), with_zip(content), as_workbook(content)):
        again = taken_in(packed)
        assert (again["inserted"], again["updated"], again["removed"]) == (0, 0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_evaluation_learns_from_the_same_sales(tmp_path, kind):
    text, wanted = KINDS[kind]
    (tmp_path / "sales.csv").write_text(text)
    frame = SalesFile(tmp_path / "sales.csv", FileOptions(timezone="UTC").overrules(), clock.today()).frame
    returned = 2 if kind == "a return on a later day" else 0
    sold = frame.groupby("product_sku", observed=True)["quantity"].sum().to_dict()
    # A total of one week alone stays one: it is forecast in its own step.
    assert sold == pytest.approx({sku: sum(days.values()) - returned for sku, days in wanted.items()})


def test_rows_of_a_program_are_kept_as_those_of_a_file(kept):
    text, wanted = KINDS["a return on a later day"]
    rows = list(csv.DictReader(io.StringIO(text)))
    sales_service.record_sales(
        [SaleRow(product_sku="B", date=row["date"], quantity=float(row["quantity"])) for row in rows]
    )
    assert kept("B") == in_march(wanted["A"])
