"""What is to be said of something known ahead, as fields of a form."""

from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from pydantic import ValidationError

from dashboard.kit.attributes import aria
from dashboard.planning import event_words
from dashboard.shop import code_field, event_kinds
from services.catalogue import product_service
from services.errors import InvalidInput
from services.planning.event_fields import NewEvent
from services.planning.event_service import KnownEvent
from services.views import assortment
from utils import refusals
from utils.language import N_, _

KIND, NAME, DAYS, PRODUCT, CATEGORY, LOCATION, PRICE, COUNTRY, REGION = (
    f"planning-{part}"
    for part in ("kind", "name", "days", "product", "category", "location", "price", "country", "region")
)
# What the callbacks read, in the order of `Said`.
VALUES = (KIND, NAME, DAYS, PRODUCT, CATEGORY, LOCATION, PRICE, COUNTRY, REGION)
# What a fault is called by, of the fields that a rule can be broken in.
LABELS = {
    "kind": N_("What"),
    "name": N_("Name"),
    "starts_on": N_("Days"),
    "ends_on": N_("Days"),
    "product_sku": N_("Product"),
    "category": N_("Category"),
    "location": N_("Location"),
    "price": N_("Price of one unit"),
    "country": N_("Country"),
    "region": N_("Region"),
}
# Lists open above the window they belong to.
ABOVE = {"zIndex": 1100}


@dataclass(frozen=True)
class Said:
    """What the fields say."""

    kind: str
    name: str | None = ""
    days: list[str | None] | None = None
    product: str | None = None
    category: str | None = None
    location: str | None = None
    price: float | str | None = None
    country: str | None = None
    region: str | None = None

    @property
    def has_days(self) -> bool:
        """Whether it says when: by days, or by a country whose holidays these are."""
        return bool(self.days and self.days[0]) or bool(self.country and self.kind in ("closure", "holiday"))

    def body(self) -> dict[str, Any]:
        """What the API is sent: what is said, and belongs to the kind."""
        first, last = (*(self.days or []), None, None)[:2]
        said: dict[str, Any] = {"name": (self.name or "").strip(), "starts_on": first, "ends_on": last}
        said |= {"product_sku": _text(self.product), "category": self.category, "location": _text(self.location)}
        if self.kind == "price":
            said["price"] = self.price if self.price != "" else None
        if self.kind in ("closure", "holiday"):
            said |= {"country": (_text(self.country) or "").upper() or None, "region": _text(self.region)}
        return {"kind": self.kind} | {name: value for name, value in said.items() if value not in (None, "")}

    def event(self) -> NewEvent:
        """Raises InvalidInput, with what is missing."""
        if not self.has_days:
            raise InvalidInput(_("On which days?"))
        try:
            return NewEvent.model_validate(self.body())
        except ValidationError as error:
            name, why = refusals.first(error)
            raise InvalidInput(f"{_(LABELS[name])}: {why}." if name else f"{why}.") from None


def _text(said: str | None) -> str | None:
    return (said or "").strip() or None


def fields() -> list[Component]:
    categories, _suppliers = assortment.choices()
    kinds = [{"value": name, "label": event_words.kind(name)} for name in event_kinds.TITLES]
    return [
        dmc.Select(id=KIND, label=_("What"), data=kinds, value="promotion", allowDeselect=False, comboboxProps=ABOVE),
        dmc.TextInput(id=NAME, label=_("Name"), placeholder=_("Spring sale")),
        _days(),
        code_field.field(PRODUCT, _("Product"), description=_("Its code; empty: more than one"), debounce=400),
        dmc.Select(
            id=CATEGORY,
            label=_("Category"),
            data=categories,
            placeholder=_("Any category"),
            searchable=True,
            clearable=True,
            clearButtonProps={"aria-label": _("Any category")},
            comboboxProps=ABOVE,
        ),
        dmc.Autocomplete(
            id=LOCATION,
            label=_("Location"),
            data=list(product_service.locations()),
            placeholder=_("Any location"),
            debounce=400,
            comboboxProps=ABOVE,
        ),
        dmc.NumberInput(id=PRICE, label=_("Price of one unit"), min=0, decimalScale=4, debounce=400),
        dmc.TextInput(id=COUNTRY, label=_("Country"), description=_("Its public holidays: DE, FR"), debounce=400),
        dmc.TextInput(id=REGION, label=_("Region"), description=_("Of the country: BY"), debounce=400),
    ]


def _days() -> Component:
    """A calendar that lies open: the first and the last day are a press each."""
    label = _("Days")
    calendar = dmc.DatePicker(id=DAYS, type="range", allowSingleDateInRange=True, value=[], size="xs")
    words = html.Span(label, className="mantine-InputWrapper-label")
    return html.Div([words, calendar], role="group", className="field-of-days", **aria(label=label))


def shown_of(known: KnownEvent) -> tuple[Any, ...]:
    """The fields' values for an event, in the order of VALUES."""
    event = known.event
    days = [day.isoformat() for day in (event.starts_on, event.ends_on) if day]
    price = float(event.price) if event.price is not None else ""
    where = known.product_sku or "", event.category, event.location or ""
    return event.kind, event.name, days, *where, price, event.country or "", event.region or ""


def empty(kind: str, product: str) -> tuple[Any, ...]:
    """The same for something new of a product, or of all."""
    return kind, "", [], product, None, "", "", "", ""
