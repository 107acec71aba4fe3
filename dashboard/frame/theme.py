"""Colours and shapes of the components; `assets/stockcast.css` has the same for everything else."""

from typing import Any

from dashboard.kit import day_patterns, formats
from utils.language import N_, _

# One accent. The eighth shade carries white text, the fourth stands on black (WCAG 2.2, 1.4.3: 4.5 to 1).
ACCENT = ["#eaf6f6", "#d5eaeb", "#a8d5d7", "#78c0c3", "#52b0b3", "#3aa5a9", "#2a8f93", "#14797d", "#0e6f73", "#00595d"]

THEME = {
    "primaryColor": "accent",
    "primaryShade": 8,
    "colors": {"accent": ACCENT},
    "defaultRadius": "md",
    "fontFamily": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
}


# What a screen reader says of the signs beside a calendar's heading.
TURNS = {
    "previousMonth": N_("Previous month"),
    "nextMonth": N_("Next month"),
    "previousYear": N_("Previous year"),
    "nextYear": N_("Next year"),
    "previousDecade": N_("Ten years before"),
    "nextDecade": N_("Ten years later"),
}


def spoken() -> dict[str, Any]:
    """The theme for the reader of this request: fields show days and figures as the rest of the page does."""
    # Days of other months would be too faint to be read.
    calendar = {"ariaLabels": {turn: _(label) for turn, label in TURNS.items()}, "hideOutsideDates": True}
    day = calendar | {"valueFormat": day_patterns.of_fields("yMMMd")}
    defaults: dict[str, Any] = {"DatePicker": calendar, "DatePickerInput": day}
    # By keys as well.
    defaults["PasswordInput"] = {"visibilityToggleButtonProps": {"tabIndex": 0, "aria-label": _("Show or hide it")}}
    defaults["NumberInput"] = {"decimalSeparator": formats.decimal_sign()}
    return THEME | {"components": {name: {"defaultProps": props} for name, props in defaults.items()}}
