from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import UserSession
from services.access import auth, users
from services.access.signed_in import ROLES
from services.errors import Unauthorized
from utils import clock


@pytest.fixture
def kim(database):
    return users.create_user("kim", "a good password", "planner")


@pytest.fixture
def grant(kim):
    return auth.sign_in("kim", "a good password")


def later():
    """Let the grace of an exchanged token pass."""
    with transaction() as session:
        session.execute(sa.update(UserSession).values(exchanged_at=clock.now() - auth.GRACE))


def test_signing_in_opens_a_session(kim, grant):
    assert auth.find_signed_in(grant.user.session_id) == grant.user
    assert (grant.user.user_id, grant.user.role) == (kim.id, "planner")


@pytest.mark.parametrize(("name", "password"), [("kim", "wrong"), ("KIM", "a good password"), ("", ""), ("x", "a")])
def test_wrong_credentials_are_refused(kim, name, password):
    with pytest.raises(Unauthorized):
        auth.sign_in(name, password)


def test_a_password_is_not_stored_and_salted(kim):
    other = users.create_user("lee", "a good password", "viewer")
    assert "a good password" not in kim.password_hash
    assert kim.password_hash != other.password_hash


def test_a_session_ends_when_it_expires(grant):
    with transaction() as session:
        session.execute(sa.update(UserSession).values(expires_at=clock.now() - timedelta(seconds=1)))
    assert auth.find_signed_in(grant.user.session_id) is None


def test_refresh_tokens_rotate(grant):
    following = auth.refresh(grant.user.session_id, grant.refresh_id)
    assert following.user == grant.user
    assert following.refresh_id != grant.refresh_id


def test_two_refreshes_at_once_get_the_same_next_token(grant):
    with ThreadPoolExecutor(8) as pool:
        grants = list(pool.map(lambda _: auth.refresh(grant.user.session_id, grant.refresh_id), range(8)))
    assert len({following.refresh_id for following in grants}) == 1
    assert auth.refresh(grant.user.session_id, grants[0].refresh_id).user == grant.user


def test_a_stolen_refresh_token_ends_the_session(grant):
    auth.refresh(grant.user.session_id, grant.refresh_id)
    later()
    with pytest.raises(Unauthorized, match="used before"):
        auth.refresh(grant.user.session_id, grant.refresh_id)
    assert auth.find_signed_in(grant.user.session_id) is None


def test_a_token_exchanged_twice_since_ends_the_session_at_once(grant):
    following = auth.refresh(grant.user.session_id, grant.refresh_id)
    auth.refresh(grant.user.session_id, following.refresh_id)
    with pytest.raises(Unauthorized, match="used before"):
        auth.refresh(grant.user.session_id, grant.refresh_id)


def test_an_ended_session_is_not_refreshed(grant):
    auth.sign_out(grant.user.session_id)
    with pytest.raises(Unauthorized, match="ended"):
        auth.refresh(grant.user.session_id, grant.refresh_id)


def test_administrators_see_all_tasks_and_others_their_own(grant):
    assert grant.user.sees == grant.user.user_id
    assert ROLES == ("viewer", "planner", "admin")
