"""Planners' own figures laid over the model's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Override
from forecasting.forecast import Forecast
from forecasting.published import adjust
from utils import clock

# Built once: for a single product, building the query would take longer than answering it.
_IN_FORCE = (
    sa.select(Override)
    .where(
        # A range holds any number of products; overrides of others between them are few.
        Override.product_id.between(sa.bindparam("lowest"), sa.bindparam("highest")),
        Override.ends_on >= sa.bindparam("first"),
        Override.withdrawn_at.is_(None),
        sa.or_(Override.expires_at.is_(None), Override.expires_at > sa.bindparam("now")),
    )
    .order_by(Override.id)
)


@dataclass(frozen=True, slots=True)
class Overridden:
    """forecast -- with the planners' figures in it; days -- which days are theirs, bool, shape (horizon,)"""

    forecast: Forecast
    days: np.ndarray


def overridden(session: Session, forecasts: dict[int, Forecast]) -> dict[int, Overridden]:
    """The daily forecasts of those products, by id, that planners have overridden, as they want them; one query.

    Where overrides meet, the latest counts.
    """
    first = min((forecast.start for forecast in forecasts.values()), default=clock.today())
    found = in_force(session, forecasts, first)
    return {key: laid_over(forecasts[key], overrides) for key, overrides in found.items()}


def in_force(session: Session, product_ids: Collection[int], first: date) -> dict[int, list[Override]]:
    """The overrides of days from one on, of those of these products that have any, the oldest first."""
    if not product_ids:
        return {}
    bounds = {"lowest": min(product_ids), "highest": max(product_ids), "now": clock.now(), "first": first}
    found: dict[int, list[Override]] = {}
    for override in session.scalars(_IN_FORCE, bounds):
        if override.product_id in product_ids:
            found.setdefault(override.product_id, []).append(override)
    return found


def laid_over(forecast: Forecast, overrides: Sequence[Override]) -> Overridden:
    """A daily forecast as these overrides want it."""
    whose = np.zeros(len(forecast), dtype=int)
    days = np.datetime64(forecast.start, "D") + np.arange(len(forecast)) * forecast.step_days
    for number, override in enumerate(overrides, 1):
        whose[(days >= np.datetime64(override.starts_on)) & (days <= np.datetime64(override.ends_on))] = number
    for number, override in enumerate(overrides, 1):
        if override.quantity is not None:
            forecast = adjust.with_mean(forecast, whose == number, override.quantity)
        else:
            forecast = adjust.scaled(forecast, whose == number, override.factor)
    return Overridden(forecast, whose > 0)
