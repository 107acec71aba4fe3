from datetime import timedelta

import pytest

from services.access import audit, users
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.notifications import webhooks
from utils import clock
from utils.config import use_settings


def test_what_a_webhook_was_told_is_noted_without_what_opens_the_door_there(database):
    use_settings(database.model_copy(update={"webhooks_allow_private": True}))
    user = users.create_user("kim", "a good password", "admin")
    kim = SignedIn(user.id, "kim", "admin", "")
    made = webhooks.create_webhook("http://127.0.0.1:9/a-secret-path", ["orders.ready"], kim)
    webhooks.delete_webhook(made.id, kim)
    deleted, created = [entry for entry in audit.list_entries(10, None).items if entry.target == f"/webhooks/{made.id}"]
    known = {"host": "127.0.0.1", "events": ["orders.ready"]}
    assert (created.changes, deleted.changes) == ({"after": known}, {"before": known})


@pytest.fixture
def webhook(database):
    use_settings(database.model_copy(update={"webhooks_allow_private": True}))
    return webhooks.create_webhook("http://127.0.0.1:9/", ["orders.ready"])


def test_an_old_secret_ends_with_its_time(webhook, monkeypatch):
    new = webhooks.rotate_secret(webhook.id, timedelta(hours=1))
    assert webhooks.secrets_of(new) == [new.secret, webhook.secret]
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert webhooks.secrets_of(new) == [new.secret]


def test_a_rotation_whose_answer_was_lost_ends_no_secret_that_is_in_use(webhook):
    webhooks.rotate_secret(webhook.id, timedelta(hours=1))
    again = webhooks.rotate_secret(webhook.id, timedelta(hours=1))
    assert webhook.secret in webhooks.secrets_of(again)


def test_all_old_secrets_can_be_ended_at_once_and_are_not_too_many(webhook):
    for _ in range(webhooks.MOST_OLD_SECRETS):
        webhooks.rotate_secret(webhook.id, timedelta(hours=1))
    with pytest.raises(Conflict, match="valid_hours 0"):
        webhooks.rotate_secret(webhook.id, timedelta(hours=1))
    only = webhooks.rotate_secret(webhook.id, timedelta(0))
    assert webhooks.secrets_of(only) == [only.secret]
