"""Orders from a draft to their end."""

import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import Product
from services.access.signed_in import SignedIn
from services.errors import Conflict, InvalidInput, NotFound
from services.orders.entry import advice_orders, order_entry, order_work, purchase_orders
from services.orders.entry.advice_orders import AdviceOrder
from services.orders.history import order_views
from services.orders.history.order_steps import Doing
from services.orders.lines.order_fields import Confirmation, OrderChanges
from services.orders.sending import order_sending, step_undo
from services.replenishment.lists.reorder import ListRequest, order_list
from services.training import training_service
from tests.unit.services.advice import advised
from tests.unit.services.order_desk import Desk, day, line, listed
from utils.config import use_settings

SOLD = [10.0, 12, 9, 11, 10, 14, 8] * 12


@pytest.fixture
def kim(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "session")


@pytest.fixture
def lee(user_ids):
    return SignedIn(user_ids[1], "lee", "planner", "session")


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def draft(product, kim):
    """A draft of what is advised of two products of one supplier, at 2 a unit."""
    for sku in "AB":
        made = product(sku, SOLD, supplier="Mill", unit_cost=2, lead_time_days=4)
        training_service.train_now(made, "exponential_smoothing")
    (order,) = advice_orders.order(AdviceOrder(draft=True), kim).orders
    return order.number


@pytest.fixture
def limited(database):
    use_settings(database.model_copy(update={"order_approval_limit": 1.0}))


def seen(number):
    return order_views.view(number)


def changes(*lines, reason=""):
    return OrderChanges(lines=list(lines), reason=reason)


def state(number):
    return seen(number).order.state


def test_a_draft_is_not_on_its_way_and_is_not_drafted_again(draft, kim):
    assert state(draft) == "draft"
    assert listed(status="open").items == []
    again = advice_orders.order(AdviceOrder(draft=True), kim)
    assert again.orders == []
    assert {own.reason for own in again.left_out} == {f"It is in the draft {draft}: send that, or cancel it."}


def test_what_is_drafted_is_not_ordered_beside_its_draft(draft, kim):
    assert advice_orders.order(AdviceOrder(), kim).orders == []


def test_a_draft_that_is_sent_is_on_its_way_and_the_advice_follows(draft, kim):
    assert len(order_list(ListRequest()).page.items) == 2
    order_sending.send(draft, kim)
    assert state(draft) == "sent"
    assert [one.order.ordered_on for one in listed(status="open").items] == [day(0), day(0)]


def test_without_a_limit_nobody_has_to_approve(draft, kim):
    assert not seen(draft).needs_approval
    order_work.approve(draft, kim)
    assert state(draft) == "approved"


def test_above_the_limit_somebody_else_approves(limited, draft, kim, lee):
    with pytest.raises(Conflict, match="another planner approves it first") as refused:
        order_sending.send(draft, kim)
    assert refused.value.code == "approval_needed"
    with pytest.raises(Conflict, match="another planner has to approve it"):
        order_work.approve(draft, kim)
    order_work.approve(draft, lee)
    order_sending.send(draft, kim)
    assert (state(draft), seen(draft).order.head.approved_by) == ("sent", "lee")


def test_above_the_limit_an_order_of_the_advice_is_a_draft(limited, product, kim):
    advised(product("A", [10.0] * 60, supplier="Mill", unit_cost=2))
    (order,) = advice_orders.order(AdviceOrder(), kim).orders
    assert (order.state, state(order.number)) == ("draft", "draft")


def test_what_nobody_knows_the_cost_of_is_above_any_limit(limited, product, kim):
    advised(product("A", [10.0] * 60, supplier="Mill"), cost=None)
    (order,) = advice_orders.order(AdviceOrder(), kim).orders
    assert order.state == "draft"


def test_a_quantity_changed_after_approval_has_to_be_approved_anew(limited, draft, kim, lee):
    order_work.approve(draft, lee)
    purchase_orders.change_lines(draft, changes({"product_sku": "A", "quantity": 99}), lee)
    assert state(draft) == "draft"
    with pytest.raises(Conflict, match="you have written it"):
        order_work.approve(draft, lee)


