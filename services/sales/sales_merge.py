"""How sales get into the history: staged in a temporary table first, then merged in the caller's one transaction.

Staging touches no lasting table, so it holds no lock however long it takes. Merging adds up what is staged by product
and day, compares it with what the same source told before, and changes only what differs.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import bulk_insert, get_engine
from app.db.expressions import insert_into
from app.models import FormerCode, Product
from services.catalogue.term_fields import TERMS
from services.histories import returns
from services.sales import (
    import_journal,
    odd_sales,
    product_names,
    recognition,
    sales_writer,
    sources,
    spans,
    staged_tables,
)
from services.sales.day_sums import added_up
from services.sales.staged_tables import VALUES, incoming, staged
from utils import clock


@dataclass(frozen=True)
class Declared:
    """What the staged rows are: of which source, and totals of how many days (1, 7, 31: months; None: as they show).

    tells -- what they tell of products: of "name" and "category"
    """

    source: str = sources.DEFAULT_NAME
    span: int | None = None
    tells: tuple[str, ...] = ()


USUAL = Declared()


@dataclass(frozen=True)
class MergeCounts:
    """What came of the staged rows.

    inserted, updated, unchanged, removed -- days of products: not known before from this source, changed, as they
    were, and emptied because none of their lines counts any more
    lines_added_up -- rows beyond the first of their product and day; returns_netted -- rows that are returns
    names_given, categories_given -- products without a name or category that have one now, new ones among them
    carried_back, beyond_history -- units that came back beyond what was sold on the day: taken off the days before it,
    and those for which there was no sale
    added_to_others -- days that other sources have told of as well; totals_spread -- rows that stand for several days
    span_days -- what rows that do not say it were recognised as: 1, days; 7, totals of weeks; 31, of months
    """

    source: str
    inserted: int
    updated: int
    unchanged: int
    removed: int
    products_created: int
    names_given: int
    categories_given: int
    lines_added_up: int
    returns_netted: int
    carried_back: float
    beyond_history: float
    added_to_others: int
    totals_spread: int
    span_days: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def own_session() -> Iterator[Session]:
    """A session whose connection is closed for good at the end, and its temporary tables with it."""
    with get_engine().connect() as connection:
        connection.detach()
        with Session(connection, expire_on_commit=False) as session:
            yield session


def begin(session: Session) -> None:
    """Make room for the rows to come on this session's connection."""
    staged_tables.create(session)


def stage(session: Session, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows of plain values (days as YYYY-MM-DD text), one for each of the columns of the staging table."""
    bulk_insert.insert(session, staged.name, columns, rows)


# What looks at the sales that are about to be written; it raises what is to stop them.
Look = Callable[[Session, odd_sales.Incoming], None]


def merge(session: Session, declared: Declared, task_id: str | None = None, look: Look | None = None) -> MergeCounts:
    """Merge all that is staged; products not known yet are created. The caller commits, or rolls back a trial.

    With a task, what was there before is kept for as long as its import can be undone. Raises Unavailable when a
    product vanishes meanwhile, and what `look` raises.
    """
    sales_writer.lock(session)
    _use_codes_of_today(session)
    source_id = sources.id_of(session, declared.source)
    lines = _line_counts(session)
    # Before rows become their days: then each would count as often.
    for field in declared.tells:
        product_names.choose(session, field)
    span = spans.mark(session, declared.span) if declared.span else recognition.recognise(session, source_id)
    totals = spans.spread_totals(session, clock.today())
    created = _create_missing_products(session)
    given = {field: product_names.give(session, field) for field in declared.tells}
    sales_writer.compare(session, _by_day(session), source_id)
    about = odd_sales.summed_up(session, source_id, created) if task_id or look else None
    if look and about:
        look(session, about)
    if task_id:
        details = {"source_id": source_id, "products": created} | product_names.kept(given, created)
        import_journal.keep(session, task_id, details | (about.size.as_dict() if about else {}))
    days = sales_writer.write(session, source_id)
    back, beyond = _returns(session)
    return MergeCounts(
        source=declared.source,
        span_days=span,
        totals_spread=totals,
        products_created=len(created),
        names_given=len(given.get(product_names.NAME, ())),
        categories_given=len(given.get(product_names.CATEGORY, ())),
        carried_back=back,
        beyond_history=beyond,
        **lines,
        **days,
    )


def _use_codes_of_today(session: Session) -> None:
    """What is told under a code that a product once had is about that product."""
    today = sa.select(Product.sku).join(FormerCode, FormerCode.product_id == Product.id)
    own = today.where(FormerCode.sku == staged.c.sku).scalar_subquery()
    former = staged.c.sku.in_(sa.select(FormerCode.sku))
    session.execute(sa.update(staged).where(former).values(sku=own))


def _line_counts(session: Session) -> dict[str, int]:
    """Of the rows that count, those beyond the first of their product and day, and those that are returns."""
    counting = staged.c.quantity.is_not(None)
    days = sa.select(staged.c.sku, staged.c.day).where(counting).distinct().subquery()
    different = sa.select(sa.func.count()).select_from(days).scalar_subquery()
    returned = sa.func.count(sa.case((staged.c.quantity < 0, 1)))
    query = sa.select(sa.func.count() - different, returned).where(counting)
    added, returns_netted = session.execute(query).one()
    return {"lines_added_up": added, "returns_netted": returns_netted}


def _create_missing_products(session: Session) -> list[int]:
    """The ids of those products for which there are sales and which nobody knew."""
    now = sa.literal(clock.now(), Product.created_at.type)
    unknown = ~sa.exists().where(Product.sku == staged.c.sku)
    # In order, so that two merges that create the same products wait for each other instead of locking each other.
    counting = sa.select(staged.c.sku).where(unknown, staged.c.quantity.is_not(None))
    missing = counting.distinct().order_by(staged.c.sku).subquery()
    insert = insert_into(session, Product)
    names, inherited = ["sku", "inherited", "created_at", "updated_at"], sa.literal(list(TERMS), Product.inherited.type)
    new = insert.from_select(
        names, sa.select(missing.c.sku, inherited, now, now).where(sa.true())
    ).on_conflict_do_nothing()
    return sorted(session.scalars(new.returning(Product.id)))


def _by_day(session: Session) -> sa.Subquery:
    """What is staged, added up by product and day."""
    sums = added_up(session, staged.c)
    query = sa.select(Product.id.label("product_id"), staged.c.day, *(sums[name].label(name) for name in VALUES))
    return query.join_from(staged, Product, Product.sku == staged.c.sku).group_by(Product.id, staged.c.day).subquery()


def _returns(session: Session) -> tuple[float, float]:
    """Units that came back, on the days just written, beyond what was sold on them: with a sale before, and without."""
    below = sa.select(incoming.c.product_id, incoming.c.day).where(incoming.c.quantity < 0)
    days = session.execute(below.order_by(*below.selected_columns)).all()
    return returns.carried(session, days, clock.today()) if days else (0.0, 0.0)
