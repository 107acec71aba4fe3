"""Products that a scenario compares as bytes, and back."""

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from services.replenishment.lists.advice_lines import STORED, Line
from services.replenishment.suppositions.scenarios import Compared

# A part is small enough to be read for a page of a few lines.
TOGETHER = 100
FASTEST = 1
_DAYS = [STORED.index(name) for name in ("order_by", "stock_out_date", "as_of", "arrives_on", "next_arrival_on")]


def packed(compared: Sequence[Compared]) -> Iterator[bytes]:
    """So many TOGETHER, in their order."""
    for first in range(0, len(compared), TOGETHER):
        rows = [
            [one.sku, one.name, one.supplier, _values(one.today), _values(one.scenario)]
            for one in compared[first : first + TOGETHER]
        ]
        yield zlib.compress(json.dumps(rows, default=date.isoformat).encode(), FASTEST)


def unpacked(data: bytes) -> list[Compared]:
    rows = json.loads(zlib.decompress(data))
    return [Compared(sku, name, supplier, _line(now), _line(then)) for sku, name, supplier, now, then in rows]


def _values(line: Line | None) -> list[Any] | None:
    return None if line is None else list(line[: len(STORED)])


def _line(values: list[Any] | None) -> Line | None:
    if values is None:
        return None
    for place in _DAYS:
        values[place] = values[place] and date.fromisoformat(values[place])
    return Line(*values)
