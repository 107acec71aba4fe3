"""What needs somebody: of each kind one, what it costs, and what people say of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import ForecastScore, Notification, OrderAdvice, OrderHead, PurchaseOrder, TaskRecord, User
from services.access.signed_in import SignedIn
from services.attention import exceptions, kinds
from services.attention.exceptions import ExceptionFilter
from services.attention.found import Kind
from services.errors import InvalidInput, NotFound
from services.jobs import jobs
from utils import clock, ids, language

USUAL = {
    "kind": "enough", "quantity": 0, "needed": 10.0, "expected_demand": 10.0, "money_at_risk": 0.0, "excess_units": 0.0,
    "unit_cost": 2.0, "yearly_demand": 365.0, "said": "",
}  # fmt: skip


@pytest.fixture
def advised(product):
    def add(sku, **advice):
        added = product(sku, unit_cost=2, unit_price=5, name=f"The {sku}")
        own = USUAL | {"as_of": clock.today(), "computed_at": clock.now()} | advice
        with transaction() as session:
            session.add(OrderAdvice(product_id=added.id, **own))
        return added

    return add


def add(*rows):
    with transaction() as session:
        session.add_all(rows)


def in_days(days):
    return clock.today() + timedelta(days=days)


def listed(**wanted):
    found = exceptions.list_exceptions(ExceptionFilter(**wanted), 50, None)
    return [(one.found.kind, one.found.subject, round(one.found.money, 2)) for one in found.page.items]


def scored(product, weeks_ago, actual, forecast, inside=0):
    monday = clock.monday(clock.today()) - timedelta(weeks=weeks_ago)
    error = forecast - actual
    errors = {"error": error, "absolute_error": abs(error), "naive_absolute_error": 0.0, "uncorrected": forecast}
    figures = errors | {"forecasts": 7, "actual": actual, "inside": inside}
    add(ForecastScore(week=monday, product_id=product.id, lead=1, **figures))


def test_a_calm_shop_has_none(advised):
    advised("A")
    assert listed() == []


def test_what_is_empty_before_goods_can_come_costs_its_margin(advised):
    advised("A", kind="order", stock_out_date=in_days(2), arrives_on=in_days(6))
    advised("B", kind="order", stock_out_date=in_days(8), arrives_on=in_days(6))
    assert listed() == [(Kind.RUNS_OUT, "A", 4 * 3.0)]


def test_of_the_day_on_which_a_shelf_gets_empty_only_the_rest_is_lost(advised):
    advised("A", kind="order", stock_out_date=in_days(2), days_of_cover=2.75, arrives_on=in_days(6))
    assert listed() == [(Kind.RUNS_OUT, "A", 3.25 * 3.0)]


def test_the_dearest_is_what_loses_most_until_goods_come_not_what_loses_most_a_day(advised):
    advised("A", kind="order", stock_out_date=in_days(5), arrives_on=in_days(6), yearly_demand=730.0)
    advised("B", kind="order", stock_out_date=in_days(1), arrives_on=in_days(6))
    assert [subject for _, subject, _ in listed()] == ["B", "A"]


def test_an_empty_shelf_that_nobody_stands_before_is_none(advised):
    advised("A", kind="order", stock_out_date=in_days(1), arrives_on=in_days(6), yearly_demand=36.5)
    assert listed() == []


@pytest.mark.parametrize(
    ("units", "day", "is_one"),
    [
        (30, 6, False),  # more than the 20 that are still advised, on the day of an order of today
        (19, 6, True),  # most is still to be ordered
        (30, 7, True),  # an order of today would come sooner
        (30, 3, False),  # lasts from then on
        (30, 1, True),  # sold before the shelf is empty
    ],
)
def test_what_is_mostly_ordered_is_not_to_be_ordered_now(advised, units, day, is_one):
    own = advised("A", kind="order", quantity=20, stock_out_date=in_days(2), arrives_on=in_days(6))
    days = {"ordered_on": clock.today(), "expected_on": in_days(day), "created_at": clock.now()}
    add(PurchaseOrder(number="4711", product_id=own.id, quantity=units + 5, received=5, status="open", **days))
    assert [kind for kind, *_ in listed()] == [Kind.RUNS_OUT] * is_one


def test_a_draft_is_no_order(advised):
    own = advised("A", kind="order", quantity=20, stock_out_date=in_days(2), arrives_on=in_days(6))
    days = {"ordered_on": clock.today(), "expected_on": in_days(6), "created_at": clock.now()}
    add(PurchaseOrder(number="4711", product_id=own.id, quantity=50, received=0, status="draft", **days))
    assert [kind for kind, *_ in listed()] == [Kind.RUNS_OUT]


def test_one_is_found_by_its_kind_and_subject(advised):
    advised("A", kind="order", stock_out_date=in_days(2), arrives_on=in_days(6), supplier="North")
    found = exceptions.get(Kind.RUNS_OUT, "A").found
    assert (found.supplier, found.compared) == ("North", (2.0, 6.0))
    with pytest.raises(NotFound):
        exceptions.get(Kind.TOO_MUCH, "A")


def test_goods_that_should_have_come_cost_what_they_cost(advised):
    product = advised("A")
    about = {"product_id": product.id, "quantity": 10.0, "received": 4.0, "ordered_on": in_days(-20)}
    now = {"created_at": clock.now(), "status": "open", "supplier": "North"}
    add(PurchaseOrder(number="4711/a", expected_on=in_days(-3), **about, **now))
    add(PurchaseOrder(number="4712", expected_on=in_days(3), **about, **now))
    assert listed() == [(Kind.OVERDUE, "4711/a", 12.0)]


def test_an_order_whose_mail_has_not_arrived(advised):
    own, product = ids.new_id(), advised("A")
    mail = {"event": "order.sent", "body": "{}", "created_at": clock.now(), "due_at": None, "attempts": []}
    add(Notification(id=own, **mail), OrderHead(number="4713", mail_id=own, created_at=clock.now()))
    line = {"product_id": product.id, "quantity": 6.0, "received": 0.0, "ordered_on": clock.today()}
    now = {"created_at": clock.now(), "status": "open", "supplier": "Mill"}
    add(PurchaseOrder(number="4713", expected_on=in_days(3), **line, **now))
    assert listed() == [(Kind.JOB_FAILED, "4713", 12.0)]


def test_a_forecast_that_is_off_for_weeks(advised):
    product = advised("A")
    for weeks_ago in range(1, 5):
        scored(product, weeks_ago, 20, 40, inside=7)
    assert listed() == [(Kind.FORECAST_OFF, "A", 80 * 5.0)]


def test_a_week_that_is_nothing_like_its_forecast(advised):
    product = advised("A")
    scored(product, 1, 50, 20)
    for weeks_ago in range(2, 5):
        scored(product, weeks_ago, 200, 200, inside=7)
    assert listed() == [(Kind.DEMAND_JUMPED, "A", 30 * 5.0)]


def test_one_is_found_behind_others_that_cost_more_and_are_none(advised, monkeypatch):
    monkeypatch.setattr(kinds, "MOST", 1)
    scored(advised("A"), 1, actual=1000.0, forecast=1900.0, inside=7)
    scored(advised("B"), 1, actual=100.0, forecast=20.0)
    assert (Kind.DEMAND_JUMPED, "B", 400.0) in listed()


def test_too_much_what_expires_and_what_nobody_counted(advised):
    advised("A", kind="excess", excess_units=30.0, excess_value=60.0, days_of_cover=90.0)
    advised("B", will_expire=4.0)
    advised("C", kind="unknown")
    assert listed() == [(Kind.TOO_MUCH, "A", 60.0), (Kind.DATA_MISSING, "C", 50.0), (Kind.EXPIRES, "B", 8.0)]


def test_a_job_that_failed_until_it_goes_well(advised):
    def run(status, minutes_ago):
        at = clock.now() - timedelta(minutes=minutes_ago)
        times = {"created_at": at, "published_at": at, "finished_at": at}
        return TaskRecord(id=ids.new_id(), name="a.job", args={}, subject="s", status=status, **times)

    add(run("FAILURE", 10))
    assert [kind for kind, *_ in listed()] == [Kind.JOB_FAILED]
    add(run("SUCCESS", 5))
    assert listed() == []


def test_a_job_that_failed_is_called_as_people_do_in_the_language_that_is_spoken(database):
    at = clock.now()
    times = {"created_at": at, "published_at": at, "finished_at": at}
    add(TaskRecord(id=ids.new_id(), name=jobs.TRAIN_ALL, args={}, subject="all", status="FAILURE", **times))
    names = {}
    for spoken in ("en", "de", "fr", "es"):
        with language.spoken(spoken), snapshot() as session:
            (found,) = kinds.find(session, Kind.JOB_FAILED)
            names[spoken] = found.title
    assert names["en"] == "Training of all products"
    assert names["de"] == "Training: alle Artikel"
    assert len(set(names.values())) == 4


@pytest.fixture
def too_much(advised):
    return advised("A/1", kind="excess", excess_units=30.0, excess_value=60.0)


@pytest.fixture
def planner(user_ids):
    with transaction() as session:
        session.get_one(User, user_ids[0]).username = "pat"
    return SignedIn(user_ids[0], "pat", "planner", "")


def test_a_snoozed_one_comes_back_on_its_day(too_much, planner):
    exceptions.change(Kind.TOO_MUCH, "A/1", {"snoozed_until": in_days(1), "comment": "Sale on Friday"}, planner)
    assert listed() == []
    assert listed(hidden=True) == [(Kind.TOO_MUCH, "A/1", 60.0)]
    exceptions.change(Kind.TOO_MUCH, "A/1", {"snoozed_until": clock.today()}, planner)
    (one,) = exceptions.list_exceptions(ExceptionFilter(), 50, None).page.items
    assert one.note.comment == "Sale on Friday"


def test_whoever_sees_to_it_finds_it(too_much, planner):
    exceptions.change(Kind.TOO_MUCH, "A/1", {"owner": "pat"}, planner)
    assert listed(owner="pat") == listed()
    assert listed(owner="kim") == []


def test_planners_of_a_place_name_and_find_out_colleagues_of_theirs_alone(too_much, planner):
    at = {"boss": [], "near": ["CENTRE", "NORTH"], "far": ["SOUTH"]}
    add(*(User(username=name, likeness=name, password_hash="", role="planner", active=True, created_at=clock.now(),
               locations=own) for name, own in at.items()))  # fmt: skip
    local = replace(planner, locations=("NORTH",))
    with pytest.raises(InvalidInput, match="no user 'far'"):
        exceptions.change(Kind.TOO_MUCH, "A/1", {"owner": "far"}, local)
    assert {"boss", "near"} <= set(exceptions.owners(None, local))
    assert "far" not in exceptions.owners(None, local)
    note = exceptions.change(Kind.TOO_MUCH, "A/1", {"owner": "far"}, planner).note
    assert exceptions.owners(note, local)[-1] == "far"
    assert exceptions.change(Kind.TOO_MUCH, "A/1", {"owner": "far", "comment": "x"}, local).note.comment == "x"


def test_what_is_done_is_hidden_until_it_comes_back(too_much, planner):
    exceptions.change(Kind.TOO_MUCH, "A/1", {"is_done": True}, planner)
    assert exceptions.forget_solved() == {"exceptions_forgotten": 0}
    assert listed() == []
    with transaction() as session:
        session.execute(sa.update(OrderAdvice).values(kind="enough"))
    assert exceptions.forget_solved() == {"exceptions_forgotten": 1}
    with transaction() as session:
        session.execute(sa.update(OrderAdvice).values(kind="excess"))
    assert listed() == [(Kind.TOO_MUCH, "A/1", 60.0)]


def test_what_is_none_cannot_be_changed_and_an_owner_has_to_be_known(too_much, planner):
    with pytest.raises(NotFound, match="no exception"):
        exceptions.change(Kind.EXPIRES, "A/1", {"comment": "x"}, planner)
    with pytest.raises(InvalidInput, match="no user 'nobody'"):
        exceptions.change(Kind.TOO_MUCH, "A/1", {"owner": "nobody"}, planner)


def test_what_is_done_makes_place_for_the_next_dearest(advised, planner, monkeypatch):
    monkeypatch.setattr(exceptions, "MOST", 2)
    for value in range(1, 5):
        advised(f"A{value}", kind="excess", excess_units=9.0, excess_value=float(value))
    assert [subject for _, subject, _ in listed()] == ["A4", "A3"]
    exceptions.change(Kind.TOO_MUCH, "A4", {"is_done": True}, planner)
    assert [subject for _, subject, _ in listed()] == ["A3", "A2"]
    assert [subject for _, subject, _ in listed(hidden=True)] == ["A4", "A3", "A2"]
    exceptions.change(Kind.TOO_MUCH, "A1", {"comment": "known"}, planner)
    assert exceptions.forget_solved() == {"exceptions_forgotten": 0}