@pytest.mark.parametrize("approver", [0, 1])
def test_what_was_approved_for_less_or_by_who_wrote_it_is_approved_anew(database, product, kim, lee, approver):
    use_settings(database.model_copy(update={"order_approval_limit": 100.0}))
    product("A", supplier="Mill", unit_cost=2)
    order_entry.enter_orders([line("4711", "A", 40)], kim, draft=True)
    order_work.approve("4711", (kim, lee)[approver])
    with transaction() as session:
        session.execute(sa.update(Product).values(unit_cost=3))
    view = seen("4711")
    assert (view.waits_for_approval, view.possible) == (True, ["approve", "cancel"])
    for refused in (lambda: order_sending.send("4711", kim), lambda: order_work.approve("4711", kim)):
        with pytest.raises(Conflict, match="another planner"):
            refused()
    order_work.approve("4711", lee)
    order_sending.send("4711", kim)
    assert (state("4711"), seen("4711").order.head.approved_by) == ("sent", "lee")


def test_what_is_cheaper_than_it_was_approved_for_is_sent(limited, product, kim, lee):
    product("A", supplier="Mill", unit_cost=2)
    order_entry.enter_orders([line("4711", "A", 40)], kim, draft=True)
    order_work.approve("4711", lee)
    with transaction() as session:
        session.execute(sa.update(Product).values(unit_cost=1))
    order_sending.send("4711", kim)
    assert state("4711") == "sent"


@pytest.mark.parametrize("is_draft", [True, False])
def test_what_is_entered_is_undone_entry_by_entry(product, kim, is_draft):
    for sku in "AB":
        product(sku, supplier="Mill")
    for lines in ([line("4711", "A", 5)], [line("4711", "A", 6), line("4711", "B", 7)]):
        order_entry.enter_orders(lines, kim, is_draft)
    assert [one.step.action for one in seen("4711").steps] == ["draft" if is_draft else "order", "change"]
    assert step_undo.undo("4711", kim)
    assert [(own.product.sku, own.order.quantity) for own in seen("4711").order.lines] == [("A", 5)]
    assert not step_undo.undo("4711", kim)
    with pytest.raises(NotFound):
        seen("4711")


def test_an_order_of_which_goods_have_come_is_undone_after_them_only(product, desk):
    product("A", supplier="Mill")
    order = desk.order("4711", "A", 10)
    desk.receive(order, 4)
    for left in (0, None):
        assert step_undo.undo("4711", desk.actor) == (left is not None)
        assert [one.order.received for one in listed().items] == ([] if left is None else [left])


@pytest.mark.parametrize("by_line", [True, False])
def test_what_is_sent_is_not_raised_above_the_limit(database, product, desk, by_line):
    use_settings(database.model_copy(update={"order_approval_limit": 100.0}))
    product("A", supplier="Mill", unit_cost=2)
    order = desk.order("4711", "A", 40)

    def change(quantity):
        if by_line:
            return desk.change(order, quantity=quantity)
        return purchase_orders.change_lines("4711", changes({"product_sku": "A", "quantity": quantity}), desk.actor)

    with pytest.raises(Conflict, match="into a draft, which another planner approves") as refused:
        change(51)
    assert refused.value.code == "approval_needed"
    for quantity in (50, 30):
        change(quantity)
        assert [own.order.quantity for own in seen("4711").order.lines] == [quantity]


