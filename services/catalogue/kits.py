"""Kits and recipes: what is put together of which products when it is sold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product

# What takes the place of one that takes the place of one ...: nobody's catalogue goes further on.
LONGEST = 20
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kit:
    """parts -- codes of what goes into one of it, and how many units of each"""

    product_id: int
    sku: str
    parts: Mapping[str, float]


class Use(NamedTuple):
    """So many units of a product go into one of a kit, from a day to another one; None: always."""

    kit: Kit
    quantity: float
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Kits:
    """by_sku -- all of them; uses -- by the code of what goes into them"""

    by_sku: Mapping[str, Kit]
    uses: Mapping[str, list[Use]] = field(default_factory=dict)

    def above(self, skus: Iterable[str]) -> dict[str, Kit]:
        """The kits that any of these go into, and those that these go into, by code."""
        found: dict[str, Kit] = {}
        wanted = list(skus)
        while wanted:
            kits = {use.kit.sku: use.kit for use in self.uses.get(wanted.pop(), ())}
            wanted += kits.keys() - found.keys()
            found |= kits
        return found

    def parts_on(self, day: date) -> dict[str, dict[str, float]]:
        """What goes into each kit on a day, by code."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for part, uses in self.uses.items():
            for use in uses:
                if (use.first or day) <= day <= (use.last or day):
                    found[use.kit.sku][part] = found[use.kit.sku].get(part, 0.0) + use.quantity
        return found

    def below(self, product_ids: Iterable[int]) -> set[str]:
        """The codes of what goes into these products, and into that."""
        ids, found = set(product_ids), set[str]()
        into = defaultdict[str, set[str]](set)
        for part, uses in self.uses.items():
            for use in uses:
                into[use.kit.sku].add(part)
        wanted = [kit.sku for kit in self.by_sku.values() if kit.product_id in ids]
        while wanted:
            parts = into[wanted.pop()] - found
            wanted += parts
            found |= parts
        return found


def every(session: Session) -> dict[str, Kit]:
    """All kits of the shop, by code."""
    query = sa.select(Product.id, Product.sku, Product.components).where(Product.components.is_not(None))
    return {
        sku: Kit(product_id, sku, {part["product_sku"]: part["quantity"] for part in parts})
        for product_id, sku, parts in session.execute(query)
    }


def read(session: Session) -> Kits:
    """The same, with what goes into them. What takes the place of a part does from the day after that ends."""
    by_sku = every(session)
    if not by_sku:
        return Kits(by_sku)
    parts = {part for kit in by_sku.values() for part in kit.parts}
    heirs = _heirs(session, parts)
    ends = _ends(session, parts | set(heirs.values()))
    uses = defaultdict(list)
    for kit in by_sku.values():
        for part, quantity in kit.parts.items():
            for sku, first in _generations(part, heirs, ends):
                if sku != kit.sku:
                    uses[sku].append(Use(kit, quantity, first, ends.get(sku)))
    return Kits(by_sku, uses)


def loop(kits: Mapping[str, Kit], sku: str) -> list[str]:
    """The way from a kit through its parts back to itself, as codes; empty where there is none."""
    ways = [[sku]]
    seen = set[str]()
    while ways:
        way = ways.pop()
        for part in kits[way[-1]].parts if way[-1] in kits else ():
            if part == sku:
                return [*way, part]
            if part not in seen:
                seen.add(part)
                ways.append([*way, part])
    return []


def _generations(part: str, heirs: Mapping[str, str], ends: Mapping[str, date]) -> Iterable[tuple[str, date | None]]:
    """A part and, one after the other, what takes its place, each with its first day."""
    sku, first, seen = part, None, set[str]()
    while sku not in seen:
        seen.add(sku)
        yield sku, first
        if sku not in heirs or sku not in ends:
            return
        sku, first = heirs[sku], ends[sku] + ONE_DAY


def _heirs(session: Session, parts: Iterable[str]) -> dict[str, str]:
    """By code, what takes the place of it."""
    found: dict[str, str] = {}
    wanted = set(parts)
    for _ in range(LONGEST):
        rows = session.execute(sa.select(Product.replaces, Product.sku).where(Product.replaces.in_(sorted(wanted))))
        new = {old: sku for old, sku in rows.all() if old not in found}
        if not new:
            break
        found |= new
        wanted = set(new.values())
    return found


def _ends(session: Session, skus: Iterable[str]) -> dict[str, date]:
    query = sa.select(Product.sku, Product.ends_on).where(Product.sku.in_(sorted(skus)), Product.ends_on.is_not(None))
    return {sku: day for sku, day in session.execute(query) if day is not None}
