"""A table of sales written in any dialect is read back as it was."""

import csv
import gzip
import io
import zipfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.services.files.sales_files import Sales

HEADINGS = (("sku", "date", "qty"), ("Artikel-Nr.", "Datum", "Menge"), ("Codigo", "Fecha", "Cantidad"))
THOUSANDS = {",": ("", ".", "\u00a0", "'"), ".": ("", ",", "'")}
DATES = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "iso": "%Y-%m-%d", "dots": "%d.%m.%y", "time": "%Y-%m-%d 18:05:00"}
# Both tell the order of day and month, and the decimal sign.
TELLING = [("T-1", date(2024, 3, 25), 12.5), ("T-1", date(2024, 4, 26), 1234.25)]


@dataclass(frozen=True)
class Dialect:
    headings: tuple[str, ...]
    delimiter: str
    codec: str
    line_end: str
    decimal: str
    thousands: str
    dates: str
    titles: int
    has_totals: bool
    trailing: bool
    minus_after: bool
    returns_apart: bool
    has_cancelled: bool
    pack: Callable[[bytes], bytes]


@st.composite
def dialects(pick):
    decimal = pick(st.sampled_from(",."))
    return Dialect(
        pick(st.sampled_from(HEADINGS)),
        pick(st.sampled_from(",;\t|")),
        pick(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252"))),
        pick(st.sampled_from(("\n", "\r\n", "\r"))),
        decimal,
        pick(st.sampled_from(THOUSANDS[decimal])),
        pick(st.sampled_from(sorted(DATES))),
        pick(st.integers(0, 3)),
        pick(st.booleans()),
        pick(st.booleans()),
        pick(st.booleans()),
        pick(st.booleans()),
        pick(st.booleans()),
        pick(st.sampled_from((bytes, gzip.compress, zipped))),
    )


sold = st.tuples(
    st.sampled_from(("A-1", "Öl 5", "007", "B/2")),
    st.integers(0, 900).map(lambda days: date(2023, 1, 1) + timedelta(days=days)),
    st.integers(-4000, 400_000).map(lambda quarters: quarters / 4),
)


def number(value, dialect):
    whole, _, part = f"{abs(value):,.2f}".partition(".")
    text = whole.replace(",", dialect.thousands) + dialect.decimal + part
    if value >= 0:
        return text
    return text + "-" if dialect.minus_after else "-" + text


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sales.txt", content)
    return file.getvalue()


def line(row, dialect, status="paid"):
    """A sale as one line: what came back is below zero, or in a column of its own."""
    sku, day, units = row
    more = [status] if dialect.has_cancelled else []
    if dialect.returns_apart:
        more.append(number(max(-units, 0), dialect))
        units = max(units, 0)
    return [sku, day.strftime(DATES[dialect.dates]), number(units, dialect), *more]


def written(rows, dialect):
    file = io.StringIO()
    table = csv.writer(file, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    more = ["Status"] * dialect.has_cancelled + ["Qty returned"] * dialect.returns_apart
    after = [""] if dialect.trailing else []
    table.writerows([[f"Report {number}", *[""] * (2 + len(more)), *after] for number in range(dialect.titles)])
    table.writerow([*dialect.headings, *more, *after])
    for row in rows:
        table.writerow([*line(row, dialect), *after])
        if dialect.has_cancelled:
            table.writerow([*line(row, dialect, "storniert"), *after])
    if dialect.has_totals:
        total = number(sum(units for *_, units in rows), dialect)
        table.writerow(["Total", "", total, *[""] * len(more), *after])
    return dialect.pack(file.getvalue().encode(dialect.codec))


def added_up(rows):
    days = defaultdict(float)
    for sku, day, units in rows:
        # Nothing is sold by a line that does not count.
        days[sku, str(day)] += units or 0
    return days


@given(st.lists(sold, max_size=30), dialects())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_days_come_back(tmp_path, rows, dialect):
    rows = [*rows, *TELLING]
    sales = Sales(tmp_path, written(rows, dialect))
    assert added_up(sales.days) == added_up(rows)
    assert sales.reading.tally.returns == sum(units < 0 for *_, units in rows)
    assert sales.rejections == []