@pytest.mark.parametrize("sku", ["A", "B"])
def test_what_is_sent_is_not_raised_above_the_limit_by_entering_more_of_it_either(database, product, desk, sku):
    use_settings(database.model_copy(update={"order_approval_limit": 100.0}))
    for own in "AB":
        product(own, supplier="Mill", unit_cost=2)
    order_entry.enter_orders([line("4711", "A", 40)], desk.actor, draft=True)
    order_sending.send("4711", desk.actor)
    with pytest.raises(Conflict, match="into a draft, which another planner approves"):
        desk.enter(line("4711", sku, 51))
    report = desk.import_orders(f"number,sku,quantity\n4711,{sku},51\n4712,A,900\n")
    assert [(row["line"], "another planner" in row["reason"]) for row in report["rejected_rows"]] == [(2, True)]
    assert [(own.order.number, own.order.quantity) for own in listed().items] == [("4711", 40), ("4712", 900)]


def test_a_file_says_how_much_others_have_ordered_whatever_it_is_worth(database, product, desk):
    use_settings(database.model_copy(update={"order_approval_limit": 100.0}))
    product("A", supplier="Mill", unit_cost=2)
    for quantity in (40, 900):
        desk.import_orders(f"number,sku,quantity\n4711,A,{quantity}\n")
    assert seen("4711").shop_total == 1800


def test_what_is_above_the_limit_is_lowered_by_anybody(database, product, desk):
    product("A", supplier="Mill", unit_cost=2)
    order = desk.order("4711", "A", 900)
    use_settings(database.model_copy(update={"order_approval_limit": 100.0}))
    assert desk.change(order, quantity=800).order.quantity == 800


def test_postponing_one_line_leaves_the_others(draft, kim):
    order_sending.send(draft, kim)
    before = {one.product.sku: one.order.expected_on for one in listed().items}
    purchase_orders.change_lines(draft, changes({"product_sku": "A", "expected_on": day(30)}), kim)
    after = {one.product.sku: one.order.expected_on for one in listed().items}
    assert after == before | {"A": day(30)}


def test_what_was_advised_and_what_was_changed_stay_visible(draft, kim):
    (first, *_) = seen(draft).lines
    advice = first.line.order.advised
    purchase_orders.change_lines(draft, changes({"id": first.line.order.id, "quantity": 5}, reason="a festival"), kim)
    view = seen(draft)
    assert next(own.line.order.quantity for own in view.lines if own.line.order.id == first.line.order.id) == 5
    assert next(own.line.order.advised for own in view.lines if own.line.order.id == first.line.order.id) == advice
    (change,) = view.steps[-1].changes
    assert (change.before, change.after) == ({"quantity": advice}, {"quantity": 5})
    assert (view.steps[-1].step.by, view.steps[-1].step.reason) == ("kim", "a festival")


def test_a_quantity_of_nothing_takes_a_line_out(draft, kim):
    purchase_orders.change_lines(draft, changes({"product_sku": "A", "quantity": 0}), kim)
    assert sorted((own.line.product.sku, own.line.order.status) for own in seen(draft).lines) == [
        ("A", "cancelled"),
        ("B", "draft"),
    ]
    assert state(draft) == "draft"


def test_a_line_that_is_not_there_is_refused_and_nothing_is_changed(draft, kim):
    wanted = changes({"product_sku": "A", "quantity": 1}, {"product_sku": "Z", "quantity": 1})
    with pytest.raises(InvalidInput, match="no line 'Z'") as refused:
        purchase_orders.change_lines(draft, wanted, kim)
    assert refused.value.faults[0].pointer == "/lines/1"
    assert 1 not in [own.line.order.quantity for own in seen(draft).lines]


def test_a_confirmed_order_comes_when_its_supplier_says(draft, kim):
    order_sending.send(draft, kim)
    one, other = seen(draft).lines
    said = Confirmation(expected_on=day(9), lines=[{"id": other.line.order.id, "expected_on": day(12)}])
    order_work.confirm(draft, said, Doing("confirm", None, by="Mill"))
    days = {own.line.order.id: own.line.order.expected_on for own in seen(draft).lines}
    assert days == {one.line.order.id: day(9), other.line.order.id: day(12)}
    assert (state(draft), seen(draft).order.head.confirmed_by) == ("confirmed", "Mill")


