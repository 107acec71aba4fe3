"""The catalogue as a file, and back: what was changed in between is what changes."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from typing import IO, Any

import sqlalchemy as sa
from pydantic import model_validator

from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields, Sku
from services.catalogue.product_service import ProductFilter
from services.files import tables
from services.files.fields import CODE, SHARE, VERBATIM, Form, Wanted
from services.files.tables import IMPORT, Asked
from services.journal import imported
from services.journal.imported import Imported
from services.planning import assembling, component_words, file_rows, product_changes, replacing
from services.planning.file_rows import EMPTY, Check, Priced, Said
from services.replenishment.renewal import advice_refresh
from services.replenishment.renewal.advice_refresh import Change
from utils import clock

KIND = "products"
FIELDS = tuple(name for name in ProductFields.model_fields if name != "like")
# What a product is like, in cells of its own.
LIKE = {"like_product": "product_sku", "like_category": "category", "like_percent": "percent"}
COLUMNS = ("sku", *FIELDS, *LIKE)
CHECKS: dict[str, Check] = {"service_level": file_rows.share, "components": component_words.read}
WRITTEN: dict[str, Check] = {"components": component_words.written}
ALSO: dict[str, dict[str, Any]] = {"replaces": {"kind": CODE}}


class ProductRow(Priced, ProductFields):
    """A row of such a file."""

    product_sku: Sku

    @model_validator(mode="before")
    @classmethod
    def _as_one(cls, values: dict[str, Any]) -> dict[str, Any]:
        like = {field: value for name, field in LIKE.items() if (value := values.get(name)) not in EMPTY}
        rest = {name: value for name, value in values.items() if name not in LIKE}
        return rest | {"like": like} if like else rest

    def said(self) -> Said:
        return self.model_dump(exclude_unset=True, exclude={"product_sku"})


def form(today: date) -> Form:
    """All that may be said of a product; an empty cell says nothing."""
    fields = [replace(one, **ALSO.get(one.name, {})) for one in file_rows.wanted(ProductFields, FIELDS, CHECKS)]
    like = (
        Wanted("like_product", CODE, required=False, costs_row=True),
        Wanted("like_category", VERBATIM, required=False, costs_row=True),
        Wanted("like_percent", SHARE, required=False, costs_row=True),
    )
    return Form((Wanted("product_sku", CODE), *fields, *like, file_rows.PRICE_UNIT), today)


def rows(filters: ProductFilter) -> Iterator[list[Any]]:
    """The products that fit, by COLUMNS. They are read at once, so that nothing is missed or told twice.

    A term that a product inherits is left empty, as it is said nowhere of it.
    """
    return map(_cells, product_service.all_products(filters))


def import_products(stream: IO[bytes], actor: SignedIn | None = None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Take over what a file says of products, but for the rows that cannot be taken; unknown ones are created.

    Raises InvalidInput for a file that cannot be read, or has no row that can be taken.
    """
    table = tables.read(stream, form(clock.today()), asked.options)
    checked = table.checked(ProductRow)
    with advice_refresh.change() as made:
        known = product_service.held_by_sku(made.session, {row.product_sku for row in checked})
        skus = [known[row.product_sku].sku if row.product_sku in known else row.product_sku for row in checked]
        said, repeated = file_rows.said_once(zip(skus, (row.said() for row in checked), strict=True), "product_sku")
        there = {own.sku: own for own in known.values()}
        news = {sku: product_changes.differing(there[sku], own) if sku in there else own for sku, own in said.items()}
        impossible = assembling.refusals(made.session, news) | replacing.refusals(made.session, news)
        refused = table.refused([again or impossible.get(sku) for sku, again in zip(skus, repeated, strict=True)])
        table.refuse_nothing(refused)
        counts, kept = _write(made, there.keys(), {sku: own for sku, own in said.items() if sku not in impossible})
        report = table.report(refused) | counts
        report["in_words"] += file_rows.empty_cells(row.values for row in table.rows)
        report = imported.settle(made, Imported(KIND, report, kept), asked, actor)
    return report | {"advice_pending": made.is_pending}


def _write(made: Change, known: Set[str], said: Mapping[str, Said]) -> tuple[dict[str, int], dict[str, Any]]:
    """Make it so; the counts of it, and what it takes to undo it."""
    session = made.session
    ids, _ = product_service.ensure(session, said)
    products = product_service.held_by_sku(session, said)
    changes = [(own, new) for sku, own in products.items() if (new := product_changes.differing(own, said[sku]))]
    created = [own for sku, own in ids.items() if sku not in known]
    kept = product_changes.make_undoable(made, changes) | {"created": created}
    there, updated = len(said.keys() & known), sum(product.sku in known for product, _ in changes)
    return {"inserted": len(said) - there, "updated": updated, "unchanged": there - updated}, kept


def _cells(product: sa.Row[Any]) -> list[Any]:
    terms = (None if name in product.inherited else file_rows.cell(product, name, WRITTEN) for name in FIELDS)
    like = product.like or {}
    return [product.sku, *terms, *(like.get(name) for name in LIKE.values())]
