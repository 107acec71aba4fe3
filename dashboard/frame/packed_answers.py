"""What a page is told, packed: a long list is a tenth of its bytes on the way."""

import gzip

from flask import Flask, Response, request

from dashboard.kit.urls import PREFIX

# What happens on all pages comes with each document.
ANSWERS, CALLBACKS = f"{PREFIX}_dash-update-component", f"{PREFIX}_dash-dependencies"
# A smaller one fits into the first packets as it is.
LEAST_BYTES = 10_000
# Ten times as fast as the usual level, for a few bytes more.
LEVEL = 1


def pack_answers(app: Flask) -> None:
    """Answer with gzip whoever takes it.

    What a page is told holds the token that its own calls carry, and what was typed; packed together, the length of an
    answer says something of both to whoever can have it asked for at will (BREACH, Gluck et al. 2013). Only our own
    pages can: other sites' calls bring no cookie (SameSite) and no token.
    """

    @app.after_request
    def pack(response: Response) -> Response:
        if request.path in (ANSWERS, CALLBACKS) and (response.content_length or 0) > LEAST_BYTES:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings.quality("gzip") and not response.content_encoding:
                response.set_data(gzip.compress(response.get_data(), LEVEL))
                response.content_encoding = "gzip"
        return response
