from services.access import audit, users
from services.access.signed_in import SignedIn
from services.notifications import webhooks
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
