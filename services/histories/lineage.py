"""Whose sales count as a product's own: those of what it replaces, and of what it is expected to be like."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product
from services.histories.sales_rows import SalesRows

# What replaces one that replaces one ...: nobody's catalogue goes further back.
LONGEST = 20
WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Forebear:
    """share -- of its sales that count; is_replaced -- else only those before the other's first sale do
    item -- of which both are variants, "": of none"""

    product_id: int
    sku: str
    share: float = 1.0
    is_replaced: bool = True
    item: str = ""


def of(session: Session, products: Sequence[Product]) -> dict[int, list[Forebear]]:
    """The forebears of these products by id, what they are like last; products without any are left out."""
    known = {product.sku: product for product in products}
    for _ in range(LONGEST):
        wanted = {sku for product in known.values() for sku in (product.replaces, _like(product)) if sku}
        missing = sorted(wanted - known.keys())
        if not missing:
            break
        further = session.scalars(sa.select(Product).where(Product.sku.in_(missing))).all()
        if not further:
            break
        known |= {product.sku: product for product in further}
    shares = _shares(session, known.values())
    return {product.id: line for product in products if (line := list(_line(product, known, shares)))}


def replaced(session: Session, products: Sequence[Product]) -> tuple[list[Product], dict[int, list[Forebear]]]:
    """What these products take the place of, and by the id of each of them which of it, the newest first."""
    taking = [product for product in products if product.replaces]
    found = of(session, taking) if taking else {}
    lines = {key: [own for own in line if own.is_replaced] for key, line in found.items()}
    ids = {own.product_id for line in lines.values() for own in line}
    old = session.scalars(sa.select(Product).where(among(Product.id, ids))).all() if ids else ()
    return list(old), lines


def heirs(session: Session, product_ids: Collection[int]) -> set[int]:
    """The ids of what takes the place of these products, and of what takes the place of that; and of what takes the
    place of the same as they do, for it has a share of that."""
    same = sa.select(Product.replaces).where(among(Product.id, product_ids), Product.replaces != "")
    found = {*session.scalars(sa.select(Product.id).where(Product.replaces.in_(same)))} - {*product_ids}
    newest = found | set(product_ids)
    for _ in range(LONGEST):
        old = sa.select(Product.sku).where(among(Product.id, newest))
        newest = {*session.scalars(sa.select(Product.id).where(Product.replaces.in_(old)))} - found
        if not newest:
            break
        found |= newest
    return found


def spliced(own: SalesRows, others: Iterable[tuple[Forebear, SalesRows]]) -> SalesRows:
    """A product's sales and those of its forebears on one time line.

    From its own first sale on, an empty shelf of what it replaces says nothing; before that, an empty shelf of its own.
    Prices of others are not its prices.
    """
    sold = own.days[own.quantities > 0]
    first = sold[0] if len(sold) else np.datetime64("9999-12-31")
    parts = [_where(own, own.days >= first)]
    for forebear, rows in others:
        counts = (rows.days < first) | ((rows.quantities > 0) & forebear.is_replaced)
        parts.append(_where(rows, counts, forebear.share))
    return _added(parts, own.product_ids[:1])


def _shares(session: Session, products: Iterable[Product]) -> dict[str, float]:
    """By its code, the share of what is replaced that each of those has that take its place: of several, all alike.

    products -- may take the place of others than is stored
    """
    said = {product.sku: product.replaces for product in products}
    replaced = sorted(filter(None, set(said.values())))
    if not replaced:
        return {}
    query = sa.select(Product.sku, Product.replaces).where(Product.replaces.in_(replaced))
    stored = dict(session.execute(query).all())
    return {sku: 1 / number for sku, number in Counter((stored | said).values()).items()}


def _line(product: Product, known: Mapping[str, Product], shares: Mapping[str, float]) -> Iterable[Forebear]:
    seen, oldest, share = {product.sku}, product, 1.0
    while oldest.replaces in known and oldest.replaces not in seen:
        share *= shares[oldest.replaces]
        oldest = known[oldest.replaces]
        seen.add(oldest.sku)
        yield Forebear(oldest.id, oldest.sku, share)
    like = _like(product)
    if product.like and like in known and like not in seen:
        yield Forebear(known[like].id, like, product.like.get("percent", WHOLE) / WHOLE, is_replaced=False)


def _like(product: Product) -> str:
    return (product.like or {}).get("product_sku") or ""


def _where(rows: SalesRows, which: np.ndarray, share: float = 1.0) -> SalesRows:
    part = SalesRows(*(getattr(rows, field.name)[which] for field in fields(rows)))
    part.quantities[:] *= share
    return part


def _added(parts: Sequence[SalesRows], product_id: np.ndarray) -> SalesRows:
    """Units of a day add up; it was in stock, or promoted, where one of them was; the price is the first part's."""
    every, place = np.unique(np.concatenate([part.days for part in parts]), return_inverse=True)
    units, price = np.zeros(len(every)), np.full(len(every), np.nan)
    flags = np.zeros((2, len(every)), dtype=bool)
    np.add.at(units, place, np.concatenate([part.quantities for part in parts]))
    for flag, name in zip(flags, ("in_stock", "promo"), strict=True):
        np.logical_or.at(flag, place, np.concatenate([getattr(part, name) for part in parts]))
    price[place[: len(parts[0].days)]] = parts[0].price
    in_stock, promo = flags
    return SalesRows(np.resize(product_id, len(every)), every, units, in_stock, promo, price)
