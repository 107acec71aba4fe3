"""No page is half in English where the shop speaks another language: what it draws is read, word by word."""

import re
from datetime import timedelta

import pytest
from dash.development.base_component import Component
from flask import g

from dashboard.frame import shell
from dashboard.frame.pages import PAGES
from services.access import users
from services.access.signed_in import SignedIn
from services.orders.entry import order_entry
from services.orders.lines.order_fields import OrderLine
from services.training import training_service
from utils import clock, language
from utils.config import use_settings

# What a person sees or hears of a component.
SEEN = ("children", "label", "placeholder", "title", "description", "aria-label", "data-heading", "data-label")
# Commands and settings are for machines in every language.
MACHINES = ("Code", "Pre", "Store")
# What settings are worth, and what of the audit names them.
FOR_MACHINES = ("settings",)
# Words that none of the other languages has, and one that Spanish has too.
ENGLISH = r"the|of|and|with|is|are|were|this|that|not|from|your|you|for|to|each|which"
NEVER = {"de": rf"\b({ENGLISH}|no)\b", "fr": rf"\b({ENGLISH}|no)\b", "es": rf"\b({ENGLISH})\b"}


def texts(drawn):
    """Every text of what is drawn, but for what says itself that it is English."""
    if isinstance(drawn, str):
        yield drawn.strip()
    elif isinstance(drawn, list | tuple):
        for part in drawn:
            yield from texts(part)
    elif isinstance(drawn, dict):
        yield from texts(drawn.get("label"))
    elif isinstance(drawn, Component) and type(drawn).__name__ not in MACHINES and not hasattr(drawn, "lang"):
        for name in SEEN:
            yield from texts(getattr(drawn, name, None))
        yield from texts(getattr(drawn, "data", None) if type(drawn).__name__ == "Select" else None)


@pytest.fixture(params=NEVER)
def spoken(request):
    return request.param


@pytest.fixture
def untranslated(spoken):
    """What is said in another way in this language."""
    plain = [message for message in language.source_of(spoken) if isinstance(message.id, str) and message.id]
    return {message.id for message in plain if message.string != message.id}


@pytest.fixture
def full_shop(database, product, in_berlin, spoken):
    """A shop in which each page has something to show."""
    # Advice is stored in the language of the shop.
    use_settings(database.model_copy(update={"language": spoken, "currency": "EUR"}))
    training_service.train_now(product("A", [10.0] * 60, supplier="Mill", unit_cost=1.5, unit_price=2.5))
    kim = SignedIn(users.create_user("kim", "a long password", "admin").id, "kim", "admin", "session")
    day = clock.today() - timedelta(days=1)
    line = OrderLine(product_sku="A", number="4711", quantity=5, ordered_on=day, expected_on=day)
    order_entry.enter_orders([line], kim)
    g.page_user = kim


def test_no_page_says_anything_in_english(full_shop, untranslated, spoken):
    never = re.compile(NEVER[spoken])
    for path in (page.path for page in PAGES if page.path not in FOR_MACHINES):
        with language.spoken(spoken):
            content, navigation, account, _title = shell.show(f"/app/{path}", "?sku=A&number=4711&name=Mill")
        seen = set(texts([content, navigation, account]))
        assert not [text for text in seen if text in untranslated or never.search(text)], path
