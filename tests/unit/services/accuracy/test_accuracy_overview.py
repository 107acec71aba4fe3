"""All that the page shows at once is what each of its parts says by itself."""

from dataclasses import replace

import pytest

from services.accuracy.accuracy_overview import overview
from services.accuracy.accuracy_service import AccuracyQuery, accuracy
from tests.unit.services.accuracy.test_accuracy_service import MONDAY, scored

__all__ = ["scored"]


@pytest.mark.parametrize("query", [AccuracyQuery(), AccuracyQuery(last=MONDAY), AccuracyQuery(category="Bread")])
def test_each_part_is_what_is_answered_to_its_own_question(scored, query):
    found = overview(query, 2)
    weeks, categories, missed = (
        accuracy(replace(query, by=by, sort="-money" if by == "sku" else None), 2 if by == "sku" else None, None)
        for by in ("week", "category", "sku")
    )
    assert list(found.weeks) == [own | {"money": None} for own in weeks.page.items]
    assert found.total == weeks.total | {"money": None}
    assert list(found.categories) == categories.page.items
    assert list(found.missed) == missed.page.items


def test_without_a_price_those_come_first_that_were_missed_by_most_units(scored):
    assert [own["sku"] for own in overview(AccuracyQuery(category="Other"), 2).missed] == ["OTH"]


def test_nothing_scored_is_nothing(database):
    assert overview(AccuracyQuery(), 5).total is None
