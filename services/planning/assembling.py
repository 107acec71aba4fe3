"""Kits and recipes: what is said of them is checked, and they follow what becomes of their parts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.models import Product
from services.catalogue import kits, product_service
from services.catalogue.kits import Kit
from services.errors import Conflict, Fault, InvalidInput
from utils.language import _

FIELD = "components"
Said = Mapping[str, Any]
Parts = Sequence[Mapping[str, Any]]


def settled(session: Session, changes: Sequence[tuple[Product, Said]]) -> list[tuple[Product, Said]]:
    """The same changes, components by the codes they have today.

    Raises InvalidInput where one of them is not there, or a product would go into itself.
    """
    assembled = {product.sku: parts for product, said in changes if (parts := said.get(FIELD))}
    if not assembled:
        return [*changes]
    owners = product_service.by_sku(session, {part["product_sku"] for parts in assembled.values() for part in parts})
    today = {code: owner.sku for code, owner in owners.items()}
    named = {sku: _named(parts, today) for sku, parts in assembled.items()}
    known = kits.every(session) | {product.sku: _kit(product, named.get(product.sku, ())) for product, _ in changes}
    for sku in named:
        _refuse_loop(known, sku)
    return [(product, {**said, FIELD: named[product.sku]} if said.get(FIELD) else said) for product, said in changes]


def refusals(session: Session, said: Mapping[str, Said]) -> dict[str, InvalidInput]:
    """Of what is said of several products, by code, what names a component that neither is there nor one of them."""
    named = {sku: own[FIELD] for sku, own in said.items() if own.get(FIELD)}
    there = product_service.ids_of(session, {part["product_sku"] for parts in named.values() for part in parts})
    known = {code: code for code in there.keys() | said.keys()}
    found = {}
    for sku, parts in named.items():
        try:
            _named(parts, known)
        except InvalidInput as refusal:
            found[sku] = refusal
    return found


def named_anew(session: Session, before: str, now: str) -> None:
    """Kits that a product goes into name it by the code it has; where two have become one, they take both."""
    for kit in kits.every(session).values():
        if before in kit.parts:
            own = session.get_one(Product, kit.product_id)
            codes = {part["product_sku"]: part["product_sku"] for part in own.components or ()} | {before: now}
            own.components = _named(own.components or (), codes)


def refuse_one_in_other(session: Session, one: Product, other: Product) -> None:
    """Raises Conflict where one of both goes into the other."""
    known = kits.read(session)
    for kit, part in ((one, other), (other, one)):
        if part.sku in known.below([kit.id]):
            raise Conflict(
                _("{part!r} goes into {sku!r}: they are not one product.", part=part.sku, sku=kit.sku),
                "part_of_a_kit",
            )


def refuse_parts(session: Session, products: Iterable[Product]) -> None:
    """Raises Conflict where one of these goes into a kit, which would be another one without it."""
    skus = {product.sku for product in products}
    for kit in kits.every(session).values():
        if kit.sku not in skus and (part := next((sku for sku in kit.parts if sku in skus), None)):
            raise Conflict(
                _("{part!r} goes into {sku!r}: take it out of its components first.", part=part, sku=kit.sku),
                "part_of_a_kit",
            )


def _named(parts: Parts, codes: Mapping[str, str]) -> list[dict[str, Any]]:
    """Components by their codes of today; of what stands in it twice by now, once all of it."""
    units: dict[str, float] = {}
    for place, part in enumerate(parts):
        if (code := part["product_sku"]) not in codes:
            reason = _("There is no product {sku!r}. GET /products lists them.", sku=code)
            raise InvalidInput(reason, "unknown_product", (Fault(f"/{FIELD}/{place}/product_sku", reason),))
        units[codes[code]] = units.get(codes[code], 0.0) + part["quantity"]
    return [{"product_sku": sku, "quantity": quantity} for sku, quantity in units.items()]


def _kit(product: Product, parts: Parts) -> Kit:
    own = parts or product.components or ()
    return Kit(product.id, product.sku, {part["product_sku"]: part["quantity"] for part in own})


def _refuse_loop(known: Mapping[str, Kit], sku: str) -> None:
    if way := kits.loop(known, sku):
        reason = _("{sku!r} would go into itself: {way}.", sku=sku, way=" -> ".join(way))
        raise InvalidInput(reason, "kit_within_itself", (Fault(f"/{FIELD}", reason),))
