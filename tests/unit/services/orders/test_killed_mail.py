"""A worker that is killed while an order goes out by mail: the supplier gets it, once."""

import email
import io
import multiprocessing
from datetime import timedelta

import pypdf
import pytest
import time_machine

from app.db import transaction
from app.models import Supplier
from services.notifications import sending
from services.orders.entry import order_entry
from services.orders.sending import order_sending
from services.orders.sending.order_sending import Wanted
from tests import receivers, servers
from tests.unit.services.order_desk import Desk, line
from utils import clock
from utils.config import get_settings, use_settings


@pytest.fixture
def mail_box(database):
    with receivers.mail_receiver(servers.free_port(), receivers.HesitantMailBox()) as box:
        use_settings(database.model_copy(update={"smtp_url": box.url, "order_reply_to": "buyer@shop.example"}))
        yield box


@pytest.fixture
def sent(product, user_ids, mail_box):
    """An order that is on its way to the outbox's sender."""
    desk = Desk(user_ids[0])
    with transaction() as session:
        known = {"email": "orders@mill.example", "created_at": clock.now(), "updated_at": clock.now()}
        session.add(Supplier(name="Mühle", **known))
    product("A", name="Brötchen", supplier="Mühle", unit_cost=2)
    order_entry.enter_orders([line("4711", "A", 10)], desk.actor, draft=True)
    order_sending.send("4711", desk.actor, Wanted())


def send(settings, now):
    """What a worker does; a child has no other clock than ours."""
    use_settings(settings)
    with time_machine.travel(now, tick=True):
        return sending.send_due()


def killed_while_sending(mail_box):
    worker = multiprocessing.get_context("spawn").Process(target=send, args=(get_settings(), clock.now()))
    worker.start()
    mail_box.is_asked.wait()
    worker.kill()
    worker.join()
    mail_box.goes_on.set()


def test_a_mail_whose_worker_was_killed_goes_out_by_another_one_and_once(sent, mail_box):
    killed_while_sending(mail_box)
    assert sending.send_due() == {"delivered": 0, "failed": 0}
    later = clock.now() + sending.LEASE + timedelta(seconds=1)
    assert [send(get_settings(), later) for _ in range(2)] == [{"delivered": n, "failed": 0} for n in (1, 0)]
    ((to, text),) = mail_box.mails
    papers = [part for part in email.message_from_string(text).walk() if part.get_content_type() == "application/pdf"]
    (paper,) = [pypdf.PdfReader(io.BytesIO(part.get_payload(decode=True))) for part in papers]
    assert to == ["orders@mill.example"]
    assert "Brötchen" in paper.pages[0].extract_text()
