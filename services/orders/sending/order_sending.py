"""Sending an order to its supplier: it is on its way from then on, and mailed once by the outbox."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.jobs import task_news
from services.notifications import outbox
from services.notifications.mail import Attachment, Mail
from services.orders.entry import order_work
from services.orders.history import order_seen, order_steps
from services.orders.history.order_steps import Doing
from services.orders.lines import order_heads, order_states
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_states import STEPS, UNDER_WAY
from services.orders.papers import order_papers
from services.orders.papers.order_papers import PDF, XLSX, Paper
from services.orders.sending import supplier_links
from services.orders.sending.supplier_links import NewLink
from services.replenishment.renewal import advice_refresh
from utils import clock
from utils.config import get_settings
from utils.language import _


@dataclass(frozen=True)
class Wanted:
    """mail -- False: it is sent by other means; again -- it was sent, and is to be mailed once more

    seen -- as of a `Doing`
    """

    mail: bool = True
    again: bool = False
    seen: int | None = None


def send(number: str, actor: SignedIn, wanted: Wanted | None = None) -> NewLink | None:
    """Order what a draft holds, and mail it where its supplier has an address; the supplier's link, made anew.

    Raises NotFound, Conflict.
    """
    wanted = wanted or Wanted()
    with advice_refresh.change() as made:
        order = order_heads.held(made.session, number)
        order_seen.check(made.session, order, wanted.seen)
        if not (wanted.again and order.state in UNDER_WAY):
            _check(order, wanted)
            with order_steps.noted(made.session, order.head, order.rows, Doing("send", actor)):
                order_work.place(made.session, order, actor)
                link = _hand_over(made.session, order, wanted)
        else:
            with order_steps.noted(made.session, order.head, order.rows, Doing("mail", actor)):
                link = _hand_over(made.session, order, wanted)
        made.touches(order.product_ids)
    task_news.wake_sender()
    return link


def _check(order: WholeOrder, wanted: Wanted) -> None:
    if order.state in UNDER_WAY and wanted.mail:
        raise Conflict(
            _(
                'Order {number} is {state} already. Send {{"again": true}} to mail it again.',
                number=order.number,
                state=order.state,
            ),
            "already_sent",
        )
    order_states.check(STEPS["send"], order.number, order.state)


def _hand_over(session: Session, order: WholeOrder, wanted: Wanted) -> NewLink | None:
    """Note the mail to the supplier, if it has an address. Raises Conflict where none can be sent that is asked for."""
    if order.is_transfer or len(order.suppliers) > 1:
        return None
    session.flush()
    link, paper = supplier_links.make(session, order.number), order_papers.of(session, order)
    email = paper.priced.terms.email if paper.priced.terms else None
    if wanted.mail and (email or wanted.again):
        to = _checked(order, email)
        order.head.mail_id = outbox.note_mail(session, outbox.ORDER_SENT, _mail(paper, to, link))
        order.head.sent_to = to
    return link


def _checked(order: WholeOrder, email: str | None) -> str:
    """The address. Without one, or a mail server, it would count as sent, and nobody would have it."""
    if not email:
        said = _(
            "{supplier} has no e-mail for orders: say one (PATCH /suppliers/<id>).",
            supplier=order.supplier or order.number,
        )
        raise Conflict(said, "no_address")
    if not get_settings().smtp_url:
        said = _(
            "No mail server is set up (SMTP_URL), so order {number} was not sent. Send it yourself"
            " (GET /purchase-orders/{number}.pdf), then mark it as sent"
            ' (POST /purchase-orders/{number}/send with {{"mail": false}}).',
            number=order.number,
        )
        raise Conflict(said, "no_mail_server")
    return email


def _mail(paper: Paper, email: str, link: NewLink) -> Mail:
    words, number, settings = paper.words, paper.order.number, get_settings()
    parts = [words.text.format(number=number, day=words.day(paper.ordered_on))]
    if settings.public_url:
        until = words.day(clock.day_of(link.expires_at))
        parts.append(words.follow.format(link=settings.public_url + link.path, until=until))
    signature = "\n".join(filter(None, (words.signature, settings.shop_name)))
    text = "\n\n".join([*parts, signature, ""])
    name = re.sub(r"[^\w.-]+", "-", number, flags=re.ASCII).strip(".-") or "order"
    attached = [
        Attachment(f"{name}.pdf", PDF, paper.pdf()),
        Attachment(f"{name}.xlsx", XLSX, paper.workbook().read()),
    ]
    return Mail(email, words.subject.format(number=number), text, settings.order_reply_to, attached)
