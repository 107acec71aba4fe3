from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Double, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from utils import language


class AdviceKind(StrEnum):
    """What there is to do about a product."""

    ORDER = "order"
    ENOUGH = "enough"
    EXCESS = "excess"
    DEAD = "dead"
    UNKNOWN = "unknown"
    KIT = "kit"


class OrderAdvice(Base):
    """What to order of a product, as computed last: after each training, and whenever its stock or terms change.

    on_hand -- units that it rests on, None: unknown
    needed -- units that would do with the chance asked for; expected_demand -- of them for expected demand, the rest
    is safety stock; for_kits -- of expected demand, what goes into kits and recipes
    arriving -- units on their way that come in time to count
    short -- units that would do, were they brought from another place tomorrow, None: nobody has worked it out;
    besides -- units to order all the same, before packs, None: nobody knows before they are there
    lost -- expected demand from tomorrow on that finds an empty shelf before an order placed now can come
    arrives_on, next_arrival_on -- when an order placed now comes, and the one after it, for which it has to last
    service_level -- that was asked for or derived, None: worked out before it was kept
    will_expire -- units there or on their way that are expected to expire; order_waste -- of the quantity
    room -- units that an order may bring at most, as can be kept and are sold before they expire, the product ends or
    its season does; None: any number
    supplier, unit_cost, pack_size, min_order, price_breaks -- of whom to order, and on which terms
    variation -- of a week's demand: its standard deviation by its mean, None: none is expected
    kind -- an AdviceKind
    class_level -- the service level of its class that it rests on, None: of none
    cost, money_at_risk, excess_value -- money, None where the product has no unit cost or price
    said -- why, as `utils/kept_words.py` keeps it: words are made of it where it is read
    """

    __tablename__ = "order_advice"
    __table_args__ = (Index("ix_order_advice_kind_money_at_risk", "kind", "money_at_risk"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    as_of: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    quantity: Mapped[int]
    on_hand: Mapped[float | None]
    needed: Mapped[float]
    expected_demand: Mapped[float] = mapped_column(server_default="0")
    for_kits: Mapped[float] = mapped_column(server_default="0")
    arriving: Mapped[float] = mapped_column(server_default="0")
    lost: Mapped[float] = mapped_column(server_default="0")
    short: Mapped[int | None]
    besides: Mapped[int | None]
    order_by: Mapped[date | None]
    arrives_on: Mapped[date | None]
    next_arrival_on: Mapped[date | None]
    stock_out_date: Mapped[date | None]
    days_of_cover: Mapped[float | None]
    cost: Mapped[float | None] = mapped_column(Double)
    money_at_risk: Mapped[float]
    excess_units: Mapped[float]
    excess_value: Mapped[float | None] = mapped_column(Double)
    supplier: Mapped[str | None] = mapped_column(String(100))
    unit_cost: Mapped[float | None] = mapped_column(Double)
    pack_size: Mapped[int | None]
    min_order: Mapped[int | None]
    price_breaks: Mapped[list[Any] | None]
    yearly_demand: Mapped[float] = mapped_column(server_default="0")
    variation: Mapped[float | None]
    will_expire: Mapped[float] = mapped_column(server_default="0")
    order_waste: Mapped[float] = mapped_column(server_default="0")
    room: Mapped[float | None]
    service_level: Mapped[float | None]
    class_level: Mapped[float | None]
    said: Mapped[str] = mapped_column("reason", Text)
    computed_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def reason(self) -> str:
        """Why, in the language that is spoken now."""
        return language.worded(self.said)
