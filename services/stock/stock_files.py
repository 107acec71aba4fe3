"""Stock counts as a file, and back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import ImportRecord, Product, StockLevel
from services.access.signed_in import SignedIn
from services.catalogue import product_service, similar_codes
from services.catalogue.product_service import ProductFilter
from services.errors import Fault, InvalidInput
from services.files import tables
from services.files.fields import CODE, DAY, NUMBER, TEXT, Form, Wanted
from services.files.tables import IMPORT, Asked
from services.files.writing.spreadsheet import is_same
from services.journal import imported, made_products
from services.journal.imported import Imported
from services.replenishment.renewal import advice_refresh
from services.replenishment.renewal.advice_refresh import Change
from services.stock import level_journal, stock_levels
from services.stock.stock_history import StockRow
from utils import clock
from utils.language import _, ngettext

KIND = "stock"
COLUMNS = ("product_sku", "name", "date", "on_hand")


class CountRow(StockRow):
    """place -- the bin, warehouse or batch that was counted; what lies in several is the stock together"""

    place: str = ""


def form(today: date) -> Form:
    """One count of a product a row, or of one place or batch of it; without days they are today's."""
    day = Wanted("date", DAY, may_be_absent=True, words="count_day", latest=today)
    place = Wanted("place", TEXT, required=False)
    fields = (Wanted("product_sku", CODE), day, Wanted("on_hand", NUMBER), place)
    return Form(fields, today, stores=True, to_fill_in=("on_hand",))


