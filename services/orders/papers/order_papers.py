"""An order as its supplier reads it: what stands on the paper, whatever the paper is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.db import snapshot
from services.errors import Conflict
from services.files.writing import workbook_writer
from services.orders.lines import order_heads, order_prices
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_prices import Priced, PricedLine
from services.orders.papers import order_words, transfer_papers
from services.orders.papers.order_pdf import Column, Sheet
from services.orders.papers.order_words import Words
from services.orders.papers.transfer_papers import TransferPaper
from services.orders.papers.written import Written
from utils import currencies
from utils.config import get_settings
from utils.language import _

# Of a code on the sheet, in millimetres.
CODE_WIDTH = 22
PDF, XLSX, CSV = "application/pdf", workbook_writer.TYPE, "text/csv"


@dataclass(frozen=True)
class Paper(Written):
    """An order to one supplier; lines that are not wanted (any more) are left out."""

    COLUMNS = (
        *("number", "supplier_code", "product_sku", "name", "quantity", "expected_on"),
        *("unit_cost", "cost", "currency"),
    )

    order: WholeOrder
    priced: Priced

    @property
    def words(self) -> Words:
        return order_words.of(self.priced.terms.language if self.priced.terms else None)

    @property
    def lines(self) -> list[PricedLine]:
        return [line for line in self.priced.lines if line.units]

    @property
    def ordered_on(self) -> date:
        return max(line.line.order.ordered_on for line in self.priced.lines)

    @property
    def buyer(self) -> str:
        """What the shop is called; empty where nobody has said it."""
        return get_settings().shop_name

    def rows(self) -> Iterator[list[Any]]:
        for own in self.lines:
            order = own.line.order
            each = _rounded(own.unit_cost, currencies.decimals(own.currency) + currencies.FRACTION)
            money = [each, own.rounded_cost, own.currency]
            yield [order.number, own.code, own.sku, own.name, own.units, order.expected_on, *money]

    def sheet(self) -> Sheet:
        words, currency = self.words, self.priced.currency
        in_currency = f" ({currency})" if currency else ""
        # No column of codes that the supplier does not have.
        has_codes = any(line.code for line in self.lines)
        columns = [
            *([Column(words.code, CODE_WIDTH, is_text=True)] if has_codes else []),
            Column(words.our_code, CODE_WIDTH, is_text=True),
            Column(words.product, 46 if has_codes else 46 + CODE_WIDTH, is_text=True),
            Column(words.quantity, 17),
            Column(words.expected_on, 23),
            Column(words.unit_cost + in_currency, 22),
            Column(words.cost + in_currency, 28),
        ]
        facts = [
            *([(words.buyer, self.buyer)] if self.buyer else []),
            (words.supplier, self.order.supplier),
            (words.ordered_on, words.day(self.ordered_on)),
        ]
        total = f"{words.total}{words.colon}{words.money(self.priced.total, currency)} {currency}".strip()
        below = [total, *([words.unpriced] if self.priced.without_cost else [])]
        title = f"{words.order} {self.order.number}"
        rows = [_cells(line, words)[0 if has_codes else 1 :] for line in self.lines]
        return Sheet(title, facts, columns, rows, below, words.page, words.language)


def paper(number: str) -> Paper | TransferPaper:
    """The order of this number, for its supplier or, what goes from one place to another, for those who carry it.

    Raises NotFound, and Conflict where there are several suppliers, or nothing of it is wanted.
    """
    with snapshot() as session:
        order = order_heads.find(session, number)
        return transfer_papers.of(session, order) if order.is_transfer else of(session, order)


def of(session: Session, order: WholeOrder) -> Paper:
    """An order for its supplier. Raises Conflict where there are several, or nothing of it is wanted."""
    made = Paper(order, order_prices.price(session, order.supplier, order.lines))
    if not made.lines:
        raise Conflict(
            _("All of order {number} was cancelled: there is nothing to show a supplier.", number=order.number),
            "no_lines",
        )
    return made


def _cells(line: PricedLine, words: Words) -> list[str]:
    days = words.units(line.units), words.day(line.line.order.expected_on)
    costs = words.money(line.unit_cost, line.currency, currencies.FRACTION), words.money(line.cost, line.currency)
    return [line.code or "", line.sku, line.name, *days, *costs]


def _rounded(amount: float | None, digits: int) -> float | None:
    return None if amount is None else round(amount, digits)
