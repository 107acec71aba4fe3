"""Tables in HTML, XML and JSON, whatever the name of their file says."""

import io
import re

from services.errors import InvalidInput
from services.files.formats import containers, encodings, html_tables, json_tables, xml_sheets
from services.files.formats.held_tables import MOST_BYTES, HeldTable, too_large

_HEAD = 8192
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_PAGE = re.compile(rb"<html\b", re.IGNORECASE)
_HTML = re.compile(rb"<(?:html|table)\b", re.IGNORECASE)


def tables(stream: io.BufferedReader) -> list[HeldTable]:
    """The tables of a stream of HTML, of Excel's XML or of JSON; none where it is neither, and then it stays as it is.

    Raises InvalidInput for what holds no table, and for what is too large.
    """
    head = stream.peek(_HEAD)[:_HEAD].replace(b"\0", b"").lstrip(b"\xff\xfe")
    if json_tables.BEGINS.match(head):
        return json_tables.tables(_content(stream))
    if not _BEGINS.match(head):
        return []
    is_sheet = xml_sheets.NAMESPACE.encode() in head and not _PAGE.search(head)
    if not is_sheet and not _HTML.search(head):
        return []
    content = _content(stream)
    found = xml_sheets.tables(content) if is_sheet else _of_page(content)
    if not found:
        raise InvalidInput(str(containers.no_table("HTML")), "not_a_table")
    return found


def _content(stream: io.BufferedReader) -> bytes:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_large()
    return content


def _of_page(content: bytes) -> list[HeldTable]:
    return html_tables.tables(content, encodings.of_stream(io.BytesIO(content)))
