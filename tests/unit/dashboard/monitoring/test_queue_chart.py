from datetime import timedelta

import pytest

from dashboard.monitoring import queue_chart
from services.jobs.queue_lengths import Minute
from utils import clock


@pytest.fixture
def draw(in_berlin):
    """What the chart shows of the queue for training: how many waited at these minutes."""

    def draw(waiting):
        now = clock.now()
        minutes = [Minute(now - timedelta(minutes=ago), count, processing=0) for ago, count in waiting.items()]
        trace = queue_chart.drawn({"training": minutes})["data"][2]
        assert trace["name"] == "training"
        return trace["y"]

    return draw


def test_a_quiet_time_is_drawn_by_its_ends(draw):
    assert draw(dict.fromkeys(range(60, 0, -1), 0)) == [0, 0]


def test_every_change_is_drawn(draw):
    assert draw({4: 0, 3: 7, 2: 7, 1: 1}) == [0, 7, 1, 1]


def test_minutes_nobody_noted_are_a_gap(draw):
    assert draw({62: 2, 61: 2, 2: 2, 1: 2}) == [2, 2, None, 2, 2]


def test_after_a_long_silence_the_past_ends(draw):
    assert draw({62: 2, 61: 2}) == [2, 2, None]
