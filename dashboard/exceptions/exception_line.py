"""One exception: what it is, what it costs, what solves it, and who sees to it."""

import json

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import row_button
from dashboard.shop import exception_words
from dashboard.shop.exception_words import WORDS
from services.access.locations import Concern
from services.attention.exceptions import Noted
from services.attention.found import Found
from utils.language import _, pgettext

# Stores that a click writes into.
DONE, SNOOZE, TAKE, MORE = (f"exceptions-{what}" for what in ("done", "snooze", "take", "more"))


def line(one: Noted, user: str, folded: str) -> Component:
    """For someone who is signed in by this name; folded -- the class of one that is not shown yet"""
    found, reason = one.found, sentences.as_written_here(sentences.why(one.found.reason))
    name = found.title
    what = [html.Span(_(WORDS[found.kind].title), className=f"tag {found.kind}"), exception_words.subject(found, name)]
    return html.Li(
        [
            html.Div(
                [
                    html.Div(what, className="exception-head"),
                    html.Small(reason, className="line"),
                    *_said(one),
                ]
            ),
            html.Div(exception_words.picture(found), className="exception-picture"),
            exception_words.money(found),
            html.Div([exception_words.step(found), *_buttons(one, user)], className="exception-actions no-print"),
        ],
        className=f"exception {folded}".strip(),
        **aria(label=f"{_(WORDS[found.kind].title)}: {name}"),
    )


def about(found: Found) -> str:
    """What a button about it writes; `read` takes it apart."""
    return json.dumps([found.kind, found.subject])


def _said(one: Noted) -> list[Component]:
    """What people have said of it."""
    note = one.note
    if note is None:
        return []
    parts = [
        _("{owner} sees to it", owner=note.owner) if note.owner else "",
        _("done") if note.is_done else "",
        _("snoozed until {snoozed_until}", snoozed_until=formats.near_day(note.snoozed_until))
        if one.is_hidden and note.snoozed_until
        else "",
        f"“{note.comment}”" if note.comment else "",
    ]
    words = " · ".join(part for part in parts if part)
    return [html.P(words, className="said")] if words else []


def _buttons(one: Noted, user: str) -> list[Component]:
    subject, own = one.found.title, about(one.found)
    note = one.note
    quick = []
    if not (note and note.is_done):
        quick.append(row_button(_("Done"), subject, DONE, own, "planner", concern=Concern.OWN))
    if not one.is_hidden:
        quick.append(row_button(_("Snooze a week"), subject, SNOOZE, own, "planner", concern=Concern.OWN))
    if not (note and note.owner == user):
        quick.append(row_button(pgettext("work", "Take it"), subject, TAKE, own, "planner", concern=Concern.OWN))
    return [*quick, row_button(_("Note"), subject, MORE, own, "planner", concern=Concern.OWN)]
