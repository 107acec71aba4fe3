"""The sales of a file as one table, as an import would keep them: lines added up, returns taken off, weeks told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from services.files.fields import FLAG, NUMBER, TEXT, TITLE, Form, Overrules, Wanted
from services.files.reading import Reading
from services.files.uploads import Rejection
from services.histories import returns
from services.sales import sales_form

KEY = ["product_sku", "date"]
WEEK = 7
_EXAMPLES = 3


class SalesFile:
    """A file that was read: its table, how it was understood, how many rows were rejected, and the first of these.

    Raises InvalidInput for a file that cannot be read.
    """

    def __init__(self, path: Path, overrules: Overrules, today: date, more: Sequence[str] = ()) -> None:
        self.reading = Reading(path, _form(today, more), overrules)
        self.rejected = 0
        self.examples: list[Rejection] = []
        frame = self._read()
        spread = frame["span"].eq(WEEK).all() or frame["span"].eq(1).all()
        self.frame = added_up(frame if spread else _spread(frame, today)).drop(columns="span")

    def _read(self) -> pd.DataFrame:
        codes, parts = dict[str, int](), []
        for block in self.reading.blocks():
            self.rejected += len(block.rejections)
            self.examples += block.rejections[: _EXAMPLES - len(self.examples)]
            part = pd.DataFrame(block.rows, columns=list(self.reading.columns)).drop(columns="line")
            part = part[part["quantity"].notna()]
            part["date"] = pd.to_datetime(part["date"])
            # Each code is kept once: tens of millions of rows of text would not fit.
            part["product_sku"] = [codes.setdefault(sku, len(codes)) for sku in part["product_sku"]]
            parts.append(part)
        frame = pd.concat(parts, ignore_index=True)
        return frame.assign(product_sku=pd.Categorical.from_codes(frame["product_sku"], list(codes)))


def added_up(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each product and day: quantities add up, and what came back is taken off the days before."""
    if frame.duplicated(KEY).any():
        rules = {name: "sum" if name == "quantity" else "max" for name in frame.columns if name not in KEY}
        rules |= {name: "first" for name in frame.columns if frame[name].dtype == object and name not in KEY}
        frame = frame.groupby(KEY, as_index=False, observed=True).agg(rules)
    return _netted(frame) if (frame["quantity"] < 0).any() else frame


def _netted(frame: pd.DataFrame) -> pd.DataFrame:
    """Goods that came back undo the latest sales before them; those for which there was no sale are left out."""
    frame = frame.sort_values(KEY, ignore_index=True)
    units = frame["quantity"].to_numpy(dtype=float, copy=True)
    products = frame["product_sku"].astype("category").cat.codes.to_numpy()
    for place in np.flatnonzero(units < 0):
        back, units[place] = -units[place], 0.0
        returns.taken_back(units, slice(np.searchsorted(products, products[place]), place), back)
    return frame.assign(quantity=units)


def _spread(frame: pd.DataFrame, today: date) -> pd.DataFrame:
    """Totals as the even shares of their days, none after today."""
    left = (pd.Timestamp(today) - frame["date"]).dt.days + 1
    length = frame["span"].clip(upper=left).to_numpy()
    days = frame.loc[frame.index.repeat(length)]
    ahead = np.concatenate([np.arange(span) for span in length])
    quantity = days["quantity"] / np.repeat(length, length)
    return days.assign(date=days["date"] + pd.to_timedelta(ahead, unit="D"), quantity=quantity, span=1)


def _form(today: date, more: Sequence[str]) -> Form:
    """As an import reads it but for names, with a category, and columns of numbers that are known ahead."""
    form = sales_form.form(today)
    own = tuple(one for one in form.fields if one.kind != TITLE and one.name != "category")
    known = {one.name for one in own}
    numbers = tuple(Wanted(name, NUMBER, required=False) for name in more if name not in known)
    extra = (Wanted("open", FLAG, required=False), Wanted("category", TEXT, required=False))
    return replace(form, fields=(*own, *extra, *numbers))
