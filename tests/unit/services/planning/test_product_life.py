from datetime import timedelta

import numpy as np
import pytest

from app.db import snapshot
from forecasting.errors import NothingSold
from services.catalogue import product_service
from services.catalogue.product_fields import Like, NewProduct, ProductFields
from services.errors import InvalidInput
from services.forecasts import forecast_service
from services.histories import history_service
from services.planning import catalogue_service
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from services.training import training_service
from utils import clock

WEEKS = 20


def ahead(days):
    return clock.today() + timedelta(days=days)


def trained(sku):
    return training_service.train_now(product_service.get_product(sku), "exponential_smoothing")


def served(sku, days=60):
    with snapshot() as session:
        return forecast_service.served(session, [product_service.find_product(session, sku)], days)[0]


def change(sku, **fields):
    return catalogue_service.update_product(sku, ProductFields(**fields))


@pytest.fixture
def tea(product):
    """A product that sells ten a day."""
    return product("TEA", [10.0] * 7 * WEEKS, category="Tea")


def test_nothing_is_forecast_after_the_end(tea):
    trained("TEA")
    change("TEA", ends_on=ahead(9))
    mean = served("TEA").forecast.mean
    assert mean[:10].min() > 5
    assert mean[10:].max() == 0


def test_no_order_reaches_beyond_the_end(tea):
    trained("TEA")
    asked = what_ifs.advice("TEA", WhatIf())["expected_demand"]
    change("TEA", ends_on=ahead(9))
    left = what_ifs.advice("TEA", WhatIf())
    assert left["expected_demand"] < asked / 2
    change("TEA", ends_on=ahead(-1), on_hand=50.0)
    assert what_ifs.advice("TEA", WhatIf())["quantity"] == 0


def test_nothing_is_forecast_before_the_launch(tea):
    trained("TEA")
    change("TEA", launch_on=ahead(5))
    mean = served("TEA").forecast.mean
    assert mean[:5].max() == 0
    assert mean[5:].min() > 5


def test_the_end_is_not_before_the_launch():
    with pytest.raises(ValueError, match=r"the last day .* lies before the first"):
        ProductFields(launch_on=ahead(5), ends_on=ahead(4))


def test_what_replaces_another_goes_on_with_its_sales(tea, product):
    product("TEA-2", [12.0] * 3, category="Tea")
    change("TEA-2", replaces="TEA")
    version = trained("TEA-2")
    assert "those of TEA" in version["metrics"]["warnings"][0]
    assert 9 < served("TEA-2").forecast.mean.mean() < 25
    assert product_service.get_product("TEA").ends_on == clock.today()


def test_of_what_two_replace_each_goes_on_with_a_half(tea, product):
    new = ("TEA-2", "TEA-3")
    for sku in new:
        product(sku)
        change(sku, replaces="TEA")
    for sku in new:
        trained(sku)
    assert [served(sku).forecast.mean[30] for sku in new] == pytest.approx([5, 5], rel=0.1)


def test_who_replaces_one_to_come_lets_it_be_sold_until_then(tea):
    catalogue_service.create_product(NewProduct(sku="TEA-2", replaces="TEA", launch_on=ahead(30)))
    assert product_service.get_product("TEA").ends_on == ahead(29)


def test_an_end_that_was_said_stays(tea, product):
    change("TEA", ends_on=ahead(100))
    product("TEA-2")
    change("TEA-2", replaces="TEA")
    assert product_service.get_product("TEA").ends_on == ahead(100)


@pytest.mark.parametrize("fields", [{"replaces": "NONE"}, {"like": Like(product_sku="NONE")}, {"replaces": "TEA"}])
def test_who_is_not_there_or_oneself_cannot_be_replaced(tea, fields):
    with pytest.raises(InvalidInput):
        change("TEA", **fields)
    assert product_service.get_product("TEA").replaces == ""


def test_what_is_like_another_sells_its_share_and_widely(tea, product):
    product("NEW")
    change("NEW", like=Like(product_sku="TEA", percent=50))
    version = trained("NEW")
    forecast = served("NEW").forecast
    assert version["confidence"] == "low"
    assert "50 % of those of TEA" in version["metrics"]["warnings"][0]
    assert np.median(forecast.mean) == pytest.approx(5, rel=0.2)
    assert forecast.quantile(0.9).mean() > 1.8 * forecast.mean.mean()


def test_what_was_never_sold_is_like_the_launches_of_a_category(product):
    for number in range(6):
        product(f"OLD-{number}", [4.0] * 7 * WEEKS, category="Coffee")
        product(f"TEA-{number}", [8.0] * 7 * (6 + number), category="Tea")
    product("NEW", category="Coffee")
    change("NEW", like=Like(category="Tea", percent=50), launch_on=ahead(3))
    version = trained("NEW")
    mean = served("NEW").forecast.mean
    assert "launches" in version["reason"]
    assert (version["model"], version["confidence"]) == ("launch", "low")
    assert mean[:3].max() == 0
    assert mean[3:].mean() == pytest.approx(4, rel=0.3)


def test_what_is_like_one_that_was_never_sold_is_like_launches_of_its_category(tea, product):
    product("BARE", category="Tea")
    product("NEW", category="Tea")
    change("NEW", like=Like(product_sku="BARE", percent=50))
    version = trained("NEW")
    assert version["model"] == "launch"
    assert served("NEW").forecast.mean.mean() > 0


