"""How the products of a run did on their past, beside the recipes that were served: means over products.

Each part of a run adds up its own; the run divides.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from forecasting.training import Trained

COUNTS = ("measured", "compared", "better")
OF_MEASURED, OF_COMPARED = ("rmsse", "wape", "pinball"), ("challenger_rmsse", "champion_rmsse")


def add_up(trained: Iterable[Trained]) -> dict[str, float]:
    """The sums of a part: products that could be measured, and those that there was a recipe to compare with."""
    sums = dict.fromkeys((*COUNTS, *OF_MEASURED, *OF_COMPARED), 0.0)
    for one in trained:
        metrics, promotion = one.metrics, one.promotion
        if metrics.rmsse is not None and metrics.wape is not None and metrics.pinball is not None:
            sums["measured"] += 1
            sums["rmsse"] += metrics.rmsse
            sums["wape"] += metrics.wape
            sums["pinball"] += metrics.pinball
        if promotion.challenger_rmsse is not None and promotion.incumbent_rmsse is not None:
            sums["compared"] += 1
            sums["better"] += promotion.challenger_rmsse < promotion.incumbent_rmsse
            sums["challenger_rmsse"] += promotion.challenger_rmsse
            sums["champion_rmsse"] += promotion.incumbent_rmsse
    return sums


def means(parts: Iterable[Mapping[str, float]]) -> dict[str, Any]:
    """Of the sums of all parts: counts of products, and mean errors of these; None where nothing was measured.

    rmsse, wape, pinball -- of the `measured`
    challenger_rmsse, champion_rmsse -- of the `compared`, on the same cut-offs
    """
    total = add_up(())
    for part in parts:
        total = {name: value + part.get(name, 0.0) for name, value in total.items()}
    counts = {name: int(total[name]) for name in COUNTS}
    errors = {name: _mean(total[name], counts["measured"]) for name in OF_MEASURED}
    compared = {name: _mean(total[name], counts["compared"]) for name in OF_COMPARED}
    return counts | errors | compared


def _mean(total: float, count: int) -> float | None:
    return round(total / count, 4) if count else None
