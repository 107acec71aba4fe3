"""Numbers for purchase orders that nobody gave a number: the day, the supplier, and which one of that day it is."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import PurchaseOrder
from utils import clock

LONGEST_CODE = 16
NOBODY = "ORDER"
PREFIX = "PO"


def free(session: Session, suppliers: Sequence[str], prefix: str = PREFIX) -> dict[str, str]:
    """A number for the order to each of them that no order has."""
    today = clock.today()
    like = PurchaseOrder.number.startswith(f"{prefix}-{today.isoformat()}-", autoescape=True)
    taken = set(session.scalars(sa.select(PurchaseOrder.number).where(like).distinct()))
    numbers = {}
    for supplier in suppliers:
        ordinal = 1
        while (number := readable(today, supplier, ordinal, prefix)) in taken:
            ordinal += 1
        taken.add(number)
        numbers[supplier] = number
    return numbers


def readable(day: date, supplier: str, ordinal: int = 1, prefix: str = PREFIX) -> str:
    """For example PO-2026-11-21-MILL-SONS-1."""
    return f"{prefix}-{day.isoformat()}-{code(supplier)}-{ordinal}"


def code(supplier: str) -> str:
    """A supplier's name in a few capitals and digits, as far as it has any."""
    # Capitals first: that of ß is SS.
    plain = unicodedata.normalize("NFKD", supplier.upper()).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Z0-9]+", plain)
    return "-".join(words)[:LONGEST_CODE].strip("-") or NOBODY
