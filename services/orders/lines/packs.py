"""Whether a quantity is one of whole packs."""

import math

from services.orders.lines import whole_units
from utils.language import _


def remark(sku: str, units: float, pack: int) -> str:
    """That so many are no whole packs, and how many would be; "" where they are. Packs are what a supplier usually
    sends: it may open one, so the order is taken as it is."""
    if whole_units.is_whole(units / pack):
        return ""
    fewer, more = math.floor(units / pack) * pack, math.ceil(units / pack) * pack
    if not fewer:
        return _("{units} of {sku} are no whole pack of {pack}.", units=units, sku=sku, pack=pack)
    return _(
        "{units} of {sku} are no whole packs of {pack}: {fewer} or {more} are.",
        units=units,
        sku=sku,
        pack=pack,
        fewer=fewer,
        more=more,
    )
