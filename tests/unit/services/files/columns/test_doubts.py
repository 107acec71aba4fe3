"""What the sender is asked to look at again, and what is refused with a word what to do."""

import pytest

from services.errors import InvalidInput
from tests.unit.services.files.sales_files import Sales


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Qty (k)", ("1250", "980")), ("Menge in Tsd.", ("1.250", "980,0")), ("Qty (thousands)", ("1250", "980"))],
)
def test_full_numbers_below_a_heading_of_thousands_are_doubted(tmp_path, heading, cells):
    rows = (f"{day}.03.2026;A;{cell}\n" for day, cell in zip((13, 14), cells, strict=True))
    notes = Sales(tmp_path, f"Datum;Artikel;{heading}\n{''.join(rows)}").reading.understood.notes
    assert any("1250000 units" in note for note in notes)


@pytest.mark.parametrize("cells", [("1,5", "0,98"), ("12", "9")])
def test_thousands_that_may_be_some_are_not_doubted(tmp_path, cells):
    rows = (f"{day}.03.2026;A;{cell}\n" for day, cell in zip((13, 14), cells, strict=True))
    assert Sales(tmp_path, f"Datum;Artikel;Menge in Tsd.\n{''.join(rows)}").reading.understood.notes == ()


def test_months_of_a_fiscal_year_are_doubted(tmp_path):
    notes = Sales(tmp_path, "SKU,Fiscal Period,Qty\nA,2026-03,310\n").reading.understood.notes
    assert any("'Fiscal Period' speaks of a fiscal year" in note for note in notes)


@pytest.mark.parametrize(
    "text",
    [
        "SKU,Q1 2026,Q2 2026\nA,900,910\n",
        "SKU,Quarter,Qty\nA,Q1 2026,900\n",
        "SKU,H1 2025,H2 2025\nA,900,910\n",
        "SKU,2024,2025\nA,900,910\n",
        "SKU,P01 2026,P02 2026\nA,280,280\n",
        "SKU,Fiscal Week,Qty\nA,FY26 W10,70\n",
        "Artikel;1. Quartal 2026;2. Quartal 2026\nA;900;910\n",
        "Réf;T1 2026;T2 2026\nA;900;910\n",
    ],
)
def test_times_too_long_are_refused_with_what_to_do(tmp_path, text):
    with pytest.raises(InvalidInput, match=r"weeks of the calendar \(2026-W07\)"):
        Sales(tmp_path, text)
