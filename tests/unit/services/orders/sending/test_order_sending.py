"""Orders mailed to their suppliers through a real mail server, and answered by a link."""

import email
import io
import re
from datetime import timedelta

import pypdf
import pytest
import python_calamine
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import AuditEntry, Notification, OrderLink, OrderStep, Supplier
from services.errors import Conflict, NotFound
from services.notifications import sending
from services.orders.entry import order_entry, order_work, purchase_orders
from services.orders.history import order_views
from services.orders.lines.order_fields import Confirmation, OrderChanges
from services.orders.sending import order_sending, step_undo, supplier_links
from services.orders.sending.order_sending import Wanted
from tests import receivers, servers
from tests.unit.services.order_desk import Desk, day, line
from utils import clock
from utils.config import use_settings


@pytest.fixture
def mail_box(database):
    with receivers.mail_receiver(servers.free_port()) as box:
        more = {"smtp_url": box.url, "public_url": "https://shop.example", "order_reply_to": "buyer@shop.example"}
        use_settings(database.model_copy(update=more))
        yield box


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def draft(product, desk, mail_box):
    """A draft to a supplier that reads German and has an address."""
    with transaction() as session:
        fields = {"email": "orders@mill.example", "language": "de", "currency": "CHF"}
        session.add(Supplier(name="Mühle", created_at=clock.now(), updated_at=clock.now(), **fields))
    product("A", name="Brötchen", supplier="Mühle", unit_cost=2, on_hand=5)
    product("B", supplier="Mühle", unit_cost=3)
    lines = [line("4711", "A", 10), line("4711", "B", 4)]
    order_entry.enter_orders(lines, desk.actor, draft=True)
    return "4711"


def mails(mail_box):
    return [email.message_from_string(text, policy=email.policy.default) for _, text in mail_box.mails]


def state(number):
    return order_views.view(number).order.state


def token(link):
    return link.path.removeprefix(supplier_links.PATH)


def test_a_sent_order_is_mailed_once_with_its_papers(draft, desk, mail_box):
    order_sending.send(draft, desk.actor)
    assert [sending.send_due(), sending.send_due()] == [{"delivered": 1, "failed": 0}, {"delivered": 0, "failed": 0}]
    ((to, _),) = mail_box.mails
    (mail,) = mails(mail_box)
    assert (to, mail["Reply-To"], mail["Subject"]) == (["orders@mill.example"], "buyer@shop.example", "Bestellung 4711")
    pdf, workbook = mail.iter_attachments()
    text = pypdf.PdfReader(io.BytesIO(pdf.get_content())).pages[0].extract_text()
    assert "Brötchen" in text
    assert "32,00 CHF" in text
    rows = python_calamine.load_workbook(io.BytesIO(workbook.get_content())).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[1:]] == ["A", "B"]


def test_a_domain_with_umlauts_is_reached_by_any_server(draft, desk, mail_box):
    with transaction() as session:
        session.execute(sa.update(Supplier).values(email="bestellung@bücher.example"))
    order_sending.send(draft, desk.actor)
    sending.send_due()
    ((to, _),) = mail_box.mails
    assert to == ["bestellung@xn--bcher-kva.example"]
    assert order_views.view(draft).mail.status == "delivered"


def test_it_is_mailed_again_on_purpose_only(draft, desk, mail_box):
    order_sending.send(draft, desk.actor)
    with pytest.raises(Conflict, match="already"):
        order_sending.send(draft, desk.actor)
    order_sending.send(draft, desk.actor, Wanted(again=True))
    assert sending.send_due()["delivered"] == 2


def test_the_link_in_the_mail_leads_to_the_order_and_is_kept_nowhere(draft, desk, mail_box):
    order_sending.send(draft, desk.actor)
    sending.send_due()
    body = mails(mail_box)[0].get_body(("plain",)).get_content()
    (found,) = re.findall(r"https://shop\.example/order-confirmations/(\S+)", body)
    assert supplier_links.shown(found).paper.order.number == draft
    with snapshot() as session:
        kept = [*session.scalars(sa.select(Notification.body)), *session.scalars(sa.select(OrderLink.token_hash))]
    assert not any(found in text for text in kept)


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(again=True)])
def test_without_a_mail_server_nothing_counts_as_sent_that_was_to_be_mailed(draft, desk, database, wanted):
    use_settings(database)
    with pytest.raises(Conflict, match=r'4711\.pdf.*send with {"mail": false}') as refused:
        order_sending.send(draft, desk.actor, wanted)
    assert (refused.value.code, state(draft)) == ("no_mail_server", "draft")
    order_sending.send(draft, desk.actor, Wanted(mail=False))
    assert (state(draft), order_views.view(draft).mail) == ("sent", None)


