"""What something announced would do to sales, before it is announced; nothing is stored."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import Event, ModelVersion, Product
from app.models.event import EventKind
from forecasting.settings import TrainingSettings
from forecasting.signals.regressors import effects
from services.forecasts import champion_store, moment_store, served_days
from services.histories import event_calendar
from services.histories.event_calendar import COLUMNS
from services.planning import event_service
from services.planning.event_fields import NewEvent
from utils import clock

# Products whose forecasts are read at once.
TOGETHER = 2000


@dataclass(frozen=True)
class Preview:
    """products -- it concerns; days -- of it that are forecast; usual, expected -- units on these days without it and
    with it; learnt -- products that have been through the like; without_forecast -- products that nothing is known of
    effect -- what it multiplies sales by, None: nobody has seen the like, and nothing is said
    """

    products: int
    days: int
    usual: float
    expected: float
    effect: float | None
    learnt: int
    without_forecast: int

    @property
    def more_units(self) -> float:
        return self.expected - self.usual

    @property
    def change(self) -> float | None:
        """What becomes more, in percent; None: of nothing, or unknown."""
        return None if self.effect is None or not self.usual else 100 * (self.expected / self.usual - 1)


def preview(new: NewEvent) -> Preview:
    """The forecasts as they stand, against the effect that training has learnt of each product's past; of a product
    without such a past, that of the others (the median of their factors).

    Days on which the like is announced already are counted as they are. Raises NotFound, InvalidInput.
    """
    event = Event(kind=new.kind)
    with snapshot() as session, session.no_autoflush:
        event_service.write(session, event, new)
        first = max(clock.today(), event.starts_on or date.min)
        reach = clock.today() + timedelta(days=TrainingSettings().horizon - champion_store.OLDEST_DAYS)
        last = min(event.ends_on or reach, reach)
        if last < first:
            return Preview(_number(session, event), 0, 0.0, 0.0, None, 0, 0)
        return _over(session, event, first, last)


def _number(session: Session, event: Event) -> int:
    query = sa.select(sa.func.count()).select_from(Product).where(*event_service.products_of(event))
    return session.scalars(query).one()


def _over(session: Session, event: Event, first: date, last: date) -> Preview:
    days = (last - first).days + 1
    own = event_calendar.days_of(event, first, last)
    products = served = 0
    usual, with_known, unknown = 0.0, 0.0, 0.0
    factors: list[float] = []
    for block in _blocks(session, event, first, days):
        products += len(block)
        found = served_days.read(session, block, first, days)
        served += len(found.ids)
        counted = found.mean * _new_days(session, block, found.ids, event, own, first, last)
        units = counted.sum(axis=1)
        known = _factors(session, event, {product.id: product for product in block}, found.ids)
        usual += float(units.sum())
        for key, number in zip(found.ids, units.tolist(), strict=True):
            if key in known:
                factors.append(known[key])
                with_known += number * known[key]
            else:
                unknown += number
    effect = float(np.median(factors)) if factors else None
    expected = with_known + unknown * (1.0 if effect is None else effect)
    return Preview(products, int(own.sum()), usual, expected, effect, len(factors), products - served)


def _blocks(session: Session, event: Event, first: date, days: int) -> Iterator[Sequence[Any]]:
    columns = Product.category, Product.location, Product.unit_price
    life = Product.launch_on, Product.ends_on, Product.replaces
    products = sa.select(Product.id, *columns, *life).where(*event_service.products_of(event))
    following = moment_store.beside(session, products, first, days).order_by(Product.id).limit(TOGETHER)
    block = session.execute(following).all()
    while block:
        yield block
        block = session.execute(following.where(Product.id > block[-1].id)).all()


def _new_days(
    session: Session, block: Sequence[Any], ids: Sequence[int], event: Event, own: np.ndarray, first: date, last: date
) -> np.ndarray:
    """Its days on which nothing of the kind is announced for a product yet, bool (ids, days)."""
    calendar = event_calendar.load(session, block, first, last)
    products = {product.id: product for product in block}
    kind = EventKind(event.kind)
    known = [calendar.of(products[key]).get(kind) for key in ids] if calendar.events else [None] * len(ids)
    taken = [np.zeros(len(own), bool) if days is None else np.nan_to_num(days) > 0 for days in known]
    return own & ~np.array(taken, bool).reshape(len(ids), len(own))


def _factors(session: Session, event: Event, products: Mapping[int, Any], ids: Sequence[int]) -> dict[int, float]:
    """What the event multiplies sales by, of the products that know."""
    if event.kind == EventKind.CLOSURE:
        return dict.fromkeys(ids, 0.0)
    query = sa.select(ModelVersion.product_id, ModelVersion.metrics).where(ModelVersion.is_champion)
    learnt = session.execute(query.where(among(ModelVersion.product_id, ids)))
    column = COLUMNS[EventKind(event.kind)]
    found = {key: (metrics or {}).get("effects", {}).get(column) for key, metrics in learnt}
    return {
        key: _factor(event, own["factor"], products[key].unit_price)
        for key, own in found.items()
        if own and own["periods"] and (event.price is None or products[key].unit_price)
    }


def _factor(event: Event, learnt: float, unit_price: Any) -> float:
    """Of a price: what was learnt of a rise by a tenth, as often as its ratio to the usual price has such rises."""
    if event.price is None:
        return learnt
    rises = math.log(max(float(event.price), 0.01) / float(unit_price)) / math.log(1 + effects.RISE)
    return float(learnt**rises)
