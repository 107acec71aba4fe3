"""Lines that are rows and do not count: of cancelled orders, of what is no goods, of what stands there before."""

from collections.abc import Sequence

from services.files.columns.understanding import Understanding
from services.files.fields import Form
from services.files.headings.heading_keys import key
from services.files.lines import charges, statuses, write_offs
from services.files.lines.repeats import PART, REPEATED, Repeats
from services.files.records import Cell
from services.files.rows.comes_back import ComesBack, names_another
from services.files.values import number_forms

# Lines of shipping, tips and the like.
NO_GOODS = "no_goods"
# What nobody bought.
WRITTEN_OFF = "written_off"
# Offers, orders and the like, of what an invoice tells as well.
SUPERSEDED = "superseded"
# What says nothing of the day of its product.
SAID_ELSEWHERE = (NO_GOODS, WRITTEN_OFF, SUPERSEDED, PART, REPEATED)


class NotSold:
    """Says of one line after the other why it does not count."""

    def __init__(self, form: Form, understood: Understanding, comes_back: ComesBack) -> None:
        self._understood, self._comes_back = understood, comes_back
        self._width = len(understood.columns.head.headings)
        self._is_of_orders = bool(form.said_once)
        self._movement = understood.positions.get("movement")
        self._states = _states(understood)
        code = understood.positions[form.subject.name]
        self._repeats = Repeats(code, understood.line_number, understood.parent)

    def why(self, cells: Sequence[Cell]) -> str:
        """The reason; "" for a line that counts."""
        names, transfers = self._understood.charges, self._understood.transfers
        if names and charges.is_charge(*(str(cells[place]) for place in names)):
            return NO_GOODS
        if reason := self._why_of_kind(cells) or self._written_off(cells):
            return reason
        if transfers and not (transfers.were_sold(cells) or transfers.came_back(cells)):
            return NO_GOODS
        if any(write_offs.is_test(str(cells[place])) for place in self._understood.dummies):
            return "test"
        if any(self._is_flagged(cells, place) for place in self._understood.flags):
            return "cancelled"
        if any(str(cells[place]).strip().casefold() in statuses.NO for place in self._understood.ends):
            return "draft"
        reasons = (self._why_of_state(cells, place, is_docstatus) for place, is_docstatus in self._states)
        return next(filter(None, reasons), "") or self._closed(cells) or self._repeats.why_not_sold(cells)

    def _why_of_kind(self, cells: Sequence[Cell]) -> str:
        kind = "" if self._movement is None else str(cells[self._movement])
        if kind in self._understood.no_goods:
            return WRITTEN_OFF if write_offs.is_one(kind) else NO_GOODS
        return SUPERSEDED if kind in self._understood.superseded else ""

    def _written_off(self, cells: Sequence[Cell]) -> str:
        """By the reason that a line gives: what came back may have been broken as well, and counts."""
        if any(write_offs.is_all(str(cells[place])) for place in self._understood.dummies):
            return WRITTEN_OFF
        reasons = [str(cells[place]) for place in self._understood.reasons]
        if not reasons:
            return ""
        if any(map(write_offs.is_one, reasons)):
            return WRITTEN_OFF
        is_back = number_forms.is_negative(self._units_of(cells)) != self._understood.is_turned
        return WRITTEN_OFF if not is_back and any(map(write_offs.is_reason, reasons)) else ""

    def _units_of(self, cells: Sequence[Cell]) -> Cell:
        """What stands below the heading of the units; "" where each column has its own."""
        units = self._understood.positions["quantity"]
        return cells[units] if units < self._width else ""

    def _is_flagged(self, cells: Sequence[Cell], place: int) -> bool:
        """A line that takes another back may name it there; then it is not cancelled itself."""
        is_marked = statuses.is_cancelled(cells[place])
        return is_marked and not (names_another(cells[place]) and self._comes_back.is_said(cells))

    def _why_of_state(self, cells: Sequence[Cell], place: int, is_docstatus: bool) -> str:
        """Of a state of the order; a line of a till that takes one above it back counts, below zero. So does what came
        back, where only that is called refunded: the sale that it takes off stands in a line of its own.
        """
        reason = statuses.why_not_sold(cells[place], is_docstatus)
        if reason == "refunded" and self._understood.are_refunds_apart and self._comes_back.is_said(cells):
            return ""
        units = self._understood.positions["quantity"] if place in self._understood.journals else self._width
        return "" if reason == "voided" and units < self._width and number_forms.is_negative(cells[units]) else reason

    def _closed(self, cells: Sequence[Cell]) -> str:
        """Of an order to a supplier, of which no more comes."""
        is_closed = self._is_of_orders and any(statuses.is_closed(cells[place]) for place, _own in self._states)
        return "closed" if is_closed else ""


def counted(understood: Understanding) -> list[str]:
    """The states, as the file has them, whose lines count: one that is not known here may be of what was not sold."""
    seen = understood.columns.evidence
    values = {
        str(value).strip()
        for place, is_docstatus in _states(understood)
        for value in seen[place].seen
        if not statuses.why_not_sold(value, is_docstatus)
    }
    return sorted(values - {""})


def counted_kinds(understood: Understanding) -> list[str]:
    """The kinds of lines that count as sold, as the file has them, of several."""
    place = understood.positions.get("movement")
    if place is None or place >= len(understood.columns.evidence):
        return []
    every = {str(value).strip() for value in understood.columns.evidence[place].seen} - {""}
    if place in understood.reasons:
        every = {one for one in every if not write_offs.is_reason(one)}
    sold = every - understood.no_goods - understood.superseded - understood.returns
    return sorted(one for one in sold if not statuses.is_return(one)) if len(every) > 1 else []


def _states(understood: Understanding) -> list[tuple[int, bool]]:
    """The columns of states, and whether each has the numbers of ERPNext's documents."""
    return [(place, key(understood.columns.head.headings[place]) == "docstatus") for place in understood.states]
