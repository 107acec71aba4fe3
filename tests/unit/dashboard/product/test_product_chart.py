from datetime import date, timedelta

import pytest

from dashboard.product import product_chart
from services.catalogue.product_fields import ProductFields
from services.planning import catalogue_service
from services.training import training_service
from services.views import product_view


@pytest.fixture
def drawn(product):
    """The chart of a product with so many days of sales."""

    def drawn(days):
        added = product("A", [3.0] * days)
        if days:
            training_service.train_now(added)
        return product_chart.drawn(product_view.view("A", 90))

    return drawn


def test_a_product_that_was_never_sold_has_a_sentence_and_no_axes_of_its_own(drawn):
    figure = drawn(0)
    assert figure["data"] == []
    assert "Nothing was sold" in figure["layout"]["annotations"][0]["text"]
    assert not figure["layout"]["xaxis"]["visible"]


def test_the_choices_show_so_much_before_and_after_where_the_forecast_begins(drawn):
    figure = drawn(400)
    begin = date.fromisoformat(figure["data"][0]["x"][-1]) + timedelta(days=1)
    ranges = figure["layout"]["meta"]["ranges"]
    days = {label: [(date.fromisoformat(day) - begin).days for day in own] for label, own in ranges.items() if own}
    assert days == {"1 month": [-31, 31], "3 months": [-92, 89], "1 year": [-366, 89]}
    assert figure["layout"]["xaxis"]["range"] == ranges[product_chart.FIRST_SHOWN]
    everything = product_chart.drawn(product_view.view("A", 90), product_chart.ALL)
    assert everything["layout"]["xaxis"]["range"] is None


def test_the_mark_of_a_chart_is_another_one_as_soon_as_something_came_in(drawn):
    first = product_chart.mark(drawn(20))
    assert product_chart.mark(product_chart.drawn(product_view.view("A", 90))) == first
    catalogue_service.update_product("A", ProductFields(on_hand=7))
    assert product_chart.mark(product_chart.drawn(product_view.view("A", 90))) != first
