"""What stands on a paper, as each kind of file."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import IO, Any, ClassVar

from services.files.writing import workbook_writer
from services.files.writing.spreadsheet import csv_text, with_amounts
from services.orders.papers import order_pdf
from services.orders.papers.order_pdf import Sheet


class Written(ABC):
    """A paper. COLUMNS -- the headings of its rows"""

    COLUMNS: ClassVar[tuple[str, ...]]

    @abstractmethod
    def rows(self) -> Iterator[list[Any]]:
        """The lines under COLUMNS."""

    @abstractmethod
    def sheet(self) -> Sheet:
        """The same for people."""

    def pdf(self) -> bytes:
        return order_pdf.write(self.sheet())

    def workbook(self) -> IO[bytes]:
        return workbook_writer.write(self.COLUMNS, self.rows())

    def csv(self) -> str:
        """As a spreadsheet reads it; no text in it is calculated."""
        return csv_text(with_amounts(self.COLUMNS, self.rows()))
