"""Orders as wholes, from a draft to the end of one."""

from collections.abc import Iterator, Sequence
from typing import TypedDict, Unpack

from stockcast_client.documents import Day
from stockcast_client.operations import Room, every, operation
from stockcast_client.order_documents import (
    LineChange,
    LineDay,
    ListedOrder,
    OrderKind,
    OrderListPage,
    OrderState,
    SentOrder,
    UndoneStep,
    WholeOrder,
)


class OrderListFilters(TypedDict, total=False):
    state: OrderState | None
    kind: OrderKind | None
    supplier: str | None
    product_sku: str | None
    overdue: bool | None
    limit: int | None


class Orders(Room):
    @operation("GET", "/orders")
    def page(
        self,
        state: OrderState | None = None,
        kind: OrderKind | None = None,
        supplier: str | None = None,
        product_sku: str | None = None,
        overdue: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> OrderListPage:
        """One page of orders and transfers, the newest first."""

    def all(self, **filters: Unpack[OrderListFilters]) -> Iterator[ListedOrder]:
        """All orders and transfers, or those that fit, the newest first."""
        return every(self.page, **filters)

    @operation("GET", "/purchase-orders/{number}.json")
    def get(self, number: str) -> WholeOrder:
        """An order with its lines and what was done to it. Raises NotFound."""

    @operation("PATCH", "/purchase-orders/{number}.json")
    def change(
        self, number: str, lines: Sequence[LineChange], reason: str = "", if_match: str | None = None
    ) -> WholeOrder:
        """Change some of its lines; the others stay."""

    @operation("POST", "/purchase-orders/{number}/approve")
    def approve(self, number: str, if_match: str | None = None) -> WholeOrder:
        """Let a draft be sent. Raises Conflict where somebody else has to."""

    @operation("POST", "/purchase-orders/{number}/send")
    def send(self, number: str, mail: bool = True, again: bool = False, if_match: str | None = None) -> SentOrder:
        """Order it, and mail it to its supplier where that has an address; `again` mails once more what was sent.

        Raises Conflict where it is to be mailed and there is no mail server.
        """

    @operation("POST", "/purchase-orders/{number}/confirm")
    def confirm(
        self, number: str, expected_on: Day | None = None, lines: Sequence[LineDay] = (), if_match: str | None = None
    ) -> WholeOrder:
        """Its supplier has confirmed it, and says when it comes."""

    @operation("POST", "/purchase-orders/{number}/close")
    def close(self, number: str, reason: str = "", if_match: str | None = None) -> WholeOrder:
        """No more of it will come."""

    @operation("POST", "/purchase-orders/{number}/cancel")
    def cancel(self, number: str, reason: str = "", if_match: str | None = None) -> WholeOrder:
        """Nothing of it will come."""

    @operation("POST", "/purchase-orders/{number}/undo")
    def undo(self, number: str, if_match: str | None = None) -> UndoneStep:
        """Take its last step back. Raises Conflict where something rests on it."""
