"""The scripts that come with the packages: large, the same for a year, so packed once and kept packed."""

import gzip
import pkgutil
from collections.abc import Callable
from functools import lru_cache, wraps

from dash.fingerprint import check_fingerprint
from flask import Response, request


def packed(view: Callable[..., Response]) -> Callable[..., Response]:
    """Dash's view of a package's file, answering with gzip whoever takes it: a third of the bytes."""

    @wraps(view)
    def serve(package_name: str, fingerprinted_path: str) -> Response:
        response = view(package_name, fingerprinted_path)
        path, is_fingerprinted = check_fingerprint(fingerprinted_path)
        if is_fingerprinted and "gzip" in request.accept_encodings:
            response.set_data(_packed(package_name, path))
            response.content_encoding = "gzip"
            response.vary.add("Accept-Encoding")
        return response

    return serve


@lru_cache(maxsize=64)
def _packed(package: str, path: str) -> bytes:
    return gzip.compress(pkgutil.get_data(package, path) or b"", 6)
