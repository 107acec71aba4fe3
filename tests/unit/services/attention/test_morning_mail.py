"""The mail at seven, sent by a real mail server."""

from datetime import timedelta
from email import message_from_string, policy

import pytest

from app.db import transaction
from app.models import ExceptionNote, PurchaseOrder
from services.access import users
from services.access.signed_in import SignedIn
from services.access.users import UserChange
from services.attention import morning_mail
from services.notifications import sending
from tests import receivers, servers
from utils import clock
from utils.config import get_settings, use_settings

EVENING, BEFORE, SEVEN = "2026-03-03T20:00:00+00:00", "2026-03-04T11:59:00+00:00", "2026-03-04T12:00:00+00:00"


@pytest.fixture
def kim(database, shop_in):
    """Someone in New York (seven there is noon in UTC) who wants it since the evening before."""
    shop_in("America/New_York", EVENING)
    user = users.create_user("kim", "a long password", "viewer")
    kim = SignedIn(user.id, "kim", "viewer", "session")
    morning_mail.want(kim, "kim@shop.example")
    return kim


@pytest.fixture
def mail_box(kim):
    with receivers.mail_receiver(servers.free_port()) as box:
        use_settings(get_settings().model_copy(update={"smtp_url": box.url, "public_url": "https://shop.example"}))
        yield box


@pytest.fixture
def late(product):
    about = {"product_id": product("A", unit_cost=2).id, "quantity": 10.0, "received": 0.0, "status": "open"}
    days = {"ordered_on": clock.today() - timedelta(days=9), "expected_on": clock.today() - timedelta(days=3)}
    with transaction() as session:
        session.add(PurchaseOrder(number="4711", supplier="North", created_at=clock.now(), **about, **days))


def sent_at(shop_in, instant):
    shop_in("America/New_York", instant)
    noted = morning_mail.send_due()["morning_mails"]
    sending.send_due()
    return noted


def test_it_comes_at_seven_of_the_shop_once(mail_box, late, shop_in):
    assert sent_at(shop_in, BEFORE) == 0
    assert sent_at(shop_in, SEVEN) == 1
    assert sent_at(shop_in, "2026-03-04T12:01:00+00:00") == 0
    ((to, text),) = mail_box.mails
    mail = message_from_string(text)
    assert to == ["kim@shop.example"]
    assert mail["Subject"].startswith("Stockcast: 1 exception, 20")
    body = mail.get_payload(decode=True).decode()
    assert "North (4711)" in body
    assert "https://shop.example/app/exceptions" in body
    assert "https://shop.example/app/account" in body


@pytest.mark.parametrize(
    ("code", "subject", "reason"),
    [("de", "zusammen", "hätte"), ("fr", "au total", "aurait dû arriver"), ("es", "en total", "debería haber llegado")],
)
def test_all_of_it_is_in_the_language_of_the_shop(mail_box, late, shop_in, code, subject, reason):
    use_settings(get_settings().model_copy(update={"language": code}))
    sent_at(shop_in, SEVEN)
    mail = message_from_string(mail_box.mails[0][1], policy=policy.default)
    assert subject in mail["Subject"]
    assert reason in mail.get_content()


def test_who_slept_through_seven_sends_it_later_that_day_and_again_the_next(mail_box, late, shop_in):
    assert sent_at(shop_in, "2026-03-04T15:00:00+00:00") == 1
    assert sent_at(shop_in, "2026-03-05T11:59:00+00:00") == 0
    assert sent_at(shop_in, "2026-03-05T12:00:00+00:00") == 1


def test_nothing_is_sent_where_there_is_nothing(mail_box, shop_in):
    assert sent_at(shop_in, SEVEN) == 0
    assert mail_box.mails == []


def test_what_somebody_else_sees_to_is_no_news(mail_box, late, shop_in):
    with transaction() as session:
        note = {"comment": "", "is_done": False, "changed_by": "robin", "updated_at": clock.now()}
        session.add(ExceptionNote(kind="overdue", subject="4711", owner="robin", **note))
    assert sent_at(shop_in, SEVEN) == 0


def test_two_that_look_at_once_send_one(mail_box, late, shop_in, monkeypatch):
    shop_in("America/New_York", SEVEN)
    look = morning_mail.exceptions.waiting

    def meanwhile():
        monkeypatch.setattr(morning_mail.exceptions, "waiting", look)
        assert morning_mail.send_due() == {"morning_mails": 1}
        return look()

    monkeypatch.setattr(morning_mail.exceptions, "waiting", meanwhile)
    assert morning_mail.send_due() == {"morning_mails": 0}


def test_who_wants_it_no_more_or_may_not_sign_in_gets_none(mail_box, late, kim, shop_in):
    morning_mail.want(kim, None)
    assert morning_mail.address_of(kim) is None
    assert sent_at(shop_in, SEVEN) == 0
    morning_mail.want(kim, "kim@shop.example")
    users.create_user("robin", "a long password", "admin")
    users.change_user(kim.user_id, UserChange(active=False))
    assert sent_at(shop_in, "2026-03-05T12:00:00+00:00") == 0


def test_who_asks_after_seven_waits_for_the_next_morning(mail_box, late, kim, shop_in):
    morning_mail.want(kim, None)
    shop_in("America/New_York", "2026-03-04T13:00:00+00:00")
    morning_mail.want(kim, "kim@shop.example")
    assert sent_at(shop_in, "2026-03-04T13:01:00+00:00") == 0
    assert sent_at(shop_in, "2026-03-05T12:00:00+00:00") == 1
