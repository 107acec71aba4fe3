"""How days are written by programs in the browser: the language's own pattern (Unicode CLDR) in their signs."""

import re

from utils import language

# Weekday, day, month and year, as d3 and as Day.js know them.
OF_CHARTS = {"E": "%a", "d": "%-d", "M": "%b", "y": "%Y"}
OF_FIELDS = {"E": "ddd", "d": "D", "M": "MMM", "y": "YYYY"}


def of_charts(skeleton: str) -> str:
    """For Plotly: "MMMEd" -> "%a, %-d %b", in German "%a, %-d. %b"."""
    return _written(skeleton, OF_CHARTS)


def of_fields(skeleton: str) -> str:
    """For fields with a calendar: "yMMMd" -> "D MMM YYYY", in German "D. MMM YYYY"."""
    return _written(skeleton, OF_FIELDS)


def _written(skeleton: str, signs: dict[str, str]) -> str:
    pattern = language.locale().datetime_skeletons[skeleton].pattern
    return re.sub(r"([EdMy])\1*", lambda found: signs[found[1]], pattern)
