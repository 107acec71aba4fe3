"""What orders cost: in the supplier's money, as it is asked for it, and in the shop's.

What is on order costs what was agreed (see `agreements`), a draft what would be asked for it now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Supplier
from services.orders.lines import agreements, packs
from services.orders.lines.agreements import Agreed
from services.orders.lines.order_lines import Line
from utils import currencies
from utils.config import get_settings

# By currency.
Rates = Mapping[str, Collection[float]]


@dataclass(frozen=True)
class PricedLine:
    """terms -- what was agreed, or would be

    unit_cost -- in the currency of the order, None: unknown; rate -- what one of that is worth in the shop's
    currency -- that of the order
    """

    line: Line
    terms: Agreed
    unit_cost: float | None
    rate: float
    currency: str

    @property
    def sku(self) -> str:
        """The shop's code, as it stands on the order."""
        return self.terms.sku

    @property
    def name(self) -> str:
        return self.terms.name

    @property
    def code(self) -> str | None:
        """The supplier's."""
        return self.terms.code

    @property
    def pack_size(self) -> int:
        return self.terms.pack_size

    @property
    def units(self) -> float:
        return self.line.wanted

    @property
    def remark(self) -> str:
        """What is odd about its quantity, "": nothing; packs are opened for what goes from one place to another."""
        return "" if self.line.order.source_id else packs.remark(self.sku, self.units, self.pack_size)

    @property
    def cost(self) -> float | None:
        return None if self.unit_cost is None else self.unit_cost * self.units

    @property
    def rounded_cost(self) -> float | None:
        """As it is paid."""
        return None if self.cost is None else currencies.rounded(self.cost, self.currency)


@dataclass(frozen=True)
class Priced:
    """The lines of one supplier. terms -- of the supplier as it is now, None: it has no entry"""

    terms: Supplier | None
    lines: Sequence[PricedLine]
    currency: str

    @property
    def total(self) -> float:
        """Of the lines whose cost is known, in that currency."""
        return sum(line.cost or 0.0 for line in self.lines)

    @property
    def shop_total(self) -> float:
        """The same in the shop's."""
        return sum((line.cost or 0.0) * line.rate for line in self.lines)

    @property
    def without_cost(self) -> int:
        """Lines that are ordered and whose cost is not known."""
        return sum(line.cost is None and line.units > 0 for line in self.lines)


@dataclass(frozen=True)
class Amount:
    """What lines in one currency cost, where that is known. rate -- what one of it counts as in the shop's money"""

    currency: str
    rate: float
    amount: float


def price(session: Session, supplier: str, lines: Sequence[Line]) -> Priced:
    """What these lines of one supplier cost."""
    entry = agreements.supplier(session, supplier)
    noted = {line.order.id: own for line in lines if (own := Agreed.of(line.order))}
    open_questions = [line for line in lines if line.order.id not in noted]
    now = agreements.asked_now(session, entry, open_questions) if open_questions else []
    terms = noted | {line.order.id: own for line, own in zip(open_questions, now, strict=True)}
    first = next(iter([*noted.values(), *now]), None)
    currency = first.currency if first else (entry and entry.currency) or get_settings().currency
    return Priced(entry, [_priced(line, terms, first) for line in lines], currency)


def by_supplier(session: Session, lines: Sequence[Line]) -> list[Priced]:
    """What these lines cost, supplier by supplier."""
    names = sorted({line.order.supplier for line in lines})
    return [price(session, name, [line for line in lines if line.order.supplier == name]) for name in names]


def shop_value(priced: Sequence[Priced]) -> float | None:
    """What all of these cost in the shop's money; None where the cost of one is unknown."""
    return None if any(own.without_cost for own in priced) else sum(own.shop_total for own in priced)


def amounts(priced: Iterable[Priced]) -> list[Amount]:
    """What these cost, by currency and rate: each times its rate, they add up to what it is in the shop's money."""
    found = defaultdict[tuple[str, float], float](float)
    for own in priced:
        for line in own.lines:
            found[own.currency, line.rate] += line.cost or 0.0
    return [Amount(currency, rate, amount) for (currency, rate), amount in sorted(found.items())]


def rates(priced: Iterable[Priced]) -> Rates:
    """What one of each other currency counts as in the shop's, where these are added up."""
    found = defaultdict[str, set[float]](set)
    for own in priced:
        if is_foreign(own.currency):
            found[own.currency] |= {line.rate for line in own.lines}
    return found


def is_foreign(currency: str | None) -> bool:
    return currency not in (None, "", get_settings().currency)


def _priced(line: Line, terms: Mapping[int, Agreed], first: Agreed | None) -> PricedLine:
    """In the currency of the first line: what was added after the supplier has changed its own is converted."""
    own = terms[line.order.id]
    each = own.price(line.order.quantity)
    if first is None or own.currency == first.currency:
        return PricedLine(line, own, each, own.rate, own.currency)
    return PricedLine(line, own, None if each is None else each * own.rate / first.rate, first.rate, first.currency)
