"""Files that went wrong once: what has to come of each, whatever it comes in.

They are looked for in the folder STOCKCAST_CASES. Files like them, in words of our own, are in files/shop_files.
"""

import gzip
import os
from pathlib import Path

import pytest

from services.errors import InvalidInput
from services.files.options import FileOptions
from services.sales import sales_service
from services.sales.sales_frame import SalesFile
from services.sales.sales_service import HistoryQuery
from tests.unit.services.files.shop_files.wrappings import as_workbook, with_zip
from utils import clock

FOLDER = Path(os.environ.get("STOCKCAST_CASES", ""))
# By product the units of its days: of September 2026, of those that say another month of that; or why it is refused.
RIGHT = {
    "c01_square_items": {"SQ-POT": {1: 5}},
    "c02_shopify_orders": {"SH-LAMP-R": {1: 2}, "SH-BULB": {1: 1}},
    "c03_shopify_renamed": {"SH2-LAMP": {1: 3}},
    "c04_woocommerce": {"WC-1": {6: 2}},
    "c06_store_item": {"KG-7@1": {1: 13}, "KG-7@2": {1: 11}, "KG-7@3": {1: 20}},
    "c07_online_retail": {"UCI-1": {"2025-12-01": 4}},
    "c08_de_excel_cp1252": {"DE-Öl": {1: 1234}, "DE-2": {1: 12.5}},
    "c09_de_thousands": "undecided_decimal",
    "c10_de_thousands_comma": {"DE-T2": {1: 1234.5, 2: 1250}},
    "c11_de_cp1252_sku": {"Öl-5": {1: 7}, "Brötchen": {2: 8}},
    "c12_cp1252_header": {"CP-H": {1: 3}},
    "c14_fr_known_names": {"FR-2": {3: 1250, 4: 1250}},
    "c15_title_lines": {"TL-1": {1: 5, 2: 6}},
    "c16_sep_line": {"SEP-1": {1: 5}},
    "c17_totals_row": {"TOT-1": {1: 5, 2: 6}},
    "c18_blank_delims": {"BL-1": {1: 5, 2: 6}},
    "c19_returns": {"RET-1": {1: 5, 2: 0, 3: 4}},
    "c20_lines_per_day": {"LPD-1": {1: 13}},
    "c21_lines_and_return": {"LPR-1": {1: 3}},
    "c22_datetime_tz": {"TZ-1": {1: 3}},
    "c23_datetime_midnight": {"MN-1": {1: 3}},
    "c24_quoted_nl": {"QN-1": {1: 2, 2: 3}},
    "c25_utf16le": {"U16-ä": {1: 4.5}},
    "c27_excel_serial": {"XL-1": {1: 5, 2: 6}},
    "c28_us_date": {"US-1": {1: 5, 13: 6}},
    "c29_two_digit_year": {"YY-1": {1: 5}},
    "c30_trailing_delim": {"TD-1": {1: 5, 2: 6}},
    "c32_sci_ean": "all_rows_rejected",
    "c33_case_skus": {"Abc-1": {1: 5}, "ABC-1": {1: 6}, "abc-1": {2: 6}},
    "c34_unit_suffix": {"UN-1": {1: 5, 2: 6}},
    "c35_price_currency": {"PR-1": {1: 5, 2: 6, 3: 6}},
    "c36_english_thousands": {"ET-1": {1: 1234, 2: 1234}},
    "c37_empty_qty": {"EQ-1": {1: 5}},
    "c38_wide": {"WD-1": {1: 5, 2: 6}, "WD-2": {1: 1, 2: 0}},
    "c39_monthly": {
        "MO-1": {f"2026-07-{day:02}": 10 for day in range(1, 32)}
        | {f"2026-08-{day:02}": round(290 / 31, 6) for day in range(1, 32)}
    },
    "c40_weekly": {
        "WK-1": {f"2026-07-{day}": 10 for day in range(20, 27)}
        | {f"2026-07-{day}": round(65 / 7, 6) for day in range(27, 32)}
        | {f"2026-08-0{day}": round(65 / 7, 6) for day in (1, 2)}
    },
    "c41_lightspeed_like": {"LS-1": {1: 5}},
    "c43_erpnext": {"EN-1": {1: 3}},
    "c44_hidden_chars": {"ZW-1": {1: 5, 2: 6, 3: 7}},
    "c45_same_col_twice": "repeated_column",
    "c47_mac_cr": {"CR-1": {1: 5, 2: 6}},
    "c48_bom_semicolon_quotes": {"BQ-1": {1: 5}},
    "c49_future_dates": "all_rows_rejected",
    "c50_no_header": "no_headings",
}
WRAPPINGS = {"as it is": bytes, "gzip": gzip.compress, "zip": with_zip, "workbook": as_workbook}
pytestmark = pytest.mark.skipif(not FOLDER.name, reason="the files are in the folder STOCKCAST_CASES")


def dated(days):
    return {day if isinstance(day, str) else f"2026-09-{day:02}": units for day, units in days.items()}


@pytest.mark.parametrize("name", RIGHT)
def test_a_file_is_kept_rightly_in_whatever_it_comes(taken_in, kept, name):
    wanted = RIGHT[name]
    for wrap in WRAPPINGS.values():
        content = wrap((FOLDER / f"{name}.csv").read_bytes())
        if isinstance(wanted, str):
            with pytest.raises(InvalidInput) as refused:
                taken_in(content)
            assert refused.value.code == wanted
        else:
            taken_in(content)
            assert {sku: kept(sku) for sku in wanted} == {sku: dated(days) for sku, days in wanted.items()}


def test_prices_that_can_be_read_are_read(taken_in):
    taken_in((FOLDER / "c35_price_currency.csv").read_bytes())
    days = sales_service.history(HistoryQuery("PR-1"), 9, None).items
    assert [float(day.price) for day in days] == [12.5, 12.5, 1234.5]


@pytest.mark.parametrize("name", RIGHT)
def test_the_evaluation_reads_the_same(name):
    wanted, overrules = RIGHT[name], FileOptions(timezone="UTC").overrules()
    if isinstance(wanted, str):
        with pytest.raises(InvalidInput) as refused:
            SalesFile(FOLDER / f"{name}.csv", overrules, clock.today())
        assert refused.value.code == wanted
        return
    frame = SalesFile(FOLDER / f"{name}.csv", overrules, clock.today()).frame
    sold = frame.groupby("product_sku", observed=True)["quantity"].sum().to_dict()
    # What came back on a later day is taken off the days before it.
    back = {"c19_returns": 2}.get(name, 0)
    assert sold == pytest.approx({sku: sum(days.values()) - back for sku, days in wanted.items()})
