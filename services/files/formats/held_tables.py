"""Tables that are held in memory: of a page of HTML, of Excel's XML of 2003, of JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from services.errors import InvalidInput
from services.files.records import Cell, Record
from utils.language import _

MOST_CELLS, MOST_COLUMNS = 3_000_000, 16_384
# Of HTML, XML and JSON; a workbook of the same content has a tenth of it.
MOST_BYTES = 64 * 1024 * 1024


@dataclass
class HeldTable:
    """A table, row by row with the line that each has there; a part like the sheet of a workbook."""

    name: str
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)
    cells: int = 0
    delimiter: str = ""
    encoding_name: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.rows

    def add(self, line: int, cells: list[Cell]) -> None:
        """One more row. Raises InvalidInput when it becomes too large."""
        self.cells += len(cells)
        if self.cells > MOST_CELLS or len(cells) > MOST_COLUMNS:
            raise too_large()
        self.rows.append((line, cells))

    def records(self) -> Iterator[Record]:
        yield from self.rows

    def share_read(self) -> float:
        return 1.0

    def forget(self) -> None:
        """It stays: there is nothing to read it from again."""


def too_large() -> InvalidInput:
    return InvalidInput(
        _("This table of HTML, XML or JSON is too large; save it as XLSX or as 'CSV UTF-8' and send that."), "too_large"
    )