def test_what_replaces_one_that_was_never_sold_says_so(tea, product):
    product("BARE", category="Tea")
    product("NEW", category="Tea")
    change("NEW", replaces="BARE")
    with pytest.raises(NothingSold, match="Neither it nor what it replaces"):
        trained("NEW")


def test_what_was_never_sold_nor_announced_has_no_forecast(tea, product):
    product("NEW", category="Tea")
    assert served("NEW").error.code == "nothing_sold"


def test_a_launch_is_forecast_before_any_training(tea, product):
    product("NEW", category="Tea", launch_on=ahead(2))
    assert served("NEW").forecast.mean[2:].min() > 0


def test_an_advice_says_when_the_product_ends(tea):
    trained("TEA")
    change("TEA", ends_on=ahead(9))
    assert f"as it is sold until {ahead(9)} only" in what_ifs.advice("TEA", WhatIf())["reason"]
    change("TEA", ends_on=ahead(-1), on_hand=50.0)
    advice = what_ifs.advice("TEA", WhatIf())
    assert (advice["kind"], advice["quantity"], advice["excess_units"]) == ("dead", 0, 50)
    assert f"it was sold until {ahead(-1)}" in advice["reason"]


def test_a_new_variant_sells_what_its_siblings_do_on_average(product):
    for sku, daily in (("M", 10.0), ("L", 20.0)):
        product(sku, [daily] * 7 * WEEKS, variant_of="SHIRT")
    product("XL", variant_of="SHIRT")
    version = trained("XL")
    assert version["confidence"] == "low"
    assert "the mean of 2 variants of SHIRT" in version["metrics"]["warnings"][0]
    assert served("XL").forecast.mean.mean() == pytest.approx(15, abs=3)


def test_a_variant_that_is_sold_for_long_speaks_for_itself(product):
    for sku, daily in (("M", 10.0), ("L", 50.0)):
        product(sku, [daily] * 7 * WEEKS, variant_of="SHIRT")
    assert not any("variants" in warning for warning in trained("M")["metrics"]["warnings"])
    assert served("M").forecast.mean.mean() == pytest.approx(10, abs=2)


def test_a_variant_leans_on_those_of_its_own_place(product):
    for sku, daily in (("M@1", 10.0), ("M@2", 50.0)):
        product(sku, [daily] * 7 * WEEKS, variant_of="SHIRT")
    product("L@1", variant_of="SHIRT")
    trained("L@1")
    assert served("L@1").forecast.mean.mean() == pytest.approx(10, abs=2)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"like": Like(product_sku="TEA-2", percent=80)}, 4),
        ({"like": Like(product_sku="TEA-3", percent=50)}, 2),
        ({"replaces": "TEA-3"}, 4),
        ({"replaces": "TEA-3", "like": Like(product_sku="TEA", percent=30)}, 3),
    ],
    ids=["like", "like of like", "takes the place of what is like", "its own word first"],
)
def test_what_is_like_one_that_is_like_another_sells_its_share_of_that(tea, product, fields, expected):
    for sku in ("TEA-2", "TEA-3", "TEA-4"):
        product(sku, category="Tea")
    change("TEA-2", like=Like(product_sku="TEA", percent=50))
    change("TEA-3", like=Like(product_sku="TEA-2", percent=80))
    change("TEA-4", **fields)
    trained("TEA-4")
    assert served("TEA-4").forecast.mean.mean() == pytest.approx(expected, rel=0.02)


def test_what_is_like_one_launched_since_is_like_both_in_their_time(tea, product):
    # Ten a day at first, of which a half is expected, then the twenty that it came to by itself.
    product("TEA-2", [20.0] * 7 * 10, category="Tea")
    product("TEA-3", category="Tea")
    change("TEA-2", like=Like(product_sku="TEA", percent=50))
    change("TEA-3", like=Like(product_sku="TEA-2", percent=50))
    with snapshot() as session:
        new = product_service.find_product(session, "TEA-3")
        (history,) = history_service.load_histories(session, [new], clock.today() - timedelta(days=1))
    assert (history.values[:70].mean(), history.values[-70:].mean()) == (2.5, 10)


def test_what_takes_the_place_of_one_that_is_sold_is_like_no_other_besides(tea, product):
    product("TEA-2", [4.0] * 7 * 10, category="Tea")
    product("TEA-3", category="Tea")
    change("TEA-2", like=Like(product_sku="TEA", percent=40))
    change("TEA-3", replaces="TEA-2")
    assert trained("TEA-3")["confidence"] != "low"
    assert served("TEA-3").forecast.mean[1:].mean() == pytest.approx(4, rel=0.02)
    change("TEA-3", like=Like(product_sku="TEA", percent=90))
    trained("TEA-3")
    assert served("TEA-3").forecast.mean[1:].mean() == pytest.approx(4, rel=0.02)


def test_who_are_like_each_other_are_like_none(product):
    product("A")
    product("B")
    change("A", like=Like(product_sku="B"))
    change("B", like=Like(product_sku="A"))
    with pytest.raises(NothingSold):
        trained("A")
