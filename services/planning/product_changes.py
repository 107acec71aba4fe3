"""What is said of products, made true of many at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.models import Product
from services.catalogue import terms
from services.files.writing.spreadsheet import is_same
from services.planning import assembling, replacing
from services.replenishment.renewal import advice_refresh
from services.replenishment.renewal.advice_refresh import Change
from services.sales import changed_products
from services.stock import level_journal, stock_levels
from utils import clock

Said = Mapping[str, Any]
# What of a change is no field: the terms to be left empty.
INHERIT = "inherit"
MOVES_TERMS = frozenset([INHERIT, "supplier", "category"])
# What other products a forecast is learnt from.
LEARNT_FROM = {"launch_on", "replaces", "like", "variant_of"}


def differing(product: Product, said: Said) -> dict[str, Any]:
    """What of it is not so yet."""
    fields = said.keys() - {INHERIT}
    changes = {name: said[name] for name in said if name in fields and not is_same(getattr(product, name), said[name])}
    left_empty = set(said.get(INHERIT, ())) - set(product.inherited)
    return changes | ({INHERIT: sorted(left_empty)} if left_empty else {})


def of_all(products: Sequence[Product], said: Said) -> list[tuple[Product, Said]]:
    """The same of each of them, without those of which all is so already."""
    found = ((product, differing(product, said)) for product in products)
    return [(product, changes) for product, changes in found if changes]


def make(made: Change, changes: Sequence[tuple[Product, Said]]) -> None:
    """Set these fields of these products, which are held; the levels of stock and the advice follow.

    Raises InvalidInput where another product is named that is not there.
    """
    changes = assembling.settled(made.session, changes)
    before = advice_refresh.parts(made.session, [product.id for product, said in changes if assembling.FIELD in said])
    for product, said in changes:
        replacing.check(made.session, product, said)
        for name in said.keys() - {INHERIT}:
            setattr(product, name, said[name])
        product.inherited = sorted({*product.inherited, *said.get(INHERIT, ())} - (said.keys() - {INHERIT}))
        product.updated_at = clock.now()
    made.session.flush()
    terms.settle(made.session, [product for product, said in changes if MOVES_TERMS.intersection(said)])
    for product, said in changes:
        made.touches(replacing.end_replaced(made.session, product, said))
    changed_products.note_products(made.session, (product.id for product, said in changes if LEARNT_FROM & said.keys()))
    stock_levels.record_now(made.session, [product for product, said in changes if "on_hand" in said])
    made.touches({*before, *(product.id for product, _ in changes)})


def make_undoable(made: Change, changes: Sequence[tuple[Product, Said]]) -> dict[str, Any]:
    """The same, and what it takes to undo it, as plain values of JSON."""
    were = [[product.id, *_before_and_after(product, said)] for product, said in changes]
    inherited = {product.id: product.inherited for product, _ in changes}
    counted = [product.id for product, said in changes if "on_hand" in said]
    stock = level_journal.look(made.session, counted, clock.today())
    make(made, changes)
    return {
        "changed": were,
        "inherited": inherited,
        "stock": level_journal.changed(stock, level_journal.look(made.session, counted, clock.today())),
    }


def _before_and_after(product: Product, said: Said) -> tuple[dict[str, Any], dict[str, Any]]:
    after = {name: said[name] for name in said if name != INHERIT}
    # A term that is left empty from now on has had a value.
    return {name: getattr(product, name) for name in (*after, *said.get(INHERIT, ()))}, after
