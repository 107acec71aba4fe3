"""How a file is to be read: what was decided from all of its values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.files.columns.columns import Columns
from services.files.columns.size_columns import SIZE
from services.files.columns.spans import Span
from services.files.columns.transfers import Transfers
from services.files.records import Cell
from services.files.values import scales
from services.files.values.day_forms import YMD


@dataclass(frozen=True)
class Understanding:
    """How a file is read.

    positions -- the column of each field. A wide file has two more than headings: the heading and the cell of one day,
    of one product or of one store; one that is dated by a year and a number has one more: both together
    each -- the columns that are a row each, and the text of their headings: those of days, of products or of stores
    decimals -- the decimal sign by field; "" where nothing decides, and a doubtful number costs its cell
    dated_by -- the columns that make up a date, or the day that the lines above the headings name
    year -- the column of the year that headings such as "Jan" or "KW 30" lack
    titles -- columns of names of products; states -- of the states of an order, and of its lines
    flags -- columns that say of a line, each for itself, whether it was cancelled
    ends -- those that say whether a sale was brought to its end
    back -- those that say whether it came back, and how to read them
    transfers -- where goods came from and went to
    reasons -- columns that say why goods left, of some that nobody bought them
    dummies -- columns of customers and notes, of which some stand for goods that nobody bought
    superseded -- what the column of movements calls documents of the same goods as others
    amounts -- columns of money that is below zero for what came back
    returned -- columns of units that came back
    are_returns -- all of it came back: its title or the heading of its days says so
    are_refunds_apart -- of lines that are sales none is in the state of a refund: that is told of lines that take back
    journals -- those of the states that say what a till did: a line voids one above it
    variants -- columns that tell products of one code apart, and belong to it
    carried -- columns whose empty cells stand for what is above them
    places -- columns that together say where something lies
    units -- in which quantities may be
    units_beside -- by field the column that says what its numbers are in
    unsure -- fields whose column was chosen by what is in it, more than by its heading
    is_net -- returns are off the quantities already
    is_labelled -- codes are within names: "[FURN-1] Chair"
    no_goods -- what the column of movements says of lines that are no sales
    returns -- what it calls returns, where each kind of line has a letter
    charges -- the columns of the code and of the name, where some lines may be of shipping, tips and the like
    line_number, parent -- the columns that number each line, and name the one which it is a part of
    are_compact -- days are such as 261103
    steps -- the columns of prices from so many on; then there is one more than headings: all of them as one text
    is_turned -- what is sold is below zero, as in a ledger of stock
    is_own -- all columns have our own names, as in what Stockcast exports
    """

    columns: Columns
    positions: dict[str, int]
    decimals: dict[str, str] = field(default_factory=dict)
    strict_decimal: bool = False
    order: str = YMD
    order_why: str = ""
    span: Span = field(default_factory=Span)
    each: dict[int, str] = field(default_factory=dict)
    dated_by: "DateParts | Period | Titled | None" = None
    year: int | None = None
    titles: tuple[int, ...] = ()
    states: tuple[int, ...] = ()
    flags: tuple[int, ...] = ()
    variants: tuple[int, ...] = ()
    carried: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    units: frozenset[str] = frozenset()
    units_beside: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()
    is_net: bool = False
    is_labelled: bool = False
    no_goods: frozenset[str] = frozenset()
    returns: frozenset[str] = frozenset()
    is_turned: bool = False
    charges: tuple[int, ...] = ()
    line_number: int | None = None
    parent: int | None = None
    are_compact: bool = False
    steps: "PriceSteps | None" = None
    is_own: bool = False
    back: Mapping[int, Callable[[Cell], bool | None]] = field(default_factory=dict)
    journals: frozenset[int] = frozenset()
    transfers: Transfers | None = None
    superseded: frozenset[str] = frozenset()
    reasons: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    dummies: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    are_returns: bool = False
    are_refunds_apart: bool = False

    @property
    def are_stores_columns(self) -> bool:
        is_behind = self.positions.get("store", -1) >= len(self.columns.head.headings)
        return bool(self.each) and is_behind and not self.columns.head.spans

    @property
    def are_sizes_columns(self) -> bool:
        return SIZE in self.positions

    @property
    def are_products_columns(self) -> bool:
        is_other = self.columns.head.spans or self.are_stores_columns or self.are_sizes_columns
        return bool(self.each) and not is_other

    def heading(self, name: str) -> str:
        """Of the column of a field; "" where it is made of others."""
        position, headings = self.positions[name], self.columns.head.headings
        return headings[position] if position < len(headings) else ""

    def scale_of(self, name: str) -> float:
        """How many units one of a number is, by its heading, else by what stands above all of them."""
        own = scales.of_heading(self.heading(name))
        return self.columns.head.scale if own == 1 else own

    def are_labels(self, name: str) -> bool:
        """Whether most of what stands in the column of a field is such as "[CODE] Name"."""
        seen = self.columns.evidence[self.positions[name]]
        return seen.share(seen.labels) > 0.5


@dataclass(frozen=True)
class DateParts:
    """Columns of a year and of its week ("W") or month (""), and of the day of that, if there is one."""

    year: int
    part: int
    kind: str
    day: int | None = None

    def text(self, cells: Sequence[Cell]) -> str:
        """What they say, as one text."""
        number, year = (str(cells[place]).strip().removesuffix(".0") for place in (self.part, self.year))
        date = f"{year}-{self.kind}{int(number):02}" if number.isdigit() else f"{number} {year}"
        if self.day is None:
            return date
        day = str(cells[self.day]).strip().removesuffix(".0")
        return f"{date}-{int(day):02}" if number.isdigit() and day.isdigit() else f"{day} {date}"


@dataclass(frozen=True)
class Titled:
    """What the lines above the headings say of all rows."""

    day: str

    def text(self, _cells: Sequence[Cell]) -> str:
        return self.day


@dataclass(frozen=True)
class PriceSteps:
    """The columns of the price from so many on, by that quantity, in order; that of a single one stands elsewhere."""

    places: dict[int, int]

    def text(self, cells: Sequence[Cell]) -> str:
        """What they say, as one text."""
        said = ((units, str(cells[place]).strip()) for units, place in self.places.items())
        return "; ".join(f"{units}: {price}" for units, price in said if price)


@dataclass(frozen=True)
class Period:
    """Columns of the first and the last day of what a row is the total of."""

    first: int
    last: int

    def text(self, cells: Sequence[Cell]) -> str:
        """Both as one text; a day as such."""
        first, last = (_day_of(cells[place]) for place in (self.first, self.last))
        return first if first == last else f"{first} - {last}"


def _day_of(cell: Cell) -> str:
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell).strip()
