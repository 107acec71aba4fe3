import pytest

from app.db import transaction
from app.models import User
from services.access import auth, passwords, users
from services.access.users import UserChange
from services.errors import Conflict, InvalidInput, NotFound, Unauthorized

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


@pytest.mark.parametrize(
    "alike", ["ADMIN", "admin\u200b", "\u00adad\ufe0fmin", "ａｄｍｉｎ", "Ａdmin\u2060", "adm\u3164in"]
)
def test_names_that_look_alike_are_given_once(admin, alike):
    with pytest.raises(Conflict):
        users.create_user(alike, PASSWORD, "viewer")


@pytest.mark.parametrize("unseen", ["\u200b", "\ufe0f\u3164", "ﷺ" * 64])
def test_a_name_can_be_seen_and_is_short(database, unseen):
    with pytest.raises(InvalidInput):
        users.create_user(unseen, PASSWORD, "viewer")


def test_a_weak_password_is_refused_wherever_one_is_set(admin):
    for refused in (
        lambda: users.create_user("kim", "password1234", "viewer"),
        lambda: users.change_user(admin.id, UserChange(password="password1234")),
    ):
        with pytest.raises(InvalidInput, match="tried first"):
            refused()


def test_who_has_an_old_short_password_goes_on(admin):
    with transaction() as session:
        session.get(User, admin.id).password_hash = passwords.hashed("short")
    assert auth.sign_in("admin", "short").user.user_id == admin.id
