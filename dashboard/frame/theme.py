"""Colours and shapes of the components; `assets/stockcast.css` has the same for everything else."""

from typing import Any

from dashboard.kit import day_patterns, formats

# One accent. The eighth shade carries white text, the fourth stands on black (WCAG 2.2, 1.4.3: 4.5 to 1).
ACCENT = ["#eaf6f6", "#d5eaeb", "#a8d5d7", "#78c0c3", "#52b0b3", "#3aa5a9", "#2a8f93", "#14797d", "#0e6f73", "#00595d"]

THEME = {
    "primaryColor": "accent",
    "primaryShade": 8,
    "colors": {"accent": ACCENT},
    "defaultRadius": "md",
    "fontFamily": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
}


def spoken() -> dict[str, Any]:
    """The theme for the reader of this request: fields show days and figures as the rest of the page does."""
    day: dict[str, Any] = {"defaultProps": {"valueFormat": day_patterns.of_fields("yMMMd")}}
    figure: dict[str, Any] = {"defaultProps": {"decimalSeparator": formats.decimal_sign()}}
    return THEME | {"components": {"DatePickerInput": day, "NumberInput": figure}}
