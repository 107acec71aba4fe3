import pytest

from dashboard.product import advice_words

ADVICE = {
    "kind": "order",
    "quantity": 1234,
    "days_of_cover": 1.54,
    "order_by": "2026-03-02",
    "stock_out_date": None,
    "money_at_risk": 84.4,
    "cost": None,
    "reason": "69 are missing.",
}


@pytest.mark.parametrize(
    ("kind", "words"),
    [("order", "Order 1,234"), ("enough", "Nothing to order"), ("excess", "too much is there"), ("dead", "no longer")],
)
def test_the_headline_says_what_to_do(in_berlin, kind, words):
    assert words in advice_words.headline(ADVICE | {"kind": kind})


def test_what_is_not_known_is_a_dash_or_a_word(in_berlin):
    shown = str(advice_words.advice(ADVICE | {"days_of_cover": None}))
    assert "longer than the forecast" in shown
    assert "Dt('Cost of the order'), Dd('–')" in shown
    assert "Dt('Runs out'), Dd('–')" in shown
    assert r"Mon,\xa02\xa0Mar\xa02026" in shown


def test_a_what_if_is_marked_and_places_that_can_give_are_links(in_berlin):
    place = {"location": "Main Street", "product_sku": "A&B@MAIN"}
    shown = str(advice_words.advice(ADVICE | {"transfers": [place]}, is_supposed=True))
    assert ("What if" in shown, "/app/product?sku=A%26B%40MAIN" in shown) == (True, True)
    assert "What if" not in str(advice_words.advice(ADVICE))


def test_without_a_model_there_is_no_advice(in_berlin):
    assert "this product has no model" in str(advice_words.advice({}))
