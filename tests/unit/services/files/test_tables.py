"""Files that are read while their sender waits."""

import io

import pytest

from services.errors import InvalidInput
from services.files import tables
from services.files.options import USUAL
from services.files.reading import Reading
from services.stock import stock_files
from utils import clock

HEADINGS, ROW = b"product_sku,on_hand,date\n", b"A,3,2026-03-01\n"


def read(text):
    return tables.read(io.BytesIO(text), stock_files.form(clock.today()), USUAL, most_rows=10)


def test_a_file_with_too_many_rows_is_refused(database):
    with pytest.raises(InvalidInput, match="more than 10 rows") as refused:
        read(HEADINGS + 11 * ROW)
    assert refused.value.code == "file_too_long"


def test_as_many_rows_as_may_be_are_read_beside_as_many_others(database):
    assert len(read((HEADINGS + ROW) * 10).rows) == 10


def test_of_a_file_with_far_too_many_rows_not_all_is_looked_at(tmp_path):
    file, form = tmp_path / "stock.csv", stock_files.form(clock.today())
    file.write_bytes(HEADINGS + 20 * ROW)
    assert Reading(file, form, most_rows=10).columns
    file.write_bytes(HEADINGS + 21 * ROW)
    with pytest.raises(InvalidInput, match="more than 10 rows"):
        Reading(file, form, most_rows=10)
