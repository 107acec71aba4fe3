"""Scripts and styles, of the packages and our own: the same until the next upgrade, so packed once and kept packed."""

import gzip
import pkgutil
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path

from dash.exceptions import DependencyException
from dash.fingerprint import check_fingerprint
from flask import Response, request
from werkzeug.exceptions import NotFound

YEAR_SECONDS = 31_536_000


def packed(view: Callable[..., Response]) -> Callable[..., Response]:
    """Dash's view of a package's file."""

    @wraps(view)
    def serve(package_name: str, fingerprinted_path: str) -> Response:
        try:
            response = view(package_name, fingerprinted_path)
        except DependencyException:
            raise NotFound("There is no such file.") from None
        return _packed(response, lambda: _of_package(package_name, check_fingerprint(fingerprinted_path)[0]))

    return serve


def kept(view: Callable[..., Response], folder: Path) -> Callable[..., Response]:
    """The view of our own files: those whose address names their last change need not be asked for again."""

    @wraps(view)
    def serve(filename: str) -> Response:
        response = view(filename=filename)
        if "m" in request.args:
            response.cache_control.no_cache = None
            response.cache_control.max_age = YEAR_SECONDS
        return _packed(response, lambda: _of_folder(folder / filename, (folder / filename).stat().st_mtime))

    return serve


def _packed(response: Response, content: Callable[[], bytes]) -> Response:
    """With gzip for whoever takes it: a third of the bytes."""
    if response.status_code == 200 and request.accept_encodings.quality("gzip"):
        response.direct_passthrough = False
        response.set_data(content())
        response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
    return response


@lru_cache(maxsize=64)
def _of_package(package: str, path: str) -> bytes:
    return gzip.compress(pkgutil.get_data(package, path) or b"", 4)


@lru_cache(maxsize=64)
def _of_folder(path: Path, changed: float) -> bytes:
    return gzip.compress(path.read_bytes(), 4)
