"""Products of which a file tells by the columns of their variants: a size, a colour."""

from collections import defaultdict
from collections.abc import Sequence

from services.files.records import Cell, shown

# A shirt has so many sizes and colours at most; a text of a customer's own is no variant.
MOST_OF_A_CODE = 60
Places = Sequence[int]


def differ(rows: Sequence[Sequence[Cell]], code: int, places: Places) -> bool:
    """Whether products of one code differ by their variant, and are few enough to be sizes and colours."""
    by_code = defaultdict[str, set[str]](set)
    for cells in rows:
        if text(cells[code]):
            by_code[text(cells[code])].add(joined("", cells, places))
    most = max(map(len, by_code.values()), default=0)
    return 1 < most <= MOST_OF_A_CODE and len(set().union(*by_code.values())) < max(MOST_OF_A_CODE, len(rows) // 2)


def joined(code: str, cells: Sequence[Cell], places: Places) -> str:
    """The code with what tells its variant: "T-shirt M red"."""
    return " ".join(filter(None, [code, *(text(cells[place]) for place in places)]))


def text(cell: Cell) -> str:
    """A cell as one line of words; of the number 38.0 the 38."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    found = " ".join(shown(str(cell)).split())
    return "" if found in ("-", "Default Title", "n/a", "N/A") else found
