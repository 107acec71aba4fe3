"""Signing in with a provider of OpenID that runs, and what an attacker would try."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.db import transaction
from app.models import User
from services.access import auth, openid, users
from services.access.devices import Origin
from services.access.openid import Return, Way
from services.access.users import UserChange
from services.errors import Conflict, Forbidden, InvalidInput, NotFound, TooMany, Unauthorized, Unavailable
from utils.config import get_settings, use_settings

HERE, BACK = "http://127.0.0.1:5000", "http://127.0.0.1:5000/back"
PASSWORD = "a good password"


@pytest.fixture
def provider(openid_provider, database):
    openid_provider.know(sub="1", preferred_username="kim")
    openid_provider.bend()
    set_up(**openid_provider.settings(HERE), openid_rate_limit="1000 per minute")
    return openid_provider


@pytest.fixture
def boss(provider):
    return users.create_user("boss", PASSWORD, "admin")


def set_up(**settings):
    use_settings(get_settings().model_copy(update=settings))


def said(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def returned(provider, way=Way(BACK, "/app/orders")) -> Return:
    begun = openid.begin(way, Origin())
    back = said(provider.allow(begun.address))
    return Return(back["state"], begun.proof, back["code"])


def sign_in(provider):
    return openid.finish(returned(provider), Origin())[0].user


def test_who_comes_back_is_signed_in_and_where_they_wanted(provider):
    grant, destination = openid.finish(returned(provider), Origin())
    assert (grant.user.username, grant.user.role, destination) == ("kim", "viewer", "/app/orders")
    assert auth.find_signed_in(grant.user.session_id) == grant.user


def test_the_provider_is_asked_with_state_nonce_and_a_challenge_that_no_two_share(provider):
    first, second = (said(openid.begin(Way(BACK), Origin()).address) for _ in range(2))
    assert (first["code_challenge_method"], first["response_type"]) == ("S256", "code")
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_the_same_person_is_the_same_account_whatever_they_are_called(provider):
    first = sign_in(provider)
    provider.know(sub="1", preferred_username="kim-married", email="other@example.com")
    assert sign_in(provider).user_id == first.user_id


def test_a_name_that_somebody_has_opens_nothing_of_theirs(provider, boss):
    for claims in ({"preferred_username": "boss"}, {"email": "boss"}, {"preferred_username": "BOSS"}):
        provider.know(sub=f"of {claims}", **claims)
        stranger = sign_in(provider)
        assert stranger.user_id != boss.id
        assert (stranger.username.casefold()[:5], stranger.role) == ("boss-", "viewer")


def test_another_issuer_s_person_of_the_same_subject_is_somebody_else(provider):
    first = sign_in(provider)
    with transaction() as session:
        session.get(User, first.user_id).openid_issuer = "https://another.example"
    assert sign_in(provider).user_id != first.user_id


def test_without_a_password_no_password_opens(provider):
    sign_in(provider)
    for password in ("", "0" * 128, "kim"):
        with pytest.raises(Unauthorized):
            auth.sign_in("kim", password)


def test_nobody_gives_them_a_password(provider):
    user = sign_in(provider)
    with pytest.raises(Conflict, match="signs in with"):
        users.change_user(user.user_id, UserChange(password="three quite different words"))
    with pytest.raises(Conflict, match="signs in with"):
        auth.change_password(user, "", "three quite different words")


def test_who_was_switched_off_stays_out_and_gets_no_second_account(provider, boss):
    user = sign_in(provider)
    users.change_user(user.user_id, UserChange(active=False))
    provider.know(sub="1", preferred_username="another")
    with pytest.raises(Forbidden, match="taken away"):
        sign_in(provider)
    assert [one.username for one in users.list_users(9, None).items] == ["boss", "kim"]


LIES = {
    "nonce": {"claims": {"nonce": "of another sign-in"}},
    "no nonce": {"claims": {"nonce": None}},
    "audience": {"claims": {"aud": "another client"}},
    "audiences": {"claims": {"aud": ["stockcast-test", "another client"]}},
    "party": {"claims": {"azp": "another client"}},
    "issuer": {"claims": {"iss": "https://another.example"}},
    "expiry": {"moments": {"iat": -900, "exp": -600}},
    "no expiry": {"claims": {"exp": None}},
    "future": {"moments": {"nbf": 9000}},
    "hash": {"claims": {"at_hash": "of another token"}},
    "unsigned": {"algorithm": "none"},
    "signed by the client's secret": {"algorithm": "HS256"},
    "signed by another key": {"key": "another"},
    "nobody": {"claims": {"sub": ""}},
    "number": {"claims": {"sub": 5}},
    "too long": {"claims": {"sub": "x" * 256}},
}


def test_a_token_that_is_not_for_this_sign_in_is_refused(provider):
    for lie, faults in LIES.items():
        provider.bend(**faults)
        with pytest.raises(Unauthorized):
            pytest.fail(f"{lie}: {sign_in(provider)}")
    assert users.list_users(9, None).items == []


def test_coming_back_twice_opens_one_session(provider):
    back = returned(provider)
    openid.finish(back, Origin())
    with pytest.raises(Unauthorized, match="not begun here"):
        openid.finish(back, Origin())


def test_a_code_that_was_used_is_refused_under_a_new_state(provider):
    used = returned(provider)
    openid.finish(used, Origin())
    begun = openid.begin(Way(BACK), Origin())
    with pytest.raises(Unauthorized, match="cannot be trusted"):
        openid.finish(Return(begun.state, begun.proof, used.code), Origin())


def test_a_code_of_another_s_sign_in_is_refused(provider):
    stolen, own = returned(provider), openid.begin(Way(BACK), Origin())
    with pytest.raises(Unauthorized, match="cannot be trusted"):
        openid.finish(Return(own.state, own.proof, stolen.code), Origin())


def test_a_state_of_another_browser_is_refused_and_does_not_keep_its_owner_out(provider):
    back = returned(provider)
    for proof in ("", "of another browser", "\0\ud800"):
        with pytest.raises(Unauthorized, match="not begun here"):
            openid.finish(Return(back.state, proof, back.code), Origin())
    assert openid.finish(back, Origin())[0].user.username == "kim"


def test_what_took_too_long_is_over(provider, monkeypatch):
    monkeypatch.setattr(openid, "LIFETIME", -openid.LIFETIME)
    with pytest.raises(Unauthorized, match="took too long"):
        sign_in(provider)


def test_who_refuses_there_is_not_signed_in_here(provider):
    begun = openid.begin(Way(BACK), Origin())
    back = said(provider.allow(begun.address, who=""))
    assert "code" not in back
    with pytest.raises(Unauthorized, match="has not signed you in"):
        openid.finish(Return(back["state"], begun.proof, ""), Origin())


def test_a_new_key_of_the_provider_is_asked_for(provider, monkeypatch):
    sign_in(provider)
    monkeypatch.setattr("services.access.openid_provider.KEYS_KEPT_SECONDS", 0)
    provider.new_key()
    assert sign_in(provider).username == "kim"


def test_a_provider_that_calls_itself_otherwise_is_not_believed(provider, monkeypatch):
    monkeypatch.setattr("services.access.openid_provider._kept", {})
    provider.bend(issuer="https://another.example")
    with pytest.raises(Unavailable, match="Acme Login cannot be asked"):
        openid.begin(Way(BACK), Origin())


def test_a_provider_that_is_away_is_said(provider):
    set_up(openid_issuer="http://127.0.0.1:1")
    with pytest.raises(Unavailable, match="Acme Login cannot be asked"):
        openid.begin(Way(BACK), Origin())


@pytest.fixture
def userinfo_says(provider, monkeypatch):
    """Sets what the provider's `userinfo` says."""
    monkeypatch.setattr("services.access.openid_provider._kept", {})
    yield provider.know_more
    provider.know_more()


