"""The catalogue as planners look at it: what is at risk, how good forecasts are, what sells; a part at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ModelVersion, OrderAdvice, Product, Sale
from services.catalogue.product_service import ProductFilter
from services.errors import InvalidInput
from services.forecasts import forecast_service
from services.histories import history_service
from utils.language import _

PAST_DAYS, COMING_DAYS = 28, 14
MOST_AT_ONCE = 1000
TOGETHER = 500

_ERROR = ModelVersion.metrics["wape"].as_float()


@dataclass(frozen=True)
class AssortmentQuery:
    """q -- part of a code or name; category, supplier -- exact, None: any; sort -- a key of SORTS, "-" reverses it."""

    q: str | None = None
    category: str | None = None
    supplier: str | None = None
    sort: str = "-risk"

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        conditions = ProductFilter(self.q, self.category).conditions()
        return conditions if self.supplier is None else [*conditions, Product.supplier == self.supplier]


@dataclass(frozen=True, slots=True)
class AssortmentRow:
    """A product, what is known of it, and its course.

    kind -- of its order advice, None: there is none yet; wape -- of its model, a fraction
    sold -- units on the PAST_DAYS up to the last known day; expected -- on the COMING_DAYS after, empty without a model
    """

    sold: list[float]
    expected: list[float]
    product: Product
    kind: str | None
    money_at_risk: float | None
    days_of_cover: float | None
    quantity: int | None
    method: str | None
    wape: float | None

    @property
    def value(self) -> float:
        """Units sold times price; just the units where no price is known."""
        price = self.product.unit_price
        return sum(self.sold) * (1.0 if price is None else float(price))


def choices() -> tuple[list[str], list[str]]:
    """The categories and the suppliers there are."""
    with snapshot() as session:
        named = (session.scalars(sa.select(column).distinct()) for column in (Product.category, Product.supplier))
        categories, suppliers = (sorted(filter(None, names)) for names in named)
    return categories, suppliers


def rows(query: AssortmentQuery, first: int, number: int) -> tuple[list[AssortmentRow], int]:
    """So many products from a place in the list on, and how many fit in all.

    Raises InvalidInput for another sort, and for more than are shown at once.
    """
    if first < 0 or not 0 < number <= MOST_AT_ONCE:
        raise InvalidInput(
            _("Ask for 1 to {most_at_once} products at a time.", most_at_once=MOST_AT_ONCE), "too_many_rows"
        )
    with snapshot() as session:
        until = _last_known_day(session)
        ids = session.scalars(_ordered(query, until).offset(first).limit(number)).all()
        total = session.scalars(sa.select(sa.func.count()).select_from(Product).where(*query.conditions())).one()
        return _read(session, ids, until), total


def all_rows(query: AssortmentQuery) -> Iterator[AssortmentRow]:
    """Every product that fits, read in parts."""
    with snapshot() as session:
        until = _last_known_day(session)
        ids = session.scalars(_ordered(query, until)).all()
        for first in range(0, len(ids), TOGETHER):
            yield from _read(session, ids[first : first + TOGETHER], until)


def _last_known_day(session: Session) -> date:
    """The last day that the newest model has seen: the shop's own last day would be a look at every product."""
    newest = session.scalar(sa.select(ModelVersion.history_end).order_by(ModelVersion.id.desc()).limit(1))
    return newest or history_service.last_complete_day(session)


def _ordered(query: AssortmentQuery, until: date) -> sa.Select[Any]:
    """The ids that fit, in order; products for which the figure is unknown come last."""
    figure = _SORTS.get(query.sort.removeprefix("-"))
    if figure is None:
        raise InvalidInput.at(
            "/sort",
            _("Cannot sort by {sort!r}; choose one of {sorts}.", sort=query.sort, sorts=", ".join(_SORTS)),
            "invalid_sort",
        )
    key = figure(until) if callable(figure) else figure
    direction = key.desc() if query.sort.startswith("-") else key
    known = () if figure in (Product.sku, Product.name) else (key.is_(None),)
    ids = sa.select(Product.id).where(*query.conditions()).order_by(*known, direction, Product.sku)
    if figure in _ADVISED:
        return ids.outerjoin(OrderAdvice, OrderAdvice.product_id == Product.id)
    return ids.outerjoin(ModelVersion, _CHAMPION) if figure is _ERROR else ids


def _sold_units(until: date) -> sa.ColumnElement[Any]:
    sold = sa.select(sa.func.sum(Sale.quantity)).where(
        Sale.product_id == Product.id, Sale.day > until - timedelta(days=PAST_DAYS), Sale.day <= until
    )
    return sold.scalar_subquery()


def _value(until: date) -> sa.ColumnElement[Any]:
    return _sold_units(until) * sa.func.coalesce(sa.cast(Product.unit_price, sa.Double), 1.0)


_ADVISED = (OrderAdvice.money_at_risk, OrderAdvice.days_of_cover, OrderAdvice.quantity)
_CHAMPION = sa.and_(ModelVersion.product_id == Product.id, ModelVersion.is_champion)
_SORTS: dict[str, Any] = {
    "risk": OrderAdvice.money_at_risk,
    "cover": OrderAdvice.days_of_cover,
    "quantity": OrderAdvice.quantity,
    "error": _ERROR,
    "value": _value,
    "sold": _sold_units,
    "on_hand": Product.on_hand,
    "category": Product.category,
    "supplier": Product.supplier,
    "sku": Product.sku,
    "name": Product.name,
}
SORTS = tuple(_SORTS)


def _read(session: Session, ids: Sequence[int], until: date) -> list[AssortmentRow]:
    """The rows of these products, in the order of their ids."""
    advice = (OrderAdvice.kind, OrderAdvice.money_at_risk, OrderAdvice.days_of_cover, OrderAdvice.quantity)
    query = (
        sa.select(Product, *advice, ModelVersion.method, _ERROR)
        .outerjoin(OrderAdvice, OrderAdvice.product_id == Product.id)
        .outerjoin(ModelVersion, _CHAMPION)
        .where(Product.id.in_(ids))
    )
    found = {row[0].id: row for row in session.execute(query)}
    sold = _sold(session, ids, until)
    expected = _expected(session, [row[0] for row in found.values()])
    return [AssortmentRow(sold[key], expected.get(key, []), *found[key]) for key in ids if key in found]


def _sold(session: Session, ids: Sequence[int], until: date) -> dict[int, list[float]]:
    sold = {key: [0.0] * PAST_DAYS for key in ids}
    first = until - timedelta(days=PAST_DAYS - 1)
    query = sa.select(Sale.product_id, Sale.day, Sale.quantity)
    for key, day, units in session.execute(query.where(Sale.product_id.in_(ids), Sale.day.between(first, until))):
        sold[key][(day - first).days] = units
    return sold


def _expected(session: Session, products: Sequence[Product]) -> dict[int, list[float]]:
    served = forecast_service.champions(session, products, COMING_DAYS)
    return {key: [round(float(units), 2) for units in own.forecast.mean] for key, own in served.items()}
