import pytest

from app.factory import create_app

TOKEN = "the token of a scraper"


@pytest.fixture
def ask(database):
    client = create_app(database.model_copy(update={"metrics_token": TOKEN})).test_client()
    return lambda path, token: client.get(path, headers={"Authorization": f"Bearer {token}"})


def test_a_scraper_with_the_token_may_read_the_metrics(ask):
    response = ask("/metrics", TOKEN)
    assert response.status_code == 200
    assert response.content_type.startswith("text/plain")
    assert "stockcast_database_up 1.0" in response.text


def test_another_token_opens_nothing(ask):
    assert ask("/metrics", "another").status_code == 401
    assert ask("/metrics", "").status_code == 401


def test_the_token_opens_nothing_else(ask):
    assert ask("/celery/status", TOKEN).status_code == 401


def test_without_a_token_of_its_own_nobody_gets_in_with_an_empty_one(database):
    client = create_app(database).test_client()
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401
    assert client.get("/metrics").status_code == 401


def test_requests_are_counted_by_their_rule_not_by_their_path(ask):
    for task_id in ("one", "two"):
        ask(f"/tasks/{task_id}", "none")
    text = ask("/metrics", TOKEN).text
    assert 'route="/tasks/<task_id>",status="401"' in text
    assert "/tasks/one" not in text
