"""Planners' own figures for some days, laid over the model's; no training touches them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Override
from forecasting import adjust
from forecasting.forecast import Forecast
from services import history_service, product_service
from services.errors import Conflict, InvalidInput, NotFound
from services.override_fields import NewOverride
from services.pages import Page, position
from utils import clock


@dataclass(frozen=True, slots=True)
class Overridden:
    """forecast -- with the planners' figures in it; days -- which days are theirs, bool, shape (horizon,)"""

    forecast: Forecast
    days: np.ndarray


def overridden(session: Session, forecasts: dict[int, Forecast]) -> dict[int, Overridden]:
    """The daily forecasts of those products, by id, that planners have overridden, as they want them; one query.

    Where overrides meet, the latest counts.
    """
    return {key: _laid_over(forecasts[key], overrides) for key, overrides in _in_force(session, forecasts).items()}


def create(sku: str, new: NewOverride, author: str) -> Override:
    """Raises NotFound, and InvalidInput for days whose sales are known already."""
    with transaction() as session:
        product = product_service.find_product(session, sku)
        known_until = history_service.last_complete_day(session)
        if new.last_day <= known_until:
            raise InvalidInput(
                f"Sales are known up to {known_until}; an override is for days to come.", "override_in_the_past"
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
    return override


def withdraw(sku: str, override_id: int) -> None:
    """From now on the model's figures count again. Raises NotFound, and Conflict if it was withdrawn before."""
    with transaction() as session:
        product = product_service.find_product(session, sku)
        override = session.get(Override, override_id, with_for_update=True)
        if override is None or override.product_id != product.id:
            raise NotFound(
                f"{sku!r} has no override {override_id}; GET /products/<sku>/overrides lists them.",
                "override_not_found",
            )
        if override.withdrawn_at:
            raise Conflict(
                f"Override {override_id} was withdrawn {clock.rfc3339(override.withdrawn_at)}.", "override_withdrawn"
            )
        override.withdrawn_at = clock.now()


def list_overrides(sku: str, limit: int, cursor: str | None) -> Page[Override]:
    """All overrides of a product, the latest first, withdrawn ones too. Raises NotFound, InvalidInput."""
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        query = sa.select(Override).where(Override.product_id == product.id).order_by(Override.id.desc())
        if cursor:
            query = query.where(Override.id < position(cursor, 1, int)[0])
        return Page.of(session.scalars(query.limit(limit + 1)).all(), limit, lambda last: [last.id])


def _in_force(session: Session, forecasts: dict[int, Forecast]) -> dict[int, list[Override]]:
    if not forecasts:
        return {}
    query = sa.select(Override).where(
        # A range holds any number of products; overrides of others between them are few.
        Override.product_id.between(min(forecasts), max(forecasts)),
        Override.ends_on >= min(forecast.start for forecast in forecasts.values()),
        Override.withdrawn_at.is_(None),
        sa.or_(Override.expires_at.is_(None), Override.expires_at > clock.now()),
    )
    found: dict[int, list[Override]] = {}
    for override in session.scalars(query.order_by(Override.id)):
        if override.product_id in forecasts:
            found.setdefault(override.product_id, []).append(override)
    return found


def _laid_over(forecast: Forecast, overrides: Sequence[Override]) -> Overridden:
    whose = np.zeros(len(forecast), dtype=int)
    days = np.datetime64(forecast.start, "D") + np.arange(len(forecast)) * forecast.step_days
    for number, override in enumerate(overrides, 1):
        whose[(days >= np.datetime64(override.starts_on)) & (days <= np.datetime64(override.ends_on))] = number
    for number, override in enumerate(overrides, 1):
        if override.quantity is not None:
            forecast = adjust.with_mean(forecast, whose == number, override.quantity)
        else:
            forecast = adjust.scaled(forecast, whose == number, 1 + override.change_percent / 100)
    return Overridden(forecast, whose > 0)
