"""What follows from a change of stock, orders or terms."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from services.replenishment import advice_service, stock_news


def follow_up(session: Session, product_ids: Iterable[int]) -> None:
    """Bring the advice on these products up to date, and tell who wants to know that one runs out."""
    ids = sorted(set(product_ids))
    session.flush()
    advice_service.refresh(session, ids)
    stock_news.tell_risks(session, ids)
