"""Quantities worked out by hand of a product and the one that takes its place, while both are on sale: ten a day are
asked for in all for sure, five days of lead time, thirty of review, so that an order is for days 5 to 34. Nothing is on
hand, and the old one is sold until day 19, unless more is said."""

from datetime import timedelta

import numpy as np
import pytest

from app.db import snapshot
from app.models import OrderAdvice
from services.catalogue.product_fields import ProductFields
from services.forecasts import forecast_service, totals
from services.forecasts.totals import TotalQuery
from services.planning import catalogue_service, override_service
from services.planning.override_fields import NewOverride
from tests.unit.services.advice import worked_out
from utils import clock

LONG = {"lead_time_days": 5, "review_days": 30}


def ahead(days):
    return clock.today() + timedelta(days=days)


QUANTITIES = [
    # 15 days of the old one, the other 15 of the new one.
    ("nothing left", {}, {}, 150, 150),
    # 200 are asked for until day 19: 50 are left.
    ("some left", {"on_hand": 250.0}, {}, 0, 100),
    ("as many left as are asked for", {"on_hand": 200.0}, {}, 0, 150),
    ("its own stock", {}, {"on_hand": 40.0}, 150, 110),
    # It sells five a day beside the old one: 75 by day 19, 225 from day 20 on.
    ("sold beside the old one", {}, {"daily": 15.0}, 150, 300),
    ("sold beside the old one, some left", {"on_hand": 250.0}, {"daily": 15.0}, 0, 250),
    # Until day 11 nobody who asks for the new one is given what will be left of the old one.
    ("an order that ends before the old one", {"on_hand": 250.0}, {"daily": 15.0, "review_days": 7}, 0, 35),
    ("an order that ends before the old one, nothing sold beside it", {}, {"review_days": 7}, 150, 0),
    # Days 25 to 54; 30 of 80 are left after days 20 to 24.
    ("an order that comes after the old one", {"on_hand": 280.0}, {"lead_time_days": 25}, 0, 270),
    ("launched while the old one is on sale", {}, {"launch_on": 10}, 150, 150),
    ("launched after the old one", {}, {"launch_on": 25}, 150, 100),
    ("customers wait", {}, {"backorders": True}, 150, 150),
    # Ten days of it keep, from day 5 to 14.
    ("it keeps for too short", {}, {"shelf_life_days": 10}, 150, 0),
    ("packs", {}, {"pack_size": 24}, 150, 168),
    ("the old one has no end", {"ends_on": None}, {}, 300, 0),
    ("the old one is sold no more", {"ends_on": -1}, {}, 0, 300),
    ("the old one is sold for ever less", {"daily": 4.0}, {"daily": 10.0}, 60, 6 * 15 + 150),
]  # fmt: skip


def dated(**fields):
    return {name: ahead(own) if name.endswith("_on") and own is not None else own for name, own in fields.items()}


@pytest.mark.parametrize(
    ("old", "new", "first", "second"), [own[1:] for own in QUANTITIES], ids=[q[0] for q in QUANTITIES]
)
def test_what_is_asked_for_is_ordered_once(stocked, old, new, first, second):
    one = stocked("OLD", **LONG | dated(**{"on_hand": 0.0, "ends_on": 19} | old))
    other = stocked("NEW", replaces="OLD", **LONG | dated(**{"on_hand": 0.0} | new))
    assert (worked_out(one).quantity, worked_out(other).quantity) == (first, second)


@pytest.mark.parametrize(("left", "quantity"), [(0.0, 75), (250.0, 50)])
def test_of_two_that_take_its_place_each_is_asked_for_a_half_from_its_end_on(stocked, left, quantity):
    stocked("OLD", on_hand=left, ends_on=ahead(19), **LONG)
    both = [stocked(sku, daily=5.0, replaces="OLD", on_hand=0.0, **LONG) for sku in ("NEW", "TWIN")]
    assert [worked_out(own).quantity for own in both] == [quantity, quantity]


def test_through_generations_the_newest_on_sale_is_asked_for(stocked):
    # Days 5 to 9 of the oldest, 10 to 24 of the second, 25 to 34 of the third.
    line = [
        stocked("OLD", on_hand=0.0, ends_on=ahead(9), **LONG),
        stocked("NEW", on_hand=0.0, replaces="OLD", ends_on=ahead(24), **LONG),
        stocked("NEWEST", on_hand=0.0, replaces="NEW", **LONG),
    ]
    assert [worked_out(own).quantity for own in line] == [50, 150, 100]


def test_an_end_that_is_put_off_moves_what_is_ordered_of_both(stocked):
    stocked("OLD", on_hand=0.0, ends_on=ahead(19), **LONG)
    new = stocked("NEW", on_hand=0.0, replaces="OLD", **LONG)
    catalogue_service.update_product("OLD", ProductFields(ends_on=ahead(24)))
    with snapshot() as session:
        assert session.get_one(OrderAdvice, new.id).quantity == 100


def test_what_is_served_of_both_adds_up_to_what_is_asked_for(stocked):
    own = [
        stocked("OLD", daily=10.0, spread=2.0, ends_on=ahead(19)),
        stocked("NEW", daily=15.0, spread=3.0, replaces="OLD"),
    ]
    with snapshot() as session:
        old, new = (forecast_service.champions(session, own, 40)[one.id].forecast for one in own)
    sums = totals.total(TotalQuery("item"), 50, None).page.items
    np.testing.assert_allclose(old.mean + new.mean, 15.0)
    np.testing.assert_allclose(new.mean[:20], 5.0)
    # A third of the customers scatters by the root of a third.
    assert np.ptp(new.quantiles[:, 0]) == pytest.approx(np.ptp(new.quantiles[:, 30]) / 3**0.5, rel=0.01)
    assert {one["item"]: one["predicted"] for one in sums} == pytest.approx({"OLD": 200, "NEW": 5 * 20 + 15 * 8})


def test_planners_figures_for_the_old_one_take_nothing_off_the_new_one(stocked):
    own = [stocked("OLD", ends_on=ahead(19)), stocked("NEW", daily=15.0, replaces="OLD")]
    said = NewOverride(starts_on=ahead(1), ends_on=ahead(2), quantity=30.0, reason="A stand at the door.")
    override_service.create("OLD", said, "kim")
    with snapshot() as session:
        old, new = (forecast_service.champions(session, own, 5)[one.id].forecast.mean for one in own)
    np.testing.assert_allclose([old, new], [[10, 30, 30, 10, 10], [5, 5, 5, 5, 5]])
