"""Headings of two lines, and columns of days or months that hold several figures: of a pivot table, or merged cells."""

from collections.abc import Callable, Sequence

from services.files.heads import store_lines
from services.files.heads.store_lines import Spans, Stores, measured
from services.files.values import yearless


def stacked(
    above: Sequence[str], below: Sequence[str], is_span: Callable[[str], str]
) -> tuple[tuple[str, ...], Spans, Stores] | None:
    """The headings, spans and stores that two lines make up together; None where the second is no line of headings.

    Either the first names days and the second what is told of each, or the second names them beside names of the first.
    """
    width = max(len(above), len(below))
    upper, lower = ([*names, *[""] * (width - len(names))] for names in (above, below))
    if days := yearless.days_below(upper, lower):
        return (
            tuple(
                low if place in days else low or up for place, (up, low) in enumerate(zip(upper, lower, strict=True))
            ),
            days,
            {},
        )
    if any(_is_figure(name) for name in below) or not any(below) or _is_of_group(upper, lower):
        return None
    own = yearless.days(lower) or {place: text for place, name in enumerate(lower) if name and (text := is_span(name))}
    shared = {} if own else _to_the_right(upper, lower, is_span)
    if not own and not shared:
        return None
    headings = tuple(low or ("" if _is_over(up, is_span) else up) for up, low in zip(upper, lower, strict=True))
    spans, stores = (own, {}) if own else store_lines.below(shared, lower)
    return headings, spans or measured(shared, {place: lower[place] for place in shared}), stores


def _to_the_right(upper: Sequence[str], lower: Sequence[str], is_span: Callable[[str], str]) -> Spans:
    """What stands above a column, or above one to its left: a cell of several columns is filled in the first."""
    found, running, shown = Spans(), "", set[str]()
    for place, (up, low) in enumerate(zip(upper, lower, strict=True)):
        if up or low in shown:
            # The same figure again is that of a total, which has no name of its own.
            running, shown = is_span(up), set()
        if running and low:
            found[place] = running
            shown.add(low)
    # Names that stand once below one day are no figures of it, but columns of their own.
    return found if len(set(found.values())) > 1 or len(found) > 1 else {}


def _is_of_group(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the second line is one name alone, below a heading: the day, or the product, of the lines below it."""
    filled = [place for place, name in enumerate(lower) if name]
    return len(filled) == 1 and bool(upper[filled[0]]) and sum(map(bool, upper)) > 1


def _is_over(name: str, is_span: Callable[[str], str]) -> bool:
    """Whether it is what several columns have above them."""
    return bool(is_span(name) or yearless.YEAR.fullmatch(name))


def _is_figure(name: str) -> bool:
    return name.replace(".", "", 1).replace(",", "", 1).lstrip("-").isdigit() and not yearless.YEAR.fullmatch(name)
