from datetime import date, timedelta

import pytest

from services.access.signed_in import SignedIn
from services.errors import InvalidInput, NotFound
from services.planning import event_service
from services.planning.event_fields import EventFields, NewEvent
from services.planning.event_service import EventFilter
from services.seen import ChangedMeanwhile

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 8)


def sale(**fields):
    return NewEvent(**{"kind": "promotion", "starts_on": FIRST, "ends_on": LAST} | fields)


def names(**filters):
    return [known.event.name for known in event_service.list_events(EventFilter(**filters), 10, None).items]


def test_an_event_is_kept_as_it_was_announced(product):
    product("A")
    made = event_service.create(sale(name="Spring", product_sku="A"), "kim")
    known = event_service.get(made.event.id)
    assert (known.event.name, known.product_sku, known.event.author) == ("Spring", "A", "kim")
    assert (known.event.starts_on, known.event.ends_on) == (FIRST, LAST)


def test_without_an_end_it_lasts_one_day_and_a_countrys_holidays_last_for_ever(database):
    day = event_service.create(NewEvent(kind="closure", starts_on=FIRST), "kim").event
    country = event_service.create(NewEvent(kind="holiday", country="DE", region="BY"), "kim").event
    assert (day.ends_on, country.starts_on, country.ends_on) == (FIRST, None, None)


def test_events_are_found_by_kind_day_and_the_product_they_concern(product):
    product("A", category="Bread"), product("B", category="Cake")
    event_service.create(sale(name="all"), "kim")
    event_service.create(sale(name="bread", category="Bread"), "kim")
    event_service.create(sale(name="B", product_sku="B", starts_on=LAST), "kim")
    event_service.create(NewEvent(kind="holiday", country="DE", name="holidays"), "kim")
    assert names(product_sku="A") == ["holidays", "bread", "all"]
    assert names(kind="promotion", last=FIRST) == ["bread", "all"]
    assert names(first=date(2026, 3, 9)) == ["holidays"]


def test_a_change_keeps_what_is_left_out(database):
    made = event_service.create(sale(name="Spring"), "kim")
    changed = event_service.change(made.event.id, EventFields(name="Summer")).event
    assert (changed.name, changed.ends_on, changed.author) == ("Summer", LAST, "kim")
    assert changed.updated_at > made.event.created_at


def test_who_changes_or_deletes_it_by_the_sight_of_what_is_no_longer_so_hears_who_was_first(database, user_ids):
    kim = SignedIn(user_ids[0], "kim", "planner", "")
    made = event_service.create(sale(name="Spring"), "kim")
    seen = event_service.fields_of(made)
    event_service.change(made.event.id, EventFields(name="Summer"), kim)
    with pytest.raises(ChangedMeanwhile, match="kim") as refused:
        event_service.change(made.event.id, EventFields(name="Autumn"), seen=EventFields(name="Spring"))
    assert refused.value.now == {"name": "Summer"}
    with pytest.raises(ChangedMeanwhile):
        event_service.delete(made.event.id, seen=seen)


def test_a_change_that_makes_no_sense_is_refused(database):
    made = event_service.create(sale(), "kim")
    with pytest.raises(InvalidInput, match="ends_on"):
        event_service.change(made.event.id, EventFields(starts_on=date(2026, 4, 1)))


@pytest.mark.parametrize("start", [FIRST - timedelta(days=7), FIRST + timedelta(days=2)])
@pytest.mark.parametrize("country", [None, "DE"])
def test_an_event_of_one_day_moves_as_a_whole(database, start, country):
    made = event_service.create(NewEvent(kind="closure", starts_on=FIRST, ends_on=FIRST, country=country), "kim")
    changed = event_service.change(made.event.id, EventFields(starts_on=start)).event
    assert (changed.starts_on, changed.ends_on) == (start, start)


def test_the_day_of_an_event_may_become_a_longer_one(database):
    made = event_service.create(NewEvent(kind="closure", starts_on=FIRST), "kim")
    changed = event_service.change(made.event.id, EventFields(starts_on=date(2026, 3, 1), ends_on=LAST)).event
    assert (changed.starts_on, changed.ends_on) == (date(2026, 3, 1), LAST)


def test_a_longer_event_keeps_its_end_and_one_that_cannot_says_what_to_send(database):
    made = event_service.create(sale(), "kim")
    assert event_service.change(made.event.id, EventFields(starts_on=date(2026, 3, 1))).event.ends_on == LAST
    with pytest.raises(InvalidInput, match=r"ends on 2026-03-08.*send its new last day too"):
        event_service.change(made.event.id, EventFields(starts_on=date(2026, 3, 9)))


def test_what_was_taken_back_is_gone(database):
    made = event_service.create(sale(), "kim")
    event_service.delete(made.event.id)
    assert names() == []
    with pytest.raises(NotFound):
        event_service.get(made.event.id)


@pytest.mark.parametrize(
    ("fields", "advice"),
    [({"country": "ZZ"}, "ISO 3166"), ({"country": "DE", "region": "ZZ"}, "BY"), ({"product_sku": "nobody"}, "nobody")],
)
def test_what_does_not_exist_is_named(database, fields, advice):
    with pytest.raises((InvalidInput, NotFound), match=advice):
        event_service.create(NewEvent(kind="holiday", starts_on=FIRST, **fields), "kim")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
        ({"kind": "price"}, "price"),
        ({"price": 2}, "price"),
        ({"country": "DE"}, "country"),
        ({"kind": "holiday", "region": "BY"}, "country"),
        ({"product_sku": "A", "category": "Bread"}, "category"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(fields, problem):
    with pytest.raises(ValueError, match=problem):
        sale(**fields)
