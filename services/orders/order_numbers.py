"""Numbers for purchase orders that nobody gave a number: the day, the supplier, and which one of that day it is."""

import re
import unicodedata
from datetime import date

LONGEST_CODE = 16
NOBODY = "ORDER"
PREFIX = "PO"


def readable(day: date, supplier: str, ordinal: int = 1, prefix: str = PREFIX) -> str:
    """For example PO-2026-11-21-MILL-SONS-1."""
    return f"{prefix}-{day.isoformat()}-{code(supplier)}-{ordinal}"


def code(supplier: str) -> str:
    """A supplier's name in a few capitals and digits, as far as it has any."""
    plain = unicodedata.normalize("NFKD", supplier).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z0-9]+", plain)
    return "-".join(words)[:LONGEST_CODE].strip("-") or NOBODY
