"""Tables in JSON, as interfaces and databases answer: a list of objects, or one in each line.

Objects within an object become columns of it, the one list that is of goods a row for each of its lines.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, cast

from services.files.formats import containers
from services.files.formats.held_tables import HeldTable
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.records import Cell

BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*[\{\[]|\{\s*\")")
Row = dict[str, Any]
_DEEPEST = 6


def tables(content: bytes) -> list[HeldTable]:
    """The table of a document. Raises InvalidInput for what is damaged, and where nothing in it is a table."""
    rows = [flat for one in _objects(_documents(content)) for flat in _flattened(one)]
    if not rows:
        raise containers.no_table("JSON")
    headings = list(dict.fromkeys(chain.from_iterable(rows)))
    table = HeldTable("JSON", encoding_name="JSON")
    table.add(1, cast("list[Cell]", list(headings)))
    for line, row in enumerate(rows, 2):
        table.add(line, [_cell(row.get(heading)) for heading in headings])
    return [table]


def _documents(content: bytes) -> Any:
    """What a document says; of several, one in each line, all."""
    try:
        text = content.decode(json.detect_encoding(content))
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise containers.damaged(error) from error


def _objects(document: Any, depth: int = 0) -> list[Row]:
    """The longest list of objects in a document; lists below a row of headings are objects as well."""
    if isinstance(document, list):
        rows = [one for one in document if isinstance(one, dict)]
        return rows if rows and len(rows) == len(document) else _under_headings(document)
    if not isinstance(document, dict) or depth > _DEEPEST:
        return []
    columns, values = document.get("columns"), document.get("rows", document.get("data"))
    if isinstance(columns, list) and isinstance(values, list):
        named = [one.get("name", "") if isinstance(one, dict) else one for one in columns]
        return values if _are_objects(values) else _under_headings([named, *values])
    if rows := _of_columns(document):
        return rows
    return max((_objects(value, depth + 1) for value in document.values()), key=len, default=[])


def _of_columns(document: Mapping[str, Any]) -> list[Row]:
    """The rows of an object that has a list of as many values for each column, as pandas writes it."""
    lists = list(document.values())
    if len(lists) < 2 or not all(isinstance(one, list) and len(one) == len(lists[0]) for one in lists):
        return []
    if any(isinstance(value, list | dict) for one in lists for value in one):
        return []
    return [dict(zip(document, row, strict=True)) for row in zip(*lists, strict=True)]


def _under_headings(lists: Sequence[Any]) -> list[Row]:
    if len(lists) < 2 or not all(isinstance(one, list) for one in lists):
        return []
    headings, *rows = lists
    return [dict(zip(map(str, headings), row, strict=False)) for row in rows]


def _flattened(one: Row) -> Iterator[Row]:
    """An object as a row, or as a row for each of its goods: what both say keeps its name where it is of the goods."""
    own = dict(_columns(one))
    goods: list[Row] = max((value for value in one.values() if _are_objects(value)), key=_worth, default=[])
    if not _worth(goods):
        yield own
        return
    for line in goods:
        of_line = dict(_columns(line))
        yield {f"order {name}" if name in of_line else name: value for name, value in own.items()} | of_line


def _columns(one: Mapping[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    for name, typed in one.items():
        value = _untyped(typed)
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _columns(value, f"{above}{name} ", depth + 1)
        elif not isinstance(value, list):
            yield f"{above}{name}", value


def _untyped(value: Any) -> Any:
    """What is within an object that only names its kind, as MongoDB writes {"$numberInt": "2"}."""
    while isinstance(value, dict) and len(value) == 1 and (name := next(iter(value))).startswith("$"):
        value = value[name]
    return value


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _worth(lines: Sequence[Row]) -> int:
    """How much of what was sold these lines name: nothing unless they count it."""
    keys = {key(name) for name in lines[0]} if lines else set()
    named = [
        any(RANKS[field].of(one) is not None for one in keys) for field in ("quantity", "product_sku", "product_name")
    ]
    return sum(named) if named[0] else 0


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # Of a text nobody knows whether its point is a decimal sign; the digits of a code must all stay.
    return value if isinstance(value, float) else str(value)
