"""The web application without a server, and people who are signed in to its pages."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.kit import viewer
from services.access import users
from tests.unit.services.conftest import product, user_ids
from utils import language
from utils.config import Settings

PASSWORD = "a long password"

# What is on the shelves, and who orders it, as for the services.
__all__ = ["product", "user_ids"]

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def app(database: Settings, web: Flask) -> Flask:
    return web


@pytest.fixture
def signed_in(app: Flask) -> SignIn:
    """A client that is signed in to the pages as a user of this role."""

    def sign_in(role: str) -> FlaskClient:
        users.create_user(role, PASSWORD, role)
        client = app.test_client()
        assert client.post("/app/sign-in", data={"username": role, "password": PASSWORD}).status_code == 303
        return client

    return sign_in


@pytest.fixture
def in_berlin(app: Flask) -> Iterator[None]:
    """A request of a browser in Berlin that prefers German."""
    headers = {"Accept-Language": "de-DE,de;q=0.9,en;q=0.8", "Cookie": "stockcast_zone=Europe/Berlin"}
    with app.test_request_context("/app/", headers=headers):
        viewer.speak_to_viewer(app)
        yield
    language.speak(language.ENGLISH)
