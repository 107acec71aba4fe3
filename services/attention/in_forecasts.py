"""Exceptions that the scores of published forecasts show: forecasts that were off, and weeks that were like none."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ForecastScore, Product
from services.attention.found import Found, Kind, product_link, segment
from utils import clock
from utils.language import N_, _

WEEKS = 4
# Of what was sold: a forecast that is off by less over four weeks is as good as forecasts are.
OFF_BY = 0.5
# A week has jumped where it sold so many times what was forecast, or so small a part of it, and by this many units.
JUMPED_BY, LEAST_UNITS = 2.0, 10.0
# Of a week's seven days: most were outside the interval that was to hold four of five.
MOSTLY_OUTSIDE = 4
TOO_HIGH = N_("Over {weeks} weeks {units} units more were forecast than the {sold} sold.")
TOO_LOW = N_("Over {weeks} weeks {units} units less were forecast than the {sold} sold.")
# Of one product, over the weeks that are looked at.
_ACTUAL, _ERROR = (sa.func.sum(sa.cast(column, sa.Double)) for column in (ForecastScore.actual, ForecastScore.error))


def forecast_off(session: Session, most: int | None) -> Iterator[Found]:
    """Too high, or too low, by half of what was sold over four weeks."""
    off = sa.and_(sa.func.abs(_ERROR) > OFF_BY * _ACTUAL, sa.func.abs(_ERROR) > OFF_BY * LEAST_UNITS)
    for sku, name, actual, error, price in _scored(session, most, WEEKS, off):
        said = {"weeks": WEEKS, "units": round(abs(error)), "sold": round(actual)}
        reason = _(TOO_HIGH if error > 0 else TOO_LOW, **said)
        link = f"/accuracy?by=week&product_sku={segment(sku)}"
        compared = actual, actual + error
        yield Found(Kind.FORECAST_OFF, sku, name, abs(error) * price, reason, link, compared=compared)


def demand_jumped(session: Session, most: int | None) -> Iterator[Found]:
    """Last week was nothing like its forecast, and on most of its days."""
    outside, forecast = sa.func.sum(ForecastScore.forecasts - ForecastScore.inside), _ACTUAL + _ERROR
    jumped = sa.or_(JUMPED_BY * forecast < _ACTUAL, forecast > JUMPED_BY * _ACTUAL)
    off = sa.and_(jumped, sa.func.abs(_ERROR) >= LEAST_UNITS, outside >= MOSTLY_OUTSIDE)
    for sku, name, actual, error, price in _scored(session, most, 1, off):
        sold, expected = round(actual), round(actual + error)
        reason = _("Last week {sold} were sold, and {forecast} forecast.", sold=sold, forecast=expected)
        money, link = abs(error) * price, product_link(sku, "/sales")
        yield Found(Kind.DEMAND_JUMPED, sku, name, money, reason, link, compared=(actual, actual + error))


def _scored(
    session: Session, most: int | None, weeks: int, off: sa.ColumnElement[bool]
) -> list[tuple[str, str, float, float, float]]:
    """Code, name, sales, error and price of products over their last full weeks, the largest error in money first.

    off -- of their sums: which are looked for
    """
    monday = clock.monday(clock.today())
    # Added up and sorted out before a product is looked at: that is once each, and only of those that are looked for.
    sums = (
        sa.select(ForecastScore.product_id, _ACTUAL.label("actual"), _ERROR.label("error"))
        .where(ForecastScore.lead == 1, ForecastScore.week < monday)
        .where(ForecastScore.week >= monday - timedelta(weeks=weeks))
        .group_by(ForecastScore.product_id)
        .having(off)
        .cte()
    )
    price = sa.func.coalesce(sa.cast(Product.unit_price, sa.Double), 1.0)
    query = (
        sa.select(Product.sku, Product.name, sums.c.actual, sums.c.error, price)
        .join(sums, sums.c.product_id == Product.id)
        .order_by((sa.func.abs(sums.c.error) * price).desc(), Product.id)
        .limit(most)
    )
    return [tuple(row) for row in session.execute(query)]
