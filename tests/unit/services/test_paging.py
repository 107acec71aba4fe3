"""Cursors of others."""

import base64

import pytest

from services.errors import InvalidInput
from services.paging import position


@pytest.mark.parametrize(
    "text", ["[" * 2000, "[" * 2000 + "]" * 2000, '{"a":' * 2000, "[" + "1" * 5000 + "]", "[1e999]", "[NaN]", ""]
)
def test_a_cursor_that_is_none_of_ours_is_refused(text):
    with pytest.raises(InvalidInput, match="not one of ours"):
        position(base64.urlsafe_b64encode(text.encode()).decode(), 1, int)


@pytest.mark.parametrize("cursor", ["\ud800", "ü", "=", "a", "\0"])
def test_what_is_not_even_encoded_is_refused(cursor):
    with pytest.raises(InvalidInput, match="not one of ours"):
        position(cursor, 1)
