"""Queries of sources: one that reads, and what is asked in its place when only the newest days are wanted."""

import re

from services.errors import Fault, InvalidInput
from utils.language import _

_BEGINS = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(?:SELECT|WITH)\b", re.IGNORECASE | re.DOTALL)
# MySQL does what stands in such a comment.
_EXECUTED = re.compile(r"/\*[!M]")


def check(query: str) -> None:
    """Raises InvalidInput for anything but one SELECT or WITH.

    What it does besides is up to the database: each is asked in a transaction that only reads, and should be asked as
    a user who may do nothing else.
    """
    if not _BEGINS.match(query):
        raise _refusal(_("The query must be one SELECT, or begin WITH."))
    if ";" in query.rstrip().removesuffix(";"):
        raise _refusal(_("The query must be one statement, without a semicolon in it."))
    if _EXECUTED.search(query):
        raise _refusal(_("The query must not hold comments that the database executes."))


def since(query: str, column: str, beginning: str) -> str:
    """All that a query gives; with a column, as the database quotes it, only the rows from a beginning on."""
    # As a part of another SELECT it cannot be anything else itself. A line of its own: it may end in a comment.
    whole = f"SELECT * FROM (\n{query.rstrip().removesuffix(';')}\n) AS source_rows"  # noqa: S608
    return f"{whole} WHERE source_rows.{column} >= '{beginning}'" if column else whole


def _refusal(reason: str) -> InvalidInput:
    return InvalidInput(reason, "query_refused", (Fault("/query", reason),))
