"""What suppliers ask for products as a file, and back: what was changed in between is what changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any

import sqlalchemy as sa
from pydantic import Field, ValidationError
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, ProductSupplier, Supplier
from services.access.signed_in import SignedIn
from services.catalogue import product_service, similar_codes, suppliers
from services.catalogue.product_fields import Label, Sku
from services.catalogue.product_supplier_fields import OfferFields, ProductSupplierTerms
from services.catalogue.supplier_fields import Name
from services.errors import InvalidInput
from services.files import tables
from services.files.fields import CODE, VERBATIM, Form, Wanted
from services.files.tables import IMPORT, Asked
from services.journal import imported
from services.journal.imported import Imported
from services.planning import file_rows, product_suppliers, supplier_cells
from services.planning.file_rows import Priced, Said
from services.planning.product_suppliers import OfferFilter, Supplied
from services.replenishment.renewal import advice_refresh
from services.replenishment.renewal.advice_refresh import Change
from utils import clock, refusals
from utils.language import _

KIND = "product_suppliers"
CODE_THERE = "supplier_code"
TERMS = tuple(name for name in OfferFields.model_fields if name != "code")
COLUMNS = ("product_sku", "name", "supplier", CODE_THERE, *TERMS, "currency")
CHECKS = {"price_breaks": supplier_cells.price_breaks}
WRITTEN = {"price_breaks": supplier_cells.price_breaks_text}
Key = tuple[str, str]


class OfferRow(Priced, OfferFields):
    product_sku: Sku
    supplier: Name
    supplier_code: Label = Field("", max_length=64)

    def said(self) -> Said:
        said = self.model_dump(exclude_unset=True, exclude={"product_sku", "supplier"})
        return {"code" if name == CODE_THERE else name: value for name, value in said.items()}


@dataclass(frozen=True)
class Book:
    """What a file is about: products by code, suppliers by name, and what these ask for those, by both ids.

    meant -- the codes that were probably meant by unknown ones
    """

    products: Mapping[str, Product]
    suppliers: Mapping[str, Supplier]
    offers: Mapping[tuple[int, int], ProductSupplier]
    meant: Mapping[str, str]

    def key(self, row: OfferRow) -> Key:
        """What a row is about, whichever of its codes the product is called by."""
        product = self.products.get(row.product_sku)
        return product.sku if product else row.product_sku, row.supplier

    def ids(self, key: Key) -> tuple[int, int]:
        return self.products[key[0]].id, self.suppliers[key[1]].id

    def refusal(self, key: Key, said: Said) -> InvalidInput | None:
        """Why a row cannot be taken."""
        sku, name = key
        if sku not in self.products:
            return file_rows.refusal("product_sku", similar_codes.no_product(sku, self.meant.get(sku)))
        if name not in self.suppliers:
            return file_rows.refusal(
                "supplier", _("There is no supplier {name!r}; import or create it first (POST /suppliers).", name=name)
            )
        offer = self.offers.get(self.ids(key))
        known = {field: getattr(offer, field) for field in ProductSupplierTerms.model_fields} if offer else {}
        try:
            ProductSupplierTerms(**known | dict(said))
        except ValidationError as error:
            return file_rows.refusal("price_breaks", refusals.first(error)[1])
        return None


def form(today: date) -> Form:
    """A supplier of a product a row; an empty cell says nothing."""
    key = (Wanted("product_sku", CODE, words="listed_product"), Wanted("supplier", VERBATIM, check=file_rows.needed))
    code = Wanted(CODE_THERE, VERBATIM, required=False, costs_row=True)
    terms = file_rows.wanted(OfferFields, TERMS, CHECKS)
    asked = (replace(one, words="asked_price") if one.name == "unit_cost" else one for one in terms)
    return Form((*key, code, *asked, file_rows.PRICE_UNIT), today)


def rows(filters: OfferFilter) -> Iterator[list[Any]]:
    """What suppliers ask for products, by COLUMNS."""
    return map(_cells, product_suppliers.all_offers(filters))


def import_offers(stream: IO[bytes], actor: SignedIn | None = None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Take over what a file says that suppliers ask for products, but for the rows that cannot be taken.

    Raises InvalidInput for a file that cannot be read, or has no row that can be taken.
    """
    table = tables.read(stream, form(clock.today()), asked.options)
    checked = table.checked(OfferRow)
    with advice_refresh.change() as made:
        book = _open(made.session, checked)
        keys = [book.key(row) for row in checked]
        said, repeated = file_rows.said_once(zip(keys, (row.said() for row in checked), strict=True), "product_sku")
        refusals = {key: found for key, own in said.items() if (found := book.refusal(key, own))}
        refused = table.refused([again or refusals.get(key) for key, again in zip(keys, repeated, strict=True)])
        table.refuse_nothing(refused)
        counts, kept = _write(made, book, {key: own for key, own in said.items() if key not in refusals})
        report = table.report(refused) | counts
        report["in_words"] += file_rows.empty_cells(row.values for row in table.rows)
        report = imported.settle(made, Imported(KIND, report, kept), asked, actor)
    return report | {"advice_pending": made.is_pending}


def _open(session: Session, rows: Sequence[OfferRow]) -> Book:
    skus = {row.product_sku for row in rows}
    products = product_service.held_by_sku(session, skus)
    found = suppliers.named(session, {row.supplier for row in rows})
    own = sa.select(ProductSupplier).where(among(ProductSupplier.product_id, {one.id for one in products.values()}))
    offers = {(one.product_id, one.supplier_id): one for one in session.scalars(own)}
    by_code = products | {own.sku: own for own in products.values()}
    return Book(by_code, found, offers, similar_codes.nearest(session, skus - products.keys()))


def _write(made: Change, book: Book, said: Mapping[Key, Said]) -> tuple[dict[str, int], dict[str, Any]]:
    """Make it so; the counts of it, and what it takes to undo it."""
    lines: list[tuple[int, int, Said | None, Said]] = []
    for key, own in said.items():
        ids = book.ids(key)
        offer = book.offers.get(ids)
        news = own if offer is None else file_rows.differing(offer, own)
        if offer is None or news:
            was = {name: getattr(offer, name) for name in news} if offer else None
            lines.append((*ids, was, news))
            _set(made.session, offer or ProductSupplier(product_id=ids[0], supplier_id=ids[1]), news)
    made.touches(product_id for product_id, *_ in lines)
    inserted = sum(was is None for _, _, was, _ in lines)
    unchanged = len(said) - len(lines)
    counts = {"inserted": inserted, "updated": len(lines) - inserted, "unchanged": unchanged}
    return counts, {"lines": lines}


def _set(session: Session, offer: ProductSupplier, said: Said) -> None:
    for name, value in said.items():
        setattr(offer, name, value)
    session.add(offer)


def _cells(own: Supplied) -> list[Any]:
    terms = (file_rows.cell(own.terms, name, WRITTEN) for name in TERMS)
    return [own.product.sku, own.product.name, own.supplier.name, own.terms.code, *terms, own.supplier.currency]
