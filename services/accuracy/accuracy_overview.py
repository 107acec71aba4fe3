"""What the page Accuracy shows at once: the scores are gone through twice for all of it, not once for each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ForecastScore, Product
from services import remembered
from services.accuracy import accuracy_service
from services.accuracy.accuracy_service import AccuracyQuery, figures
from services.remembered import Remembered

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Overview:
    """total -- None: nothing was scored; weeks -- in their order, without money as the total; categories -- by name;
    missed -- the products that were missed most, in money, and in units where no price is known"""

    total: Figures | None
    weeks: Sequence[Figures]
    categories: Sequence[Figures]
    missed: Sequence[Figures]


_seen: Remembered[Overview] = Remembered(remembered.scores, remembered.products, most=20)


def overview(query: AccuracyQuery, number: int) -> Overview:
    """query -- whatever it is by; number -- of products that were missed. Raises InvalidInput."""
    with snapshot() as session:
        return _seen.get(session, (query, number), lambda: _overview(session, query, number))


def _overview(session: Session, query: AccuracyQuery, number: int) -> Overview:
    conditions = accuracy_service.conditions_of(query, *accuracy_service.weeks_of(session, query))
    weeks = session.execute(_by_week(conditions)).all()
    rest = session.execute(_by_category_and_missed(conditions, number)).all() if weeks else []
    total = accuracy_service.added(weeks)
    parts: dict[str, list[Figures]] = {"category": [], "sku": []}
    for row in rest:
        parts[row.by].append({row.by: row.group} | figures(row))
    return Overview(
        figures(total) if total.forecasts else None,
        [accuracy_service.item(replace(query, by="week"), row) for row in weeks],
        sorted(parts["category"], key=lambda own: own["category"]),
        parts["sku"],
    )


def _by_week(conditions: Sequence[sa.ColumnElement[bool]]) -> sa.Select[*tuple[Any, ...]]:
    """Without money, for which each score would have to look up its product."""
    sums = accuracy_service.sums_in_units(ForecastScore.__table__)
    columns = [column.label(name) for name, column in sums.items()]
    by_week = sa.select(ForecastScore.week.label("group"), *columns).where(*conditions)
    return by_week.group_by(ForecastScore.week).order_by(ForecastScore.week)


def _by_category_and_missed(conditions: Sequence[sa.ColumnElement[bool]], number: int) -> sa.CompoundSelect[Any]:
    """Both from the same sums of each product."""
    own = accuracy_service.scores("sku", conditions).cte("scored")
    sums = accuracy_service.sums_of(own)
    joined = accuracy_service.joined(own, sums)
    error = sums["money_absolute_error"]
    groups = {"category": Product.category, "sku": Product.sku}
    by_category, missed = (
        joined.add_columns(group.label("group"), sa.literal(by).label("by")).group_by(group)
        for by, group in groups.items()
    )
    missed = missed.order_by(error.is_(None), error.desc(), sums["absolute_error"].desc(), Product.sku).limit(number)
    return sa.union_all(*(sa.select(part.subquery()) for part in (by_category, missed)))
