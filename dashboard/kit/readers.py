"""Whether somebody looks, or a program asks."""

from flask import request

PAGE = "text/html"
PROGRAMS = ("application/json", "application/problem+json")


def wants_page() -> bool:
    """Browsers name what they show; programs take anything, or name what they can read."""
    accepted = request.accept_mimetypes
    return PAGE in accepted.values() and accepted.best_match((*PROGRAMS, PAGE)) == PAGE
