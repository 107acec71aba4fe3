"""Published forecasts are scored by a worker, and everyone may see how they did."""

import pytest

from tests.functional.steps import assert_problem, submitted, succeeded, trained_product


def test_a_worker_scores_what_was_published(admin, viewer):
    trained_product(admin)
    result = succeeded(admin, submitted(admin.post("/schedules/score-forecasts-nightly/run")))
    assert result["products"] > 0
    answer = viewer.get("/accuracy?by=category&lead=1-14").raise_for_status().json()
    assert answer["lead"] == "1-14"
    assert {"items", "next_cursor", "total", "from", "to"} <= answer.keys()


@pytest.mark.parametrize("query", ["by=colour", "lead=0", "lead=29", "lead=14-7", "from=soon", "limit=0"])
def test_a_faulty_question_is_refused(viewer, query):
    assert_problem(viewer.get(f"/accuracy?{query}"), 422, "invalid_request")
