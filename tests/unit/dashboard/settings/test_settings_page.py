import pytest

from dashboard.settings import page as settings
from services.access import users
from tests.unit.dashboard.conftest import PASSWORD
from tests.unit.dashboard.desk import Desk, notice


@pytest.fixture
def browser(signed_in):
    return Desk(signed_in("admin"))


def known(name):
    return next((user for user in users.list_users(10, None).items if user.username == name), None)


def saved(browser, name, password=PASSWORD):
    given = {"settings-name": name, "settings-password": password, "settings-role": "planner"}
    return browser.change("settings-add", 1, given)


def test_a_user_is_added_and_the_fields_are_emptied(browser):
    answer = saved(browser, "robin")
    assert "robin can sign in now" in notice(answer)
    assert answer["response"]["settings-password"] == {"value": ""}
    assert known("robin").role == "planner"


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("two words", PASSWORD), ("robin", "short")])
def test_what_is_no_name_or_no_password_adds_nobody(browser, name, password):
    assert notice(saved(browser, name, password))
    assert users.list_users(10, None).items[-1].username == "admin"


def test_a_role_is_changed_by_choosing_another(browser):
    saved(browser, "robin")
    user = known("robin")
    answer = browser.change({"type": "user-role", "user": user.id}, "viewer", prop="value")
    assert "robin is viewer now" in notice(answer)
    assert known("robin").role == "viewer"


def test_access_is_taken_away_and_given_back(browser):
    saved(browser, "robin")
    for expected in (False, True):
        browser.change({"type": "user-active", "user": known("robin").id}, 1)
        assert known("robin").active is expected


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("jwt_secret_key", "hidden", "set, not shown"),
        ("database_url", "postgresql://u:p@h/d", "set, not shown"),
        ("admin_password", "", "not set"),
        ("access_token_minutes", 15, "15"),
        ("data_dir", "", "–"),
    ],
)
def test_a_secret_is_never_shown(name, value, shown):
    assert settings._value(name, value) == shown
