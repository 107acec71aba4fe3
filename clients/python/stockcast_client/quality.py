"""How good forecasts are, and the models that make them."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, Unpack

from stockcast_client.documents import Day, Submitted
from stockcast_client.operations import Room, every, operation
from stockcast_client.planning_documents import (
    AccuracyFilters,
    AccuracyLine,
    AccuracyPage,
    ExceptionKind,
    ExceptionPage,
    Measure,
    Model,
    ModelPage,
    PromiseGroup,
    PromisePage,
    ReplayRule,
    ShopException,
)
from stockcast_client.system_documents import CatalogueModelList, FamilyList, SubmittedFamily


class Accuracy(Room):
    @operation("GET", "/accuracy")
    def page(
        self,
        by: Measure = "sku",
        from_: Day | None = None,
        to: Day | None = None,
        lead: str | None = None,
        product_sku: str | None = None,
        category: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AccuracyPage:
        """One page of errors of forecasts as they were published, with their total."""

    def all(self, **filters: Unpack[AccuracyFilters]) -> Iterator[AccuracyLine]:
        """All lines that fit."""
        return every(self.page, **filters)


class Promises(Room):
    @operation("GET", "/promises")
    def page(
        self,
        by: PromiseGroup = "supplier",
        from_: Day | None = None,
        to: Day | None = None,
        supplier: str | None = None,
        category: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PromisePage:
        """One page of the service that was promised beside the one that was kept, what was kept least first."""


class Replays(Room):
    @operation("POST", "/replay")
    def start(
        self,
        weeks: int | None = None,
        rule: ReplayRule | None = None,
        min_days: float | None = None,
        max_days: float | None = None,
        cover_days: float | None = None,
    ) -> Submitted:
        """Run the last weeks again by the advice, by a rule and by seasonal naive; `tasks.wait` has the result."""


class Exceptions(Room):
    @operation("GET", "/exceptions")
    def page(
        self,
        kind: ExceptionKind | None = None,
        owner: str | None = None,
        hidden: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ExceptionPage:
        """One page of what needs somebody, the dearest first."""

    @operation("GET", "/exceptions/{kind}/{sku}")
    def get(self, kind: ExceptionKind, sku: str) -> ShopException:
        """One exception. sku -- its `subject`. Raises NotFound where it is none (any more)."""

    @operation("PATCH", "/exceptions/{kind}/{sku}")
    def change(
        self,
        kind: ExceptionKind,
        sku: str,
        owner: str | None = None,
        snoozed_until: Day | None = None,
        comment: str | None = None,
        is_done: bool | None = None,
        if_match: str | None = None,
    ) -> ShopException:
        """Say who sees to an exception, and until when it is hidden. sku -- its `subject`"""


class Models(Room):
    @operation("GET", "/models/{sku}")
    def champion(self, sku: str) -> Model:
        """The version that is served. Raises NotFound."""

    @operation("GET", "/models/{sku}/versions")
    def page(self, sku: str, limit: int | None = None, cursor: str | None = None) -> ModelPage:
        """One page of the versions kept, newest first."""

    def versions(self, sku: str) -> Iterator[Model]:
        """All versions kept, newest first."""
        return every(self.page, sku=sku)

    @operation("POST", "/models/{sku}/rollback")
    def roll_back(self, sku: str, version: int | None = None) -> Model:
        """Serve this version again, or the one before."""

    @operation("GET", "/train")
    def families(self, limit: int | None = None, cursor: str | None = None) -> FamilyList:
        """What can be trained, which parameters each takes, and whether its library is installed."""

    @operation("GET", "/train/catalogue-models")
    def catalogue_models(self, limit: int | None = None, cursor: str | None = None) -> CatalogueModelList:
        """What families have learnt across the catalogue, newest first."""

    @operation("POST", "/train/{model_type}/async")
    def train(
        self,
        /,
        model_type: str,
        product_skus: Sequence[str] | None = None,
        promote: Literal["if_better", "always"] = "if_better",
        **parameters: Any,
    ) -> SubmittedFamily:
        """Train with one family, the catalogue or these products; `parameters` are the family's own."""
