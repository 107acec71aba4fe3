"""A transfer carries one item from place to place."""

import pytest

from services.access.signed_in import SignedIn
from services.errors import InvalidInput
from services.orders.entry import transfer_orders
from services.orders.entry.transfer_orders import TransferLine

TEA = {"sku": "TEA@north", "location": "North", "name": "Green tea"}
SAME = [
    {"sku": "TEA@south"},
    {"sku": "tea-South", "location": "South"},
    {"sku": "TEA", "name": "Tea, all shops"},
    {"sku": "4711", "location": "South", "name": "green tea South "},
    {"sku": "4712", "name": "Green Tea"},
]
OTHERS = [
    {"sku": "COFFEE@south", "location": "South", "name": "Coffee"},
    {"sku": "TEA-L@south", "location": "South", "name": "Green tea"},
    {"sku": "4711", "location": "North", "name": "Green tea"},
    {"sku": "4712", "location": "South", "name": ""},
]


@pytest.fixture
def move(product, user_ids):
    def between(source, target, draft=False):
        for own in (source, target):
            product(own["sku"], on_hand=9.0, **{name: own[name] for name in ("location", "name") if name in own})
        line = TransferLine(source_sku=source["sku"], target_sku=target["sku"], quantity=4)
        return transfer_orders.begin([line], SignedIn(user_ids[0], "kim", "planner", "session"), draft)

    return between


@pytest.mark.parametrize("target", SAME, ids=lambda own: own["sku"])
def test_one_item_is_carried_however_its_places_write_it(move, target):
    assert len(move(TEA, target)) == 1


@pytest.mark.parametrize("target", OTHERS, ids=lambda own: own["sku"])
@pytest.mark.parametrize("draft", [False, True])
def test_another_item_is_not_carried_in_and_said_how_to_correct_the_stock(move, target, draft):
    with pytest.raises(InvalidInput, match=r"two items.*POST /stock") as refusal:
        move(TEA, target, draft)
    assert (refusal.value.code, refusal.value.faults[0].pointer) == ("different_items", "/lines/0/target_sku")
