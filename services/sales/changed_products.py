"""Which products' sales have changed since they were trained: noted with the change, settled with the training."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among, insert_into
from app.models import ChangedProduct, Product
from services.sales.staged_tables import incoming
from utils import clock


def note(session: Session) -> None:
    """Note the products of `incoming` whose past days are about to change. A running day is not trained on yet."""
    changed = sa.select(incoming.c.product_id).where(~incoming.c.same, incoming.c.day < clock.today())
    _note(session, changed.distinct().order_by(incoming.c.product_id))


def note_products(session: Session, product_ids: Iterable[int]) -> None:
    """Note these products: what their forecasts are learnt from is not what it was."""
    _note(session, sa.select(Product.id).where(among(Product.id, product_ids)).order_by(Product.id))


def _note(session: Session, product_ids: sa.Select[int]) -> None:
    now = sa.literal(clock.now(), ChangedProduct.changed_at.type)
    columns = product_ids.add_columns(now, now)
    insert = insert_into(session, ChangedProduct).from_select(["product_id", "since", "changed_at"], columns)
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
