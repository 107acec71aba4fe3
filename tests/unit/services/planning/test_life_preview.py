"""What is said of a change of a product's life is what comes of it."""

from datetime import timedelta

import pytest

from services.access.signed_in import SignedIn
from services.catalogue.product_fields import ProductFields
from services.planning import catalogue_service, life_preview
from utils import clock


@pytest.fixture
def kim(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "session")


def test_a_successor_shares_what_it_replaces_with_others_before_and_after_it_is_stored(product, kim):
    product("A", [8.0] * 60)
    product("NEW")
    product("TWIN")
    catalogue_service.update_product("TWIN", ProductFields(replaces="A"), actor=kim)
    wanted = ProductFields(replaces="A")
    before = life_preview.preview("NEW", wanted)
    assert (before.usual, before.change) == (None, None)
    assert before.expected == pytest.approx(28 * 4, rel=0.05)
    catalogue_service.update_product("NEW", wanted, actor=kim)
    after = life_preview.preview("NEW", ProductFields(like=None))
    assert after.usual == pytest.approx(before.expected)


def test_an_end_takes_away_the_days_behind_it_and_a_launch_counts_from_its_own(product):
    product("A", [8.0] * 60)
    week = clock.today() + timedelta(days=6)
    ending = life_preview.preview("A", ProductFields(ends_on=week))
    assert ending.expected == pytest.approx(ending.usual / 4, rel=0.05)
    assert ending.change == pytest.approx(-75, abs=4)
    later = clock.today() + timedelta(days=90)
    assert life_preview.preview("A", ProductFields(launch_on=later)).first == later
