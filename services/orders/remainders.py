"""All that was still to come of some lines came in today."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.db import snapshot
from app.db.expressions import among
from app.models import Receipt
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.files.spreadsheet import csv_text
from services.orders import receipts
from services.orders.purchase_orders import Line
from utils import clock

COLUMNS = ("number", "product_sku", "quantity", "received_on")


def receive_rest(lines: Sequence[Line], actor: SignedIn) -> int:
    """Note the rest of these lines as received today; for how many of them that was news.

    Told twice at once it is noted once: a row of a file of receipts is all that came in on its day.
    Raises Conflict when none or not all of them could be taken.
    """
    report: dict[str, Any] = receipts.import_receipts(io.BytesIO(file_of_rest(lines).encode()), actor)
    if report["rejected"]:
        refused = report["rejected_rows"][0]
        noted = f"{report[receipts.RECORDED]} of {report['rows_read']} lines were noted"
        raise Conflict(f"{noted}. Line {refused['value'] or refused['line']}: {refused['reason']}", "receipt_refused")
    return report[receipts.RECORDED]


def file_of_rest(lines: Sequence[Line]) -> str:
    """The file of receipts that says so, as docs/order-files.md has it."""
    today = clock.today()
    came = _came(today, [line.order.id for line in lines if line.order.received])
    rows: list[Sequence[str]] = [COLUMNS]
    for line in lines:
        units = repr(came.get(line.order.id, 0.0) + line.outstanding).removesuffix(".0")
        rows.append((line.order.number, line.product.sku, units, today.isoformat()))
    return csv_text(rows)


def _came(day: date, order_ids: Sequence[int]) -> dict[int, float]:
    """Units that came in on a day, by line."""
    if not order_ids:
        return {}
    units = sa.select(Receipt.order_id, sa.func.sum(Receipt.quantity)).where(
        among(Receipt.order_id, order_ids), Receipt.received_on == day
    )
    with snapshot() as session:
        return dict(session.execute(units.group_by(Receipt.order_id)).all())
