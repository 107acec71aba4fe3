from services import audit_service
from services.auth_service import SignedIn


def actions(page):
    return [entry.action for entry in page.items]


def test_the_log_is_read_newest_first_page_by_page(database, user_ids):
    actor = SignedIn(user_ids[0], "kim", "admin", "session")
    for number in range(3):
        audit_service.record(actor, f"action.{number}", "all workers")
    first = audit_service.list_entries(2, None)
    assert actions(first) == ["action.2", "action.1"]
    rest = audit_service.list_entries(2, first.next_cursor)
    assert (actions(rest), rest.next_cursor) == (["action.0"], None)