def test_an_order_ends_as_its_lines_do(draft, desk, kim):
    order_sending.send(draft, kim)
    for own in seen(draft).lines:
        desk.receive(own.line.order, own.line.order.quantity)
    assert state(draft) == "received"


def test_an_order_of_which_a_part_came_is_closed_not_cancelled(draft, desk, kim):
    order_sending.send(draft, kim)
    with pytest.raises(Conflict, match="/cancel"):
        order_work.close(draft, kim)
    desk.receive(seen(draft).lines[0].line.order, 1)
    with pytest.raises(Conflict, match="/close"):
        order_work.cancel(draft, kim)
    order_work.close(draft, kim)
    (priced,) = seen(draft).priced
    assert (state(draft), sum(line.units for line in priced.lines)) == ("closed", 1)
    assert listed(status="open").items == []


@pytest.mark.parametrize("end", ["the order", "the line"])
def test_an_order_of_which_one_line_never_came_is_closed_however_that_was_said(draft, desk, kim, end):
    order_sending.send(draft, kim)
    came, missing = (own.line.order for own in seen(draft).lines)
    desk.receive(came, came.quantity)
    if end == "the order":
        order_work.close(draft, kim)
    else:
        desk.change(missing, status="cancelled")
    assert (state(draft), sum(line.units for line in seen(draft).lines)) == ("closed", came.quantity)


def test_a_line_taken_out_of_a_draft_is_none_that_never_came(draft, desk, kim):
    purchase_orders.change_lines(draft, changes({"product_sku": "B", "quantity": 0}), kim)
    order_sending.send(draft, kim)
    (wanted,) = (own.line.order for own in seen(draft).lines if own.units)
    desk.receive(wanted, wanted.quantity)
    assert state(draft) == "received"


def test_of_an_order_whose_lines_were_closed_before_anything_came_nothing_is_paid(draft, desk, kim):
    order_sending.send(draft, kim)
    for own in seen(draft).lines:
        desk.change(own.line.order, status="received")
    assert (state(draft), [own.cost for own in seen(draft).lines]) == ("cancelled", [0, 0])


def test_a_cancelled_order_is_not_on_its_way(draft, kim):
    order_sending.send(draft, kim)
    order_work.cancel(draft, kim, "too dear")
    assert (state(draft), seen(draft).steps[-1].step.reason) == ("cancelled", "too dear")


STEPS = {
    "approve": lambda number, actor: order_work.approve(number, actor),
    "send": lambda number, actor: order_sending.send(number, actor),
    "confirm": lambda number, actor: order_work.confirm(number, Confirmation(), Doing("confirm", actor)),
    "close": lambda number, actor: order_work.close(number, actor),
    "cancel": lambda number, actor: order_work.cancel(number, actor),
}
WRONG = [
    ((), "confirm"),
    ((), "close"),
    (("approve",), "approve"),
    (("approve",), "confirm"),
    (("send",), "approve"),
    (("send",), "send"),
    (("send", "confirm"), "send"),
    *((("cancel",), step) for step in STEPS),
]


@pytest.mark.parametrize(("before", "step"), WRONG)
def test_a_step_that_cannot_be_taken_says_what_can(draft, kim, before, step):
    for earlier in before:
        STEPS[earlier](draft, kim)
    with pytest.raises(Conflict, match=r"What can be done: POST|Nothing more can be done|mail it again"):
        STEPS[step](draft, kim)


def test_nothing_comes_of_a_draft(draft, desk):
    with pytest.raises(Conflict, match="send it first"):
        desk.receive(seen(draft).lines[0].line.order, 1)


def test_lines_of_a_draft_are_not_entered_beside_it(draft, desk):
    with pytest.raises(InvalidInput, match=f"PATCH /purchase-orders/{draft}"):
        desk.enter(line(draft, "A", 5))


def test_an_order_that_was_entered_is_sent(desk, product):
    product("A")
    desk.order("4711")
    assert state("4711") == "sent"


def test_an_order_that_nobody_knows(desk):
    with pytest.raises(NotFound, match="'4711'"):
        seen("4711")
