"""The shelves of the demo shop: what it sells, how each product tends to sell, and who delivers it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoSupplier:
    """late -- days by which deliveries miss the stated lead time, each as likely

    min_value -- of one order, in money; None: any
    """

    name: str
    late: tuple[int, ...]
    min_value: int | None = None


@dataclass(frozen=True)
class Department:
    """What the products of one category have in common.

    cost_share  -- unit cost over price
    weekly      -- demand of Monday to Sunday against the mean day
    peak_day    -- day of the year demand is highest
    seasonality -- how much higher: demand at the peak is exp(2 * seasonality) times that of the low
    """

    name: str
    supplier: DemoSupplier
    cost_share: float
    weekly: tuple[float, ...]
    peak_day: int
    seasonality: float
    lead_time_days: int
    review_days: int
    pack_size: int


@dataclass(frozen=True)
class DemoProduct:
    """A product of the demo shop.

    level       -- units sold on a mean day
    trend       -- growth a year, 0.1 being 10 %
    promotions  -- weeks a year at four fifths of the price
    stock_outs  -- times a year the shelf stands empty
    first_day, last_day -- when it was sold, in days before today; last_day 1 is yesterday
    cover_days  -- for how many of the coming days the stock at hand lasts
    """

    sku: str
    name: str
    department: Department
    level: float
    price: float
    cover_days: float = 10.0
    trend: float = 0.0
    promotions: int = 0
    stock_outs: int = 0
    first_day: int = 913
    last_day: int = 1


MILL = DemoSupplier("Mill & Sons", (0,))
BREWERY = DemoSupplier("Riverside Drinks", (-1, 0, 0, 1))
WHOLESALE = DemoSupplier("Homeware Wholesale", (-1, 0, 1, 2), min_value=750)
GIFT_HOUSE = DemoSupplier("The Gift House", (0, 1, 2, 4))
SUPPLIERS = (MILL, BREWERY, WHOLESALE, GIFT_HOUSE)

BAKERY = Department("Bakery", MILL, 0.35, (0.8, 0.75, 0.8, 0.9, 1.15, 1.55, 1.05), 350, 0.08, 1, 1, 1)
DRINKS = Department("Drinks", BREWERY, 0.65, (0.8, 0.8, 0.85, 0.95, 1.3, 1.5, 0.8), 200, 0.45, 3, 7, 12)
HOUSEHOLD = Department("Household", WHOLESALE, 0.6, (1.05, 0.95, 0.95, 1.0, 1.1, 1.35, 0.6), 90, 0.05, 7, 7, 6)
GIFTS = Department("Gifts", GIFT_HOUSE, 0.5, (0.8, 0.8, 0.85, 0.95, 1.2, 1.6, 0.8), 348, 1.0, 14, 14, 4)

CATALOGUE = (
    DemoProduct("BRD-001", "Sourdough loaf", BAKERY, 42, 4.2, cover_days=1.5, trend=0.06),
    DemoProduct("BRD-002", "Baguette", BAKERY, 85, 1.3, cover_days=2.6),
    DemoProduct("BRD-003", "Butter croissant", BAKERY, 64, 1.6, cover_days=0.8, trend=0.1, promotions=4),
    DemoProduct("BRD-004", "Rye bread", BAKERY, 18, 4.6, cover_days=3.5, trend=-0.05, stock_outs=3),
    DemoProduct("BRD-005", "Cinnamon roll", BAKERY, 27, 2.2, cover_days=1.6, promotions=5),
    DemoProduct("BRD-006", "Seeded roll", BAKERY, 55, 0.9, cover_days=3.4),
    DemoProduct("BRD-007", "Apple cake", BAKERY, 9, 14.5, cover_days=3.2),
    DemoProduct("BRD-008", "Spelt loaf", BAKERY, 14, 5.1, cover_days=1.2, stock_outs=4),
    DemoProduct("BRD-009", "Gluten-free bread", BAKERY, 3.5, 6.2, cover_days=6, trend=0.2),
    DemoProduct("BRD-010", "Olive focaccia", BAKERY, 12, 3.9, cover_days=4, first_day=26),
    DemoProduct("DRK-001", "Mineral water 1.5 l", DRINKS, 38, 0.9, cover_days=3),
    DemoProduct("DRK-002", "Orange juice 1 l", DRINKS, 21, 2.9, cover_days=5, promotions=6),
    DemoProduct("DRK-003@CENTRE", "Lemonade 0.5 l, shop in the centre", DRINKS, 26, 1.7, cover_days=5, trend=0.08),
    DemoProduct("DRK-003@STATION", "Lemonade 0.5 l, shop at the station", DRINKS, 17, 1.9, cover_days=21),
    DemoProduct("DRK-004", "Pilsner 0.5 l", DRINKS, 33, 1.4, cover_days=4, promotions=5, stock_outs=2),
    DemoProduct("DRK-005", "Apple cider 0.75 l", DRINKS, 7, 4.4, cover_days=16, trend=0.12),
    DemoProduct("DRK-006", "Iced tea 1 l", DRINKS, 19, 1.8, cover_days=14, promotions=4),
    DemoProduct("DRK-007", "Tonic water 0.2 l", DRINKS, 11, 1.1, cover_days=220, trend=-0.1),
    DemoProduct("DRK-008", "Oat drink 1 l", DRINKS, 15, 2.3, cover_days=13, trend=0.3, stock_outs=5),
    DemoProduct("Café crème 250 g", "Ground coffee, dark roast", DRINKS, 8, 7.9, cover_days=12, promotions=3),
    DemoProduct("HSH-001", "Washing-up liquid", HOUSEHOLD, 6.5, 2.4, cover_days=24, promotions=4),
    DemoProduct("HSH-002", "Laundry detergent 2 kg", HOUSEHOLD, 4.2, 9.8, cover_days=4, promotions=6),
    DemoProduct("HSH-003", "Kitchen roll, 4 pieces", HOUSEHOLD, 9.5, 3.6, cover_days=19, stock_outs=3),
    DemoProduct("HSH-004", "Bin liners 35 l", HOUSEHOLD, 5.1, 2.1, cover_days=260),
    DemoProduct("HSH-005", "Sponges, 6 pieces", HOUSEHOLD, 3.3, 1.9, cover_days=24),
    DemoProduct("HSH-006", "AA batteries, 8 pieces", HOUSEHOLD, 2.4, 7.5, cover_days=24, promotions=2),
    DemoProduct("HSH-007", "LED bulb E27", HOUSEHOLD, 0.9, 5.9, cover_days=40),
    DemoProduct("HSH-008", "Extension lead 3 m", HOUSEHOLD, 0.25, 12.9, cover_days=60),
    DemoProduct("HSH-009", "Clothes horse", HOUSEHOLD, 0.08, 34.0, cover_days=90),
    DemoProduct("HSH-010", "Steam iron", HOUSEHOLD, 0.05, 59.0, cover_days=120),
    DemoProduct("GFT-001", "Scented candle", GIFTS, 5.5, 11.9, cover_days=20, promotions=2),
    DemoProduct("GFT-002", "Box of chocolates", GIFTS, 9.0, 8.9, cover_days=8, promotions=3, stock_outs=2),
    DemoProduct("GFT-003", "Greeting card", GIFTS, 14.0, 3.2, cover_days=42),
    DemoProduct("GFT-004", "Wrapping paper", GIFTS, 6.0, 4.1, cover_days=16),
    DemoProduct("GFT-005", "Enamel mug", GIFTS, 2.8, 9.5, cover_days=44, trend=0.15),
    DemoProduct("GFT-006", "Wooden puzzle", GIFTS, 1.2, 19.9, cover_days=36),
    DemoProduct("GFT-007", "Picture frame", GIFTS, 0.6, 16.5, cover_days=300),
    DemoProduct("GFT-008", "Music box", GIFTS, 0.12, 24.0, cover_days=80),
    DemoProduct("GFT-009", "Tea sampler", GIFTS, 4.0, 13.5, cover_days=40, first_day=40),
    DemoProduct("GFT-010", "Calendar of last year", GIFTS, 3.0, 12.0, cover_days=20, last_day=420),
)


@dataclass(frozen=True)
class OpenOrder:
    """An order on its way: cover_days -- units, as days of expected demand; ordered_ago, due_in -- days from today"""

    sku: str
    cover_days: float
    ordered_ago: int
    due_in: int


# The first is overdue.
OPEN_ORDERS = (
    OpenOrder("DRK-001", 8, 6, -2),
    OpenOrder("DRK-004", 9, 2, 1),
    OpenOrder("HSH-002", 14, 5, 3),
    OpenOrder("HSH-005", 12, 5, 3),
    OpenOrder("GFT-002", 30, 9, 6),
    OpenOrder("GFT-004", 10, 9, 6),
)
