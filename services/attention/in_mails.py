"""Orders that count as on their way, and whose suppliers have not got them."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Notification, OrderHead, Product, PurchaseOrder
from app.models.stock import OrderStatus
from services.attention.found import Found, Kind, segment
from utils.language import _


def not_arrived(session: Session, most: int | None) -> Iterator[Found]:
    """Those whose mail was refused or given up, of which something is still to come and nobody has confirmed it."""
    cost = sa.func.coalesce(PurchaseOrder.agreed_cost(), sa.cast(Product.unit_cost, sa.Double), 0.0)
    money = sa.func.sum((PurchaseOrder.quantity - PurchaseOrder.received) * cost).label("money")
    query = (
        sa.select(OrderHead.number, OrderHead.sent_to, PurchaseOrder.supplier, money)
        .join(Notification, Notification.id == OrderHead.mail_id)
        .join(PurchaseOrder, PurchaseOrder.number == OrderHead.number)
        .join(Product, Product.id == PurchaseOrder.product_id)
        .where(Notification.due_at.is_(None), Notification.delivered_at.is_(None))
        .where(PurchaseOrder.status == OrderStatus.OPEN, OrderHead.confirmed_by.is_(None))
        .group_by(OrderHead.number, OrderHead.sent_to, PurchaseOrder.supplier)
        .order_by(money.desc(), OrderHead.number)
        .limit(most)
    )
    for number, address, supplier, value in session.execute(query):
        reason = _("The mail to {address} has not arrived: the supplier does not know of this order.", address=address)
        name, link = _("Order {number}", number=number), f"/purchase-orders/{segment(number)}.json"
        yield Found(Kind.JOB_FAILED, number, name, value, reason, link, supplier or "")
