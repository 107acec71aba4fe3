"""The forecasts of many products, one answer each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product, Sale
from forecasting.training import NotTrained
from services.errors import InvalidInput
from services.forecasts import forecast_service
from services.forecasts.forecast_service import Served
from services.histories import event_calendar
from services.predictions.prediction_document import ForecastOptions, prediction
from services.replenishment.renewal import advice_service
from services.sku import clean_sku
from utils import clock
from utils.language import _

MOST_PRODUCTS = 5000
BLOCK = 500


@dataclass(frozen=True)
class BatchRequest:
    """product_skus -- None: the whole catalogue."""

    product_skus: tuple[str, ...] | None
    options: ForecastOptions


@dataclass(frozen=True)
class Known:
    """What is known of some products. served -- by code; advice, newest -- by id; touched -- codes: see `_touched`"""

    products: dict[str, Product]
    served: dict[str, Served | NotTrained]
    advice: dict[int, dict[str, Any]]
    newest: dict[int, date | None]
    touched: set[str]

    def answer(self, asked: str, options: ForecastOptions) -> dict[str, Any]:
        product = self.products.get(_cleaned(asked) or "")
        if product is None:
            return _refused(
                asked, "product_not_found", _("There is no product {sku!r}. GET /products lists them.", sku=asked)
            )
        served = self.served[product.sku]
        if isinstance(served, NotTrained):
            return _refused(product.sku, served.error.code, str(served.error))
        is_stale = product.sku in self.touched or _is_newer(self.newest[product.id], served)
        return prediction(product, served, options, self.advice[product.id]) | {"stale": is_stale}


def predict(request: BatchRequest) -> Iterator[dict[str, Any]]:
    """One answer per product, in the order asked for; instead of a forecast it may hold an `error`.

    Raises InvalidInput, before the first answer, when more products are meant than one request may name.
    """
    skus = _catalogue() if request.product_skus is None else request.product_skus
    if len(skus) > MOST_PRODUCTS:
        raise InvalidInput(
            _(
                "These are {count} products; ask for at most {most_products} at a time, by their codes.",
                count=len(skus),
                most_products=MOST_PRODUCTS,
            ),
            "too_many_products",
        )
    return _answers(skus, request.options)


def _answers(skus: Sequence[str], options: ForecastOptions) -> Iterator[dict[str, Any]]:
    for first in range(0, len(skus), BLOCK):
        asked = skus[first : first + BLOCK]
        # Read first, then answered: who takes the answers may be slow, and must not hold the database meanwhile.
        with snapshot() as session:
            known = _known(session, asked, options.days)
        for sku in asked:
            yield known.answer(sku, options)


def _catalogue() -> Sequence[str]:
    with snapshot() as session:
        return session.scalars(sa.select(Product.sku).order_by(Product.sku).limit(MOST_PRODUCTS + 1)).all()


def _known(session: Session, skus: Sequence[str], days: int) -> Known:
    cleaned = {_cleaned(sku) for sku in skus}
    found = session.scalars(sa.select(Product).where(Product.sku.in_(cleaned - {None}))).all()
    products = {product.sku: product for product in found}
    served = dict(zip(products, forecast_service.served(session, found, days), strict=True))
    newest = _newest_sales(session, [product.id for product in found])
    return Known(products, served, _advice(session, found, served), newest, _touched(session, products, served))


def _touched(session: Session, products: dict[str, Product], served: dict[str, Served | NotTrained]) -> set[str]:
    """Codes of the products that events made since their training concern."""
    trained_at = {products[sku].id: one.version.trained_at for sku, one in served.items() if isinstance(one, Served)}
    touched = event_calendar.touched_since(session, products.values(), trained_at)
    return {sku for sku, product in products.items() if product.id in touched}


def _advice(
    session: Session, products: Sequence[Product], served: dict[str, Served | NotTrained]
) -> dict[int, dict[str, Any]]:
    known = {p.id: one for p in products if isinstance(one := served[p.sku], Served)}
    return advice_service.recommendations(session, products, known)


def _is_newer(newest: date | None, served: Served) -> bool:
    return newest is not None and newest > served.version.history_end


def _newest_sales(session: Session, product_ids: Sequence[int]) -> dict[int, date | None]:
    """The last day of sales by product, one look into the index each; a day that is still running is no news yet."""
    newest = sa.select(sa.func.max(Sale.day)).where(Sale.product_id == Product.id, Sale.day < clock.today())
    query = sa.select(Product.id, newest.scalar_subquery()).where(Product.id.in_(product_ids))
    return dict(session.execute(query).all())


def _refused(sku: str, code: str, detail: str) -> dict[str, Any]:
    return {"product_sku": sku, "error": {"code": code, "message": detail}}


def _cleaned(sku: str) -> str | None:
    try:
        return clean_sku(sku)
    except ValueError:
        return None
