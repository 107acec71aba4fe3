"""Suppliers and all their terms as a file, and back: what was changed in between is what changes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import insert_into
from app.models import Supplier
from services.access.signed_in import SignedIn
from services.catalogue import suppliers
from services.catalogue.supplier_fields import NewSupplier, SupplierTerms
from services.files import tables
from services.files.fields import VERBATIM, Form, Wanted
from services.files.tables import IMPORT, Asked
from services.journal import imported
from services.journal.imported import Imported
from services.planning import category_service, file_rows, supplier_cells, supplier_service, weekday_words
from services.planning.file_rows import Check, Filled, Said
from services.replenishment.renewal import advice_refresh
from services.replenishment.renewal.advice_refresh import Change
from utils import clock

KIND = "suppliers"
COLUMNS = ("name", *SupplierTerms.model_fields)
MOST_ROWS = 10_000
CHECKS: Mapping[str, Check] = {
    "service_level": file_rows.share,
    "order_days": weekday_words.read,
    "delivery_days": weekday_words.read,
    "cut_off": supplier_cells.time_of_day,
    "closed": supplier_cells.shutdowns,
}
WRITTEN: Mapping[str, Check] = {
    "order_days": supplier_cells.weekdays_text,
    "delivery_days": supplier_cells.weekdays_text,
    "closed": supplier_cells.shutdowns_text,
}


class SupplierRow(Filled, NewSupplier):
    def said(self) -> Said:
        return self.model_dump(exclude_unset=True, exclude={"name"})


def form(today: date) -> Form:
    """A supplier a row; an empty cell says nothing."""
    name = Wanted("name", VERBATIM, words="supplier_name", check=file_rows.needed)
    # What a supplier calls just its minimum is that of an order, in money, and not that of each product.
    terms = sorted(SupplierTerms.model_fields, key="min_order".__eq__)
    return Form((name, *file_rows.wanted(SupplierTerms, terms, CHECKS)), today)


def rows() -> Iterator[list[Any]]:
    """All suppliers, by COLUMNS."""
    return ([file_rows.cell(own, name, WRITTEN) for name in COLUMNS] for own in suppliers.all_suppliers())


def import_suppliers(stream: IO[bytes], actor: SignedIn | None = None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Take over what a file says of suppliers, but for the rows that cannot be taken; unknown ones are created.

    Raises InvalidInput for a file that cannot be read, or has no row that can be taken.
    """
    table = tables.read(stream, form(clock.today()), asked.options, MOST_ROWS)
    checked = table.checked(SupplierRow)
    said, refusals = file_rows.said_once([(row.name, row.said()) for row in checked], "name")
    refused = table.refused(refusals)
    table.refuse_nothing(refused)
    with advice_refresh.change() as made:
        counts, kept = _write(made, said)
        report = table.report(refused) | counts
        report["in_words"] += file_rows.empty_cells(row.values for row in table.rows)
        report = imported.settle(made, Imported(KIND, report, kept), asked, actor)
    return report | {"advice_pending": made.is_pending}


def _write(made: Change, said: Mapping[str, Said]) -> tuple[dict[str, int], dict[str, Any]]:
    """Make it so; the counts of it, and what it takes to undo it."""
    session = made.session
    known = suppliers.named(session, said)
    _add(session, said.keys() - known.keys())
    found = _held(session, said)
    changes = [(own, new) for name, own in found.items() if (new := file_rows.differing(own, said[name]))]
    were = [[own.id, {name: getattr(own, name) for name in new}, new] for own, new in changes]
    for own, new in changes:
        for name, value in new.items():
            setattr(own, name, value)
        own.updated_at = clock.now()
    session.flush()
    concerned = [own for own, new in changes if new.keys() - supplier_service.HEEDED_LATER]
    if concerned:
        category_service.settle(made, suppliers.deliver(concerned))
    updated = sum(own.name in known for own, _ in changes)
    counts = {"inserted": len(said) - len(known), "updated": updated, "unchanged": len(known) - updated}
    return counts, {"changed": were, "created": [own.id for name, own in found.items() if name not in known]}


def _add(session: Session, names: set[str]) -> None:
    now = clock.now()
    usual = {"min_order_units": 0, "closed": [], "created_at": now, "updated_at": now}
    if names:
        # Somebody else may add one of them in this moment: then it is there, which is all that is wanted.
        insert = insert_into(session, Supplier).on_conflict_do_nothing()
        session.execute(insert, [{"name": name} | usual for name in sorted(names)])


def _held(session: Session, names: Mapping[str, Said]) -> dict[str, Supplier]:
    """These suppliers, kept from other writers until the transaction ends."""
    query = sa.select(Supplier).where(Supplier.name.in_(sorted(names))).order_by(Supplier.id).with_for_update()
    return {own.name: own for own in session.scalars(query)}
