import pytest

from app.models import OrderStep
from dashboard.shop import step_words
from services.orders.history.order_views import PastStep


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
