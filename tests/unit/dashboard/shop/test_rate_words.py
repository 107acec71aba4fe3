"""What is said of amounts in several currencies."""

from dashboard.shop import rate_words
from utils.config import use_settings


def test_a_shop_that_does_not_name_its_money_is_told_at_which_rates_all_the_same(configured):
    said = rate_words.note([{"USD": {0.92}}])
    assert said.children == ["Converted into the shop's money at 1 USD = 0.92."]
    use_settings(configured.model_copy(update={"currency": "EUR"}))
    assert rate_words.note([{"USD": {0.92}}]).children == ["Converted into EUR at 1 USD = 0.92 EUR."]
