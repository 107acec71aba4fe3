"""What a file says of its columns that their values make doubtful."""

from collections.abc import Iterator
from itertools import chain
from statistics import median

from services.files.columns.understanding import Understanding
from services.files.fields import NUMBER, Form
from services.files.lines import write_offs
from services.files.records import Cell
from services.files.values import long_spans, number_forms
from services.files.values.day_forms import DAY
from utils.language import _

# So many units in a row, all of them whole thousands: the heading may speak of something else.
_MANY = 100_000


def found(understood: Understanding, form: Form) -> tuple[str, ...]:
    """Each in a sentence for the sender."""
    doubts = (_in_thousands(understood, form), _of_a_fiscal_year(understood, form), _of_dummies(understood))
    return tuple(chain.from_iterable(doubts))


def _in_thousands(understood: Understanding, form: Form) -> Iterator[str]:
    """Whole numbers of hundreds below a heading, or a title, that says they are thousands."""
    width = len(understood.columns.head.headings)
    numbers = [one.name for one in form.fields if one.kind == NUMBER and not one.measured]
    for name in numbers:
        place = understood.positions.get(name, width)
        scale = understood.scale_of(name) if place < width else 1.0
        if scale < 1000:
            continue
        values = [_value(cells[place], understood.decimals.get(name, "")) for cells in understood.columns.sample]
        some = [value for value in values if value]
        if some and all(map(float.is_integer, some)) and scale * median(some) >= _MANY:
            yield _(
                "By '{name}' one is {scale}, and its numbers are whole, such as {example}: {units} units. Is that so?"
                " If they are single units, name the column by 'Quantity' alone.",
                name=understood.heading(name),
                scale=f"{scale:.0f}",
                example=f"{max(some):.0f}",
                units=f"{scale * max(some):.0f}",
            )


def _value(cell: Cell, sign: str) -> float:
    if isinstance(cell, float):
        return cell
    written = number_forms.taken_apart(cell) if isinstance(cell, str) else None
    return number_forms.value_of(written, sign or number_forms.POINT) if written else 0.0


def _of_a_fiscal_year(understood: Understanding, form: Form) -> Iterator[str]:
    day = form.day
    if day is None or not form.is_sales or understood.span.name == DAY:
        return
    name = understood.heading(day.name)
    if name and long_spans.is_fiscal(name):
        yield _(
            "'{name}' speaks of a fiscal year, and its weeks and months were taken for those of the calendar. If they"
            " are others, export days, or weeks and months of the calendar.",
            name=name,
        )


def _of_dummies(understood: Understanding) -> Iterator[str]:
    """Customers and notes by which goods were not sold: one may be called so."""
    for place in understood.dummies:
        every = {str(value).strip() for value in understood.columns.evidence[place].seen}
        yield _(
            "Lines with {values} in '{name}' do not count as sold. If that is a customer's name, leave the column out.",
            values=", ".join(sorted(filter(write_offs.is_dummy, every))[:5]),
            name=understood.columns.head.headings[place],
        )
