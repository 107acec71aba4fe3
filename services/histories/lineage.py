"""Whose sales count as a product's own: those of what it replaces, and of what it is expected to be like."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
NEVER = np.datetime64("9999-12-31")


@dataclass(frozen=True, slots=True)
class Forebear:
    """share -- of its sales that count; is_replaced -- else only those before the other's first sale do
    item -- of which both are variants, "": of none
    forebears -- whose sales count as its own in turn
    """

    product_id: int
    sku: str
    share: float = 1.0
    is_replaced: bool = True
    item: str = ""
    forebears: tuple["Forebear", ...] = ()


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


def ids(line: Iterable[Forebear]) -> set[int]:
    """Of all of these, and of theirs."""
    return {key for one in line for key in (one.product_id, *ids(one.forebears))}


def with_those_of(rows: SalesRows, product_id: int, line: Sequence[Forebear]) -> SalesRows:
    """What a product sold, with what its forebears did, these with theirs; rows -- of all of them"""
    others = ((one, with_those_of(rows, one.product_id, one.forebears)) for one in line)
    return spliced(rows.of(product_id), others) if line else rows.of(product_id)


def spliced(own: SalesRows, others: Iterable[tuple[Forebear, SalesRows]]) -> SalesRows:
    """A product's sales and those of its forebears on one time line; of what it is like those before any of its own, or
    of what it replaces.

    From its own first sale on, an empty shelf of what it replaces says nothing; before that, an empty shelf of its own.
    Prices of others are not its prices.
    """
    first = itself_from = _first_sale(own)
    parts = [_where(own, own.days >= first)]
    for forebear, rows in others:
        if forebear.is_replaced:
            counts = (rows.days < first) | (rows.quantities > 0)
            itself_from = min(itself_from, _first_sale(rows))
        else:
            counts = rows.days < itself_from
        parts.append(_where(rows, counts, forebear.share))
    return _added(parts, own.product_ids[:1])


def known_from(rows: SalesRows, product_id: int, line: Sequence[Forebear]) -> np.datetime64:
    """The day of the first sale of a product or of what it replaces, before which it is only like another."""
    own = (product_id, *(one.product_id for one in line if one.is_replaced))
    return min(_first_sale(rows.of(key)) for key in own)


def _first_sale(rows: SalesRows) -> np.datetime64:
    sold = rows.days[rows.quantities > 0]
    return sold[0] if len(sold) else NEVER


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


def _line(
    product: Product, known: Mapping[str, Product], shares: Mapping[str, float], above: Collection[str] = ()
) -> Iterator[Forebear]:
    """above -- what is like it already: nothing is like itself"""
    seen, oldest, share = {*above, product.sku}, product, 1.0
    expected, of_it = product, share
    while oldest.replaces in known and oldest.replaces not in seen:
        share *= shares[oldest.replaces]
        oldest = known[oldest.replaces]
        seen.add(oldest.sku)
        if not _like(expected):
            expected, of_it = oldest, share
        yield Forebear(oldest.id, oldest.sku, share)
    other = known.get(_like(expected))
    if expected.like and other and other.sku not in seen:
        of_it *= expected.like.get("percent", WHOLE) / WHOLE
        its_own = tuple(_line(other, known, shares, seen))
        yield Forebear(other.id, other.sku, of_it, is_replaced=False, forebears=its_own)


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
