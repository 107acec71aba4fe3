"""A transfer as those who pack and unpack it read it: what goes from which place to which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import whole
from app.db.expressions import among
from app.models import Product
from services.errors import Conflict
from services.orders.entry import transfer_orders
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_lines import CANCELLED, Line
from services.orders.papers import order_words
from services.orders.papers.order_pdf import Column, Sheet
from services.orders.papers.order_words import Words
from services.orders.papers.written import Written
from utils.language import _


@dataclass(frozen=True)
class TransferPaper(Written):
    """A transfer without the lines that were cancelled. sources -- the products in the place that gives, by id"""

    COLUMNS = ("number", "source_sku", "product_sku", "name", "quantity", "expected_on")

    order: WholeOrder
    sources: Mapping[int, Product]

    @property
    def words(self) -> Words:
        """It stays in the house: in the shop's own language."""
        return order_words.of(None)

    @property
    def lines(self) -> list[Line]:
        return [line for line in self.order.lines if line.order.status != CANCELLED]

    def rows(self) -> Iterator[list[Any]]:
        for line in self.lines:
            order, product = line.order, line.product
            yield [order.number, self.source(line).sku, product.sku, product.name, order.quantity, order.expected_on]

    def sheet(self) -> Sheet:
        words, first = self.words, self.lines[0]
        columns = [
            Column(words.our_code, 38, is_text=True),
            Column(words.product, 102, is_text=True),
            Column(words.quantity, 17),
            Column(words.expected_on, 23),
        ]
        facts = [
            (words.sender, transfer_orders.place_of(self.source(first))),
            (words.receiver, transfer_orders.place_of(first.product)),
            (words.ordered_on, words.day(max(line.order.ordered_on for line in self.lines))),
        ]
        rows = [_cells(self, line) for line in self.lines]
        title = f"{words.transfer} {self.order.number}"
        return Sheet(title, facts, columns, rows, (), words.page, words.language)

    def source(self, line: Line) -> Product:
        """What leaves the shelf for a line."""
        return self.sources[line.order.source_id or 0]


def of(session: Session, order: WholeOrder) -> TransferPaper:
    """A transfer on paper. Raises Conflict where nothing of it is wanted."""
    ids = [line.order.source_id for line in order.lines if line.order.source_id is not None]
    # Whoever takes it in reads where it comes from, though they see nothing else of that place.
    with whole(session) as wider:
        found = {product.id: product for product in wider.scalars(sa.select(Product).where(among(Product.id, ids)))}
    made = TransferPaper(order, found)
    if not made.lines:
        raise Conflict(
            _("All of transfer {number} was cancelled: there is nothing to carry.", number=order.number), "no_lines"
        )
    return made


def _cells(paper: TransferPaper, line: Line) -> list[str]:
    words, order, product = paper.words, line.order, line.product
    return [paper.source(line).sku, product.name, words.units(order.quantity), words.day(order.expected_on)]
