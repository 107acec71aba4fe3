"""Which other web sites a browser lets call the API (CORS): none, unless the setting names them."""

from flask import Flask
from flask_cors import CORS

from utils.config import get_settings

# Not the pages: their cookie must be of use to nobody else's.
API = r"/(?!app(/|$)).*"
READABLE = ("Idempotency-Replayed", "Link", "Location", "Retry-After", "X-Request-ID")
SENDABLE = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Prefer", "X-Request-ID")
TEN_MINUTES = 600


def install(app: Flask) -> None:
    """Send the headers with all that the API answers, errors too."""
    origins = get_settings().cors_origins.split()
    if origins:
        rules = {"origins": origins, "expose_headers": READABLE, "allow_headers": SENDABLE, "max_age": TEN_MINUTES}
        CORS(app, resources={API: rules}, always_send=False)
