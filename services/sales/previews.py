"""The beginning of a file of sales, understood before any of it is sent."""

import tempfile
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from services.errors import InvalidInput
from services.files import report
from services.files.fields import Overrules
from services.files.options import USUAL, FileOptions
from services.files.reading import Reading
from services.sales import sales_form
from utils import clock

SHOWN_ROWS = 8
# Questions that the rest of the file may answer.
_OPEN = {"undecided_decimal": {"decimal": "."}, "undecided_date_order": {"date_order": "dmy"}}
_WORKBOOK = 'A workbook or a zip archive: "Check only" tells what is in it.'


@dataclass(frozen=True)
class Preview:
    """headings, rows -- as they stand in the file; meanings -- of each column: which field it is, or "" """

    headings: tuple[str, ...]
    meanings: tuple[str, ...]
    rows: list[list[str]]
    in_words: str


def of_text(text: str, options: FileOptions = USUAL) -> Preview:
    """What the first characters of a file are understood as. Raises InvalidInput for what is no file of sales."""
    if text.startswith("PK\x03\x04"):
        return Preview((), (), [], _WORKBOOK)
    lines = text.splitlines(keepends=True)
    # The last line may be cut off in its middle.
    complete = lines[:-1] if len(lines) > 2 and not text.endswith(("\n", "\r")) else lines
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="") as file:
        file.write("".join(complete))
        file.flush()
        return _preview(Path(file.name), options.overrules(), [])


def _preview(path: Path, overrules: Overrules, questions: list[str]) -> Preview:
    try:
        reading = Reading(path, sales_form.form(clock.today()), overrules)
    except InvalidInput as refusal:
        if refusal.code not in _OPEN:
            raise
        return _preview(path, replace(overrules, **_OPEN[refusal.code]), [*questions, _question(refusal)])
    head, positions = reading.head, reading.understood.positions
    meanings = {position: name for name, position in positions.items()}
    records = islice(reading.records.records(), head.above + 1, head.above + 1 + SHOWN_ROWS)
    width = len(head.headings)
    return Preview(
        head.headings,
        tuple(meanings.get(place, "date" if place in head.spans else "") for place in range(width)),
        [[str(cell) for cell in cells[:width]] for _, cells in records if not isinstance(cells, str)],
        " ".join([*report.in_words(reading), *questions]),
    )


def _question(refusal: InvalidInput) -> str:
    asked = str(refusal).partition("?")[0]
    return f"{asked}? The beginning of the file does not tell; the whole file may."