def test_a_name_and_a_role_that_the_token_lacks_are_asked_for(provider, userinfo_says):
    set_up(**ROLES)
    userinfo_says(sub="1", email="kim@shop.example", realm={"roles": ["stock"]})
    provider.know(sub="1")
    user = sign_in(provider)
    assert (user.username, user.role) == ("kim@shop.example", "planner")


def test_what_the_token_says_counts_and_is_not_asked_for(provider, userinfo_says):
    userinfo_says(sub="somebody else", preferred_username="lee")
    assert sign_in(provider).username == "kim"


def test_what_is_said_of_somebody_else_is_not_believed(provider, userinfo_says):
    for said_there in ({"sub": "2", "name": "lee"}, {"name": "lee"}):
        userinfo_says(**said_there)
        provider.know(sub="1")
        with pytest.raises(Unauthorized, match="cannot be trusted"):
            sign_in(provider)


def test_who_came_by_the_provider_can_sign_out_there_until_the_session_ends(provider):
    session = sign_in(provider).session_id
    there = openid.way_out(session, BACK)
    assert there.startswith(f"{provider.issuer}/leave?")
    assert said(there)["post_logout_redirect_uri"] == BACK
    auth.sign_out(session)
    assert openid.way_out(session, BACK) is None


def test_who_came_by_a_password_signs_out_here_alone(provider, boss):
    assert openid.way_out(auth.sign_in("boss", PASSWORD, Origin()).user.session_id, BACK) is None


