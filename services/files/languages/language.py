"""What a language has names for."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Language:
    """sure -- by field the names of its column, as in `heading_names`; loose -- those that other things have as well
    joined -- by field what its names are made of, one of each

    months -- of each of the twelve all its names, with spaces between
    weeks -- what a number of a week stands behind; week, month, year -- what a column of these is called
    yes, no, cancelled, draft, returns, totals -- what cells say of a row, as in `statuses`
    sales, moves -- what they say of what was sold, and of what else moved stock, as in `line_kinds`
    write_offs -- of what was thrown away or used by the shop itself
    continental -- what headings have in them where the day comes first
    """

    sure: Mapping[str, str]
    loose: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    weeks: str = ""
    week: str = ""
    month: str = ""
    year: str = ""
    yes: str = ""
    no: str = ""
    cancelled: str = ""
    draft: str = ""
    returns: str = ""
    totals: str = ""
    sales: str = ""
    moves: str = ""
    write_offs: str = ""
    continental: str = ""
