"""What may be supposed of the whole order list, and the cases of its products under that."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import OrderAdvice, Product, ProductSupplier, Supplier
from forecasting.forecast import Forecast
from services.replenishment.advice.order_case import Case
from services.replenishment.lists import advice_lines
from services.replenishment.suppositions import what_ifs

_DAYS = ("first", "last")


@dataclass(frozen=True)
class Scenario:
    """What is supposed; None: as it is.

    demand_change -- in percent: 20 is a fifth more; first, last -- days on which it holds, None: without end
    supplier_id -- whose goods come later by lead_time_change_days, None: everybody's; without such a change, whose
    products alone all of this concerns
    service_level -- of every product; budget -- money there is for the whole list
    """

    demand_change: float = 0.0
    supplier_id: int | None = None
    lead_time_change_days: float | None = None
    service_level: float | None = None
    budget: float | None = None
    first: date | None = None
    last: date | None = None

    def document(self) -> dict[str, Any]:
        """What differs from today, as plain JSON values; equal suppositions give equal ones."""
        usual = Scenario()
        given = {name: value for name, value in asdict(self).items() if value != getattr(usual, name)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Scenario":
        days = {name: date.fromisoformat(document[name]) for name in _DAYS if name in document}
        return cls(**{**document, **days})


def concerned(session: Session, supposed: Scenario, supplier: str | None) -> Sequence[int]:
    """The products of which something else is supposed than is, by id, of those that have an advice."""
    of_demand = supposed.demand_change != 0 or supposed.service_level is not None
    if not of_demand and not supposed.lead_time_change_days:
        return []
    ids = sa.select(OrderAdvice.product_id).order_by(OrderAdvice.product_id)
    is_of_all = of_demand and supposed.lead_time_change_days is not None
    if supplier is not None and not is_of_all:
        ids = ids.join(Product, Product.id == OrderAdvice.product_id).where(_sold_by(supplier))
    return session.scalars(ids).all()


def _sold_by(supplier: str) -> sa.ColumnElement[bool]:
    offered = sa.select(ProductSupplier.product_id).join(Supplier).where(Supplier.name == supplier)
    return sa.or_(advice_lines.SUPPLIER.in_([supplier]), Product.supplier == supplier, Product.id.in_(offered))


def changed(case: Case, supposed: Scenario, supplier: str | None, is_of_supplier: bool) -> Case:
    """The case under these suppositions. is_of_supplier -- whether what is on its way is the supplier's"""
    changed = _sold(case, supposed)
    if supposed.service_level is not None:
        changed = replace(changed, service_level=supposed.service_level)
    later = supposed.lead_time_change_days or 0.0
    if later and supplier in (None, case.offer.supplier):
        changed = replace(changed, lead_days=max(0.0, case.lead_days + later))
    if later and is_of_supplier:
        changed = replace(changed, arrivals=tuple((max(0, day + round(later)), units) for day, units in case.arrivals))
    return changed


def _sold(case: Case, supposed: Scenario) -> Case:
    """With the change of demand: for it, for kits, and for what it replaces."""
    if not supposed.demand_change:
        return case
    return replace(
        case,
        forecast=_asked_for(case.forecast, supposed),
        in_kits=what_ifs.in_kits(case.in_kits, partial(_asked_for, supposed=supposed)),
        replaced=tuple(_sold(old, supposed) for old in case.replaced),
    )


def _asked_for(forecast: Forecast, supposed: Scenario) -> Forecast:
    """With the change of demand, on the days it holds; a period of several days has its share of them."""
    if supposed.first is None and supposed.last is None:
        return what_ifs.scaled(forecast, 1 + supposed.demand_change / 100)
    days = np.datetime64(forecast.start, "D") + np.arange(len(forecast) * forecast.step_days)
    first, last = np.datetime64(supposed.first or date.min), np.datetime64(supposed.last or date.max)
    concerned = ((days >= first) & (days <= last)).reshape(len(forecast), forecast.step_days).mean(axis=1)
    return what_ifs.scaled(forecast, 1 + supposed.demand_change / 100 * concerned)
