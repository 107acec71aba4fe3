"""Demand for products within kits and recipes: each kit's own forecast, taken through its parts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product
from forecasting.forecast import Forecast
from forecasting.history import History
from forecasting.replenishment import kits as engine
from forecasting.replenishment.kits import Kit, Span, Use
from forecasting.trained import BacktestMetrics, Trained
from forecasting.uncertainty import dependence
from forecasting.uncertainty.dependence import TYPICAL
from services.catalogue import kits
from services.catalogue.kits import Kits
from services.forecasts import forecast_service, publishing
from services.forecasts.forecast_service import Served
from services.replenishment.kits import kit_parts
from services.replenishment.kits.kit_parts import NONE, Parts
from services.replenishment.supply import stock_now
from utils import clock

METHOD, WHY = "kits", "It is sold in kits only."
HORIZON = 365


def read(session: Session, products: Sequence[Product]) -> dict[int, tuple[Use, ...]]:
    """How kits take these products, by product id; without those that no kit takes which has a forecast."""
    known = kits.read(session)
    above = known.above(product.sku for product in products)
    sold = _sold(session, above)
    if not sold:
        return {}
    parts = _parts(session, known, above)
    asked_for = (own for own in products if any(sku in sold for sku in known.above([own.sku])))
    return {own.id: _uses(known, sold, parts, (own.sku,)) for own in asked_for}


def in_kits_only(uses: Sequence[Use]) -> Served:
    """The forecast of a product that is never sold by itself: none of it is, day after day."""
    return unsold(uses[0].kit.forecast, METHOD, WHY)


def unsold(pattern: Forecast, method: str, why: str) -> Served:
    """The same periods, in none of which any is sold."""
    forecast = _nothing_of(pattern)
    trained = Trained(method, why, "high", forecast, BacktestMetrics())
    never = History(forecast.start, np.empty(0), forecast.step_days)
    return Served(publishing.unpublished(never, trained), forecast, forecast)


def _parts(session: Session, known: Kits, above: Mapping[str, kits.Kit]) -> Parts:
    """Of these kits, with what else is made of them: by other kits as far as there is enough of what these lack."""
    near = known.above(known.below(kit.product_id for kit in above.values()))
    parts, sold = kit_parts.read(session, known, near), _sold(session, near)
    asked_for = {part for sku in above for part in parts.of.get(sku, ()) if part in parts.came}
    beside = {sku: _beside_each(_uses(known, sold, parts, (sku,)), len(parts.came[sku])) for sku in asked_for}
    return replace(parts, alone=_alone(session, asked_for), beside=beside)


def _beside_each(uses: Sequence[Use], days: int) -> dict[str, np.ndarray]:
    """What is expected to be taken of a part by day beside each kit: by what does not go through it. NONE: by all."""
    span = Span(clock.today(), days)
    return {kit: engine.expected(_without(kit, uses), span) + np.zeros(days) for kit in {NONE, *_kits(uses)}}


def _kits(uses: Sequence[Use]) -> set[str]:
    return {name for use in uses for name in (use.kit.name, *_kits(use.kit.within))}


def _without(kit: str, uses: Sequence[Use]) -> tuple[Use, ...]:
    """These uses, as if there were no such kit, here or above."""
    kept = (use for use in uses if use.kit.name != kit)
    return tuple(replace(use, kit=replace(use.kit, within=_without(kit, use.kit.within))) for use in kept)


def _alone(session: Session, skus: Collection[str]) -> dict[str, tuple[Use]]:
    """What is sold of these by themselves."""
    owners = session.scalars(sa.select(Product).where(Product.sku.in_(sorted(skus)))).all()
    served = forecast_service.champions(session, owners, HORIZON)
    found = {}
    for own in owners:
        if one := served.get(own.id):
            found[own.sku] = (Use(Kit(own.id, "", one.forecast, dependence.recorded(one.version.metrics)), 1.0),)
    return found


def _sold(session: Session, above: Mapping[str, kits.Kit]) -> dict[str, Kit]:
    """These kits as the engine has them, by code; none, where none of them has a forecast."""
    if not above:
        return {}
    ids = among(Product.id, [kit.product_id for kit in above.values()])
    owners = session.scalars(sa.select(Product).where(ids)).all()
    served, stocks = forecast_service.champions(session, owners, HORIZON), stock_now.read(session, owners)
    if not served:
        return {}
    # One that is sold in other kits only has none of its own.
    nothing = _nothing_of(next(iter(served.values())).forecast)
    found = {}
    for own in owners:
        one, packed = served.get(own.id), max(0.0, stocks[own.id].units or 0.0)
        shared = dependence.recorded(one.version.metrics) if one else TYPICAL
        found[own.sku] = Kit(own.id, own.sku, one.forecast if one else nothing, shared, packed)
    return found


def _uses(known: Kits, sold: Mapping[str, Kit], parts: Parts, way: tuple[str, ...]) -> tuple[Use, ...]:
    """Those of the product at the end of a way; of a kit within itself, which two changes at once may make, none."""
    found = []
    for use in known.uses.get(way[-1], ()):
        if use.kit.sku not in way:
            within = _uses(known, sold, parts, (*way, use.kit.sku))
            kit = replace(sold[use.kit.sku], within=within, parts=parts.lacking(use.kit.sku, way))
            found.append(Use(kit, use.quantity, use.first, use.last))
    return tuple(found)


def _nothing_of(pattern: Forecast) -> Forecast:
    return replace(pattern, mean=np.zeros_like(pattern.mean), quantiles=np.zeros_like(pattern.quantiles))
