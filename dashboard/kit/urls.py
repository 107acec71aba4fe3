"""Where the pages are."""

from urllib.parse import urlencode

# The API has /products and /schedules for itself, and a cookie of this path never reaches it.
PREFIX = "/app/"


def href(path: str, **query: str) -> str:
    """The address of a page; what the query holds may be any text."""
    return PREFIX + path + (f"?{urlencode(query)}" if query else "")
