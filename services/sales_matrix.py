"""Sales of many products on one calendar."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from services import sales_rows


def read(session: Session, product_ids: Sequence[int], first: date, last: date) -> np.ndarray:
    """Units sold by product (ids in rising order) and day, float64; 0 on a day without a row, NaN out of stock."""
    rows = sales_rows.read(session, product_ids, last, first)
    sales = np.zeros((len(product_ids), (last - first).days + 1))
    age = (rows.days - np.datetime64(first)).astype(int)
    sales[np.searchsorted(product_ids, rows.product_ids), age] = np.where(rows.in_stock, rows.quantities, np.nan)
    return sales
