"""Files of sales in tests: what is read from them."""

from datetime import UTC, date
from pathlib import Path

from services.files.fields import Overrules
from services.files.reading import Reading
from services.sales import sales_form

TODAY = date(2026, 11, 26)
USUAL = Overrules(zone=UTC)


class Sales:
    """A file of this content, read: its rows (without their lines), its rejections, its reading."""

    def __init__(self, folder: Path, content: str | bytes, overrules: Overrules = USUAL, today: date = TODAY) -> None:
        path = folder / "sales"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.reading = Reading(path, sales_form.form(today), overrules)
        blocks = list(self.reading.blocks())
        self.rows = [row[1:] for block in blocks for row in block.rows]
        self.rejections = [rejection for block in blocks for rejection in block.rejections]

    @property
    def days(self) -> list[tuple[str, str, float | None]]:
        """Product, day and quantity of each row."""
        place = {name: position - 1 for position, name in enumerate(self.reading.columns)}
        wanted = (place["product_sku"], place["date"], place["quantity"])
        return [tuple(row[position] for position in wanted) for row in self.rows]
