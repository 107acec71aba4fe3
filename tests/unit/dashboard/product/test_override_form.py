from datetime import timedelta

import pytest
from flask import g

from app.models import Override
from dashboard.product import override_form
from services.access.signed_in import SignedIn
from tests.unit.dashboard.desk import Desk, notice
from utils import clock


@pytest.fixture
def state(in_berlin):
    """What a planner sees of an override of these days from today, that ends after so many hours."""
    g.page_user = SignedIn(1, "kim", "planner", "session")

    def state(last=1, **ends):
        days = {"starts_on": clock.today() - timedelta(days=3), "ends_on": clock.today() + timedelta(days=last)}
        ends = {name: clock.now() + timedelta(hours=hours) for name, hours in ends.items()}
        return str(override_form.state(Override(id=1, reason="Fair", **days, **ends)))

    return state


def test_an_override_in_force_can_be_taken_back(state):
    assert "Take back: Fair" in state()
    assert "Take back: Fair" in state(expires_at=1)


def test_one_that_is_over_says_why(state):
    assert "Past" in state(last=-1)
    assert "Expired" in state(expires_at=-1)
    assert "Taken back" in state(withdrawn_at=-1, expires_at=-1)


@pytest.mark.parametrize(("days", "told"), [(0, "it is kept"), (60, "follow your figure")])
def test_a_figure_is_said_to_count_where_there_is_a_forecast(signed_in, product, days, told):
    product("A", [3.0] * days)
    tomorrow = str(clock.today() + timedelta(days=1))
    given = {"override-days": [tomorrow, tomorrow], "override-kind": "units", "override-figure": 5}
    given |= {"override-reason": "Fair", "product-sku": "A"}
    assert told in notice(Desk(signed_in("planner")).change("override-save", 1, given))
