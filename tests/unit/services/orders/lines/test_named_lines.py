import pytest
from pydantic import ValidationError

from services.access.signed_in import SignedIn
from services.errors import InvalidInput
from services.orders.entry import order_work, purchase_orders
from services.orders.history import order_views
from services.orders.history.order_steps import Doing
from services.orders.lines.order_fields import Confirmation, LineChange, OrderChanges
from services.planning import renaming
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def kim(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "")


@pytest.fixture
def ids(product, user_ids):
    for sku in "AB":
        product(sku)
    return [Desk(user_ids[0]).order("4711", sku).id for sku in "AB"]


def change(kim, *lines):
    purchase_orders.change_lines("4711", OrderChanges(lines=list(lines)), kim)


def quantities():
    return {line.line.product.sku: line.line.order.quantity for line in order_views.view("4711").lines}


def test_a_line_that_is_named_twice_is_refused_and_nothing_is_changed(ids, kim):
    before = quantities()
    with pytest.raises(InvalidInput, match="named twice; say all of it once") as refused:
        change(kim, {"product_sku": "A", "quantity": 3}, {"id": ids[0], "quantity": 4})
    assert (refused.value.code, refused.value.faults[0].pointer) == ("line_named_twice", "/lines/1")
    assert quantities() == before


def test_an_id_and_a_product_that_are_not_of_one_line_name_none(ids, kim):
    with pytest.raises(InvalidInput, match="has no line"):
        change(kim, {"id": ids[0], "product_sku": "B", "quantity": 3})


def test_an_id_is_named_as_it_was_sent(ids, kim):
    with pytest.raises(InvalidInput, match="has no line 999999"):
        change(kim, {"id": 999999, "quantity": 3})


def test_a_line_goes_by_the_code_that_its_product_once_had(ids, kim):
    renaming.rename("A", "A-2", kim)
    change(kim, {"product_sku": "A", "quantity": 3})
    assert quantities()["A-2"] == 3


def test_a_line_of_which_nothing_is_said_is_refused():
    with pytest.raises(ValidationError, match="say how much of it"):
        LineChange(product_sku="A", quantity=None)


def test_a_supplier_says_one_day_for_each_line(ids, kim):
    days = [{"id": ids[0], "expected_on": day(-5)}, {"id": ids[0], "expected_on": day(-6)}]
    with pytest.raises(InvalidInput, match="named twice"):
        order_work.confirm("4711", Confirmation(lines=days), Doing("confirm", kim))
    assert order_views.view("4711").order.state == "sent"


def test_a_refusal_points_to_the_line_that_it_is_about(ids, kim):
    past = day(-9)
    with pytest.raises(InvalidInput) as changed:
        change(kim, {"product_sku": "B", "quantity": 3}, {"product_sku": "A", "expected_on": past})
    lines = [{"id": ids[1], "expected_on": day(3)}, {"id": ids[0], "expected_on": past}]
    with pytest.raises(InvalidInput) as confirmed:
        order_work.confirm("4711", Confirmation(lines=lines), Doing("confirm", kim))
    pointers = [refused.value.faults[0].pointer for refused in (changed, confirmed)]
    assert pointers == ["/lines/1/expected_on"] * 2
