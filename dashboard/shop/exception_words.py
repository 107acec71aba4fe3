"""What the pages call each kind of exception, the one step that solves it, and how it looks."""

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, pictures
from dashboard.kit.pictures import Bar
from dashboard.kit.urls import href
from services.attention.found import Found, Kind
from utils.language import N_, _


@dataclass(frozen=True)
class Words:
    """title -- of the kind; step -- what solves it; money -- what its money is, none is like that of another
    compared -- what the two figures of its picture are, if any
    """

    title: str
    step: str
    money: str
    compared: tuple[str, str] | None = None


_SOLD = (N_("Sold"), N_("Forecast"))
WORDS = {
    Kind.RUNS_OUT: Words(
        N_("Running out"), N_("Order now"), N_("lost until goods come"), (N_("Lasts"), N_("An order takes"))
    ),
    Kind.OVERDUE: Words(N_("Overdue"), N_("Chase the supplier"), N_("still to come")),
    Kind.FORECAST_OFF: Words(N_("Forecast off"), N_("Look at the forecast"), N_("forecast wrongly"), _SOLD),
    Kind.DEMAND_JUMPED: Words(N_("Demand jumped"), N_("Look at the sales"), N_("not as forecast"), _SOLD),
    Kind.TOO_MUCH: Words(N_("Too much"), N_("Plan a promotion"), N_("tied up"), (N_("On hand"), N_("Needed"))),
    Kind.EXPIRES: Words(
        N_("Expires"), N_("Plan a promotion"), N_("paid for what expires"), (N_("There"), N_("Will expire"))
    ),
    Kind.DATA_MISSING: Words(N_("Data missing"), N_("Count the stock"), N_("expected sales")),
    Kind.JOB_FAILED: Words(N_("Job failed"), N_("See what failed"), N_("ordered")),
}


def step(found: Found) -> Component:
    """The link to where it is solved."""
    return html.A(_(WORDS[found.kind].step), href=_where(found), className="button-link step")


def _where(found: Found) -> str:
    if found.kind == Kind.RUNS_OUT:
        return href("orders", **({"supplier": found.supplier} if found.supplier else {}))
    if found.kind == Kind.OVERDUE:
        return href("deliveries", number=found.subject)
    if found.kind == Kind.JOB_FAILED:
        # A mail of an order can fail as well: it has no task, but a page that says what to do.
        return href("order", number=found.subject) if found.supplier else href("monitoring")
    if found.kind in (Kind.TOO_MUCH, Kind.EXPIRES):
        return href("planning", product_sku=found.subject)
    return href("product", sku=found.subject)


def subject(found: Found, name: str) -> Component:
    """What it is about: by this name, with its code below where that is another one."""
    if found.kind == Kind.JOB_FAILED:
        return html.Strong(name)
    link = html.A(name, href=_about(found))
    code = html.Small(found.subject, className="line") if found.name not in ("", found.subject) else None
    return html.Div([link, code], className="product-cell")


def _about(found: Found) -> str:
    is_order = found.kind == Kind.OVERDUE
    return href("deliveries", number=found.subject) if is_order else href("product", sku=found.subject)


def money(found: Found) -> Component:
    """How much is at stake, and what that is: of one product one is lost, another at risk, a third tied up."""
    if not found.money:
        return html.Span(formats.NOTHING, className="exception-money")
    words = html.Small(_(WORDS[found.kind].money), className="line")
    return html.Div([html.Strong(formats.money(found.money, 0)), words], className="exception-money numbers")


def picture(found: Found) -> Component | None:
    """The two figures it comes from, as bars."""
    names = WORDS[found.kind].compared
    if names is None or found.compared is None:
        return None
    first, second = map(_, names)
    is_now, should_be = found.compared
    write = _days if found.kind == Kind.RUNS_OUT else formats.number
    return pictures.bars(Bar(first, is_now, write(is_now), "warn"), Bar(second, should_be, write(should_be)))


def _days(number: float) -> str:
    return formats.count(round(number), "day", "days")
