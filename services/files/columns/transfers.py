"""Lines of stock that went from one place to another: what went to customers was sold, what left them came back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.files.columns.columns import Columns
from services.files.headings.heading_keys import key
from services.files.records import Cell
from services.files.values.day_words import plain_word

_FROM_TO = (
    "from/to, from warehouse/to, from warehouse/to warehouse, warehouse from/warehouse to, source/destination, "
    "von lager/nach lager, depot source/depot destination, almacen origen/almacen destino, "
    "magazzino di partenza/magazzino di arrivo, van magazijn/naar magazijn, z magazynu/do magazynu, "
    "source location/destination location, location/destination, from location/to location, von/nach, "
    "quellort/zielort, von lagerort/nach lagerort, emplacement source/emplacement de destination, de/vers, de/a, "
    "ubicacion origen/ubicacion destino, ubicacion de origen/ubicacion de destino, origen/destino, da/a, "
    "ubicazione di origine/ubicazione di destinazione, van/naar, bronlocatie/bestemmingslocatie"
)
_PAIRS = [tuple(map(key, pair.split("/"))) for pair in _FROM_TO.split(", ")]
_CUSTOMERS = re.compile(r"customer|kunde|client|klant|kunder|klient|покупател|клиент|顧客|客户|고객")


@dataclass(frozen=True)
class Transfers:
    """The columns of where goods came from and where they went."""

    origin: int
    destination: int

    def were_sold(self, cells: Sequence[Cell]) -> bool:
        return _are_customers(cells[self.destination])

    def came_back(self, cells: Sequence[Cell]) -> bool:
        return _are_customers(cells[self.origin]) and not self.were_sold(cells)


def found(columns: Columns) -> Transfers | None:
    """Those of a file some of whose goods went to customers."""
    keys, evidence = columns.head.keys, columns.evidence
    for first, last in _PAIRS:
        if first in keys and last in keys:
            both = Transfers(keys.index(first), keys.index(last))
            if any(map(_are_customers, evidence[both.destination].seen)):
                return both
    return None


def _are_customers(place: Cell) -> bool:
    return bool(_CUSTOMERS.search(plain_word(str(place))))
