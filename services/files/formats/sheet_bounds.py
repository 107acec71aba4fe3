"""How much a workbook may hold."""

from services.errors import InvalidInput
from utils.language import _

# A sheet is held in memory as one block from its first cell to its last one: some 30 bytes a cell.
MOST_CELLS = 20_000_000
# Each cell is held with a copy of its text.
MOST_BYTES = 512 * 1024 * 1024


def refuse(rows: int, columns: int) -> None:
    """Raises InvalidInput where so many rows of so many columns are more cells than can be held."""
    if rows * columns > MOST_CELLS:
        raise InvalidInput(
            _(
                "A sheet reaches over {rows} rows and {columns} columns; save it as CSV and send that.",
                rows=rows,
                columns=columns,
            ),
            "sheet_too_large",
        )


def refuse_text(total: int) -> None:
    """Raises InvalidInput for cells that together hold so many bytes of text."""
    if total > MOST_BYTES:
        raise InvalidInput(_("The cells of this workbook hold more text than a table does; it is refused."), "zip_bomb")
