import pytest

from services.planning import supplier_cells, weekday_words


@pytest.mark.parametrize(
    "text",
    [
        "11:00",
        "11:00:00",
        "11.00 Uhr",
        "11h00",
        "1899-12-31 11:00:00",
        "0.4583333333333333",
        "11 Uhr",
        "bis 11 h",
        "11 am",
    ],
)
def test_a_time_of_day_however_it_is_written(text):
    assert supplier_cells.time_of_day(text) == "11:00"


@pytest.mark.parametrize(("text", "time"), [("12 a.m.", "00:00"), ("2:30 PM", "14:30"), ("Noon", "12:00")])
def test_a_time_of_half_a_day(text, time):
    assert supplier_cells.time_of_day(text) == time


@pytest.mark.parametrize(
    "text", ["2026-12-24 to 2027-01-06", "2026-12-24/2027-01-06", "24.12.2026 - 6.1.2027", "24/12/2026 au 06/01/2027"]
)
def test_a_shutdown_however_it_is_written(text):
    assert supplier_cells.shutdowns(text) == [{"from": "2026-12-24", "to": "2027-01-06"}]


@pytest.mark.parametrize("text", ["100: 1.05; 500: 0.95", "100: 1,05; 500: 0,95", "100: 1,05, 500: 0,95"])
def test_price_breaks_with_either_decimal_sign(text):
    wanted = [{"quantity": 100, "unit_cost": 1.05}, {"quantity": 500, "unit_cost": 0.95}]
    assert supplier_cells.price_breaks(text) == wanted


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (weekday_words.read, "whenever"),
        (supplier_cells.time_of_day, "late"),
        (supplier_cells.time_of_day, "14 am"),
        (supplier_cells.time_of_day, "11"),
        (supplier_cells.shutdowns, "11/12/2026"),
        (supplier_cells.price_breaks, "100: 1.250"),
        (supplier_cells.price_breaks, "1.05"),
    ],
)
def test_what_may_be_meant_otherwise_is_refused(read, text):
    with pytest.raises(ValueError, match=r"write|decimal sign"):
        read(text)
