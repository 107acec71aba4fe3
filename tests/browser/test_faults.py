"""What one sees while a part is away."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def without_broker(shop):
    shop.broker.kill()
    yield
    if not shop.broker.answers():
        shop.broker.start()


def test_without_a_broker_nothing_starts_and_it_is_said_until_it_does(shop, planner, without_broker):
    planner.open("training")
    start = planner.page.get_by_role("button", name="Start training")
    told = planner.page.get_by_role("alert").filter(has_text="can still be looked at")
    start.click()
    expect(told).to_be_visible()
    with planner.page.expect_response(lambda answer: ".n_intervals" in (answer.request.post_data or "")):
        shop.broker.start()
    expect(told).to_be_visible()
    start.click()
    expect(told).to_have_count(0)


def test_a_page_says_when_the_server_is_gone(planner, stopped_web):
    planner.open("training")
    planner.expects_refusals()
    stopped_web.kill()
    expect(planner.page.locator("#away")).to_be_visible()


def test_a_page_asks_once_for_what_it_begins_with(planner):
    asked = []
    planner.page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    planner.open("orders?supplier=Nobody")
    for first in ("_dash-layout", "_dash-dependencies", '"output":"..page.children'):
        assert sum(first in own for own in asked) == 1
