import uuid

import httpx
import pytest

from tests.functional.steps import assert_problem

PASSWORD = "a good password"


@pytest.fixture
def user(admin):
    body = {"username": f"kim-{uuid.uuid4().hex[:8]}", "password": PASSWORD, "role": "planner"}
    return admin.post("/users", json=body).json()


@pytest.fixture
def kim(stack, user):
    token = stack.sign_in(user["username"], PASSWORD).json()["access_token"]
    with httpx.Client(base_url=stack.address, headers={"Authorization": f"Bearer {token}"}, timeout=30) as client:
        yield client


def test_a_new_user_may_sign_in_and_the_answer_has_no_password(stack, user):
    assert set(user) == {"id", "username", "role", "locations", "active", "created_at", "openid_issuer"}
    assert stack.sign_in(user["username"], PASSWORD).status_code == 200


def test_a_name_is_given_once(admin, user):
    again = admin.post("/users", json={"username": user["username"], "password": PASSWORD})
    assert_problem(again, 409, "username_taken")


@pytest.mark.parametrize(
    ("fault", "pointer"),
    [
        ({"username": ""}, "/username"),
        ({"username": "with space"}, "/username"),
        ({"username": "x" * 65}, "/username"),
        ({"password": "short"}, "/password"),
        ({"role": "king"}, "/role"),
        ({"rolle": "admin"}, "/rolle"),
    ],
)
def test_a_faulty_user_is_refused_with_a_pointer(admin, fault, pointer):
    body = {"username": uuid.uuid4().hex, "password": PASSWORD, "role": "viewer"} | fault
    problem = assert_problem(admin.post("/users", json=body), 422, "invalid_request")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_a_user_who_may_no_longer_sign_in_is_out_at_once(stack, admin, user, kim):
    admin.patch(f"/users/{user['id']}", json={"active": False})
    assert kim.get("/auth/me").status_code == 401
    assert_problem(stack.sign_in(user["username"], PASSWORD), 401, "wrong_credentials")


def test_a_new_password_ends_the_old_sessions(stack, admin, user, kim):
    admin.patch(f"/users/{user['id']}", json={"password": "another password"})
    assert kim.get("/auth/me").status_code == 401
    assert stack.sign_in(user["username"], "another password").status_code == 200


def test_a_new_role_holds_from_the_next_request_on(admin, user, kim):
    admin.patch(f"/users/{user['id']}", json={"role": "viewer"})
    assert kim.get("/auth/me").json()["role"] == "viewer"


def test_the_last_administrator_stays(admin):
    me = admin.get("/auth/me").json()["user_id"]
    assert_problem(admin.patch(f"/users/{me}", json={"role": "viewer"}), 409, "last_admin")
    assert_problem(admin.patch(f"/users/{me}", json={"active": False}), 409, "last_admin")


def test_an_unknown_user_is_not_found(admin):
    assert_problem(admin.patch("/users/999999", json={"active": False}), 404, "user_not_found")
    assert admin.patch("/users/99999999999999999999", json={"active": False}).status_code == 422


def test_the_list_is_read_page_by_page(admin, user):
    names, url = [], "/users?limit=1"
    while url:
        response = admin.get(url)
        names += [item["username"] for item in response.json()["items"]]
        url = response.links.get("next", {}).get("url")
    assert {"admin", "planner", "viewer", user["username"]} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("cursor", ["nonsense", "bnVsbA==", "WyJ4Il0=", "W251bGxd"])
def test_a_foreign_cursor_is_refused(admin, cursor):
    assert_problem(admin.get(f"/users?cursor={cursor}"), 422, "invalid_cursor")
