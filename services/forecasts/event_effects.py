"""What a product's training has learnt of events, in words."""

from typing import Any

from app.db import snapshot
from services.catalogue import product_service
from services.forecasts import model_service
from services.histories.event_calendar import COLUMNS

KINDS = {column: kind for kind, column in COLUMNS.items()}


def learned(sku: str) -> list[dict[str, Any]]:
    """One entry per kind of event whose effect is known: factor on sales, and the days it was learnt from.

    Raises NotFound.
    """
    with snapshot() as session:
        version = model_service.champion(session, product_service.find_product(session, sku).id)
    metrics = version.metrics if version else {}
    step_days = metrics.get("step_days", 1)
    effects = sorted(metrics.get("effects", {}).items())
    return [_effect(KINDS.get(column, column), step_days, **effect) for column, effect in effects]


def _effect(kind: str, step_days: int, factor: float, periods: int) -> dict[str, Any]:
    # The engine says of a price what a rise by a tenth does.
    where = " where it is 10 % higher" if kind == "price" else ""
    days = ("day" if step_days == 1 else "week") + ("" if periods == 1 else "s")
    text = f"{kind}: {factor - 1:+.0%}{where}, from {periods} past {days}".replace("%,", " %,").replace("% w", " % w")
    return {"kind": kind, "factor": factor, "days": periods * step_days, "text": text}
