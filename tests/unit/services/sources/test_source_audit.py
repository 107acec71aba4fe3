from services.access import audit, users
from services.access.signed_in import SignedIn
from services.sources import source_service
from services.sources.source_service import NEVER


def test_what_was_changed_of_a_source_is_noted_with_what_it_was_before(inbox):
    user = users.create_user("kim", "a good password", "admin")
    kim = SignedIn(user.id, "kim", "admin", "")
    source_service.create("till", {"kind": "folder", "folder": str(inbox)}, NEVER, kim)
    source_service.change("till", {"pattern": "*.csv"}, NEVER, kim)
    source_service.delete("till", kim)
    noted = [entry for entry in audit.list_entries(10, None).items if entry.target == "/sources/till"]
    deleted, changed, created = noted
    assert created.changes == {"before": {}, "after": {"kind": "folder", "folder": str(inbox)}}
    assert changed.changes == {"before": {"pattern": "*"}, "after": {"pattern": "*.csv"}}
    assert deleted.changes["before"]["pattern"] == "*.csv"
