from datetime import UTC, date

import pandas as pd
import pytest

from services.files.fields import Overrules
from services.sales.sales_frame import SalesFile


@pytest.fixture
def table(tmp_path):
    """Product, day of September 2024 and quantity of the rows of a file's table."""

    def read(text):
        path = tmp_path / "sales.csv"
        path.write_text("sku,date,qty\n" + text)
        frame = SalesFile(path, Overrules(zone=UTC), date(2024, 10, 31)).frame
        return [(sku, day.day, units) for sku, day, units in zip(*(frame[name] for name in frame.columns), strict=True)]

    return read


def test_lines_of_a_day_add_up(table):
    assert table("A,2024-09-01,5\nB,2024-09-01,1\nA,2024-09-01,7\n") == [("A", 1, 12), ("B", 1, 1)]


def test_what_came_back_is_taken_off_the_latest_sales_before_it(table):
    rows = "A,2024-09-01,5\nA,2024-09-02,2\nA,2024-09-03,-3\nB,2024-09-01,4\nB,2024-09-02,-9\n"
    assert table(rows) == [("A", 1, 4), ("A", 2, 0), ("A", 3, 0), ("B", 1, 0), ("B", 2, 0)]


def test_a_return_nets_with_the_sales_of_its_own_day_first(table):
    assert table("A,2024-09-01,5\nA,2024-09-02,6\nA,2024-09-02,-2\n") == [("A", 1, 5), ("A", 2, 4)]


def test_totals_of_weeks_stay_weeks_and_months_are_spread_over_their_days(table):
    assert table("A,2024-W36,70\nA,2024-W37,63\n") == [("A", 2, 70), ("A", 9, 63)]
    months = table("A,2024-09,60\n")
    assert months == [("A", day, 2) for day in range(1, 31)]


def test_a_total_of_a_month_that_still_runs_is_spread_over_its_days_so_far(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_text("sku,month,qty\nA,2024-09,20\n")
    frame = SalesFile(path, Overrules(zone=UTC), date(2024, 9, 10)).frame
    assert (len(frame), frame["date"].max()) == (10, pd.Timestamp("2024-09-10"))
    assert (frame["quantity"] == 2).all()