def test_a_provider_that_is_away_keeps_nobody_signed_in(provider, monkeypatch):
    session = sign_in(provider).session_id
    monkeypatch.setattr("services.access.openid_provider._kept", {})
    set_up(openid_issuer="http://127.0.0.1:1")
    assert openid.way_out(session, BACK) is None


ROLES = {"openid_role_claim": "realm.roles", "openid_roles": "stock=planner,it=admin", "openid_default_role": "refused"}


def test_the_claim_says_the_role(provider, boss):
    set_up(**ROLES)
    for held, role in ((["x", "stock"], "planner"), (["it", "stock"], "admin"), ("stock", "planner")):
        provider.know(sub="1", name="Kim Lee", realm={"roles": held})
        user = sign_in(provider)
        assert (user.username, user.role) == ("KimLee", role)


def test_a_claim_with_a_dot_in_its_name_is_found(provider):
    set_up(**ROLES)
    provider.know(sub="1", **{"realm.roles": ["it"]})
    assert sign_in(provider).role == "admin"


def test_who_has_none_of_the_roles_is_refused(provider):
    set_up(**ROLES)
    for held in (["other"], [], None, {"it": 1}, 7, "itinerary"):
        provider.know(sub="1", realm={"roles": held})
        with pytest.raises(Forbidden, match="does not say that you may"):
            sign_in(provider)


def test_a_role_that_was_taken_away_there_is_gone_here_at_once(provider, boss):
    set_up(**ROLES)
    provider.know(sub="1", realm={"roles": ["it"]})
    earlier = sign_in(provider)
    provider.know(sub="1", realm={"roles": ["stock"]})
    assert sign_in(provider).role == "planner"
    assert auth.find_signed_in(earlier.session_id).role == "planner"


def test_without_such_a_claim_an_administrator_says_the_role(provider, boss):
    user = sign_in(provider)
    users.change_user(user.user_id, UserChange(role="planner"))
    assert sign_in(provider).role == "planner"


def test_no_address_that_no_provider_should_take_is_sent_there(provider):
    for address in (
        "http://evil.example/back",
        "javascript:alert(1)//",
        "https://",
        "https://a/#b",
        "http://[",
        "/",
        f"{BACK}\n",
    ):
        with pytest.raises(InvalidInput):
            openid.begin(Way(address), Origin())


def test_one_address_begins_only_so_often(provider):
    set_up(openid_rate_limit="3 per minute")
    for _ in range(3):
        openid.begin(Way(BACK), Origin("192.0.2.7"))
    with pytest.raises(TooMany):
        openid.begin(Way(BACK), Origin("192.0.2.7"))


def test_without_a_provider_there_is_nothing_to_begin(database):
    with pytest.raises(NotFound):
        openid.begin(Way(BACK), Origin())
