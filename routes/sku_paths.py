"""Product codes in URLs: any text, as one percent-encoded path segment."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, unquote

from werkzeug.routing import BaseConverter

SAFE = "!$&'()*+,;=:@~"


def sku_segment(sku: str) -> str:
    """The code as one URL path segment."""
    if sku in (".", ".."):  # Written as they are, a client would take them for steps in the path.
        return sku.replace(".", "%2E")
    return quote(sku, safe=SAFE)


class SkuConverter(BaseConverter):
    """`<sku:sku>`: one path segment, decoded, whatever it holds (see RawSegments)."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return unquote(value)

    def to_url(self, value: str) -> str:
        return sku_segment(value)


class RawSegments:
    """WSGI middleware that keeps an encoded slash apart from a real one.

    A WSGI server decodes the whole path, after which the code 'A/B' and the path 'A/B' look the same. Here the raw
    path is decoded segment by segment, with '/' and '%' inside a segment left encoded for SkuConverter.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raw = environ.get("RAW_URI") or environ.get("REQUEST_URI")
        if raw and raw.startswith("/") and "%" in raw:
            segments = raw.split("?", 1)[0].split("/")
            path = "/".join(unquote(part).replace("%", "%25").replace("/", "%2F") for part in segments)
            # WSGI carries UTF-8 bytes as Latin-1 text (PEP 3333).
            environ["PATH_INFO"] = path.encode().decode("latin-1")
        return self.application(environ, start_response)
