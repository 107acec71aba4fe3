"""How many decimals money of a currency has."""

import pytest

from utils import currencies


@pytest.mark.parametrize(
    ("currency", "amount", "written"),
    [("JPY", 1235, "#,##0"), ("KWD", 1234.567, "#,##0.000"), ("EUR", 1234.57, "#,##0.00"), ("", 1234.57, "#,##0.00")],
)
def test_money_is_rounded_and_written_as_its_currency_is(currency, amount, written):
    assert (currencies.rounded(1234.5671, currency), currencies.pattern(currency)) == (amount, written)


def test_what_a_unit_costs_may_have_more_decimals():
    assert (currencies.pattern("JPY", 2), currencies.pattern("EUR", 2)) == ("#,##0.##", "#,##0.00##")


@pytest.mark.parametrize(
    ("amount", "currency", "decimals"),
    [(6.4674, "EUR", 4), (0.125, "EUR", 3), (2.5, "EUR", 2), (12.5, "JPY", 1), (12.0, "JPY", 0)],
)
def test_what_a_unit_costs_has_the_decimals_that_it_needs(amount, currency, decimals):
    assert currencies.of_one(amount, currency) == decimals
