"""The advice on one product, as it is and as it would be; what would be is never stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product
from forecasting.forecast import Forecast
from forecasting.replenishment.kits import Use
from forecasting.training import NotTrained
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.errors import Conflict, InvalidInput
from services.forecasts import forecast_service
from services.forecasts.forecast_service import Served
from services.replenishment.advice import advising, order_case
from services.replenishment.advice.advising import Advised
from services.replenishment.advice.order_case import Case
from services.replenishment.lists import listed_advice, transfer_service
from services.replenishment.renewal import advice_service
from services.replenishment.supply import product_supply
from services.replenishment.suppositions import promotion_effect
from utils.language import _

# Of demand, in percent.
LEAST_CHANGE, LARGEST_CHANGE = -100, 1000


@dataclass(frozen=True)
class WhatIf:
    """What is supposed to be otherwise; None: as it is.

    demand_change -- in percent: 20 is a fifth more; promotion -- True: all of the coming days are promoted
    """

    service_level: float | None = None
    lead_time_days: float | None = None
    lead_time_sd_days: float | None = None
    review_days: int | None = None
    demand_change: float | None = None
    on_hand: float | None = None
    price: float | None = None
    promotion: bool | None = None

    def given(self) -> dict[str, Any]:
        """The suppositions made."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None and value is not False}


def advice(sku: str, supposed: WhatIf) -> dict[str, Any]:
    """The advice on a product, now and under these suppositions; without any, `what_if` is None.

    Raises NotFound, and Conflict for a product that was never sold, or never promoted if that is supposed.
    """
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        cases = _cases(session, product)
        effect = promotion_effect.measured(session, product) if supposed.promotion else None
        now = transfer_service.explained(session, product, _document(session, product, cases))
        lead_time = product_supply.lead_time_of(session, product, now["supplier"])
        if not supposed.given():
            return now | {"now": now, "what_if": None, "lead_time": lead_time}
        changed = [_changed(case, supposed, effect.factor if effect else 1.0) for case in cases]
        then = _document(session, product, changed) | {"supposed": supposed.given()}
    if effect:
        then["promotion_effect"] = effect.sentence
    return then | {"now": now, "what_if": then, "lead_time": lead_time}


def preview(sku: str, change: ProductFields, demand_change: float = 0.0) -> dict[str, Any]:
    """The advice on a product as this change of it would make it, with so many percent more demand.

    Raises NotFound, Conflict for a product that was never sold, InvalidInput for less than no demand.
    """
    if not LEAST_CHANGE <= demand_change <= LARGEST_CHANGE:
        raise InvalidInput(
            _(
                "Demand can change by {least_change} to {largest_change} percent; {demand_change} is none of them.",
                least_change=LEAST_CHANGE,
                largest_change=str(LARGEST_CHANGE),
                demand_change=demand_change,
            ),
            "invalid_demand_change",
        )
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        # On its own from here on: a later query must not write what is only supposed.
        session.expunge(product)
        (served,) = forecast_service.served(session, [product], order_case.FORECAST_DAYS)
        for name, value in change.model_dump(exclude_unset=True).items():
            setattr(product, name, value)
        cases = _cases(session, product, served)
        # What is there is carried forward from the last count: a supposed one is of today.
        counted: dict[str, Any] = {"on_hand": change.on_hand} if "on_hand" in change.model_fields_set else {}
        changed = [replace(_more(case, 1 + demand_change / 100), **counted) for case in cases]
        return _document(session, product, changed)


def _cases(session: Session, product: Product, served: Served | NotTrained | None = None) -> list[Case]:
    if served is None:
        (served,) = forecast_service.served(session, [product], order_case.FORECAST_DAYS)
    known = {} if isinstance(served, NotTrained) else {product.id: served}
    cases = order_case.of(session, [product], known)
    if isinstance(served, NotTrained) and not cases:
        raise Conflict(_unknown_demand(product, str(served.error)), served.error.code)
    return cases


def _unknown_demand(product: Product, why: str) -> str:
    """Why there is no advice, and what else there could be one for."""
    if product.components is not None:
        return why
    stated = _("What is to be there whatever is sold is ordered without: say how much (`min_stock`, `display_stock`).")
    return f"{why} {stated}"


def _document(session: Session, product: Product, cases: Sequence[Case]) -> dict[str, Any]:
    (own,) = advising.advise(cases)
    advised = listed_advice.as_listed(session, {product.id: product}, {product.id: own})[product.id]
    return {
        "product_sku": product.sku,
        "name": product.name,
        "service_level": round(advised.service_level, 4),
        **advice_service.document(advised),
        "in_kits": _in_kits(advised, cases),
        "pack_size": advised.pack_size,
    }


def _in_kits(advised: Advised, cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Of expected demand, what is for each kit; by the plan that is advised."""
    own = next(case for case in cases if case.offer.supplier == advised.supplier)
    taken = advising.in_kits(own, advised.expected_demand)
    return [{"product_sku": sku, "units": round(units, 2)} for sku, units in taken.items()]


def _changed(case: Case, supposed: WhatIf, promotion: float) -> Case:
    names = {
        "service_level": "service_level",
        "lead_time_days": "lead_days",
        "lead_time_sd_days": "lead_sd_days",
        "review_days": "review_days",
        "on_hand": "on_hand",
        "price": "unit_price",
    }
    given = supposed.given()
    changed = {own: given[name] for name, own in names.items() if name in given}
    promoted = replace(case, **changed, forecast=scaled(case.forecast, promotion))
    return _more(promoted, 1 + (supposed.demand_change or 0.0) / 100)


def _more(case: Case, factor: float) -> Case:
    """With so many times the demand, in kits and of what it replaces as well."""
    if factor == 1:
        return case
    replaced = tuple(_more(old, factor) for old in case.replaced)
    uses = in_kits(case.in_kits, partial(scaled, factor=factor))
    return replace(case, forecast=scaled(case.forecast, factor), in_kits=uses, replaced=replaced)


def in_kits(uses: Sequence[Use], asked_for: Callable[[Forecast], Forecast]) -> tuple[Use, ...]:
    """What kits, and the kits these are in, take when this is asked for of each."""
    kits = [(use.kit, asked_for(use.kit.forecast), in_kits(use.kit.within, asked_for)) for use in uses]
    return tuple(
        replace(use, kit=replace(kit, forecast=forecast, within=within))
        for use, (kit, forecast, within) in zip(uses, kits, strict=True)
    )


def scaled(forecast: Forecast, factor: float | np.ndarray) -> Forecast:
    """More demand spreads more: the mean grows by the factor, distances from it by its root as those of counts do.

    factor -- of all periods, or of each, shape (horizon,)
    """
    mean = forecast.mean * factor
    spread = (forecast.quantiles - forecast.mean) * np.sqrt(factor)
    return forecast.changed(mean, np.maximum(mean + spread, 0.0))
