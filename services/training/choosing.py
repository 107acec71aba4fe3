"""Which methods a product is forecast with is chosen once a week; on the other nights it is forecast by that choice.

Each product has a night of the week of its own, so that no night is long; a shop that is trained as a whole at once has
one for all of them, since products are chosen better beside others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ModelVersion, Product, StoredChoice
from forecasting.history import History
from forecasting.progress import ReportProgress, within
from forecasting.renewal import renew_block
from forecasting.selection.incumbents import Recipe
from forecasting.settings import TrainingSettings
from forecasting.trained import Choice, NotTrained, Trained
from forecasting.training import train_block
from services.forecasts import choice_store, model_service
from utils.config import get_settings

NIGHTS = 7
# So many that are to be chosen anew are trained by themselves; fewer beside others of their part of the run.
ENOUGH_TOGETHER = 200
# Fewer products are trained together with some of their categories.
FEWEST_TOGETHER = 50


@dataclass(frozen=True, slots=True)
class Served:
    """What products are served by today, one or none for each: recipes, and the choices that are good for tonight."""

    recipes: Sequence[Recipe | None]
    choices: Sequence[Choice | None]

    @classmethod
    def of(cls, session: Session, products: Sequence[Product], until: date) -> "Served":
        """By which products may be forecast on sales until that day."""
        is_large = _is_large(session)
        stored = zip(products, choice_store.read(session, products), strict=True)
        good = [
            own if own and own.until >= _last_turn(product.sku, until, is_large) else None for product, own in stored
        ]
        return cls(model_service.recipes(session, products), good)

    @classmethod
    def none_good(cls, session: Session, products: Sequence[Product]) -> "Served":
        """The same where all are to be chosen anew."""
        return cls(model_service.recipes(session, products), [None] * len(products))


def parts(session: Session, product_ids: Sequence[int], until: date, size: int) -> list[Sequence[int]]:
    """The products of a run in parts of at most so many: those that are to be chosen anew first."""
    is_large = _is_large(session)
    query = (
        sa.select(Product.id, Product.sku, StoredChoice.until)
        .outerjoin(ModelVersion, sa.and_(ModelVersion.product_id == Product.id, ModelVersion.is_champion))
        .outerjoin(StoredChoice, StoredChoice.version_id == ModelVersion.id)
    )
    kept = {id_ for id_, sku, made in session.execute(query) if made and made >= _last_turn(sku, until, is_large)}
    due, good = ([id_ for id_ in product_ids if (id_ in kept) == is_good] for is_good in (False, True))
    # Few of them share a part with others, and one part only: each that has any chooses beside companions, which costs
    # as much as renewing some hundred products.
    return [*even(due, size), *even(good, size)] if len(due) >= ENOUGH_TOGETHER else even([*due, *good], size)


def even(product_ids: Sequence[int], size: int) -> list[Sequence[int]]:
    """In parts of at most so many, all about as large: a small rest would have little to learn from."""
    count = -(-len(product_ids) // size)
    bounds = [-(-len(product_ids) * number // count) for number in range(count + 1)] if count else [0]
    return [product_ids[first:last] for first, last in pairwise(bounds)]


def train(
    histories: Sequence[History], served: Served, settings: TrainingSettings, report_progress: ReportProgress
) -> list[Trained | NotTrained]:
    """Forecast products by their choices where these hold, and choose anew for the others; one answer each, in order.

    Raises ForecastingError.
    """
    renewed = renew_block(histories, served.choices, settings, within(report_progress, 0.0, 0.5))
    missing = [number for number, answer in enumerate(renewed) if answer is None]
    if not missing:
        return [answer for answer in renewed if answer]
    beside = [*missing, *_companions(missing, histories)]
    rest = within(report_progress, 0.5 if len(missing) < len(histories) else 0.0, 1.0)
    outcomes = train_block([histories[n] for n in beside], settings, [served.recipes[n] for n in beside], rest)
    anew = dict(zip(missing, outcomes, strict=False))
    return [answer or anew[number] for number, answer in enumerate(renewed)]


def _companions(missing: Sequence[int], histories: Sequence[History]) -> Iterator[int]:
    """Positions of others that stand beside a few, those of their categories first."""
    others = sorted(set(range(len(histories))) - set(missing))
    categories = {histories[number].category for number in missing}
    others.sort(key=lambda number: histories[number].category not in categories)
    yield from others[: max(FEWEST_TOGETHER - len(missing), 0)]


def _is_large(session: Session) -> bool:
    return session.scalars(sa.select(sa.func.count()).select_from(Product)).one() > get_settings().run_chunk_size


def _last_turn(sku: str, until: date, is_large: bool) -> date:
    """The last day, up to this one, after which a product was to be chosen anew."""
    night = crc32(sku.encode()) if is_large else 0
    return until - timedelta(days=(until.toordinal() - night) % NIGHTS)
