"""The scripts that come with the packages: large, the same until the next upgrade, so packed once and kept packed."""

import gzip
import pkgutil
from collections.abc import Callable
from functools import lru_cache, wraps

from dash.exceptions import DependencyException
from dash.fingerprint import check_fingerprint
from flask import Response, request
from werkzeug.exceptions import NotFound

YEAR_SECONDS = 31_536_000


def packed(view: Callable[..., Response]) -> Callable[..., Response]:
    """Dash's view of a package's file, answering with gzip whoever takes it: a third of the bytes."""

    @wraps(view)
    def serve(package_name: str, fingerprinted_path: str) -> Response:
        try:
            response = view(package_name, fingerprinted_path)
        except DependencyException:
            raise NotFound("There is no such file.") from None
        if response.status_code == 200 and request.accept_encodings.quality("gzip"):
            response.set_data(_packed(package_name, check_fingerprint(fingerprinted_path)[0]))
            response.content_encoding = "gzip"
            response.vary.add("Accept-Encoding")
        return response

    return serve


def kept(view: Callable[..., Response]) -> Callable[..., Response]:
    """The view of our own files: those whose address names their last change need not be asked for again."""

    @wraps(view)
    def serve(**place: str) -> Response:
        response = view(**place)
        if "m" in request.args:
            response.cache_control.no_cache = None
            response.cache_control.max_age = YEAR_SECONDS
        return response

    return serve


@lru_cache(maxsize=64)
def _packed(package: str, path: str) -> bytes:
    return gzip.compress(pkgutil.get_data(package, path) or b"", 4)
