from collections.abc import Callable, Sequence

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from services.access import users
from utils.config import Settings

PASSWORD = "the password of a test"


@pytest.fixture
def app(database: Settings, web: OpenAPI) -> OpenAPI:
    return web


@pytest.fixture
def signed_in(app: OpenAPI) -> Callable[..., FlaskClient]:
    """A client that is signed in as a new user of this name and role, who sees these locations only; none: all."""

    def sign_in(username: str = "kim", role: str = "admin", only: Sequence[str] = ()) -> FlaskClient:
        users.create_user(username, PASSWORD, role, only=only)
        client = app.test_client()
        tokens = client.post("/auth/login", json={"username": username, "password": PASSWORD}).json
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {tokens['access_token']}"
        return client

    return sign_in


@pytest.fixture
def admin(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in("root", "admin")