def import_levels(stream: IO[bytes], actor: SignedIn | None = None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Write the levels of a file, but for the rows that cannot be taken. What lies in several places adds up; of two
    rows of one place, or of a product without any, the last counts.

    Raises InvalidInput for a file that cannot be read, or has no row that can be taken.
    """
    today = clock.today()
    table = tables.read(stream, form(today), asked.options)
    rows = table.checked(CountRow, date=today)
    with advice_refresh.change() as made:
        rows = _of_all_places(made.session, _of_each_place(made.session, rows))
        refused = [] if asked.creates else table.refused(_unknown(made.session, rows))
        table.refuse_nothing(refused)
        lines = {rejection.line for rejection in refused}
        taken = [row for place, row in zip(table.rows, rows, strict=True) if place.line not in lines]
        counts, before = _write(made, taken)
        report = table.report(refused) | counts
        report["warnings"] += _overtaken(taken)
        report = imported.settle(made, Imported(KIND, report, before), asked, actor)
    return report | {"advice_pending": made.is_pending}


def undo(made: Change, record: ImportRecord) -> dict[str, int]:
    """Have the levels before this import again. Raises Conflict where something rests on them."""
    before = imported.before(made.session, record)
    product_service.hold(made.session, level_journal.products(before["stock"]))
    reasons = level_journal.rests(made.session, before["stock"])
    restored = 0 if reasons else level_journal.put_back(made.session, before["stock"])
    imported.refuse([*reasons, *made_products.used(made.session, before["created"])])
    made.touches(level_journal.products(before["stock"]))
    return {"restored": restored, "kept": 0, "products_removed": made_products.remove(made.session, before["created"])}


def rows(filters: ProductFilter) -> Iterator[list[Any]]:
    """The last counts of the products that fit, by COLUMNS; empty where there is none."""
    products = product_service.all_products(filters)
    counts = last_counts(products)
    return ([product.sku, product.name, *counts.get(product.id, (None, None))] for product in products)


def last_counts(products: Sequence[Product] | Sequence[sa.Row[Any]]) -> dict[int, tuple[date, float]]:
    """Day and units of the last count of each of these products, by id."""
    own = among(StockLevel.product_id, [product.id for product in products]), StockLevel.counted
    day = sa.func.max(StockLevel.day).label("day")
    last = sa.select(StockLevel.product_id, day).where(*own).group_by(StockLevel.product_id).subquery()
    is_last = sa.and_(StockLevel.product_id == last.c.product_id, StockLevel.day == last.c.day)
    query = sa.select(StockLevel.product_id, StockLevel.day, StockLevel.on_hand).join(last, is_last)
    with snapshot() as session:
        return {product_id: (day, units) for product_id, day, units in session.execute(query)}


def _of_each_place(session: Session, rows: list[CountRow]) -> list[CountRow]:
    """The rows of a shop that sells from several places, with a product for each: the stock of a place is that of its
    product, whatever bin or batch is named beside it.
    """
    meant = {(row.product_sku, row.place): _at_place(row.product_sku, row.place) for row in rows if row.place}
    known = product_service.ids_of(session, {sku for skus in meant.values() for sku in skus})
    found = {key: next((sku for sku in skus if sku in known), None) for key, skus in meant.items()}
    return [
        row.model_copy(update={"product_sku": own}) if (own := found.get((row.product_sku, row.place))) else row
        for row in rows
    ]


def _at_place(code: str, place: str) -> list[str]:
    words = place.split(" ")
    parts = (part for count in range(len(words), 0, -1) for part in (words[:count], words[-count:]))
    return [f"{code}@{' '.join(part)}" for part in parts]


def _of_all_places(session: Session, rows: list[CountRow]) -> list[CountRow]:
    """The rows of a shop that has one product for all its stores: these are the places of its stock then."""
    parts = [row.product_sku.rpartition("@") for row in rows]
    known = product_service.ids_of(session, {one for code, _at, place in parts for one in (code, f"{code}@{place}")})
    if not rows or any(not code or f"{code}@{place}" in known or code not in known for code, _at, place in parts):
        return rows
    return [
        row.model_copy(update={"product_sku": code, "place": f"{place} {row.place}"})
        for row, (code, _at, place) in zip(rows, parts, strict=True)
    ]


def _unknown(session: Session, rows: Sequence[CountRow]) -> list[InvalidInput | None]:
    """For each row the refusal where its product is not known."""
    skus = {row.product_sku for row in rows}
    unknown = skus - product_service.ids_of(session, skus).keys()
    meant = similar_codes.nearest(session, unknown)
    how = _(" Import its sales or its terms first (or say ?create_products=true).")
    reasons = {sku: similar_codes.no_product(sku, meant.get(sku)) + how for sku in unknown}
    return [
        InvalidInput(reasons[row.product_sku], faults=(Fault("/product_sku", reasons[row.product_sku]),))
        if row.product_sku in reasons
        else None
        for row in rows
    ]


def _is_known(level: tuple[float, bool] | None, units: float) -> bool:
    """Whether so many were counted already."""
    return level is not None and level[1] and is_same(level[0], units)


def _added_up(rows: Sequence[CountRow]) -> tuple[dict[tuple[str, date], float], int]:
    """The stock of each product and day, and how many rows were said again by a later one."""
    places = {(row.product_sku, row.date, row.place): row.on_hand for row in rows}
    stock: dict[tuple[str, date], float] = defaultdict(float)
    for (sku, day, _place), units in places.items():
        stock[sku, day] += units
    return stock, len(rows) - len(places)


def _overtaken(rows: Sequence[CountRow]) -> list[str]:
    """What is to be said where a product has several counts of a day and nothing tells them apart."""
    counts: dict[tuple[str, date, str], set[float]] = defaultdict(set)
    for row in rows:
        counts[row.product_sku, row.date, row.place].add(row.on_hand)
    several = [sku for (sku, _day, _place), units in counts.items() if len(units) > 1]
    if not several:
        return []
    return [
        ngettext(
            "{count} product stands in several rows ({example!r}), and nothing tells these apart: the last one counts."
            ' If they are places or batches, name the column by ?mapping={{"place": "..."}}: then they add up.',
            "{count} products stand in several rows (as {example!r} does), and nothing tells these apart: the last one"
            ' counts. If they are places or batches, name the column by ?mapping={{"place": "..."}}: then they add up.',
            len(several),
            example=several[0],
        )
    ]


def _write(made: Change, rows: Sequence[CountRow]) -> tuple[dict[str, int], dict[str, Any]]:
    """Write down what is new of these counts; the counts of it, and what it takes to undo it."""
    session, (newest, duplicates) = made.session, _added_up(rows)
    known = product_service.ids_of(session, {sku for sku, _ in newest})
    ids, created = product_service.ensure(session, {sku for sku, _ in newest})
    declared = {(ids[sku], day): units for (sku, day), units in newest.items()}
    product_service.hold(session, ids.values())
    before = level_journal.look(session, ids.values(), min(day for _, day in declared))
    news = {key: units for key, units in declared.items() if not _is_known(before.levels.get(key), units)}
    stock_levels.record(session, news)
    kept = level_journal.changed(before, level_journal.look(session, ids.values(), min(day for _, day in declared)))
    made.touches({own for own, _ in news})
    inserted = sum(key not in before.levels for key in news)
    counts = {
        "recorded": len(news),
        "inserted": inserted,
        "updated": len(news) - inserted,
        "unchanged": len(declared) - len(news),
        "duplicates": duplicates,
        "products_created": created,
    }
    return counts, {"stock": kept, "created": [own for sku, own in ids.items() if sku not in known]}
