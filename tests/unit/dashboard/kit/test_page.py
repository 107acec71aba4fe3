"""What the server answers to the callbacks of a page."""

import json

import pytest

from services.jobs import jobs
from services.schedules import schedule_service
from services.schedules.schedule_service import ScheduleFields
from tests.unit.dashboard.conftest import SignIn

BUTTON = {"action": "pause", "name": "mine", "type": "schedule"}


@pytest.fixture
def press(signed_in: SignIn):
    """Whether the page is told of something after its button has changed so, seen by someone of this role."""

    schedule_service.create_schedule("mine", ScheduleFields(task=jobs.TRAIN_ALL, interval_seconds=3600))

    def press(role, clicks):
        client = signed_in(role)
        changed = [{"id": BUTTON, "property": "n_clicks", "value": clicks}]
        call = {
            "output": "schedules-changed.data",
            "outputs": {"id": "schedules-changed", "property": "data"},
            "inputs": [changed],
            "changedPropIds": [json.dumps(BUTTON, separators=(",", ":")) + ".n_clicks"],
        }
        token = client.get_cookie("_csrf_token", path="/app/").value
        return client.post("/app/_dash-update-component", json=call, headers={"X-CSRFToken": token})

    return press


def test_a_button_that_has_just_been_drawn_is_no_click_and_no_trespass(press):
    assert press("viewer", None).status_code == 204


def test_a_click_of_someone_who_may_not_is_refused_by_a_notice_that_has_a_name(press):
    refused = press("viewer", 1)
    (told,) = refused.json["sideUpdate"]["notices"]["sendNotifications"]
    assert ("This needs the role admin" in told["message"], told["id"]) == (True, refused.headers["X-Failed"])


def test_a_click_of_someone_who_may_is_done(press):
    done = press("admin", 1)
    assert ("pause mine" in done.text, "X-Failed" in done.headers) == (True, False)


def test_what_was_done_has_a_name_by_which_the_next_takes_its_place(press):
    done = press("admin", 1)
    (told,) = done.json["sideUpdate"]["notices"]["sendNotifications"]
    assert told["id"] == done.headers["X-Done"]
