"""The beginning of a file of sales, understood before any of it is sent."""

import tempfile
import zlib
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from services.errors import InvalidInput
from services.files import report, saved_profiles
from services.files.fields import Overrules
from services.files.options import USUAL, FileOptions
from services.files.reading import Reading
from services.files.records import Unreadable
from services.sales import sales_form
from utils import clock

SHOWN_ROWS = 8
LONGEST_TEXT = 64 * 1024
_GZIP = b"\x1f\x8b"
# Questions that the rest of the file may answer.
_OPEN: dict[str, dict[str, Any]] = {
    "undecided_decimal": {"decimal": "."},
    "undecided_date_order": {"date_order": "dmy"},
}


@dataclass(frozen=True)
class Preview:
    """headings, rows -- as they stand in the file; meanings -- of each column: the field that it is, or nothing"""

    headings: tuple[str, ...]
    meanings: tuple[str, ...]
    rows: list[list[str]]
    in_words: str


def of_head(head: bytes, options: FileOptions = USUAL) -> Preview:
    """What a file that begins so is understood as. Raises InvalidInput for what is no file of sales."""
    if head.startswith(_GZIP):
        # Breaks off somewhere, as the rest of it stayed where it is.
        head = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, LONGEST_TEXT)
    with tempfile.NamedTemporaryFile() as file:
        file.write(_whole_lines(head))
        file.flush()
        return _preview(Path(file.name), options.overrules(), [])


def _whole_lines(head: bytes) -> bytes:
    """The last line may be cut off in its middle."""
    end = max(head.rfind(b"\n"), head.rfind(b"\r"))
    # UTF-16 has two bytes to a character.
    return head[: end + 1 + (end + 1) % 2 * (b"\0" in head[:4])] if end > 0 else head


def _preview(path: Path, overrules: Overrules, questions: list[str]) -> Preview:
    try:
        reading = Reading(path, sales_form.form(clock.today()), overrules, saved_profiles.all_saved())
    except InvalidInput as refusal:
        if refusal.code not in _OPEN:
            raise
        return _preview(path, replace(overrules, **_OPEN[refusal.code]), [*questions, _question(refusal)])
    head = reading.head
    width = len(head.headings)
    meanings = {position: name for name, position in reading.understood.positions.items()}
    records = islice(reading.records.records(), head.above + 1, head.above + 1 + SHOWN_ROWS)
    return Preview(
        head.headings,
        tuple(meanings.get(place, "date" if place in head.spans else "") for place in range(width)),
        [[*map(str, cells[:width]), *[""] * (width - len(cells))] for _, cells in records if _is_read(cells)],
        " ".join([*report.in_words(reading), *questions]),
    )


def _is_read(cells: object) -> bool:
    return not isinstance(cells, Unreadable)


def _question(refusal: InvalidInput) -> str:
    asked = str(refusal).partition("?")[0]
    return f"{asked}? The beginning of the file does not tell; the whole file may."
