from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.product import Money


class ProductSupplier(Base):
    """What a supplier asks for a product, in its own currency. None: as the product says.

    code -- by which the supplier knows it
    price_breaks -- {"quantity", "unit_cost"}: what one costs from so many in an order on
    priority -- of plans that cost the same, the one with the lower number is taken
    """

    __tablename__ = "product_suppliers"

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    supplier_id: Mapped[int] = mapped_column(
        ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    code: Mapped[str | None] = mapped_column(String(64))
    unit_cost: Mapped[Decimal | None] = mapped_column(Money)
    price_breaks: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    pack_size: Mapped[int | None]
    min_order: Mapped[int | None]
    lead_time_days: Mapped[int | None]
    priority: Mapped[int] = mapped_column(default=1, server_default="1")
