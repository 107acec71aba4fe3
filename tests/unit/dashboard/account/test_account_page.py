"""Everybody keeps a password of one's own, and can end what was left open elsewhere."""

import pytest
from flask import g

from dashboard.account import page as account
from dashboard.kit import notices, sessions
from dashboard.kit.urls import PREFIX
from services.access import auth, users
from services.errors import Forbidden, InvalidInput
from tests.unit.dashboard.conftest import PASSWORD

BETTER = "kimonos are for sale"


@pytest.fixture
def kim(app, monkeypatch):
    """A viewer who looks at the page, and is signed in elsewhere too."""
    users.create_user("kim", PASSWORD, "viewer")
    elsewhere = auth.sign_in("kim", PASSWORD).user
    monkeypatch.setattr(notices, "show", lambda *words: None)  # There is no page to show it on.
    with app.test_request_context():
        g.page_user = auth.sign_in("kim", PASSWORD).user
        yield elsewhere


def test_another_password_counts_at_once_and_ends_what_is_open_elsewhere(kim):
    assert account.change_password(1, PASSWORD, BETTER) == ("", "")
    assert auth.sign_in("kim", BETTER)
    assert auth.find_signed_in(kim.session_id) is None
    assert auth.find_signed_in(sessions.current_user().session_id)


@pytest.mark.parametrize(
    ("current", "new", "refusal"),
    [
        ("another", BETTER, Forbidden),
        (None, BETTER, Forbidden),
        (PASSWORD, "short", InvalidInput),
        (PASSWORD, None, InvalidInput),
    ],
)
def test_what_does_not_fit_changes_nothing(kim, current, new, refusal):
    with pytest.raises(refusal):
        account.change_password(1, current, new)
    assert auth.sign_in("kim", PASSWORD)
    assert auth.find_signed_in(kim.session_id)


def test_signing_out_everywhere_ends_all_sessions(signed_in):
    client = signed_in("viewer")
    elsewhere = auth.sign_in("viewer", PASSWORD).user
    token = client.get_cookie(sessions.CSRF_COOKIE, path=PREFIX).value
    answer = client.post(f"{PREFIX}sign-out-everywhere", data={sessions.CSRF_FIELD: token})
    assert (answer.status_code, answer.location) == (303, f"{PREFIX}sign-in")
    assert auth.find_signed_in(elsewhere.session_id) is None
