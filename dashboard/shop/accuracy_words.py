"""How good forecasts were, in words."""

from datetime import timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.urls import href
from services.accuracy import accuracy_service
from services.accuracy.accuracy_service import AccuracyQuery
from utils import clock
from utils.language import N_, _

# Less than this is nobody's concern.
NOTABLE = 0.02
WEEK_AHEAD = (1, 7)
NOTHING_YET = N_("Each night's forecasts are kept; once their days have passed, you read here how good they were.")


def last_week() -> Component:
    """The forecasts of last week, a week ahead at most, in a sentence or three."""
    day = clock.today() - timedelta(weeks=1)
    total = accuracy_service.accuracy(AccuracyQuery("week", day, day, WEEK_AHEAD), None, None).total
    if total is None or total["wape"] is None:
        return html.P(_(NOTHING_YET))
    link = html.A(_("More on accuracy"), href=href("accuracy"))
    sentences = [
        _(
            "Last week forecasts were off by {share} of what was sold, {bias}.",
            share=formats.percent(total["wape"]),
            bias=bias(total["bias"]),
        ),
        _("{share} of days lay inside the 80% interval.", share=formats.percent(total["coverage"])),
        _added(total["value_added"]),
    ]
    return html.Div([html.P(" ".join(filter(None, sentences))), html.P(link)])


def bias(share: float | None) -> str:
    """Whether forecasts were too high or too low."""
    if share is None or abs(share) < NOTABLE:
        return _("neither too high nor too low")
    size = formats.percent(abs(share))
    return _("{share} too high", share=size) if share > 0 else _("{share} too low", share=size)


def _added(share: float | None) -> str:
    if share is None:
        return ""
    if round(share, 2) <= 0:
        return _("Repeating the week before would have been no worse.")
    return _(
        "Repeating the week before would have been worse: they spare {share} of its error.",
        share=formats.percent(share),
    )
