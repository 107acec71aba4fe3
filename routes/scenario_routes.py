from typing import Any
from urllib.parse import urlencode

from flask import Response, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import of_products
from routes.reorder_routes import ReorderTotals
from services.planning.supposed import Supposed
from services.records import Money, Record
from services.replenishment import scenarios
from services.replenishment.advice_record import Advice
from services.replenishment.scenarios import OfSupplier

scenario_bp = APIBlueprint("scenarios", __name__, url_prefix="/scenarios", abp_tags=[Tag(name="Planning")])


class ScenarioBody(schemas.ListQuery, Supposed):
    def given(self) -> dict[str, Any]:
        """What is supposed, by the names of the request."""
        return {
            name: value
            for name, value in self.model_dump(mode="json", by_alias=True, exclude_defaults=True).items()
            if name not in schemas.ListQuery.model_fields
        }


class Comparison(Record):
    """A product on either list; null: not on that one."""

    product_sku: str = Field(validation_alias="sku")
    name: str
    supplier: str
    more_cost: Money = Field(description="Cost of the order less that of today's.")
    today: Advice | None
    scenario: Advice | None


class SupplierSums(BaseModel):
    lines: int
    units: int
    cost: Money


class SupplierComparison(BaseModel):
    supplier: str
    changed: int = Field(description="Products whose order is another one.")
    today: SupplierSums
    scenario: SupplierSums


class ScenarioPage(BaseModel):
    items: list[Comparison]
    next_cursor: str | None
    today: ReorderTotals = Field(description="Of the list as `GET /reorder` has it.")
    scenario: ReorderTotals = Field(description="Of the list as it would be.")
    suppliers: list[SupplierComparison] = Field(description="The same by supplier, most difference in cost first.")
    supposed: dict[str, Any]
    link: str = Field(description="Asks the same again, with GET.")


@scenario_bp.post(
    "", summary="The order list as it would be, beside today's; nothing is stored", responses={200: ScenarioPage}
)
@of_products
def suppose(body: ScenarioBody) -> Response:
    """Suppositions laid over every product: the same paths of demand, the same terms, otherwise only in what is
    supposed. The products whose order differs most in cost come first."""
    return _compared(body)


@scenario_bp.get("", summary="The same, as a link", responses={200: ScenarioPage})
@of_products
def suppose_again(query: ScenarioBody) -> Response:
    return _compared(query)


def _compared(asked: ScenarioBody) -> Response:
    found = scenarios.compare(asked.to_scenario(), asked.limit, asked.cursor)
    link = url_for("scenarios.suppose_again")
    given = asked.given()
    return answers.listing(
        found.page,
        Comparison.of,
        today=ReorderTotals.of(found.today),
        scenario=ReorderTotals.of(found.scenario),
        suppliers=[_supplier_shown(own) for own in found.suppliers],
        supposed=given,
        link=f"{link}?{urlencode(given)}" if given else link,
    )


def _supplier_shown(own: OfSupplier) -> dict[str, Any]:
    now, then = (
        {"lines": lines, "units": units, "cost": round(cost, 2)}
        for lines, units, cost in zip(own.lines, own.units, own.cost, strict=True)
    )
    return {"supplier": own.supplier, "changed": own.products, "today": now, "scenario": then}
