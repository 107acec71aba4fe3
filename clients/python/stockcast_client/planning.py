"""What is to come: forecasts, orders on their way, transfers."""

from collections.abc import Iterator, Sequence
from typing import Literal, Unpack

from stockcast_client.catalogue import File
from stockcast_client.documents import (
    AdviceKind,
    AdviceOrders,
    CameIn,
    CameInPage,
    ComparedAdvice,
    Day,
    EnteredOrders,
    FileOptions,
    FullPurchaseOrder,
    OrderFileReport,
    OrderFilters,
    OrderLine,
    OrderStatus,
    Prediction,
    Predictions,
    PurchaseOrder,
    PurchaseOrderPage,
    ReceiptFileReport,
    ReceiptFilters,
    ReorderFilters,
    ReorderLine,
    ReorderPage,
    Submitted,
    Transfer,
    TransferPage,
)
from stockcast_client.operations import Room, every, operation, until_there
from stockcast_client.order_documents import TransferLine, TransferOrders
from stockcast_client.planning_documents import Level, ScenarioPage, TotalPage


class Forecasts(Room):
    @operation("POST", "/predict")
    def predict(
        self, product_sku: str, days: int = 7, level: float = 80.0, quantiles: Sequence[float] = ()
    ) -> Prediction:
        """The forecast of a product, at once; `level` is the width of the interval in percent."""

    @operation("POST", "/predict/async")
    def submit(
        self, product_sku: str, days: int = 7, level: float = 80.0, quantiles: Sequence[float] = ()
    ) -> Submitted:
        """Have it made by a worker, which trains the product first if need be."""

    @operation("POST", "/predict/batch")
    def batch(
        self,
        product_skus: Sequence[str] | Literal["all"],
        days: int = 7,
        level: float = 80.0,
        quantiles: Sequence[float] = (),
    ) -> Predictions:
        """The forecasts of up to 5,000 products, in the order asked for; one that fails is an `error` instead."""

    @operation("GET", "/forecasts/total")
    def totals(
        self,
        by: Level = "location",
        days: int = 28,
        level: float = 80.0,
        category: str | None = None,
        location: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> TotalPage:
        """One page of what locations, categories or items will sell, and what all of them will."""

    @operation("POST", "/tasks/training/product/{sku}")
    def train(self, sku: str, model: str = "auto") -> Submitted:
        """Have one product trained."""

    @operation("POST", "/tasks/training/all")
    def train_all(self, model: str = "auto", choose: Literal["when_due", "anew"] = "when_due") -> Submitted:
        """Have the whole catalogue trained; choose -- "anew": which methods to trust is chosen for every product."""


class Reorder(Room):
    @operation("GET", "/reorder")
    def page(
        self,
        budget: float | None = None,
        supplier: str | None = None,
        category: str | None = None,
        location: str | None = None,
        kind: AdviceKind | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ReorderPage:
        """One page of what to order, most money at risk first; with a budget a good list it pays for."""

    def all(self, **filters: Unpack[ReorderFilters]) -> Iterator[ReorderLine]:
        """The whole list of what to order, most money at risk first."""
        return every(self.page, **filters)

    @operation("GET", "/products/{sku}/reorder")
    def advice(
        self,
        sku: str,
        service_level: float | None = None,
        lead_time_days: float | None = None,
        lead_time_sd_days: float | None = None,
        review_days: int | None = None,
        demand_change: float | None = None,
        on_hand: float | None = None,
        price: float | None = None,
        promotion: bool | None = None,
    ) -> ComparedAdvice:
        """What to order of one product, now and if something were otherwise; nothing is stored."""


class Scenarios(Room):
    @until_there
    @operation("POST", "/scenarios")
    def compare(
        self,
        demand_change: float | None = None,
        supplier_id: int | None = None,
        lead_time_change_days: float | None = None,
        service_level: float | None = None,
        budget: float | None = None,
        from_: Day | None = None,
        to: Day | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ScenarioPage:
        """The whole order list under suppositions, beside today's; nothing is stored. Of thousands of products it takes
        a while, until which this waits. Raises Unavailable where it could not be worked out."""


class PurchaseOrders(Room):
    @operation("GET", "/purchase-orders")
    def page(
        self,
        status: OrderStatus | None = None,
        product_sku: str | None = None,
        supplier: str | None = None,
        overdue: bool | None = None,
        number: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PurchaseOrderPage:
        """One page of lines, next arrival first."""

    def all(self, **filters: Unpack[OrderFilters]) -> Iterator[PurchaseOrder]:
        """All lines that fit, next arrival first."""
        return every(self.page, **filters)

    @operation("POST", "/purchase-orders")
    def enter(self, lines: Sequence[OrderLine], draft: bool = False) -> EnteredOrders:
        """Enter up to 1,000 lines, all or none; the same number and product again changes the open line."""

    @operation("POST", "/purchase-orders/from-advice")
    def order_advised(
        self,
        product_skus: Sequence[str] | None = None,
        supplier: str | None = None,
        category: str | None = None,
        location: str | None = None,
        budget: float | None = None,
        number_prefix: str = "PO",
        draft: bool = False,
        quantities: dict[str, int] | None = None,
        idempotency_key: str | None = None,
    ) -> AdviceOrders:
        """Order what `Reorder.page` advises, all or what fits, one order for each supplier.

        The same again finds nothing left to order. A budget needs an idempotency_key, new for each one to be spent:
        with the same key the first answer comes again, and nothing is ordered.
        """

    @operation("POST", "/purchase-orders/import")
    def import_file(self, file: File, dry_run: bool = False, **options: Unpack[FileOptions]) -> OrderFileReport:
        """The same from a file of at most 100,000 rows."""

    @operation("GET", "/receipts")
    def receipts_page(
        self,
        number: str | None = None,
        product_sku: str | None = None,
        supplier: str | None = None,
        from_: Day | None = None,
        to: Day | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> CameInPage:
        """One page of what came in by line and day, the latest first."""

    def receipts(self, **filters: Unpack[ReceiptFilters]) -> Iterator[CameIn]:
        """What came in by line and day, the latest first."""
        return every(self.receipts_page, **filters)

    @operation("POST", "/receipts/import")
    def import_receipts(self, file: File, dry_run: bool = False, **options: Unpack[FileOptions]) -> ReceiptFileReport:
        """What came in by line and day, from a file of at most 10,000 rows."""

    @operation("GET", "/purchase-orders/{order_id}")
    def get(self, order_id: int) -> FullPurchaseOrder:
        """One line with its receipts. Raises NotFound."""

    @operation("PATCH", "/purchase-orders/{order_id}")
    def change(
        self,
        order_id: int,
        quantity: float | None = None,
        expected_on: Day | None = None,
        status: Literal["received", "cancelled"] | None = None,
        if_match: str | None = None,
    ) -> FullPurchaseOrder:
        """Change an open line, or close it. Raises Conflict when it is closed."""

    @operation("POST", "/purchase-orders/{order_id}/receipts")
    def receive(
        self,
        order_id: int,
        quantity: float,
        received_on: Day | None = None,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> FullPurchaseOrder:
        """Goods came in; they are added to the stock. Who may have to ask again (an answer was lost) gives an
        idempotency_key, new for each receipt: with the same key they come in once."""


class Transfers(Room):
    @operation("GET", "/transfers")
    def page(self, limit: int | None = None, cursor: str | None = None) -> TransferPage:
        """One page of suggestions."""

    def all(self) -> Iterator[Transfer]:
        """What to carry from shop to shop before ordering, most money first."""
        return every(self.page)

    @operation("POST", "/transfers")
    def order(
        self, lines: Sequence[TransferLine], draft: bool = False, idempotency_key: str | None = None
    ) -> TransferOrders:
        """Move goods, as orders: they leave at once, unless they are drafts; `orders` takes their next steps. With the
        same idempotency_key they leave once, however often it is asked."""
