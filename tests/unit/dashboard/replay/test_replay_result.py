"""What a replay came to, as its page shows it."""

import pytest

from dashboard.replay import page, replay_result
from services.replays.own_rules import Rule, RuleSettings

POLICY = {
    "service": 0.955,
    "service_error": 0.01,
    "stockcast_better_by": 0.021,
    "stockcast_better_by_error": 0.004,
    "demand_met": 0.99,
    "demand_met_error": 0.002,
    "lost_sales": 12.0,
    "lost_sales_money": 60.0,
    "average_stock": 100.0,
    "average_stock_money": 200.0,
    "waste": 0.0,
    "waste_money": 0.0,
    "cost": 33.0,
}
LOSS = {"product_sku": "A/1", "name": "<b>Tea</b>", "cost_more": 5.0, "why": "stock", "forecast": 10.0, "asked": 4.0}
FOUND = {
    "from": "2026-08-06",
    "to": "2026-11-25",
    "products": 2,
    "service_asked": 0.95,
    "asked": 200.0,
    "estimated": 10.0,
    "policies": [POLICY | {"policy": name} for name in ("stockcast", "min_max", "seasonal_naive")],
    "losses": {"products": 1, "cost_more": 5.0, "items": [LOSS]},
}


@pytest.fixture
def drawn(app):
    def draw(**more):
        with app.test_request_context():
            return str(replay_result.result("0-1", FOUND | more).to_plotly_json()).replace("\\xa0", " ")

    return draw


def test_policies_stand_side_by_side_with_their_errors(drawn):
    shown = drawn()
    assert "95.5% ± 1.0%" in shown
    assert all(name in shown for name in ("Stockcast's advice", "Minimum and maximum", "Last week, repeated"))


def test_the_first_sentence_says_what_the_advice_saves_and_by_how_much_that_is_sure(drawn):
    better = POLICY | {"policy": "stockcast", "lost_sales_money": 20.0, "average_stock_money": 260.0, "cost": 30.0}
    assert "lost sales −40, stock +60, cost −3, service +2.1 points ± 0.4." in drawn(
        policies=[better, *FOUND["policies"][1:]]
    )


def test_a_guess_is_called_one_and_where_none_was_made_none_is(drawn):
    assert "5.0% of the demand is a guess" in drawn()
    assert "guess" not in drawn(estimated=0.0)


def test_products_that_the_rule_was_better_for_say_why(drawn):
    shown = drawn()
    assert "For 1 product your rule was better, by 5.00." in shown
    assert "more stock kept" in shown
    assert "no product that your rule" in drawn(losses={"products": 0, "cost_more": 0.0, "items": []})


def test_without_money_units_are_shown(drawn):
    unknown = dict.fromkeys(("lost_sales_money", "average_stock_money", "waste_money", "cost"))
    shown = drawn(policies=[one | unknown for one in FOUND["policies"]])
    assert "Stock on average, in units" in shown


@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        (Rule.MIN_MAX, RuleSettings(min_days=9)),
        (Rule.COVER_DAYS, RuleSettings(cover_days=9)),
        (Rule.ORDERS, RuleSettings()),
    ],
)
def test_days_belong_to_the_rule_that_is_chosen(rule, settings):
    assert page.wanted(rule.value, 9, 12).settings == settings
    assert page.wanted(rule.value, "", None).settings == RuleSettings()
