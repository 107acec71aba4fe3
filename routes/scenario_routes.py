from typing import Any
from urllib.parse import urlencode

from flask import Response, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.reorder_routes import ReorderTotals
from services.records import Money, Record
from services.replenishment import scenarios
from services.replenishment.advice_record import Advice
from services.replenishment.scenarios import Scenario
from services.sales.sales_service import Day

scenario_bp = APIBlueprint("scenarios", __name__, url_prefix="/scenarios", abp_tags=[Tag(name="Planning")])


class Supposed(schemas.Body):
    demand_change: float = Field(0, ge=-100, le=1000, description="In percent: 20 is a fifth more.")
    supplier_id: int | None = Field(
        None,
        ge=1,
        le=schemas.LARGEST,
        description="Whose goods come `lead_time_change_days` later; without that, whose products alone are supposed "
        "otherwise and compared. Left out: everybody's.",
    )
    lead_time_change_days: float | None = Field(
        None, ge=-365, le=365, description="Days by which orders, and goods on their way, come later."
    )
    service_level: float | None = Field(None, ge=0.5, le=0.999, description="Wanted chance of no stock-out, of all.")
    budget: float | None = Field(None, ge=0, le=1e15, description="Money there is for the whole list.")
    first: Day | None = Field(None, alias="from", description="First day with the change of demand.")
    last: Day | None = Field(None, alias="to", description="Last day with it.")

    def to_scenario(self) -> Scenario:
        return Scenario(**{name: getattr(self, name) for name in Supposed.model_fields})

    def given(self) -> dict[str, Any]:
        """What is supposed, by the names of the request."""
        return {
            name: value
            for name, value in self.model_dump(mode="json", by_alias=True, exclude_defaults=True).items()
            if name not in schemas.ListQuery.model_fields
        }


class ScenarioBody(schemas.ListQuery, Supposed):
    pass


class Comparison(Record):
    """A product on either list; null: not on that one."""

    product_sku: str = Field(validation_alias="sku")
    name: str
    supplier: str
    more_cost: Money = Field(description="Cost of the order less that of today's.")
    today: Advice | None
    scenario: Advice | None


class ScenarioPage(BaseModel):
    items: list[Comparison]
    next_cursor: str | None
    today: ReorderTotals = Field(description="Of the list as `GET /reorder` has it.")
    scenario: ReorderTotals = Field(description="Of the list as it would be.")
    supposed: dict[str, Any]
    link: str = Field(description="Asks the same again, with GET.")


@scenario_bp.post(
    "", summary="The order list as it would be, beside today's; nothing is stored", responses={200: ScenarioPage}
)
def suppose(body: ScenarioBody) -> Response:
    """Suppositions laid over every product: the same paths of demand, the same terms, otherwise only in what is
    supposed. The products whose order differs most in cost come first."""
    return _compared(body)


@scenario_bp.get("", summary="The same, as a link", responses={200: ScenarioPage})
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
        supposed=given,
        link=f"{link}?{urlencode(given)}" if given else link,
    )
