from datetime import date, timedelta

import numpy as np
import pytest

from app.db import snapshot
from forecasting.forecast import LEVELS, Forecast
from services.histories import event_calendar, history_service
from services.planning import event_service, override_service
from services.planning.event_fields import EventFields, NewEvent
from services.planning.override_fields import NewOverride
from services.predictions.prediction_service import PredictionRequest, predict
from services.training import training_service
from utils import clock

UNTIL = date(2026, 3, 10)
HORIZON = 365


def announce(kind, first=None, last=None, **fields):
    return event_service.create(NewEvent(kind=kind, starts_on=first, ends_on=last, **fields), "kim").event


def day(number):
    return date(2026, 3, number)


def load(*products):
    with snapshot() as session:
        return history_service.load_histories(session, products, UNTIL)


def test_a_promotion_is_known_in_the_past_and_ahead(product):
    shop = product("A", [5] * 10, until=UNTIL)
    announce("promotion", day(4), day(5), product_sku="A")
    announce("promotion", day(12), category="")
    (history,) = load(shop)
    promo = history.known["promo"]
    assert len(promo) == 10 + HORIZON
    assert np.flatnonzero(promo).tolist() == [3, 4, 11]


def test_an_event_concerns_what_it_names(product):
    bread = product("A", [5] * 10, until=UNTIL, category="Bread", location="Main Street")
    cake = product("B", [5] * 10, until=UNTIL, category="Cake", location="Main Street")
    announce("promotion", day(4), category="Bread", location="Main Street")
    assert ["promo" in history.known for history in load(bread, cake)] == [True, False]


def test_on_closed_days_demand_is_unknown(product):
    shop = product("A", [5] * 10, until=UNTIL)
    announce("closure", day(2), day(3))
    (history,) = load(shop)
    assert np.flatnonzero(np.isnan(history.values)).tolist() == [1, 2]
    assert history.known == {}


def test_between_announced_prices_the_usual_one_holds_and_the_latest_word_counts(product):
    shop = product("A", [5] * 10, until=UNTIL, unit_price=4)
    announce("price", day(9), day(12), price=3)
    announce("price", day(12), price=2)
    price = load(shop)[0].known["price"]
    assert price[7:14].tolist() == [4, 3, 3, 3, 2, 4, 4]


def test_a_country_brings_its_holidays_and_a_region_its_own(product):
    shop = product("A", [5] * 10, until=date(2025, 12, 31))
    announce("holiday", country="DE", region="BY")
    (holiday,) = (history.known["holiday"] for history in _loaded(shop, date(2025, 12, 31)))
    off = [date(2025, 12, 22) + timedelta(days=int(index)) for index in np.flatnonzero(holiday)]
    assert {date(2025, 12, 25), date(2026, 1, 6), date(2026, 4, 6)} <= set(off)


def _loaded(shop, until):
    with snapshot() as session:
        return history_service.load_histories(session, [shop], until)


def test_products_without_events_have_nothing_laid_out(product):
    (history,) = load(product("A", [5] * 10, until=UNTIL))
    assert history.known == {}


@pytest.fixture
def trained(product):
    shop = product("A", [8, 9, 10, 11, 12, 20, 1] * 20)
    training_service.train_now(shop)
    return shop


def coming(days=5):
    answer = predict(PredictionRequest("A", days))
    return answer, [point["predicted"] for point in answer["chart_data"] if point["actual"] is None]


def test_a_closure_is_in_force_at_once_and_until_it_is_taken_back(trained):
    _, before = coming()
    event = announce("closure", clock.today() + timedelta(days=1), clock.today() + timedelta(days=2))
    answer, closed = coming()
    assert closed == [before[0], 0, 0, *before[3:]]
    assert answer["chart_data"][-3]["upper"] == 0
    event_service.delete(event.id)
    assert coming()[1] == before


def test_a_planner_may_expect_sales_on_a_closed_day(trained):
    tomorrow = clock.today() + timedelta(days=1)
    announce("closure", tomorrow)
    override_service.create("A", NewOverride(starts_on=tomorrow, quantity=7, reason="open for some hours"), "kim")
    assert coming()[1][1] == 7


def test_a_forecast_is_stale_once_an_event_has_changed_and_until_the_next_training(trained):
    assert not coming()[0]["stale"]
    event = announce("promotion", clock.today())
    assert coming()[0]["stale"]
    training_service.train_now(trained)
    assert not coming()[0]["stale"]
    event_service.change(event.id, EventFields(name="Spring sale"))
    assert coming()[0]["stale"]


def test_events_of_others_make_no_forecast_stale(trained, product):
    product("B")
    announce("promotion", clock.today(), product_sku="B")
    announce("promotion", clock.today(), category="Other")
    assert not coming()[0]["stale"]


def test_of_many_events_and_products_those_are_touched_that_a_later_event_concerns(product):
    chance = np.random.default_rng(3)
    places = [(category, location) for category in "XY" for location in "NS"] * 3
    shops = [product(f"{number}", category=c, location=p) for number, (c, p) in enumerate(places)]
    named = [{"product_sku": "4"}, {"category": "X"}, {"location": "S"}, {"category": "Y", "location": "N"}]
    events = [announce("closure", clock.today(), **own) for own in named * 2]
    trained_at = {shop.id: chance.choice(events).updated_at for shop in shops[:-1]}
    with snapshot() as session:
        touched = event_calendar.touched_since(session, shops, trained_at)
    assert touched == {
        shop.id
        for shop in shops[:-1]
        if any(own.updated_at > trained_at[shop.id] and event_calendar.concerns(own, shop) for own in events)
    }
    assert 0 < len(touched) < len(trained_at)


def test_a_training_learns_from_past_promotions_what_coming_ones_will_do(product):
    chance = np.random.default_rng(5)
    sales = chance.poisson(20, 280).astype(float)
    spells = [range(start, start + 5) for start in range(20, 270, 25)]
    for spell in spells:
        sales[list(spell)] *= 2
    shop = product("A", sales.tolist())
    first = clock.today() - timedelta(days=280)
    for spell in spells:
        announce("promotion", first + timedelta(days=spell[0]), first + timedelta(days=spell[-1]), product_sku="A")
    announce("promotion", clock.today() + timedelta(days=2), clock.today() + timedelta(days=3))
    training_service.train_now(shop)
    _, expected = coming(6)
    promoted, usual = np.mean(expected[2:4]), np.mean(expected[:2] + expected[4:])
    assert 1.4 < promoted / usual < 2.6


def test_a_forecast_without_closures_is_left_alone(trained):
    forecast = Forecast(clock.today(), np.ones(3), np.ones((len(LEVELS), 3)))
    announce("promotion", clock.today())
    with snapshot() as session:
        assert event_calendar.without_closed_days(session, {trained.id: trained}, {trained.id: forecast}) == {}
