"""From sales rows to what the engine reads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, Sale
from forecasting import weeks
from forecasting.history import History
from services.histories import event_calendar, lineage, sales_rows, stock_outs, totals, variants
from services.histories.lineage import Forebear
from services.histories.sales_rows import Reader, SalesRows
from services.histories.totals import Totals
from utils import clock
from utils.language import _, ngettext


def last_complete_day(session: Session) -> date:
    """The last day whose sales are all in: the latest day anything was sold, but not a day that is still running."""
    latest = sa.select(sa.func.max(Sale.day)).where(Sale.product_id == Product.id).scalar_subquery()
    yesterday = clock.today() - timedelta(days=1)
    # The first product that sold yesterday answers it. Each part of a run asks: looking at all would take time in
    # proportion to the square of the catalogue.
    if session.scalar(sa.select(Product.id).where(latest >= yesterday).limit(1)):
        return yesterday
    last = session.scalar(sa.select(sa.func.max(latest)).select_from(Product))
    return min(last, yesterday) if last else yesterday


def load_histories(
    session: Session, products: Sequence[Product], until: date, read: Reader = sales_rows.read
) -> list[History]:
    """One history per product, in their order, read together.

    The one door from stored sales, and what was known beside them, to the engine: promotions and prices of the sales
    themselves, and events. Demand is unknown on closed days and on days that passed without stock. A known column may
    reach beyond `until`; where it does not, the engine assumes no promotion and the last price, and says so in its
    answer. Products whose sales come as totals have histories in weeks, up to the last that has been told.
    """
    ids = [product.id for product in products]
    forebears = variants.of(session, products) | lineage.of(session, products)
    related = {key for line in forebears.values() for key in lineage.ids(line)}
    rows = stock_outs.demand(session, sorted(related.union(ids)), until, read=read)
    weekly = totals.noted(session, ids, until)
    histories = []
    for product in products:
        last = weekly[product.id].last if product.id in weekly else until
        histories.append(_history(product, rows, forebears.get(product.id, []), last))
    histories = event_calendar.with_events(session, products, histories)
    return [_in_weeks(history, weekly.get(product.id)) for product, history in zip(products, histories, strict=True)]


def _in_weeks(history: History, noted: Totals | None) -> History:
    """The whole weeks of a product told in totals; of one that has none yet its days."""
    by_week = weeks.by_week(history, noted.weekday) if noted else history
    return by_week if len(by_week) else history


def _history(product: Product, rows: SalesRows, forebears: Sequence[Forebear], until: date) -> History:
    own = rows.of(product.id)
    if forebears:
        own = lineage.with_those_of(rows, product.id, forebears)
    like = product.like or {}
    category = like.get("category") or product.category
    # With a sale, what is told to be without stock ran out in the course of the day.
    is_known = own.in_stock | (own.quantities > 0)
    history = History.from_rows(own.days, own.quantities, is_known, until, category)
    if known := _known(own, history):
        history = replace(history, known=known)
    is_launched = bool(product.launch_on or like)
    # Of forebears that were never sold either nothing is known but that it is launched.
    if forebears and not (is_launched and np.isnan(history.values).all()):
        first = min(lineage.known_from(rows, product.id, forebears), np.datetime64(until) + 1)
        borrowed = 0 if forebears[-1].is_replaced else int((first - np.datetime64(history.start)).astype(int))
        return replace(history, borrowed=max(0, borrowed), leans_on=_words(forebears))
    if is_launched:
        return replace(history, launched=like.get("percent", lineage.WHOLE) / lineage.WHOLE)
    return history


def _words(forebears: Sequence[Forebear]) -> str:
    if item := forebears[0].item:
        return ngettext(
            "Among its sales are those of {count} variant of {item} before its own.",
            "Among its sales is the mean of {count} variants of {item} before its own.",
            len(forebears),
            item=item,
        )
    parts = [
        _("those of {sku}", sku=one.sku)
        if one.is_replaced
        else _("{percent} % of those of {sku} before its own", percent=float(f"{100 * one.share:.4g}"), sku=one.sku)
        for one in forebears
    ]
    return _("Among its sales are {parts}.", parts=", ".join(parts))


def _known(rows: SalesRows, history: History) -> dict[str, np.ndarray]:
    """Promotions and prices of every day of a history; what never changed says nothing and is left out."""
    known: dict[str, np.ndarray] = {}
    if not rows.promo.any() and np.isnan(rows.price).all():
        return known
    period = (rows.days - np.datetime64(history.start)).astype(int)
    inside = (period >= 0) & (period < len(history))
    if rows.promo[inside].any():
        known["promo"] = np.zeros(len(history))
        known["promo"][period[inside & rows.promo]] = 1.0
    priced = inside & ~np.isnan(rows.price)
    prices = rows.price[priced]
    if len(prices) and (prices != prices[0]).any():
        known["price"] = _until_changed(period[priced], prices, len(history))
    return known


def _until_changed(periods: np.ndarray, values: np.ndarray, length: int) -> np.ndarray:
    """Every value until the next one; before the first of them the first."""
    newest = np.searchsorted(periods, np.arange(length), side="right") - 1
    return values[np.maximum(newest, 0)]
