"""What a door wants to know of each row of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Final, Literal

Kind = Literal["code", "day", "number", "length", "pack", "share", "money", "flag", "text", "verbatim", "title"]
CODE: Final = "code"
DAY: Final = "day"
NUMBER: Final = "number"
# So many days, in whatever unit of time; units in a pack, with words; a number that may be written as a percentage.
LENGTH: Final = "length"
PACK: Final = "pack"
SHARE: Final = "share"
MONEY: Final = "money"
FLAG: Final = "flag"
TEXT: Final = "text"
VERBATIM: Final = "verbatim"
# What a product is called: its column has a name for each product, whatever its heading.
TITLE: Final = "title"


@dataclass(frozen=True)
class Wanted:
    """A value of ours.

    name -- what it is called here; a column of exactly this name is always it, but for titles: much is a name
    required -- a row without it is rejected; of others an unreadable cell is left empty
    costs_row -- not required, but an unreadable cell of it is a reason to reject the row
    words_say_nothing -- of a number, a mark or a day: words in place of it cost their cell alone, and not the row
    may_be_absent -- a file need not have the column; where it has, every row needs it
    words -- under which name `headings` lists what others call it; its own name by default
    check -- the value as it is kept; raises ValueError with what is wrong
    latest -- of a day: none later can be
    measured -- of a size: the unit in which it is kept, see `sizes`; in files it may stand in another
    near -- of a day to come: today; a week, or a day without a year, is the nearest to it
    """

    name: str
    kind: Kind
    required: bool = True
    may_be_absent: bool = False
    words: str = ""
    check: Callable[[Any], Any] | None = None
    latest: date | None = None
    near: date | None = None
    costs_row: bool = False
    words_say_nothing: bool = False
    measured: str = ""

    @property
    def listed_as(self) -> str:
        return self.words or self.name


@dataclass(frozen=True)
class Form:
    """What is read from one kind of file.

    fields -- in the order the values of a row have
    is_sales -- rows are lines of sales: returns are negative, and days may stand for weeks and months
    stores -- a column of stores makes products ITEM@STORE
    drops -- rows of cancelled and draft orders, or receipts, are left out
    said_once -- what the first line of an order says for the others, which leave all of it empty; its number first
    to_fill_in -- what a template leaves empty: a row in which all of these are says nothing
    """

    fields: tuple[Wanted, ...]
    today: date
    is_sales: bool = False
    stores: bool = False
    drops: bool = False
    said_once: tuple[str, ...] = ()
    to_fill_in: tuple[str, ...] = ()

    def field(self, name: str) -> Wanted:
        return next(field for field in self.fields if field.name == name)

    @property
    def subject(self) -> Wanted:
        """What names the thing that a row is about: the code of a product; else the first field."""
        return next((field for field in self.fields if field.kind == CODE), self.fields[0])

    @property
    def day(self) -> Wanted | None:
        return next((field for field in self.fields if field.kind == DAY and field.required), None)


@dataclass(frozen=True)
class Overrules:
    """What the sender says about a file, over what it says about itself. Empty: the file decides.

    mapping -- the heading of each of our fields, as it stands in the file
    decimal -- the decimal sign of all its numbers; date_order -- dmy, mdy or ymd
    zone -- in which days with a time zone are told; None: the shop's
    span -- day, week or month: what a row stands for
    file_name -- what the file is called: its day may stand there alone
    """

    profile: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    decimal: str = ""
    date_order: str = ""
    zone: tzinfo | None = None
    span: str = ""
    sheet: str = ""
    file_name: str = ""
