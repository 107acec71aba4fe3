"""Reports whose products stand indented below their groups, each group with its sums."""

from collections.abc import Sequence

from services.files.lines import total_words
from services.files.records import Cell


def least(cells: Sequence[Cell]) -> int:
    """By how many blanks products are indented, from all labels of a report in their order: those that are less so are
    groups, as below each of them one stands deeper; 0 where no label, or not each of these, has any below it.
    """
    labels = [cell for cell in cells if isinstance(cell, str) and cell.strip() and not total_words.is_total(cell)]
    depths = [of(label) for label in labels]
    deepest = max(depths, default=0)
    above = [place for place, depth in enumerate(depths) if depth < deepest]
    is_parted = bool(above) and all(place + 1 < len(depths) and depths[place + 1] > depths[place] for place in above)
    return deepest if is_parted else 0


def of(cell: Cell) -> int:
    """The blanks in front of a label."""
    return len(cell) - len(cell.lstrip()) if isinstance(cell, str) else 0
