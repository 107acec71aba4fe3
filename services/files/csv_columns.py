"""The columns of a CSV file: which is which, whatever their names, and how their texts are read."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services import days
from services.errors import InvalidInput
from services.files import spreadsheet
from services.sku import clean_sku

DELIMITERS = (",", ";", "\t", "|")
LARGEST = 1e12
LARGEST_PRICE = 1e10

_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?", re.ASCII)
_WITH_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d.*", re.ASCII)
_DOTTED = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+", re.ASCII)
_TRUE = {"1", "true", "t", "yes", "y", "ja", "j"}
_FALSE = {"0", "false", "f", "no", "n", "nein"}


@dataclass(frozen=True)
class Column:
    """A column of ours: what it may be called in a file, and how a text of it is read.

    names -- the first one found counts; case, spaces and hyphens do not
    read -- the value of a text; raises ValueError with what is wrong
    numeric -- `read` also takes the delimiter of the file
    """

    name: str
    names: tuple[str, ...]
    read: Callable[..., Any]
    required: bool = True
    numeric: bool = False


@dataclass(frozen=True)
class Layout:
    """How a file is laid out: its delimiter, its number of columns, and for each column of ours its name there."""

    delimiter: str
    header: tuple[str, ...]
    names: dict[str, str]

    def position(self, column: str) -> int:
        return self.header.index(self.names[column])


def find_layout(line: str, columns: Sequence[Column]) -> Layout:
    """Read the first line of a file. Raises InvalidInput when it does not name the columns that are needed."""
    layouts = [_layout(line, delimiter, columns) for delimiter in DELIMITERS]
    best = max(layouts, key=lambda layout: (len(layout.names), len(layout.header)))
    missing = [column for column in columns if column.required and column.name not in best.names]
    if missing:
        found = ", ".join(map(repr, map(shown, best.header[:30])))
        wanted = "; ".join(map(_wanted, missing))
        raise InvalidInput(
            f"The first line names no column for {wanted}. It names: {found}. Nothing was imported.", "missing_columns"
        )
    _check_unambiguous(best)
    return best


def shown(text: str) -> str:
    """A text from a file, short and in visible characters."""
    readable = text[:100].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in readable)


def day(text: str, latest: date) -> str:
    """YYYY-MM-DD from that form, with or without midnight, or from DD.MM.YYYY. Raises ValueError."""
    text = text.strip()
    if not text:
        raise ValueError("the date is missing")
    if match := _MIDNIGHT.fullmatch(text):
        iso = match[1]
    elif match := _DOTTED.fullmatch(text):
        iso = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    elif _WITH_TIME.fullmatch(text):
        raise ValueError("this is a time of day; send one row per day, with the day's total")
    else:
        raise ValueError("write the day as YYYY-MM-DD or DD.MM.YYYY")
    return days.checked(days.from_iso(iso), latest).isoformat()


def number(text: str, delimiter: str) -> float:
    """A finite number from 0 up, with a decimal point or comma. Raises ValueError."""
    value = signed_number(text, delimiter)
    if value < 0:
        raise ValueError("this is negative; write 0 or more")
    return value


def positive_number(text: str, delimiter: str) -> float:
    """A finite number above 0, with a decimal point or comma. Raises ValueError."""
    value = signed_number(text, delimiter)
    if value <= 0:
        raise ValueError("write a number above 0")
    return value


def signed_number(text: str, delimiter: str) -> float:
    """A finite number, with a decimal point or comma. Raises ValueError."""
    if "," in text and "." not in text:
        # Beside comma-separated values a grouped number is as likely English: 1,234 may be 1234 or 1.234.
        if delimiter == "," and _GROUPED.fullmatch(text.strip()):
            raise ValueError("is the comma a decimal sign? Write 1234 or 1.234, without separators of thousands")
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        raise ValueError(_why_no_number(text)) from None
    if not abs(value) < LARGEST:
        raise ValueError("this is not a finite number below 1,000,000,000,000")
    return value


def _why_no_number(text: str) -> str:
    if "," in text and "." in text:
        return "write the number without separators of thousands"
    return "this is not a number" if text.strip() else "the number is missing"


def price(text: str, delimiter: str) -> float | None:
    """As a number; empty: not known. Raises ValueError."""
    if not text.strip():
        return None
    value = number(text, delimiter)
    if value >= LARGEST_PRICE:
        raise ValueError("a price is below 10,000,000,000")
    return round(value, 4)


def sku(text: str) -> str:
    """A product code. Raises ValueError."""
    return clean_sku(spreadsheet.as_it_was(text))


def words(text: str, longest: int) -> str:
    """A text of at most so many visible characters, without the space around it; may be empty. Raises ValueError."""
    text = spreadsheet.as_it_was(text.strip())
    if len(text) > longest:
        raise ValueError(f"this has {len(text)} characters; at most {longest} are kept")
    if not text.isprintable():
        raise ValueError("this holds characters that cannot be seen; leave them out")
    return text


def flag(text: str) -> bool | None:
    """Yes or no, in the usual ways to write it; empty: not known. Raises ValueError."""
    word = text.strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    if word:
        raise ValueError("write 1 or 0, true or false, yes or no")
    return None


def _wanted(column: Column) -> str:
    others = [name for name in column.names if name != column.name]
    return f"{column.name} (or {', '.join(others)})" if others else column.name


def _check_unambiguous(layout: Layout) -> None:
    used = {_key(name) for name in layout.names.values()}
    keys = [_key(name) for name in layout.header]
    twice = [name for name, key in zip(layout.header, keys, strict=True) if key in used and keys.count(key) > 1]
    if twice:
        found = ", ".join(map(repr, map(shown, twice)))
        raise InvalidInput(
            f"The first line names one column more than once: {found}. Leave one of them. Nothing was imported.",
            "repeated_column",
        )


def _layout(line: str, delimiter: str, columns: Sequence[Column]) -> Layout:
    header = tuple(name.strip() for name in next(csv.reader([line], delimiter=delimiter), []))
    return Layout(delimiter, header, _names(header, columns))


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.casefold())


def _names(header: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    by_key = {_key(name): name for name in reversed(header)}
    return {
        column.name: by_key[next(name for name in column.names if name in by_key)]
        for column in columns
        if any(name in by_key for name in column.names)
    }
