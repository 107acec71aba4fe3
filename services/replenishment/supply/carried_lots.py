"""When what another place has sent, or is sending, expires: as it was noted when it left."""

from collections.abc import Iterable, Sequence
from datetime import date

# Units by their last day.
Lots = list[tuple[date, float]]


def came(lots: Sequence[Sequence[object]], units: float) -> Lots:
    """Of these, as they are noted with a transfer, so many that came first."""
    return _between(lots, 0.0, units)


def coming(lots: Sequence[Sequence[object]] | None, received: float, units: float) -> Lots:
    """So many that are still to come, after those that were received."""
    return _between(lots or (), received, received + units)


def _between(lots: Iterable[Sequence[object]], first: float, last: float) -> Lots:
    found, passed = [], 0.0
    for day, own in lots:
        size = float(str(own))
        units = min(passed + size, last) - max(passed, first)
        if units > 0:
            found.append((date.fromisoformat(str(day)), units))
        passed += size
    return found
