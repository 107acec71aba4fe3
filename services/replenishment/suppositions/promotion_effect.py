"""What promotions did to the sales of a product."""

from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, Sale
from forecasting.block import Block
from forecasting.signals.regressors import effects
from services.errors import Conflict
from services.histories import history_service
from utils.language import _


@dataclass(frozen=True, slots=True)
class PromotionEffect:
    """factor -- demand when promoted over that of an average day, or week; promotions -- spells it was learnt from"""

    factor: float
    promotions: int

    @property
    def sentence(self) -> str:
        past = (
            _("one past promotion")
            if self.promotions == 1
            else _("{promotions} past promotions", promotions=self.promotions)
        )
        return _("promotion: {percent} %, from {past}", percent=f"{100 * (self.factor - 1):+.0f}", past=past)


def measured(session: Session, product: Product) -> PromotionEffect:
    """The effect of the product's own promotions. Raises Conflict if it was never promoted."""
    until = history_service.last_complete_day(session)
    (history,) = history_service.load_histories(session, [product], until)
    promoted = np.zeros((1, len(history)))
    flagged = sa.select(Sale.day).where(Sale.product_id == product.id, Sale.promo, Sale.day <= until)
    for day in session.scalars(flagged):
        if history.start <= day <= history.last_day:
            promoted[0, (day - history.start).days // history.step_days] = 1.0
    if not promoted.any():
        raise Conflict(
            _(
                "{sku!r} was never promoted, so the effect is unknown; say it yourself (`demand_change`).",
                sku=product.sku,
            ),
            "never_promoted",
        )
    block = Block(history.start, history.values[None, :], ("",), history.step_days, {"promotion": promoted})
    factor = effects.estimate(block).factors[0, int(promoted[0].argmax())]
    return PromotionEffect(float(factor), int((np.diff(promoted[0], prepend=0.0) == 1).sum()))
