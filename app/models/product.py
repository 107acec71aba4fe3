from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, Index, Numeric, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

Money = Numeric(14, 4)
# Kits are few among many: whatever concerns parts asks which there are.
_IS_KIT = text("components IS NOT NULL")


class Product(Base):
    """Something sold. `sku` is the only key the outside knows; an item in a store is a product ITEM@STORE.

    on_hand -- units as last told, and what came in since; None: unknown
    lead_time_sd_days -- spread of the lead time, None: learned from receipts
    lead_time_from -- what counts: "stated", "learned" from receipts, or "both", weighed
    service_level -- None: derived from unit cost, unit price and holding cost
    target -- what the service level is of: "cycle_service", the chance of no stock-out, or "fill_rate", the share of
              demand met from the shelf
    stocked_from -- expected units a year from which any are kept, None: always
    abc_class, xyz_class -- by turnover and steadiness, None: not yet worked out
    holding_cost -- money per unit and year, None: a share of the unit cost
    backorders -- customers wait for what is not there; else what finds an empty shelf is lost
    inherited -- names of the terms that are left empty: what stands there is its supplier's or category's, or usual
    launch_on, ends_on -- first and last day on which it is sold, None: as its sales say
    replaces -- code of the product it takes the place of, "": of none; like -- which other it is expected to be like:
                {"product_sku" or "category": ..., "percent": ...}
    variant_of -- the item it is a size or colour of, "": of none
    components -- what it is put together of when it is sold: [{"product_sku", "quantity"}, ...], None: it is no kit
    """

    __tablename__ = "products"
    __table_args__ = (
        Index("ix_products_kits", "id", sqlite_where=_IS_KIT, postgresql_where=_IS_KIT),
        # What was noted of one that is gone is not about another.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    category: Mapped[str] = mapped_column(String(100), default="", index=True)
    location: Mapped[str] = mapped_column(String(100), default="", index=True)
    on_hand: Mapped[float | None]
    on_order: Mapped[float] = mapped_column(default=0.0)
    supplier: Mapped[str] = mapped_column(String(100), default="", index=True)
    lead_time_days: Mapped[int] = mapped_column(default=7)
    lead_time_sd_days: Mapped[float | None]
    lead_time_from: Mapped[str] = mapped_column(String(16), default="both", server_default="both")
    review_days: Mapped[int] = mapped_column(default=7)
    # None is a value of its own here, not a wish for the default.
    service_level: Mapped[float | None] = mapped_column(Double().evaluates_none(), default=0.95)
    target: Mapped[str] = mapped_column(String(16), default="cycle_service", server_default="cycle_service")
    shelf_life_days: Mapped[int | None]
    min_stock: Mapped[float] = mapped_column(default=0.0, server_default="0")
    max_stock: Mapped[float | None]
    display_stock: Mapped[float] = mapped_column(default=0.0, server_default="0")
    stocked_from: Mapped[float | None]
    pack_size: Mapped[int] = mapped_column(default=1)
    min_order: Mapped[int] = mapped_column(default=0)
    unit_cost: Mapped[Decimal | None] = mapped_column(Money)
    unit_weight: Mapped[float | None]
    unit_volume: Mapped[float | None]
    unit_price: Mapped[Decimal | None] = mapped_column(Money)
    holding_cost: Mapped[Decimal | None] = mapped_column(Money)
    backorders: Mapped[bool] = mapped_column(default=False, server_default=false())
    inherited: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    abc_class: Mapped[str | None] = mapped_column(String(1))
    xyz_class: Mapped[str | None] = mapped_column(String(1))
    launch_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    replaces: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    like: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    variant_of: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"), index=True)
    components: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class FormerCode(Base):
    """A code that a product once had: what still comes under it is about that product."""

    __tablename__ = "former_codes"

    sku: Mapped[str] = mapped_column(String(64), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), index=True)