def test_what_cannot_be_mailed_again_says_so(draft, desk):
    order_sending.send(draft, desk.actor)
    with transaction() as session:
        session.execute(sa.update(Supplier).values(email=None))
    with pytest.raises(Conflict, match="no e-mail for orders"):
        order_sending.send(draft, desk.actor, Wanted(again=True))


def test_what_is_not_mailed_says_why(draft, desk, database):
    order_sending.send(draft, desk.actor)
    use_settings(database)
    assert sending.send_due()["failed"] == 1
    mail = order_views.view(draft).mail
    assert (mail.status, mail.error) == (
        "waiting",
        "OSError: SMTP_URL is not set: there is no mail server to send this by.",
    )


def test_a_supplier_confirms_by_its_link(draft, desk):
    link = order_sending.send(draft, desk.actor)
    one, other = order_views.view(draft).lines
    said = Confirmation(lines=[{"id": one.line.order.id, "expected_on": day(12)}])
    supplier_links.confirm(token(link), said)
    view = order_views.view(draft)
    days = {own.line.order.id: own.line.order.expected_on for own in view.lines}
    assert days == {one.line.order.id: day(12), other.line.order.id: other.line.order.expected_on}
    assert (view.order.state, view.order.head.confirmed_by) == ("confirmed", "Mühle")
    with snapshot() as session:
        last = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (last.user_id, last.username, last.action) == (None, "Mühle", "purchase_order.confirm")
    assert last.changes["after"] == {str(one.line.order.id): {"expected_on": day(12).isoformat()}}


def test_a_link_ends(draft, desk):
    first = order_sending.send(draft, desk.actor)
    second = order_sending.send(draft, desk.actor, Wanted(again=True))
    with pytest.raises(NotFound):
        supplier_links.shown(token(first))
    with transaction() as session:
        session.execute(sa.update(OrderLink).values(expires_at=clock.now() - timedelta(seconds=1)))
    with pytest.raises(NotFound):
        supplier_links.shown(token(second))


def test_a_link_to_what_was_cancelled_leads_nowhere(draft, desk):
    link = order_sending.send(draft, desk.actor)
    order_work.cancel(draft, desk.actor)
    with pytest.raises(NotFound):
        supplier_links.confirm(token(link), Confirmation())


def test_a_guess_leads_nowhere(draft):
    with pytest.raises(NotFound):
        supplier_links.shown("x" * 43)


def test_sending_is_undone_until_the_mail_is_out(draft, desk, mail_box):
    link = order_sending.send(draft, desk.actor)
    assert step_undo.undo(draft, desk.actor)
    assert state(draft) == "draft"
    assert sending.send_due()["delivered"] == 0
    with pytest.raises(NotFound):
        supplier_links.shown(token(link))
    order_sending.send(draft, desk.actor)
    sending.send_due()
    with pytest.raises(Conflict, match=r"mailed to orders@mill\.example"):
        step_undo.undo(draft, desk.actor)
    assert state(draft) == "sent"


def test_a_receipt_is_undone_with_its_stock(draft, desk):
    order_sending.send(draft, desk.actor, Wanted(mail=False))
    own = order_views.view(draft).lines[0].line
    before = own.product.on_hand
    desk.receive(own.order, own.order.quantity)
    step_undo.undo(draft, desk.actor)
    after = next(found.line for found in order_views.view(draft).lines if found.line.order.id == own.order.id)
    assert (after.order.received, after.order.status, after.receipts) == (0, "open", [])
    assert after.product.on_hand == before


def test_a_change_is_undone(draft, desk):
    purchase_orders.change_lines(draft, OrderChanges(lines=[{"product_sku": "A", "quantity": 7}]), desk.actor)
    step_undo.undo(draft, desk.actor)
    assert {own.line.product.sku: own.line.order.quantity for own in order_views.view(draft).lines} == {"A": 10, "B": 4}


def test_an_order_is_undone_as_a_whole(draft, desk):
    assert not step_undo.undo(draft, desk.actor)
    with pytest.raises(NotFound):
        order_views.view(draft)


def test_a_step_is_not_undone_once_something_rests_on_it(draft, desk):
    desk.order("4712", "A", quantity=3)
    own = desk.change(order_views.view("4712").lines[0].line.order, quantity=4)
    desk.import_receipts(f"number,sku,quantity,received_on\n4712,A,2,{day(0)}\n")
    with pytest.raises(Conflict, match="2 of A came in for 4712"):
        step_undo.undo("4712", desk.actor)
    assert own.order.quantity == 4


def test_what_nothing_was_done_to_cannot_be_undone(draft, desk):
    desk.order("4712", "A")
    # As it stands with orders of before what was done to them was kept.
    with transaction() as session:
        session.query(OrderStep).filter_by(number="4712").delete()
    with pytest.raises(Conflict, match="Nothing was done"):
        step_undo.undo("4712", desk.actor)
