from typing import Literal

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import of_products
from routes.blueprints import APIBlueprint
from services.forecasts import totals
from services.forecasts.totals import TotalQuery

total_bp = APIBlueprint("totals", __name__, url_prefix="/forecasts", abp_tags=[Tag(name="Planning")])


class TotalParameters(schemas.ListQuery):
    by: Literal["location", "category", "item"] = Field(
        "category",
        description="One line for each of these; an item is what products are variants of, else what "
        "stands before the @ of a code.",
    )
    days: int = Field(28, ge=1, le=90, description="Days to forecast.")
    level: schemas.Level = 80
    category: str | None = Field(None, max_length=100, description="Products of exactly this category only.")
    location: str | None = Field(None, max_length=100, description="Products of exactly this location only.")


class TotalDay(BaseModel):
    date: schemas.Day
    predicted: float = Field(description="Expected units.")
    lower: float = Field(description="Lower end of the interval of width `level`.")
    upper: float = Field(description="Upper end of it.")


class TotalFigures(BaseModel):
    products: int = Field(description="How many are added up.")
    predicted: float = Field(description="Over all days.")
    chart_data: list[TotalDay] = Field(description="The coming days.")


class TotalLine(TotalFigures):
    location: str | None = None
    category: str | None = None
    item: str | None = None


class TotalAnswer(BaseModel):
    items: list[TotalLine]
    next_cursor: str | None
    total: TotalFigures = Field(description="Over all lines: their sum, day by day.")
    without_forecast: int = Field(description="Products that have no forecast, or one that is too old, to add.")


@total_bp.get("/total", summary="What locations, categories or items will sell", responses={200: TotalAnswer})
@of_products
def get_forecast_total(query: TotalParameters) -> Response:
    asked = TotalQuery(query.by, query.days, query.level, query.category, query.location)
    found = totals.total(asked, query.limit, query.cursor)
    return answers.listing(found.page, dict, total=found.total, without_forecast=found.without_forecast)
