"""What an announced event would do, in words."""

import pytest

from dashboard.planning import event_words
from services.planning.event_preview import Preview

KNOWN = Preview(products=10, days=1, usual=100.0, expected=170.0, effect=1.7, learnt=10, without_forecast=0)
UNKNOWN = Preview(10, 1, 100.0, 100.0, None, 0, 0)
NOT_FORECAST = Preview(10, 1, 0.0, 0.0, None, 0, 10)
# What is looked at once it is announced.
COUNTED_ON = Preview(10, 1, 0.0, 0.0, 0.0, 10, 0)
NOBODY = Preview(0, 3, 0.0, 0.0, None, 0, 0)
OVER = Preview(10, 0, 0.0, 0.0, None, 0, 0)


@pytest.mark.parametrize(
    ("seen", "first", "rest"),
    [
        (KNOWN, "+70 %, 10 products, +70 units", "without it: 100, with it: 170"),
        (UNKNOWN, "10 products, 1 day", "seen the like"),
        (NOT_FORECAST, "10 products, 1 day", "Nothing is forecast"),
        (COUNTED_ON, "10 products, 1 day", "counts on it already"),
        (NOBODY, "0 products", "No product is there"),
        (OVER, "10 products", "nothing changes"),
    ],
)
def test_the_effect_is_said_and_what_it_rests_on(seen, first, rest):
    said = event_words.effect(seen)
    assert said[0] == first
    assert rest in said[1]
