"""What service costs at a supplier, in a picture and a sentence."""

import pytest

from dashboard.supplier import service_chart
from services.replenishment.advice.service_curve import Curve, Point

pytestmark = pytest.mark.usefixtures("configured")

CURVE = Curve([Point(0.9, 100.0), Point(0.95, 150.0), Point(0.99, 300.0)], Point(0.93, 120.0), 12)


def test_the_shop_has_its_own_point_beside_the_curve():
    curve, shop = service_chart.drawn(CURVE)["data"]
    assert (curve["x"], curve["y"]) == ([100.0, 150.0, 300.0], [90.0, 95.0, 99.0])
    assert (shop["x"], shop["y"], shop["name"]) == ([120.0], [93.0], "Today")


def test_a_sentence_says_what_the_next_level_would_tie_up():
    said = service_chart.sentence(CURVE)
    assert said == ("93% of service ties up 120 in safety stock. 95% would tie up 30 more. 12 products are counted.")


def test_above_the_last_level_there_is_no_next_one():
    highest = Curve(CURVE.points, Point(0.995, 400.0), 12)
    assert service_chart.sentence(highest) == "99.5% of service ties up 400 in safety stock."
