"""What needs somebody, by mail at seven in the morning, for each user who wants it."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from app.db import affected, sight, snapshot, transaction
from app.db.expressions import insert_into
from app.models import MorningMail, User
from services.access.signed_in import SignedIn
from services.attention import exceptions
from services.attention.exceptions import Noted
from services.attention.found import Kind
from services.catalogue.supplier_fields import Email
from services.notifications import outbox
from services.notifications.mail import Mail
from utils import clock, language
from utils.config import get_settings
from utils.language import _, ngettext

# By the shop's time.
SENT_AT = time(7)
# As many as one reads over a coffee; the page has them all.
SHOWN = 10


class Wanted(BaseModel):
    """email -- one address; None: no mail"""

    email: Email | None = Field(description="One address; null: no mail.", examples=["kim@shop.example"])


def address_of(user: SignedIn) -> str | None:
    """Where a user wants it; None: nowhere."""
    with snapshot() as session:
        wanted = session.get(MorningMail, user.user_id)
        return wanted.email if wanted else None


def want(user: SignedIn, email: str | None) -> None:
    """Send it to this address from the next morning on; None: no more."""
    with transaction() as session:
        if email is None:
            session.execute(sa.delete(MorningMail).where(MorningMail.user_id == user.user_id))
            return
        # What is wanted after seven is no mail of this morning.
        seen_to = _morning()
        own = insert_into(session, MorningMail).values(user_id=user.user_id, email=email, seen_to_on=seen_to)
        session.execute(own.on_conflict_do_update(index_elements=["user_id"], set_={"email": email}))


def send_due() -> dict[str, int]:
    """Note the mails of this morning that nobody has noted yet; whom nothing waits for is sent none."""
    settings = get_settings()
    if not settings.smtp_url:
        return {"morning_mails": 0}
    morning = _morning()
    due = sa.select(User.id, User.username, User.locations, MorningMail.email)
    due = due.join(MorningMail, MorningMail.user_id == User.id)
    with snapshot() as session:
        waiting = session.execute(due.where(User.active, MorningMail.seen_to_on < morning)).all()
    if not waiting:
        return {"morning_mails": 0}
    found = {only: _waiting_at(only) for only in {tuple(user.locations) for user in waiting}}
    noted = (_note(user.id, user.username, user.email, found[tuple(user.locations)], morning) for user in waiting)
    return {"morning_mails": sum(noted)}


def _waiting_at(locations: tuple[str, ...]) -> Sequence[Noted]:
    # What is said of each is a sentence of its own.
    with sight.within(locations), language.spoken(get_settings().language):
        return exceptions.waiting()


def _morning() -> date:
    """The last day whose seven o'clock has passed."""
    now = clock.now().astimezone(clock.zone())
    return now.date() if now.time() >= SENT_AT else now.date() - timedelta(days=1)


def _note(user_id: int, username: str, email: str, found: Sequence[Noted], morning: date) -> bool:
    """Whether there is a mail to be sent; claimed in the same transaction, so that it is noted once."""
    own = [one for one in found if one.note is None or one.note.owner in (None, username)]
    with transaction() as session:
        if not _claim(session, user_id, morning) or not own:
            return False
        with language.spoken(get_settings().language):
            outbox.note_mail(session, outbox.MORNING, Mail(email, _subject(own), _text(own)))
    return True


def _claim(session: Session, user_id: int, morning: date) -> bool:
    unseen = sa.update(MorningMail).where(MorningMail.user_id == user_id, MorningMail.seen_to_on < morning)
    return bool(affected(session, unseen.values(seen_to_on=morning)))


def _subject(own: Sequence[Noted]) -> str:
    at_stake = _money(sum(one.found.money for one in own))
    counted = ngettext(
        "{count} exception, {money} in all", "{count} exceptions, {money} in all", len(own), money=at_stake
    )
    return f"Stockcast: {counted}"


def _text(own: Sequence[Noted]) -> str:
    lines = [_line(one) for one in own[:SHOWN]]
    more = len(own) - len(lines)
    if more:
        lines.append(ngettext("and {count} other that costs less", "and {count} others that cost less", more))
    address = get_settings().public_url
    where = f"{address}/app/exceptions" if address else _("They stand on the page Exceptions.")
    account = f"{address}/app/account" if address else ""
    stop = _("You asked for this mail. To get it no more, switch it off on the page Your account.")
    return "\n\n".join([*lines, where, "--", f"{stop} {account}".rstrip(), ""])


def _line(one: Noted) -> str:
    found = one.found
    # The id of a job says nothing to anybody.
    is_known = found.kind == Kind.JOB_FAILED or found.name in ("", found.subject)
    name = found.name if is_known else f"{found.name} ({found.subject})"
    comment = f"\n   {one.note.comment}" if one.note and one.note.comment else ""
    money = f"{_money(found.money)}  " if found.money else ""
    return f"* {money}{name or found.subject}\n   {found.reason}{comment}"


def _money(amount: float) -> str:
    return language.money(amount, get_settings().currency, 0)
