import pytest

from services.access import auth, users
from services.access.users import UserChange
from services.errors import Conflict, NotFound, Unauthorized

PASSWORD = "a good password"


@pytest.fixture
def admin(database):
    users.create_first_admin("admin", PASSWORD)
    return users.list_users(1, None).items[0]


def test_the_first_administrator_is_made_once(database):
    assert users.create_first_admin("admin", PASSWORD) == PASSWORD
    assert users.create_first_admin("another", PASSWORD) is None


def test_without_a_password_a_random_one_is_made(database):
    password = users.create_first_admin("admin", "")
    assert len(password) >= 16
    assert auth.sign_in("admin", password).user.role == "admin"


def test_a_taken_name_is_a_conflict(admin):
    with pytest.raises(Conflict, match="already"):
        users.create_user("admin", PASSWORD, "viewer")


def test_a_changed_password_ends_sessions_and_the_old_one(admin):
    grant = auth.sign_in("admin", PASSWORD)
    users.change_user(admin.id, UserChange(password="another password"))
    assert auth.find_signed_in(grant.user.session_id) is None
    with pytest.raises(Unauthorized):
        auth.sign_in("admin", PASSWORD)


def test_what_is_not_named_stays(admin):
    changed = users.change_user(admin.id, UserChange())
    assert (changed.role, changed.active, changed.password_hash) == ("admin", True, admin.password_hash)


@pytest.mark.parametrize("change", [UserChange(role="viewer"), UserChange(active=False)])
def test_the_last_administrator_cannot_leave(admin, change):
    with pytest.raises(Conflict, match="last administrator"):
        users.change_user(admin.id, change)
    assert users.list_users(1, None).items[0].role == "admin"


def test_with_a_second_administrator_the_first_may_leave(admin):
    users.create_user("second", PASSWORD, "admin")
    assert not users.change_user(admin.id, UserChange(active=False)).active


def test_an_unknown_user_is_not_found(database):
    with pytest.raises(NotFound):
        users.change_user(7, UserChange(active=False))


def test_users_are_listed_page_by_page(user_ids):
    first = users.list_users(1, None)
    second = users.list_users(1, first.next_cursor)
    assert [page.items[0].id for page in (first, second)] == user_ids
    assert second.next_cursor is None
