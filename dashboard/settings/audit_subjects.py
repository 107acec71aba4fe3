"""What was changed, as its reader's language says it; it is kept in English, with the names of fields as the API has
them."""

import re
from collections.abc import Mapping
from datetime import date

from dashboard.kit import formats, sessions
from dashboard.shop import event_kinds
from dashboard.shop.exception_words import WORDS
from dashboard.shop.step_words import DONE
from services.catalogue.product_fields import ProductFields
from utils.language import N_, _

FIELDS = {name: str(field.title) for name, field in ProductFields.model_fields.items() if field.title} | {
    "name": N_("Name"),
    "category": N_("Category"),
    "location": N_("Location"),
    "supplier": N_("Supplier"),
    "launch_on": N_("First sold on"),
    "ends_on": N_("Last sold on"),
    "replaces": N_("Takes the place of"),
    "like": N_("Sells like"),
    "min_order_value": N_("Smallest order, money"),
    "min_order_units": N_("Smallest order, units"),
    "min_order_weight": N_("Smallest order, kg"),
    "min_order_volume": N_("Smallest order, litres"),
    "order_days": N_("Takes orders on"),
    "delivery_days": N_("Delivers on"),
    "cut_off": N_("Orders until"),
    "closed": N_("Closed"),
    "order_cost": N_("Cost of an order"),
    "currency": N_("Currency"),
    "exchange_rate": N_("Worth of its currency"),
    "email": N_("E-mail for orders"),
    "code": N_("Its code"),
    "price_breaks": N_("Price breaks"),
    "priority": N_("Priority"),
    "comment": N_("Comment"),
    "owner": N_("Who sees to it"),
    "snoozed_until": N_("Hidden until"),
    "starts_on": N_("First day"),
    "cron": N_("Cron"),
    "timezone": N_("Time zone"),
    "task": N_("Task"),
}
OF_USERS = {
    "at": N_("Locations"),
    "locations": N_("Locations"),
    "access given back": N_("access given back"),
    "access taken away": N_("access taken away"),
    "new password": N_("new password"),
}
TITLES = FIELDS | sessions.NAMES | DONE | OF_USERS
KINDS = {str(kind): own.title for kind, own in WORDS.items()}
# What ends of an event is no product.
OF_EVENTS = {"ends_on": N_("Last day")}
LINE = re.compile(r"(?P<number>.+): (?P<units>\S+) of (?P<sku>.+), \w+, expected (?P<day>\d{4}-\d\d-\d\d)")
CAME = re.compile(r"(?P<units>\S+) on (?P<day>\d{4}-\d\d-\d\d) for (?P<line>.+)")
RENAMED = re.compile(r"(.+) (?:is now|into) (.+)")
ROWS = re.compile(r"(\d+) rows of a file")
LINES = re.compile(r"(\d+) lines of (.+)")
IMPORT = re.compile(r"(?:task|\w+, import) (\S+)")


def of_what(action: str, subject: str) -> str:
    """The subject of an entry of this action."""
    if action in ("product.rename", "product.merge") and (both := RENAMED.fullmatch(subject)):
        return " → ".join(both.groups())
    if action.startswith("import.") and (of := IMPORT.fullmatch(subject)):
        return " ".join((_("Import"), of[1]))
    if action.startswith("purchase_order.") and (said := _of_order(subject)):
        return said
    name, colon, rest = subject.partition(": ")
    # The kind comes first, before what it is about or is called.
    if action.startswith("exception."):
        name = _word(name, KINDS)
    elif action.startswith("event."):
        name = _word(name, event_kinds.TITLES)
    own = OF_EVENTS if action.startswith("event.") else {}
    return name + colon + ", ".join(_(own[part]) if part in own else _word(part) for part in rest.split(", "))


def _of_order(subject: str) -> str | None:
    """The lines of orders, however they are named; None where only a number is."""
    if came := CAME.fullmatch(subject):
        return f"{_of_order(came['line']) or came['line']}: {_units(came['units'])}, {_day(came['day'])}"
    if line := LINE.fullmatch(subject):
        return f"{line['number']}: {_units(line['units'])} × {line['sku']}, {_day(line['day'])}"
    if rows := ROWS.fullmatch(subject):
        return formats.count(int(rows[1]), "row", "rows")
    lines = LINES.fullmatch(subject)
    return f"{lines[2]}: {formats.count(int(lines[1]), 'line', 'lines')}" if lines else None


def _word(part: str, titles: Mapping[str, str] = TITLES) -> str:
    """One of these words, alone, before a value or before what came of it; anything else as it is."""
    if part in titles:
        return _(titles[part])
    before, arrow, after = part.partition(" -> ")
    if arrow and before in sessions.NAMES:
        return f"{_word(before)} → {_word(after)}"
    word, space, value = part.partition(" ")
    name = word.removesuffix(":")
    if name not in titles:
        return part
    return _(titles[name]) + word[len(name) :] + space + (_("all") if value == "all" else value)


def _units(text: str) -> str:
    return formats.units(float(text))


def _day(text: str) -> str:
    return formats.day(date.fromisoformat(text))
