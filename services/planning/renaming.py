"""A product under another code, and two codes that turn out to be one product."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import DEFAULT_SOURCE, Event, Override, Product, PurchaseOrder, Sale, SalePart, SaleSource
from services.access import audit
from services.access.signed_in import SignedIn
from services.catalogue import former_codes, product_service
from services.errors import Conflict
from services.forecasts import model_files
from services.journal import imported
from services.journal.imported import Imported
from services.planning import assembling, merge_journal
from services.replenishment.renewal import advice_refresh
from services.replenishment.supply import stock_now
from services.sales import changed_products, sales_merge
from services.sales.sales_merge import Declared
from services.sales.sources import DEFAULT_NAME
from services.stock import stock_levels
from utils import clock
from utils.language import _

STAGED = ("line", "sku", "day", "quantity", "in_stock", "price", "promo", "span")


def rename(sku: str, to: str, actor: SignedIn) -> Product:
    """Give a product another code; what still comes under the old one is about it. Raises NotFound, Conflict."""
    with advice_refresh.change() as made:
        session = made.session
        product = product_service.find_product(session, sku, hold=True)
        before = product.sku
        if before == to:
            return product
        if session.scalar(sa.select(Product.id).where(Product.sku == to)):
            raise Conflict(
                _(
                    "There is already a product {to!r}. If both are one, merge them (POST /products/{before}/merge).",
                    to=to,
                    before=before,
                ),
                "product_exists",
            )
        product.sku, product.updated_at = to, clock.now()
        session.flush()
        former_codes.forget(session, to)
        former_codes.keep(session, before, product.id)
        _named_by_others(session, before, to)
        audit.note(session, actor, "product.rename", f"{before} is now {to}")
        made.touches([product.id])
    model_files.rename(before, to)
    return product


def both(session: Session, sku: str, into: str) -> tuple[Product, Product]:
    """Two products that can be made one. Raises NotFound, Conflict."""
    old, kept = (product_service.find_product(session, own) for own in (sku, into))
    if old.id == kept.id:
        raise Conflict(_("A product cannot be merged into itself."), "same_product")
    _refuse_shared_orders(session, old, kept)
    assembling.refuse_one_in_other(session, old, kept)
    return old, kept


@dataclass(frozen=True)
class Merged:
    """product -- the one that stays; task_id -- by which it is undone, as an import is"""

    product: Product
    task_id: str


def merge(sku: str, into: str, actor: SignedIn) -> Merged:
    """Make two products one: sales add up by day and source, stock adds up, orders, events and overrides move; what
    still comes under the old code is about the other. It can be undone. Raises NotFound, Conflict.
    """
    with advice_refresh.change() as made:
        session = made.session
        old, kept = both(session, sku, into)
        product_service.hold(session, [old.id, kept.id])
        were = merge_journal.look(session, old, kept)
        _move_sales(session, old, kept)
        _move_stock(session, old, kept)
        for model in (PurchaseOrder, Event, Override):
            session.execute(sa.update(model).where(model.product_id == old.id).values(product_id=kept.id))
        session.execute(sa.update(PurchaseOrder).where(PurchaseOrder.source_id == old.id).values(source_id=kept.id))
        before = old.sku
        former_codes.pass_on(session, old.id, kept.id)
        session.execute(sa.delete(Product).where(Product.id == old.id))
        former_codes.keep(session, before, kept.id)
        _named_by_others(session, before, kept.sku)
        audit.note(session, actor, "product.merge", f"{before} into {kept.sku}")
        changed_products.note_products(session, [kept.id])
        made.touches([kept.id])
        report = {"product_sku": before, "into": kept.sku}
        undoable = Imported(merge_journal.KIND, report, merge_journal.changed(session, were, kept))
        kept_as = imported.keep(session, undoable, actor)
    model_files.forget(before)
    return Merged(kept, kept_as["task_id"])


def _named_by_others(session: Session, before: str, now: str) -> None:
    """Others that replace it, or are like it, name it by the code it has."""
    session.execute(sa.update(Product).where(Product.replaces == before).values(replaces=now))
    for product in session.scalars(sa.select(Product).where(Product.like.is_not(None))):
        if product.like and product.like.get("product_sku") == before:
            product.like = product.like | {"product_sku": now}
    assembling.named_anew(session, before, now)
    # Nothing replaces itself, which it would if both were one.
    session.execute(sa.update(Product).where(Product.replaces == Product.sku).values(replaces=""))


def _refuse_shared_orders(session: Session, old: Product, kept: Product) -> None:
    own = sa.select(PurchaseOrder.number).where(PurchaseOrder.product_id == old.id)
    shared = sa.select(PurchaseOrder.number).where(PurchaseOrder.product_id == kept.id, PurchaseOrder.number.in_(own))
    if number := session.scalar(shared.limit(1)):
        raise Conflict(
            _("Order {number!r} has a line of each: cancel one of them first.", number=number), "order_of_both"
        )


def _move_sales(session: Session, old: Product, kept: Product) -> None:
    """What each source has told of either, told of the one that stays."""
    names: dict[int, str] = dict(session.execute(sa.select(SaleSource.id, SaleSource.name)).all())
    own = _days_of(session, old.id)
    beside = _days_of(session, kept.id)
    for source_id, days in own.items():
        both = [*days.values(), *(row for day, row in beside.get(source_id, {}).items() if day in days)]
        sales_merge.begin(session)
        sales_merge.stage(session, STAGED, [_staged(line, kept.sku, row) for line, row in enumerate(both)])
        name = DEFAULT_NAME if source_id == DEFAULT_SOURCE else names[source_id]
        sales_merge.merge(session, Declared(name, 1))


def _days_of(session: Session, product_id: int) -> dict[int, dict[Any, Any]]:
    """What was told of a product, by source and day."""
    columns = ("day", "source_id", "in_stock", "price", "promo", "span")
    alone = sa.select(*(getattr(Sale, name) for name in columns), (Sale.quantity - Sale.returned).label("quantity"))
    parts = sa.select(*(getattr(SalePart, name) for name in columns), SalePart.quantity)
    found: dict[int, dict[Any, Any]] = {}
    for query in (
        alone.where(Sale.product_id == product_id, Sale.source_id.is_not(None)),
        parts.where(SalePart.product_id == product_id),
    ):
        for row in session.execute(query):
            found.setdefault(row.source_id, {})[row.day] = row
    return found


def _staged(line: int, sku: str, row: Any) -> tuple[Any, ...]:
    price = None if row.price is None else float(row.price)
    return (line, sku, row.day.isoformat(), row.quantity, row.in_stock, price, row.promo, row.span)


def _move_stock(session: Session, old: Product, kept: Product) -> None:
    """What is on hand of both, counted today; where one of them is unknown, what is known stays as it is."""
    stocks = stock_now.read(session, [old, kept])
    units, beside = stocks[old.id].units, stocks[kept.id].units
    if units and beside is not None:
        kept.on_hand = units + beside
        session.flush()
        stock_levels.record_now(session, [kept])
    kept.on_order += old.on_order
