"""What people know and the past does not: events ahead, and a planner's own figures."""

from collections.abc import Iterator
from typing import Unpack

from stockcast_client.documents import Day
from stockcast_client.operations import Room, every, operation
from stockcast_client.planning_documents import (
    Event,
    EventFields,
    EventFilters,
    EventKind,
    EventPage,
    EventPreview,
    Override,
    OverridePage,
    ProductEvents,
)


class Events(Room):
    @operation("GET", "/events")
    def page(
        self,
        kind: EventKind | None = None,
        product_sku: str | None = None,
        from_: Day | None = None,
        to: Day | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EventPage:
        """One page of what is known ahead, the latest first."""

    def all(self, **filters: Unpack[EventFilters]) -> Iterator[Event]:
        """All that is known ahead and fits, the latest first."""
        return every(self.page, **filters)

    @operation("GET", "/products/{sku}/events")
    def of_product(self, sku: str, limit: int | None = None, cursor: str | None = None) -> ProductEvents:
        """One page of what concerns a product, and what such events did to it."""

    @operation("POST", "/events")
    def announce(self, kind: EventKind, **fields: Unpack[EventFields]) -> Event:
        """Announce a promotion, price, closure or holiday, for a product, a category, a location or all."""

    @operation("POST", "/events/preview")
    def preview(self, kind: EventKind, **fields: Unpack[EventFields]) -> EventPreview:
        """What it would do to sales, before it is announced; nothing is stored."""

    @operation("GET", "/events/{event_id}")
    def get(self, event_id: int) -> Event:
        """One event. Raises NotFound."""

    @operation("PATCH", "/events/{event_id}")
    def change(self, event_id: int, if_match: str | None = None, **fields: Unpack[EventFields]) -> Event:
        """Change these fields; what is not named stays."""

    @operation("DELETE", "/events/{event_id}")
    def take_back(self, event_id: int, if_match: str | None = None) -> None:
        """It will not be."""


class Overrides(Room):
    @operation("GET", "/products/{sku}/overrides")
    def page(self, sku: str, limit: int | None = None, cursor: str | None = None) -> OverridePage:
        """One page of the overrides of a product, the latest first."""

    def all(self, sku: str) -> Iterator[Override]:
        """All overrides of a product, the latest first, each with its error beside the model's."""
        return every(self.page, sku=sku)

    @operation("POST", "/products/{sku}/overrides")
    def set(
        self,
        sku: str,
        starts_on: Day,
        reason: str,
        ends_on: Day | None = None,
        quantity: float | None = None,
        change_percent: float | None = None,
        expires_at: str | None = None,
        if_match: str | None = None,
    ) -> Override:
        """A figure of one's own for some days: a quantity a day, or a change of the forecast in percent."""

    @operation("DELETE", "/products/{sku}/overrides/{override_id}")
    def withdraw(self, sku: str, override_id: int) -> None:
        """The model's figure counts again."""
