"""What a change of a product's life would do, in words."""

from dashboard.kit import formats
from services.planning.life_preview import LifePreview
from utils.language import _, ngettext


def effect(seen: LifePreview) -> list[str]:
    """A line for the eye, and what that rests on."""
    return [_headline(seen), *([_rests(seen)] if seen.usual is not None else []), *_end(seen)]


def _headline(seen: LifePreview) -> str:
    day = formats.near_day(seen.first)
    if seen.expected is None:
        return _("Nothing can be forecast of it with that yet.")
    if seen.usual is None:
        return _in_four_weeks(round(seen.expected), str(round(seen.expected)), day)
    more = _in_four_weeks(round(seen.more_units), formats.signed(seen.more_units, formats.number), day)
    if seen.change is None:
        return more
    change = formats.signed(seen.change, formats.number)
    return f"{change} %, {more}"


def _in_four_weeks(units: int, written: str, day: str) -> str:
    return ngettext(
        "{count} unit in the four weeks from {day} on",
        "{count} units in the four weeks from {day} on",
        abs(units),
        count=written,
        day=day,
    )


def _rests(seen: LifePreview) -> str:
    usual, expected = round(seen.usual or 0.0), seen.expected
    if expected is None:
        return _("Units forecast as it is now: {usual}.", usual=usual)
    return _(
        "Units forecast as it is now: {usual}, with the change: {expected}.", usual=usual, expected=round(expected)
    )


def _end(seen: LifePreview) -> list[str]:
    if not seen.replaced_until:
        return []
    until = formats.near_day(seen.replaced_until)
    return [_("{sku} is sold until {day}, unless you say otherwise there.", sku=seen.replaced, day=until)]
