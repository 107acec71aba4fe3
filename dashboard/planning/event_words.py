"""What is known ahead, in words."""

from typing import Any

from dashboard.kit import formats
from dashboard.kit.attributes import aria, data
from dashboard.shop import event_kinds
from services.planning.event_preview import Preview
from services.planning.event_service import KnownEvent
from utils.language import _, ngettext


def kind(name: str) -> str:
    return _(event_kinds.TITLES[name])


def title(known: KnownEvent) -> str:
    """Its name; where it has none, what it is."""
    event = known.event
    if event.name:
        return event.name
    if event.country:
        place = event.country if not event.region else f"{event.country}-{event.region}"
        return _("Public holidays, {place}", place=place)
    if event.price is not None:
        return _("Price {price}", price=formats.money(float(event.price)))
    return kind(event.kind)


def opens(known: KnownEvent, store: str) -> dict[str, Any]:
    """What makes a button write its number into a store when it is clicked."""
    label = f"{kind(known.event.kind)}: {title(known)}"
    return aria(label=label) | data(store=store, about=str(known.event.id))


def days(known: KnownEvent) -> str:
    event = known.event
    if event.starts_on is None:
        return _("every year")
    if event.ends_on is None:
        return _("from {day} on", day=formats.day(event.starts_on))
    return formats.days(event.starts_on, event.ends_on)


def concerns(known: KnownEvent) -> str:
    """Whom it concerns."""
    event = known.event
    named = [text for text in (known.product_sku, event.category, event.location) if text]
    return ", ".join(named) if named else _("All products")


def effect(seen: Preview) -> list[str]:
    """What it would do: a line for the eye, and what that rests on."""
    products = ngettext("{count} product", "{count} products", seen.products)
    days = ngettext("{count} day", "{count} days", seen.days)
    if not seen.products:
        return [products, _("No product is there, or in this category. It counts for those that will be.")]
    if not seen.days:
        return [products, _("These days are over, or farther ahead than forecasts reach; nothing changes.")]
    if seen.without_forecast == seen.products:
        return [f"{products}, {days}", _("Nothing is forecast for them yet, so nobody can say what it does.")]
    if seen.effect is None:
        unseen = _("Nobody has seen the like yet; announce past ones too, and the next training learns what they do.")
        return [f"{products}, {days}", unseen]
    if seen.change is None:
        return [f"{products}, {days}", _("The forecast counts on it already, or expects no sales on these days.")]
    change = formats.signed(seen.change, formats.number)
    units = ngettext(
        "{count} unit",
        "{count} units",
        abs(round(seen.more_units)),
        count=formats.signed(seen.more_units, formats.number),
    )
    usual, expected = round(seen.usual), round(seen.expected)
    rests = [_("Units forecast without it: {usual}, with it: {expected}.", usual=usual, expected=expected)]
    if seen.learnt < seen.products - seen.without_forecast:
        rests.append(
            ngettext(
                "{count} product has been through the like; the others are taken to do as this one.",
                "{count} products have been through the like; the others are taken to do as these.",
                seen.learnt,
            )
        )
    return [f"{change} %, {products}, {units}", *rests]
