"""What to order where demand is known to the unit: every quantity tried, day by day, until one will do."""

from dataclasses import dataclass

MOST = 600
NEVER = 10**6


@dataclass
class Shop:
    """One product. on_hand -- fresh today, below zero: owed; coming -- units by day, as fresh then
    lead, review -- days until an order of today comes, and from then until the next; shelf_days -- that it is sold on
    """

    daily: int
    on_hand: int
    lead: int
    review: int
    coming: tuple[tuple[int, int], ...] = ()
    pack: int = 1
    min_order: int = 0
    min_stock: int = 0
    display: int = 0
    max_stock: int = NEVER
    shelf_days: int = NEVER
    waits: bool = False


@dataclass
class Lot:
    last_day: int
    units: int
    is_ordered: bool = False


@dataclass
class Lived:
    """lost -- by day, what is asked for and not there; there -- before an order comes; left, wasted -- of the order"""

    lost: list[int]
    there: int
    left: int
    wasted: int


def quantity(shop: Shop) -> int:
    """The least that is enough until the next order comes, or of that what does not expire; whole packs that fit."""
    ends = shop.lead + shop.review
    wanted = next((units for units in range(MOST) if _is_enough(shop, live(shop, units, ends))), MOST)
    while wanted and live(shop, wanted, shop.lead + min(shop.shelf_days, MOST)).wasted:
        wanted -= 1
    if not wanted:
        return 0
    packs = -(-max(wanted, shop.min_order) // shop.pack)
    room = max(0, shop.max_stock - live(shop, 0, shop.lead + 1).there) // shop.pack
    most = room if room * shop.pack >= shop.min_order else 0
    return min(packs, most) * shop.pack


def live(shop: Shop, ordered: int, days: int) -> Lived:
    """So many days, if so many are ordered."""
    lots, owed = [Lot(shop.shelf_days - 1, max(0, shop.on_hand))], max(0, -shop.on_hand)
    found = Lived([], 0, 0, 0)
    for day in range(days):
        lots += [Lot(day + shop.shelf_days - 1, units) for comes, units in shop.coming if comes == day]
        if day == shop.lead:
            found.there = sum(lot.units for lot in lots)
            lots.append(Lot(day + shop.shelf_days - 1, ordered, is_ordered=True))
        asked = shop.daily + owed
        sold = min(asked, max(0, sum(lot.units for lot in lots) - shop.display))
        found.lost.append(asked - sold)
        owed = asked - sold if shop.waits else 0
        for lot in sorted(lots, key=lambda lot: (lot.last_day, lot.is_ordered)):
            taken = min(lot.units, sold)
            lot.units, sold = lot.units - taken, sold - taken
        found.wasted += sum(lot.units for lot in lots if lot.last_day == day and lot.is_ordered)
        lots = [lot for lot in lots if lot.last_day > day]
    found.left = sum(lot.units for lot in lots)
    return found


def _is_enough(shop: Shop, lived: Lived) -> bool:
    return not any(lived.lost[shop.lead :]) and lived.left >= shop.min_stock + shop.display
