import pytest

from app.models import OrderStep
from dashboard.shop import order_words, step_words
from services.errors import Conflict
from services.orders.history.order_views import PastStep
from services.orders.lines import order_states
from services.orders.lines.order_states import State
from utils import language


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("expected_on", "2026-12-06", "2026-12-12"), ("expected_on", "2026-11-30", "2026-12-01")], "Postponed"),
        ([("expected_on", "2026-12-06", "2026-12-03")], "Brought forward"),
        ([("expected_on", "2026-12-06", "2026-12-03"), ("expected_on", "2026-12-06", "2026-12-07")], "Days changed"),
        ([("quantity", 24.0, 36.0)], "Quantities changed"),
        ([("quantity", 24.0, 36.0), ("expected_on", "2026-12-06", "2026-12-12")], "Changed"),
        ([], "Changed"),
    ],
)
def test_it_is_said_what_a_change_of_an_order_was(changes, said):
    lines = [[number, {name: before}, {name: after}] for number, (name, before, after) in enumerate(changes)]
    past = PastStep(OrderStep(action="change", details={"lines": lines}))
    assert step_words.done(past) == said


@pytest.mark.parametrize(("tongue", "word"), [("de", "storniert"), ("fr", "annulée"), ("es", "cancelado")])
def test_an_order_that_is_cancelled_is_called_so_wherever_it_is_told(tongue, word):
    """A task is stopped in another word, and of another gender."""
    with language.spoken(tongue):
        assert order_words.value("cancelled") == word
        with pytest.raises(Conflict, match=word):
            order_states.check(order_states.STEPS["send"], "4711", State.CANCELLED)
