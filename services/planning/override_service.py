"""Planners' own figures for some days: announced, withdrawn, looked at; no training touches them."""

import sqlalchemy as sa

from app.db import snapshot
from app.models import Override
from services.catalogue import product_service
from services.errors import Conflict, InvalidInput, NotFound
from services.histories import history_service
from services.paging import Page, position
from services.planning.override_fields import NewOverride
from services.replenishment.renewal import advice_refresh
from utils import clock
from utils.language import _


def create(sku: str, new: NewOverride, author: str) -> Override:
    """Raises NotFound, and InvalidInput for days whose sales are known already."""
    with advice_refresh.change() as made:
        session = made.session
        product = product_service.find_product(session, sku)
        known_until = history_service.last_complete_day(session)
        if new.last_day <= known_until:
            raise InvalidInput(
                _("Sales are known up to {known_until}; an override is for days to come.", known_until=known_until),
                "override_in_the_past",
            )
        override = Override(
            product_id=product.id,
            starts_on=new.starts_on,
            ends_on=new.last_day,
            quantity=new.quantity,
            change_percent=new.change_percent,
            reason=new.reason,
            author=author,
            created_at=clock.now(),
            expires_at=new.expires_at,
        )
        session.add(override)
        made.touches([product.id])
    return override


def withdraw(sku: str, override_id: int) -> None:
    """From now on the model's figures count again. Raises NotFound, and Conflict if it was withdrawn before."""
    with advice_refresh.change() as made:
        session = made.session
        product = product_service.find_product(session, sku)
        override = session.get(Override, override_id, with_for_update=True)
        if override is None or override.product_id != product.id:
            raise NotFound(
                _(
                    "{sku!r} has no override {override_id}; GET /products/<sku>/overrides lists them.",
                    sku=sku,
                    override_id=str(override_id),
                ),
                "override_not_found",
            )
        if override.withdrawn_at:
            raise Conflict(
                _(
                    "Override {override_id} was withdrawn {moment}.",
                    override_id=str(override_id),
                    moment=clock.rfc3339(override.withdrawn_at),
                ),
                "override_withdrawn",
            )
        override.withdrawn_at = clock.now()
        made.touches([product.id])


def list_overrides(sku: str, limit: int, cursor: str | None) -> Page[Override]:
    """All overrides of a product, the latest first, withdrawn ones too. Raises NotFound, InvalidInput."""
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        query = sa.select(Override).where(Override.product_id == product.id).order_by(Override.id.desc())
        if cursor:
            query = query.where(Override.id < position(cursor, 1, int)[0])
        return Page.of(session.scalars(query.limit(limit + 1)).all(), limit, lambda last: [last.id])
