import pytest

from dashboard.shop import exception_words
from services.attention.found import Found, Kind


def found(kind, **given):
    return Found(kind, "A/1", "Tea", 5.0, "", "", **given)


def test_every_kind_has_its_words_and_what_its_money_is_has_words_of_no_other():
    assert set(exception_words.WORDS) == set(Kind)
    assert len({words.money for words in exception_words.WORDS.values()}) == len(Kind)
    assert "lost until goods come" in str(exception_words.money(found(Kind.RUNS_OUT)))


@pytest.mark.parametrize(
    ("kind", "given", "address"),
    [
        (Kind.RUNS_OUT, {"supplier": "N & S"}, "/app/orders?supplier=N+%26+S"),
        (Kind.RUNS_OUT, {}, "/app/orders"),
        (Kind.OVERDUE, {}, "/app/deliveries?number=A%2F1"),
        (Kind.DATA_MISSING, {}, "/app/product?sku=A%2F1"),
        (Kind.EXPIRES, {}, "/app/planning?product_sku=A%2F1"),
        (Kind.JOB_FAILED, {}, "/app/monitoring"),
    ],
)
def test_the_step_leads_to_where_it_is_solved(kind, given, address):
    assert exception_words.step(found(kind, **given)).href == address


def test_stock_that_does_not_last_is_drawn_beside_the_time_an_order_takes(in_berlin):
    drawn = str(exception_words.picture(found(Kind.RUNS_OUT, compared=(1.0, 9.0))))
    assert "1 day'" in drawn
    assert "9 days'" in drawn
    assert exception_words.picture(found(Kind.OVERDUE)) is None
