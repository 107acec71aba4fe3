"""All that the advice on one product rests on, gathered for many products at once."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, SupportsFloat

import numpy as np
from sqlalchemy.orm import Session

from app.db import whole
from app.models import Product
from forecasting.forecast import Forecast
from forecasting.reasons import NO_LONGER_SOLD
from forecasting.replenishment import kits, lots
from forecasting.replenishment.goals import Goals
from forecasting.replenishment.kits import Span, Use
from forecasting.replenishment.terms import Terms
from forecasting.uncertainty import dependence
from forecasting.uncertainty.dependence import Dependence
from services.forecasts import forecast_service
from services.forecasts.forecast_service import Served
from services.histories import lineage
from services.replenishment.advice import classes, never_sold
from services.replenishment.advice.classes import NO_CLASSES, Classes
from services.replenishment.kits import kit_demand
from services.replenishment.supply import product_supply, supply_calendar
from services.replenishment.supply.offers import NO_OFFER, Offer
from services.replenishment.supply.product_supply import Supply
from services.replenishment.supply.supply_calendar import ANY_DAY, Calendar, Cycle, Rhythm, cycle
from services.replenishment.supply.targets import NO_TARGETS, Targets
from services.sku import may_be_elsewhere
from utils import clock
from utils.config import get_settings

USUAL_LEVEL = 0.95
# Below one half nobody needs a stock; beyond the other no stock is enough.
LOWEST_LEVEL, HIGHEST_LEVEL = 0.5, 0.999
FORECAST_DAYS = 365
# A unit too many is used up when so much of what this order is for has been asked for again.
ASKED_AGAIN = 0.5
# Older forecasts are advised on as of the day they begin: their shop is a record of the past.
OLDEST_DAYS = 28


@dataclass(frozen=True, slots=True)
class Case:
    """One product as its buyer sees it. Money is per unit, None where unknown; holding_cost for a year.

    as_of -- first day that counts; skipped -- days of the forecast that have passed by then
    on_hand -- units, None: unknown
    arrivals -- what is on its way, in units by day counted from as_of
    calendar -- when its supplier takes orders and delivers; ordered_on -- the day of an order that is placed now
    asked_on -- the same, were its supplier never shut
    given_up -- units that should have come so long ago that nobody relies on them, and since when
    service_level -- as asked for; None: derived from the money
    backorders -- customers wait for what is not there
    targets -- what the stock is to be besides
    offer -- of whom it would be ordered, for what; there is a case of the product for each of so many `offers`
    replaced -- what it takes the place of, with what is left of it, the newest first; share -- of one of these, what
                is left for it beside others that take its place as well
    is_placed -- it is an item in a place, and there may be others
    in_kits -- kits that take it as well; assembled -- it is a kit itself: never ordered, but its parts are
    last_coming -- the day on which the last goods come that are on their way of this offer; None: none are
    at_once -- it may be ordered for several cycles at once
    bridged_to -- another supplier of it, until whose goods can come, on this day, an order has to last; "": none
    no_longer_sold -- the forecast expects no further sale
    launch_on, ends_on -- first and last day on which it is sold, None: not known
    """

    product_id: int
    as_of: date
    skipped: int
    on_hand: float | None
    arrivals: tuple[tuple[int, float], ...]
    lead_days: float
    lead_sd_days: float
    review_days: int
    service_level: float | None
    pack_size: int
    min_order: int
    unit_cost: float | None
    unit_price: float | None
    holding_cost: float | None
    backorders: bool
    forecast: Forecast
    dependence: Dependence
    targets: Targets = NO_TARGETS
    classes: Classes = NO_CLASSES
    offer: Offer = NO_OFFER
    offers: int = 1
    last_coming: date | None = None
    at_once: bool = True
    bridged_to: str = ""
    bridged_until: float = 0.0
    calendar: Calendar = ANY_DAY
    ordered_on: date | None = None
    asked_on: date | None = None
    replaced: tuple["Case", ...] = ()
    share: float = 1.0
    in_kits: tuple[Use, ...] = ()
    assembled: bool = False
    is_placed: bool = False
    no_longer_sold: bool = False
    launch_on: date | None = None
    ends_on: date | None = None
    given_up: tuple[float, date] | None = None

    @property
    def cycle(self) -> Cycle:
        """This order and the next one."""
        own = self.lasting(self.cycles_at_once)
        return replace(own, review=self.bridged_until - own.lead) if self.bridged_until > own.protected else own

    def lasting(self, cycles: int) -> Cycle:
        """The same, if it is ordered for so many cycles at once."""
        rhythm = Rhythm(self.lead_days, self.review_days, cycles)
        return cycle(self.calendar, rhythm, self.ordered_on or self.as_of, self.as_of)

    def coming(self, later: int) -> float:
        """Days from today until what is wanted so many orders after this one comes."""
        asked_on, rhythm = self.asked_on or self.as_of, Rhythm(self.lead_days, self.review_days)
        return (asked_on - self.as_of).days + supply_calendar.coming(self.calendar, rhythm, asked_on, later)

    @property
    def single(self) -> Cycle:
        return self.lasting(1)

    @property
    def is_ordered(self) -> bool:
        """Whether as much as can be by an order placed now is on its way of this offer already: so it was chosen."""
        return self.last_coming is not None and self.last_coming >= self.day(self.single.lead)

    @property
    def longest(self) -> float:
        """Days for which an order is at most."""
        single = self.single
        sold = (
            lots.LONGEST_DAYS if self.ends_on is None else (self.ends_on - self.day(single.lead)).days + single.review
        )
        return min(self.targets.shelf_life_days, lots.LONGEST_DAYS, sold)

    @property
    def cycles_at_once(self) -> int:
        """For how many cycles to order, where an order costs something itself."""
        if not self.at_once or not self.offer.order_share or self.holding_daily is None:
            return 1

        def ahead(number: int) -> tuple[float, float]:
            own = self.lasting(number)
            return own.review, own.protected

        return lots.cycles(self.offer.order_share, self.holding_daily, self._asked, ahead, self.longest)

    @property
    def is_furthest(self) -> bool:
        """Whether so many are ordered at once that more would be for days of which no forecast is worth anything."""
        number = self.cycles_at_once
        return number >= lots.MOST_CYCLES or self.lasting(number + 1).review > lots.LONGEST_DAYS

    @property
    def _asked(self) -> lots.Asked:
        """In a day; who asks for a share of demand keeps next to nothing to be sure of it."""
        level = LOWEST_LEVEL if self.targets.fill_rate else self.service_level or self.class_level or USUAL_LEVEL
        return lots.Asked.of(self.forecast, self.dependence, self.daily, level)

    @property
    def least_units(self) -> float:
        """Its part in the smallest order its supplier takes; 0 where all that is delivered is enough in a cycle."""
        units = max((part.units(self.daily) for part in self.offer.parts), default=0.0)
        return units if units > self.daily * self.lasting(2).review / 2 else 0.0

    @property
    def is_last(self) -> bool:
        """Whether it is no longer sold when the next order comes."""
        return self.ends_on is not None and self.ends_on < self.day(self.cycle.protected)

    @property
    def comes_too_late(self) -> bool:
        """Whether an order would come when it is sold no more; customers who wait are served until it ends."""
        if self.ends_on is None:
            return self.sells_no_more and not self.backorders and not self.is_only_kept
        return self.ends_on < self.as_of or (not self.backorders and self.ends_on < self.day(self.cycle.lead))

    @property
    def sells_no_more(self) -> bool:
        """Whether its model says so, and no planner that it will be sold again."""
        return self.no_longer_sold and not self.mean.any()

    @property
    def is_only_kept(self) -> bool:
        """Whether there is to be a stock of it, as a planner has stated, though no sale is expected."""
        return self.targets.keeps_any and self.aims.keeps_any and not self.assembled and not self.mean.any()

    @property
    def aims(self) -> Targets:
        """Its targets; what is not on sale, yet or any more, when the next order comes is not kept for then."""
        starts_later = self.launch_on is not None and self.launch_on >= self.day(self.cycle.protected)
        return self.targets.keeping_nothing() if self.is_last or starts_later else self.targets

    @property
    def is_kept_for_long(self) -> bool:
        """Whether that stock is still there when the next order comes."""
        return self.is_only_kept and self.targets.shelf_life_days > self.cycle.review

    @property
    def leaves_none(self) -> bool:
        """Whether a least stock is stated of what expires before the next order comes, so that none of it is left."""
        return self.aims.min_stock > 0 and self.targets.shelf_life_days <= self.cycle.review

    @property
    def daily(self) -> float:
        """What is asked for in a day of the coming year."""
        return float(self.mean.mean()) / self.forecast.step_days

    @property
    def short_today(self) -> float:
        """What is expected to be asked for today and is not there."""
        there = self.relied_on + sum(units for day, units in self.arrivals if day < 1)
        return max(0.0, float(self.mean[0]) / self.forecast.step_days - max(0.0, there - self.targets.display_stock))

    def lasts(self, units: float) -> float:
        """Days in which so many, with what is on hand, are expected to be asked for; beyond the forecast as in it. What
        is never asked for does not count."""
        asked, there = np.cumsum(self.mean), self.relied_on + units
        if there <= asked[-1] or self.ends_on is not None:
            return float(np.searchsorted(asked, min(there, asked[-1]))) * self.forecast.step_days
        return float(len(asked) * self.forecast.step_days * there / asked[-1]) if asked[-1] > 0 else 0.0

    @property
    def mean(self) -> np.ndarray:
        """What is expected of each period, from the first that counts on, in kits as well."""
        step = self.forecast.step_days
        alone = self.forecast.mean[self.skipped // step :]
        return alone + kits.expected(self.in_kits, Span(self.as_of, len(alone), step)) if self.in_kits else alone

    def of(self, offer: Offer, own: Supply) -> "Case":
        """The same for another offer."""
        calendar, now = own.calendar_of(offer.supplier), clock.now()
        ordered_on, asked_on = (
            supply_calendar.placed(each, now, self.as_of) for each in (calendar, calendar.never_shut)
        )
        lead = own.leads[offer.supplier]
        bought: dict[str, Any] = {
            "pack_size": offer.pack_size,
            "min_order": offer.min_order,
            "unit_cost": offer.unit_cost,
        }
        placed: dict[str, Any] = {"calendar": calendar, "ordered_on": ordered_on, "asked_on": asked_on}
        placed["last_coming"] = own.last_of(offer.supplier)
        placed |= {"lead_days": lead.mean_days, "lead_sd_days": lead.sd_days}
        return replace(self, offer=offer, offers=len(own.offers), **placed, **bought)

    def day(self, days: float) -> date:
        """So many days from the first that counts."""
        return self.as_of + timedelta(days=math.ceil(days))

    @property
    def relied_on(self) -> float:
        """Units on hand that may be counted on: none of an unknown number."""
        return self.on_hand or 0.0

    @property
    def waits(self) -> bool:
        """Whether demand is served later; where nobody knows what is there, nothing says that any is lost, and a kit
        waits for no order of its own."""
        return self.backorders or self.on_hand is None or self.assembled

    @property
    def margin(self) -> float | None:
        """What is earned by selling one."""
        if self.unit_cost is None or self.unit_price is None:
            return None
        return self.unit_price - self.unit_cost

    @property
    def holding_daily(self) -> float | None:
        """What it costs to keep one for a day."""
        if self.holding_cost is not None:
            return self.holding_cost / 365
        return None if self.unit_cost is None else get_settings().holding_cost_share * self.unit_cost / 365

    @property
    def keeps_by_cost(self) -> bool:
        """Whether that is a share of what one costs."""
        return self.holding_cost is None

    @property
    def holding_until_review(self) -> float | None:
        """What it costs to keep one from one order to the next; where a season ends before that, until it is asked for
        again, and where it never is, the unit itself."""
        if self.unit_cost is None or self.holding_daily is None:
            return None
        days = self._days_kept
        return self.holding_daily * 365 + self.unit_cost if math.isinf(days) else self.holding_daily * days

    @property
    def _days_kept(self) -> float:
        """Days from the arrival of an order until one unit too many of it spares the next order one."""
        own, step, mean = self.cycle, self.forecast.step_days, self.mean
        arrives, ends = (math.ceil(days / step) for days in (own.lead, own.protected))
        after = np.cumsum(mean[ends:])
        asked = min(1.0, float(mean[arrives:ends].sum()))
        later = np.searchsorted(after, asked * ASKED_AGAIN) * step
        return max(own.review, float(later)) if len(after) and later < len(after) * step else math.inf

    @property
    def class_level(self) -> float | None:
        """That of its class, where it counts."""
        return classes.level(self.classes) if self.service_level is None else None

    @property
    def level(self) -> float:
        """The service level asked for, that of its class, else the newsvendor's: margin / (margin + holding cost);
        what would expire comes off in the advice.

        A unit too few costs its margin, a unit too many its place until the next order (Arrow, Harris and Marschak,
        "Optimal inventory policy", 1951). Where either is unknown, the usual level.
        """
        if self.service_level is not None:
            return self.service_level
        if self.class_level is not None:
            return self.class_level
        margin, holding = self.margin, self.holding_until_review
        if margin is None or holding is None:
            return USUAL_LEVEL
        ratio = margin / (margin + holding) if margin > 0 else LOWEST_LEVEL
        return min(max(ratio, LOWEST_LEVEL), HIGHEST_LEVEL)

    @property
    def worth(self) -> float:
        """What one unit not sold is counted as."""
        return worth(self.unit_cost, self.unit_price)


def worth(unit_cost: float | None, unit_price: float | None) -> float:
    """What one unit not sold is counted as: its margin, else its price, else 1."""
    if unit_price is None:
        return 1.0
    return unit_price if unit_cost is None else max(0.0, unit_price - unit_cost)


def gather(session: Session, products: Sequence[Product]) -> list[Case]:
    """The cases of these products, without those that have no model yet."""
    with whole(session) as wider:
        return of(wider, products, _forecasts(wider, products))


def of(session: Session, products: Sequence[Product], served: Mapping[int, Served]) -> list[Case]:
    """The cases of these products with these forecasts, by product id: one for each of its suppliers.

    What has no forecast is left out, if it does not go into kits that have one and no stock of it is stated.
    """
    with whole(session) as wider:
        return _of(wider, products, served)


def _of(session: Session, products: Sequence[Product], served: Mapping[int, Served]) -> list[Case]:
    old, lines = lineage.replaced(session, products)
    before = {case.product_id: case for case in _each(session, old, _forecasts(session, old))} if old else {}
    replaced = {
        key: tuple(replace(before[own.product_id], share=own.share) for own in line if own.product_id in before)
        for key, line in lines.items()
    }
    return [
        replace(case, replaced=replaced[case.product_id]) if case.product_id in replaced else case
        for case in _each(session, products, served)
    ]


def _forecasts(session: Session, products: Sequence[Product]) -> dict[int, Served]:
    return forecast_service.champions(session, products, FORECAST_DAYS)


def _each(session: Session, products: Sequence[Product], served: Mapping[int, Served]) -> list[Case]:
    in_kits = kit_demand.read(session, products)
    only = {key: kit_demand.in_kits_only(uses) for key, uses in in_kits.items() if key not in served}
    known, found = {**served, **only}, list[Case]()
    known |= never_sold.kept(session, [product for product in products if product.id not in known])
    asked_for = [product for product in products if product.id in known]
    supplies = product_supply.read(session, asked_for)
    for product in asked_for:
        own = supplies[product.id]
        case = _case(product, known[product.id], own, in_kits.get(product.id, ()))
        found += [case.of(offer, own) for offer in own.offers]
    return found


def terms(cases: Sequence[Case]) -> Terms:
    """How the products of these cases are bought, as the engine takes it."""

    def column(name: str, owners: Sequence[Any] = cases) -> np.ndarray:
        return np.array([getattr(owner, name) for owner in owners], dtype=float)

    cycles = [case.cycle for case in cases]
    return Terms(
        service_level=column("level"),
        lead_days=column("lead", cycles),
        lead_sd_days=column("lead_sd_days"),
        review_days=column("review", cycles),
        pack_size=column("pack_size"),
        min_order=column("min_order"),
        backorders=column("waits"),
        goals=_goals(cases),
    )


def _goals(cases: Sequence[Case]) -> Goals:
    def column(name: str, owners: Sequence[Any]) -> np.ndarray:
        return np.array([getattr(owner, name) for owner in owners], dtype=float)

    own = [case.aims for case in cases]
    return Goals(
        fill_rate=column("fill_rate", own) > 0,
        display=column("display_stock", own),
        least=column("min_stock", own),
        most=column("max_stock", own),
        stocked_from=column("stocked_from", own),
        shelf_days=column("shelf_life_days", own),
        gain=column("margin", cases),
        price=column("unit_cost", cases),
        keep=column("holding_until_review", cases),
        last=column("is_last", cases) > 0,
        keep_daily=column("holding_daily", cases),
        kept=column("is_kept_for_long", cases) > 0,
    )


def _case(product: Product, served: Served, own: Supply, in_kits: tuple[Use, ...]) -> Case:
    today, forecast = clock.today(), served.forecast
    passed = max(0, (today - forecast.start).days)
    skipped = passed if passed <= OLDEST_DAYS else 0
    return Case(
        product_id=product.id,
        as_of=forecast.start + timedelta(days=skipped),
        skipped=skipped,
        on_hand=own.on_hand,
        arrivals=own.arriving(today, product.on_order),
        lead_days=own.lead.mean_days,
        lead_sd_days=own.lead.sd_days,
        review_days=product.review_days,
        service_level=product.service_level,
        pack_size=product.pack_size,
        min_order=product.min_order,
        unit_cost=_money(product.unit_cost),
        unit_price=_money(product.unit_price),
        holding_cost=_money(product.holding_cost),
        backorders=product.backorders,
        forecast=forecast,
        dependence=dependence.recorded(served.version.metrics),
        classes=Classes(product.abc_class, product.xyz_class),
        targets=Targets.of(product, own.expiring, own.carried(today)),
        in_kits=in_kits,
        assembled=product.components is not None,
        is_placed=may_be_elsewhere(product.sku, product.location),
        no_longer_sold=served.version.method == NO_LONGER_SOLD or _has_ended(product, today),
        launch_on=product.launch_on,
        ends_on=product.ends_on,
        given_up=own.given_up,
    )


def _has_ended(product: Product, day: date) -> bool:
    return product.ends_on is not None and product.ends_on < day


def _money(amount: SupportsFloat | None) -> float | None:
    return None if amount is None else float(amount)
