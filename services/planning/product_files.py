"""The catalogue as a file, and back: what was changed in between is what changes."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from typing import IO, Any

from pydantic import field_validator, model_validator

from app.db import snapshot
from app.models import Product
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import Component, ProductFields, Sku
from services.catalogue.product_service import ProductFilter
from services.errors import Fault, InvalidInput
from services.files import tables
from services.files.fields import CODE, DAY, FLAG, MONEY, NUMBER, VERBATIM, Form, Kind, Wanted
from services.files.tables import IMPORT, Asked
from services.journal import imported
from services.journal.imported import Imported
from services.planning import component_words, product_changes
from services.planning.product_changes import Said
from services.records import without_rules
from services.replenishment import advice_refresh
from services.stock import level_journal
from utils import clock

KIND = "products"
# What a product is like takes more than a cell to say.
IN_CELLS = [name for name in ProductFields.model_fields if name != "like"]
COLUMNS = ("sku", *IN_CELLS)
EMPTY = (None, "")


class ProductRow(ProductFields):
    """A row of such a file; the fields that were set are those whose cells are filled."""

    product_sku: Sku

    @model_validator(mode="before")
    @classmethod
    def _empty_says_nothing(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value not in EMPTY}

    @field_validator("service_level", mode="before")
    @classmethod
    def _share(cls, value: float) -> float:
        """95 of a hundred is 0.95."""
        return value / 100 if 1 < value <= 100 else value

    def said(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"product_sku"})


def rows(filters: ProductFilter) -> Iterator[list[Any]]:
    """The products that fit, by COLUMNS. They are read at once, so that nothing is missed or told twice.

    A term that a product inherits is left empty, as it is said nowhere of it.
    """
    products = product_service.all_products(filters)
    return ([_cell(own, name) for name in COLUMNS] for own in products)


def _cell(product: Product, name: str) -> Any:
    value = None if name in product.inherited else getattr(product, name)
    return component_words.written(value) if name == "components" else value


def import_products(stream: IO[bytes], actor: SignedIn | None = None, asked: Asked = IMPORT) -> dict[str, Any]:
    """Take over what a file says of products, but for the rows that cannot be taken; unknown ones are created.

    Raises InvalidInput for a file that cannot be read, or has no row that can be taken.
    """
    table = tables.read(stream, form(clock.today()), asked.options)
    checked = table.checked(ProductRow)
    said: dict[str, Said] = {}
    refused = table.refused([_said_once(said, row) for row in checked])
    table.refuse_nothing(refused)
    report = table.report(refused)
    empty = sum(value in EMPTY for row in table.rows for value in row.values.values())
    if empty:
        report["in_words"].append(f"Empty cells leave what is there: {empty:,} of them.")
    report |= {"dry_run": asked.dry_run, "task_id": None}
    return report | _preview(said) if asked.dry_run else _write(said, report, actor)


def _said_once(said: dict[str, Said], row: ProductRow) -> InvalidInput | None:
    """Add what a row says; the refusal of a second one of its product."""
    if row.product_sku in said:
        reason = "this product stands in a row above already"
        return InvalidInput(reason, faults=(Fault("/product_sku", reason),))
    said[row.product_sku] = row.said()
    return None


def _preview(said: Mapping[str, Said]) -> dict[str, Any]:
    with snapshot() as session:
        known = product_service.by_sku(session, said)
    changes = _changes(known, said)
    return _counts(said, known.keys(), changes) | {"advice_pending": False}


def _write(said: Mapping[str, Said], report: dict[str, Any], actor: SignedIn | None) -> dict[str, Any]:
    with advice_refresh.change() as made:
        session = made.session
        known = product_service.ids_of(session, said)
        ids, _ = product_service.ensure(session, said)
        changes = _changes(product_service.held_by_sku(session, said), said)
        were = [[product.id, {name: getattr(product, name) for name in new}, new] for product, new in changes]
        counted = [product.id for product, new in changes if "on_hand" in new]
        inherited = {product.id: product.inherited for product, _ in changes}
        stock = level_journal.look(session, counted, clock.today())
        product_changes.make(made, changes)
        kept = {
            "changed": were,
            "inherited": inherited,
            "created": [own for sku, own in ids.items() if sku not in known],
            "stock": level_journal.changed(stock, level_journal.look(session, counted, clock.today())),
        }
        report |= _counts(said, known.keys(), changes)
        report = imported.keep(session, Imported(KIND, report, kept), actor)
    return report | {"advice_pending": made.is_pending}


def _changes(products: Mapping[str, Product], said: Mapping[str, Said]) -> list[tuple[Product, Said]]:
    """What each row, by the code it names its product by, says that is not so yet."""
    found = ((product, product_changes.differing(product, said[sku])) for sku, product in products.items())
    return [(product, changes) for product, changes in found if changes]


def _counts(said: Mapping[str, Said], known: Set[str], changes: Sequence[tuple[Product, Said]]) -> dict[str, int]:
    updated = sum(product.sku in known for product, _ in changes)
    return {"inserted": len(said) - len(known), "updated": updated, "unchanged": len(known) - updated}


def form(today: date) -> Form:
    """All that may be said of a product; an empty cell says nothing."""
    return Form((Wanted("product_sku", CODE), *map(_wanted, IN_CELLS)), today)


def _wanted(name: str) -> Wanted:
    kind, check = KINDS.get(without_rules(ProductFields.model_fields[name].annotation), (VERBATIM, None))
    words = "price" if name == "unit_price" else ""
    return Wanted(name, kind, required=False, words=words, check=check, costs_row=True)


def _whole(value: float) -> int:
    if not value.is_integer():
        raise ValueError("write a whole number")
    return int(value)


# What stands in the cells of a field of this type; of any other, words.
KINDS: dict[Any, tuple[Kind, Any]] = {
    float: (NUMBER, None),
    float | None: (NUMBER, None),
    int: (NUMBER, _whole),
    int | None: (NUMBER, _whole),
    Decimal | None: (MONEY, None),
    bool: (FLAG, None),
    date | None: (DAY, None),
    list[Component] | None: (VERBATIM, component_words.read),
}
