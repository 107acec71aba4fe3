"""A name alone makes no row of totals where rows have no days: its numbers do, and what it leaves empty."""

import pytest

from services.files.lines.named_totals import Above

ROWS = [("A", "Mill", 3.0, 2.5), ("B", "Mill", 4.0, 1.5)]


@pytest.mark.parametrize(
    ("row", "are_totals"),
    [
        (("Total", "", 7.0, None), True),
        # The column next to it is repeated, as a currency is.
        (("Total", "Mill", 7.0, 4.0), True),
        (("Total", None, None, None), True),
        (("Average", "", 3.5, 2.0), True),
        # Of more than is shown.
        (("Total", "", 12.0, None), True),
        (("Total", "Farm", 7.0, None), False),
        (("Total", "", 1.0, None), False),
        (("Total", "Mill", 5.0, 9.0), False),
    ],
)
def test_what_a_row_called_total_is(row, are_totals):
    above = Above()
    for one in ROWS:
        above.add(one)
    assert above.are_totals(row, 0) is are_totals


def test_first_in_its_file_it_is_no_total():
    assert not Above().are_totals(("Total", "", 1.0), 0)
