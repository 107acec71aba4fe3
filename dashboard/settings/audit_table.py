"""Who changed what about the installation, or tried to get in."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.curl import command, same_with_curl
from dashboard.settings import audit_subjects, audit_words
from services.access import audit
from utils.language import N_, _

SHOWN = 15
NOTHING_YET = N_("Nothing yet. Changes of users, schedules, webhooks and workers are noted.")


def section() -> Component:
    """The newest entries; the API has those of a whole year."""
    entries = audit.list_entries(SHOWN, None).items
    rows = [
        [
            formats.instant(one.at),
            one.username or _("nobody we know"),
            audit_words.done(one.action),
            audit_subjects.of_what(one.action, one.subject),
        ]
        for one in entries
    ]
    listing = tables.listing(_("Changes"), (_("When"), _("Who"), _("What"), _("Of what")), rows)
    curl = same_with_curl(command("GET", f"/audit?limit={SHOWN}"))
    return html.Section(
        [html.H2(_("Latest changes")), listing if rows else html.P(_(NOTHING_YET), className="quiet-text"), curl],
        className="card",
    )
