"""The order list as it would be: suppositions laid over every product, beside today's list; nothing is stored."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import OrderAdvice, Product
from forecasting.forecast import Forecast
from forecasting.replenishment.kits import Use
from services.catalogue import suppliers
from services.errors import InvalidInput
from services.paging import Page
from services.replenishment import advice_lines, advising, order_case, reorder, what_ifs
from services.replenishment.advice_lines import Choice, Line
from services.replenishment.advice_service import TOGETHER
from services.replenishment.advising import Advised
from services.replenishment.order_case import Case
from services.replenishment.reorder import Chosen, Totals
from utils.language import _


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


@dataclass(frozen=True, slots=True)
class Compared:
    """A product of either list; None: not on that one."""

    sku: str
    name: str
    supplier: str
    today: Line | None
    scenario: Line | None

    @property
    def more_cost(self) -> float:
        """What it costs more than today, less where negative."""
        then, now = (line.cost or 0.0 if line else 0.0 for line in (self.scenario, self.today))
        return then - now


@dataclass(frozen=True, slots=True)
class OfSupplier:
    """What is ordered of one supplier today, and what would be. products -- whose order is another one"""

    supplier: str
    lines: tuple[int, int]
    units: tuple[int, int]
    cost: tuple[float, float]
    products: int


@dataclass(frozen=True)
class Comparison:
    """page -- a part of the products on either list, most difference in cost first; suppliers -- of all of them, most
    difference in cost first"""

    page: Page[Compared]
    today: Totals
    scenario: Totals
    suppliers: Sequence[OfSupplier] = ()


def compare(supposed: Scenario, limit: int, cursor: str | None) -> Comparison:
    """Today's order list and the one that would be. Raises InvalidInput, and NotFound for an unknown supplier."""
    if supposed.first and supposed.last and supposed.first > supposed.last:
        raise InvalidInput(_("'from' is after 'to'; swap them."), "invalid_period")
    with snapshot() as session:
        supplier = None
        if supposed.supplier_id is not None:
            supplier = suppliers.find(session, supposed.supplier_id).name
        choice = Choice(supplier=supplier if supposed.lead_time_change_days is None else None)
        today = reorder.choose(session, choice)
        then = reorder.of_lines(session, list(_lines(session, supposed, supplier)), choice, supposed.budget)
    compared = _side_by_side(today, then)
    page = reorder.part(compared, limit, cursor)
    return Comparison(page, reorder.totals(today), reorder.totals(then), _by_supplier(compared))


def _by_supplier(compared: Sequence[Compared]) -> list[OfSupplier]:
    """A product that would be ordered elsewhere counts with each of both."""
    found: dict[str, tuple[list[Line], list[Line]]] = {}
    changed: Counter[str] = Counter()
    for one in compared:
        for place, line in enumerate((one.today, one.scenario)):
            if line:
                found.setdefault(line.supplier, ([], []))[place].append(line)
        names = {line.supplier for line in (one.today, one.scenario) if line}
        if (one.today and one.today.quantity) != (one.scenario and one.scenario.quantity) or len(names) > 1:
            changed.update(names)
    sums = [_sums(name, *lines, changed[name]) for name, lines in found.items()]
    return sorted(sums, key=lambda own: (-abs(own.cost[1] - own.cost[0]), own.supplier))


def _sums(name: str, now: Sequence[Line], then: Sequence[Line], changed: int) -> OfSupplier:
    units = sum(line.quantity for line in now), sum(line.quantity for line in then)
    cost = sum(line.cost or 0.0 for line in now), sum(line.cost or 0.0 for line in then)
    return OfSupplier(name, (len(now), len(then)), units, cost, changed)


def _side_by_side(today: Chosen, then: Chosen) -> list[Compared]:
    """All products on either list, those whose cost differs most first."""
    before, after = ({line.product_id: line for line in chosen.lines} for chosen in (today, then))
    compared = [
        Compared(own.sku, own.name, own.supplier, before.get(key), after.get(key))
        for key, own in sorted((before | after).items())
    ]
    return sorted(compared, key=lambda one: -abs(one.more_cost))


def _lines(session: Session, supposed: Scenario, supplier: str | None) -> Iterator[Line]:
    """The advice on every product that has one, as it would be; worked out in parts, for memory's sake."""
    ids = session.scalars(sa.select(OrderAdvice.product_id).order_by(OrderAdvice.product_id)).all()
    for first in range(0, len(ids), TOGETHER):
        own = among(Product.id, ids[first : first + TOGETHER])
        products = {product.id: product for product in session.scalars(sa.select(Product).where(own))}
        cases = order_case.gather(session, list(products.values()))
        later = {key for key, product in products.items() if supplier in (None, product.supplier)}
        for advised in advising.advise(
            [_changed(case, supposed, supplier, case.product_id in later) for case in cases]
        ):
            yield _line(products[advised.product_id], advised)
        session.expunge_all()


def _line(product: Product, advised: Advised) -> Line:
    own = {name: getattr(advised if hasattr(advised, name) else product, name) for name in advice_lines.STORED}
    return Line(**own | {"price_breaks": json.dumps(advised.price_breaks)})


def _changed(case: Case, supposed: Scenario, supplier: str | None, is_of_supplier: bool) -> Case:
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
    return replace(
        case,
        forecast=_asked_for(case.forecast, supposed),
        in_kits=_in_kits(case.in_kits, supposed),
        replaced=tuple(_sold(old, supposed) for old in case.replaced),
    )


def _in_kits(uses: Sequence[Use], supposed: Scenario) -> tuple[Use, ...]:
    """What kits, and the kits these are in, take then."""
    return tuple(
        replace(
            use,
            kit=replace(
                use.kit,
                forecast=_asked_for(use.kit.forecast, supposed),
                within=_in_kits(use.kit.within, supposed),
            ),
        )
        for use in uses
    )


def _asked_for(forecast: Forecast, supposed: Scenario) -> Forecast:
    """With the change of demand, on the days it holds; a period of several days has its share of them."""
    days = np.datetime64(forecast.start, "D") + np.arange(len(forecast) * forecast.step_days)
    first, last = np.datetime64(supposed.first or date.min), np.datetime64(supposed.last or date.max)
    concerned = ((days >= first) & (days <= last)).reshape(len(forecast), forecast.step_days).mean(axis=1)
    return what_ifs.scaled(forecast, 1 + supposed.demand_change / 100 * concerned)
