"""Which products' sales have changed since they were trained: noted with the change, settled with the training."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among, insert_into
from app.models import ChangedProduct
from services.sales.staged_tables import incoming
from utils import clock


def note(session: Session) -> None:
    """Note the products of `incoming` whose past days are about to change. A running day is not trained on yet."""
    now = sa.literal(clock.now(), ChangedProduct.changed_at.type)
    changed = sa.select(incoming.c.product_id, now, now).where(~incoming.c.same, incoming.c.day < clock.today())
    insert = insert_into(session, ChangedProduct).from_select(
        ["product_id", "since", "changed_at"], changed.distinct().order_by(incoming.c.product_id)
    )
    later = {"changed_at": insert.excluded.changed_at}
    session.execute(insert.on_conflict_do_update(index_elements=["product_id"], set_=later))


def seen(session: Session, product_ids: Sequence[int]) -> dict[int, datetime]:
    """Of these products those that have changed, and when last: to be read in the snapshot that reads their sales."""
    query = sa.select(ChangedProduct.product_id, ChangedProduct.changed_at)
    return dict(session.execute(query.where(among(ChangedProduct.product_id, product_ids))).all())


def settle(session: Session, trained: Mapping[int, datetime]) -> None:
    """Forget these changes, for they have been trained on; a product that has changed again since then stays noted."""
    for changed_at in set(trained.values()):
        ids = [product_id for product_id, at in trained.items() if at == changed_at]
        session.execute(
            sa.delete(ChangedProduct).where(
                among(ChangedProduct.product_id, ids), ChangedProduct.changed_at == changed_at
            )
        )
