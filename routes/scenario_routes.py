from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, of_products
from routes.blueprints import APIBlueprint
from routes.reorder_routes import ReorderTotals
from services.jobs.task_document import progress_json
from services.planning.supposed import Supposed
from services.records import Instant, Money, Record
from services.replenishment.lists.advice_record import Advice
from services.replenishment.suppositions import scenario_work
from services.replenishment.suppositions.scenarios import Comparison as Found
from services.replenishment.suppositions.scenarios import OfSupplier
from services.task_service import TaskRecord
from utils import clock, currencies

scenario_bp = APIBlueprint("scenarios", __name__, url_prefix="/scenarios", abp_tags=[Tag(name="Planning")])


class ScenarioBody(schemas.ListQuery, Supposed):
    def given(self) -> dict[str, Any]:
        """What is supposed, by the names of the request."""
        return {
            name: value
            for name, value in self.model_dump(mode="json", by_alias=True, exclude_defaults=True).items()
            if name not in schemas.ListQuery.model_fields
        }

    def link(self, **more: Any) -> str:
        """What asks the same again."""
        given, link = self.given() | more, url_for("scenarios.get_scenario")
        return f"{link}?{urlencode(given)}" if given else link


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
    worked_out_at: Instant | None = Field(
        description="Of very many products both lists are kept for a quarter of an hour; null: just now."
    )


class ScenarioUnderWay(schemas.Submitted):
    progress: schemas.Progress
    link: str = Field(description="Answers with both lists once they are there, and until then as this does.")


ANSWERS: Any = {200: ScenarioPage, 202: ScenarioUnderWay}


@scenario_bp.post("", summary="The order list as it would be, beside today's; nothing is stored", responses=ANSWERS)
@of_products
def compare_scenario(body: ScenarioBody) -> Response:
    """Suppositions laid over every product: the same paths of demand, the same terms, otherwise only in what is
    supposed. The products whose order differs most in cost come first. Where they concern thousands of products, a task
    works it out, 202: `Location` answers with both lists once they are there."""
    return _answered(body, anew=True)


@scenario_bp.get("", summary="The same, as a link", responses=ANSWERS)
@of_products
def get_scenario(query: ScenarioBody) -> Response:
    return _answered(query)


def _answered(asked: ScenarioBody, anew: bool = False) -> Response:
    wanted = asked.limit, asked.cursor
    found = scenario_work.ask(asked.to_scenario(), *wanted, current_user().user_id, anew)
    return _under_way(asked, found) if isinstance(found, TaskRecord) else _compared(asked, found)


def _under_way(asked: ScenarioBody, task: TaskRecord) -> Response:
    page = {"limit": asked.limit} | ({"cursor": asked.cursor} if asked.cursor else {})
    link = asked.link(**page)
    about = {"task_id": task.id, "status": task.status, "message": task.progress_message}
    response = jsonify(**about, progress=progress_json(task), link=link)
    response.status_code = 202
    response.headers["Location"], response.headers["Retry-After"] = link, "1"
    return response


def _compared(asked: ScenarioBody, found: Found) -> Response:
    return answers.listing(
        found.page,
        Comparison.of,
        today=ReorderTotals.of(found.today),
        scenario=ReorderTotals.of(found.scenario),
        suppliers=[_supplier_shown(own) for own in found.suppliers],
        supposed=asked.given(),
        link=asked.link(),
        worked_out_at=clock.rfc3339(found.worked_out_at),
    )


def _supplier_shown(own: OfSupplier) -> dict[str, Any]:
    now, then = (
        {"lines": lines, "units": units, "cost": currencies.rounded(cost)}
        for lines, units, cost in zip(own.lines, own.units, own.cost, strict=True)
    )
    return {"supplier": own.supplier, "changed": own.products, "today": now, "scenario": then}
