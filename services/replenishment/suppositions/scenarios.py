"""The order list as it would be: suppositions laid over every product, beside today's list; nothing is stored."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import OrderAdvice, Product
from services import remembered
from services.catalogue import suppliers
from services.errors import InvalidInput
from services.paging import Page
from services.remembered import Remembered
from services.replenishment.advice import advising, order_case
from services.replenishment.advice.advising import ENOUGH, ORDER
from services.replenishment.lists import advice_lines, reorder
from services.replenishment.lists.advice_lines import Choice, Line
from services.replenishment.lists.reorder import Chosen, Totals
from services.replenishment.renewal.advice_service import TOGETHER
from services.replenishment.suppositions import supposing
from services.replenishment.suppositions.supposing import Scenario
from utils.language import _

# Is told how many products are done, and of how many.
Report = Callable[[int, int], None]


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
class Lists:
    """Both lists. compared -- the products on either of them, most difference in cost first; suppliers -- of all of
    them, most difference in cost first; worked_out_at -- None: just now"""

    compared: Sequence[Compared]
    today: Totals
    scenario: Totals
    suppliers: Sequence[OfSupplier] = ()
    worked_out_at: datetime | None = None


@dataclass(frozen=True)
class Comparison:
    """page -- a part of the products on either list; the others as of `Lists`"""

    page: Page[Compared]
    today: Totals
    scenario: Totals
    suppliers: Sequence[OfSupplier] = ()
    worked_out_at: datetime | None = None


# Whatever they rest on has the advice worked out anew.
_compared: Remembered[Comparison] = Remembered(remembered.advice, remembered.products, remembered.suppliers, most=20)


def compare(supposed: Scenario, limit: int, cursor: str | None) -> Comparison:
    """Today's order list and the one that would be, as of now. Raises InvalidInput, and NotFound for an unknown
    supplier."""
    with snapshot() as session:
        return _compared.get(session, (supposed, limit, cursor), lambda: _compare(session, supposed, limit, cursor))


def _compare(session: Session, supposed: Scenario, limit: int, cursor: str | None) -> Comparison:
    found = _work_out(session, supposed)
    page = reorder.part(found.compared, limit, cursor)
    return Comparison(page, found.today, found.scenario, found.suppliers)


def check(supposed: Scenario) -> int:
    """How many products are worked out for it. Raises as `compare` does."""
    with snapshot() as session:
        return len(supposing.concerned(session, supposed, _supplier(session, supposed)))


def work_out(supposed: Scenario, report: Report = lambda done, of: None) -> Lists:
    """Both lists, whole. report -- is told how many products are done, of how many. Raises as `compare` does."""
    with snapshot() as session:
        return _work_out(session, supposed, report)


def _work_out(session: Session, supposed: Scenario, report: Report = lambda done, of: None) -> Lists:
    supplier = _supplier(session, supposed)
    choice = Choice(supplier=supplier if supposed.lead_time_change_days is None else None)
    ids = supposing.concerned(session, supposed, supplier)
    if ids:
        today = reorder.choose(session, choice)
        lines = [*_lines(session, ids, supposed, supplier, report), *_others(session, ids, choice)]
        then = reorder.of_lines(session, lines, choice, supposed.budget)
    else:
        today, then = reorder.with_and_without(session, choice, supposed.budget)
    compared = _side_by_side(today, then)
    return Lists(compared, reorder.totals(today), reorder.totals(then), _by_supplier(compared))


def _supplier(session: Session, supposed: Scenario) -> str | None:
    """Whom it is about. Raises InvalidInput, and NotFound."""
    if supposed.first and supposed.last and supposed.first > supposed.last:
        raise InvalidInput(_("'from' is after 'to'; swap them."), "invalid_period")
    return None if supposed.supplier_id is None else suppliers.find(session, supposed.supplier_id).name


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


def _lines(
    session: Session, ids: Sequence[int], supposed: Scenario, supplier: str | None, report: Report
) -> Iterator[Line]:
    """The advice on these products as it would be; worked out in parts, for memory's sake."""
    for first in range(0, len(ids), TOGETHER):
        report(first, len(ids))
        own = among(Product.id, ids[first : first + TOGETHER])
        products = {product.id: product for product in session.scalars(sa.select(Product).where(own))}
        cases = order_case.gather(session, list(products.values()))
        later = {key for key, product in products.items() if supplier in (None, product.supplier)}
        for advised in advising.advise(
            [supposing.changed(case, supposed, supplier, case.product_id in later) for case in cases]
        ):
            yield advice_lines.line(products[advised.product_id], advised)
        session.expunge_all()


def _others(session: Session, ids: Sequence[int], choice: Choice) -> list[Line]:
    """Those of which nothing else is supposed: their advice is the one that is stored."""
    # Of one supplier alone, all that it sells is among the products that are worked out.
    if choice.supplier is not None:
        return []
    wanted = OrderAdvice.kind.in_((ORDER, ENOUGH))
    return advice_lines.read(session, wanted, sa.not_(among(OrderAdvice.product_id, ids)))
