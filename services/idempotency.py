"""A request with a key is worked on once; repeating it gives the first answer again.

After the IETF draft "The Idempotency-Key HTTP Header Field" (draft-ietf-httpapi-idempotency-key-header).
"""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import IdempotencyKey
from services.errors import Conflict, InvalidInput
from utils import clock
from utils.language import _

KEPT_FOR = timedelta(hours=24)
# A process that died over a request left its key behind; nobody works on one request for longer than this.
GIVEN_UP_AFTER = timedelta(minutes=5)
LONGEST_KEY = 255


class StillInProgress(Conflict):
    """The first request with this key has not been answered yet."""

    code = "idempotency_key_in_progress"
    retry_after = 1


@dataclass(frozen=True)
class Answer:
    """What a request was answered with."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class KeyedRequest:
    """Who asks, under which key of their own, and a digest of what."""

    user_id: int
    key: str
    fingerprint: str


def begin(request: KeyedRequest) -> Answer | None:
    """Claim the key for this request (None), or give the answer it had before.

    Raises InvalidInput when the key stands for another request, StillInProgress when the first is not answered yet.
    """
    if not (0 < len(request.key) <= LONGEST_KEY and request.key.isprintable()):
        raise InvalidInput(
            _("Idempotency-Key must have 1 to {longest_key} printable characters.", longest_key=LONGEST_KEY),
            "idempotency_key_bad",
        )
    try:
        with transaction() as session:
            _forget_what_is_over(session, request)
            session.add(
                IdempotencyKey(
                    user_id=request.user_id,
                    key=request.key,
                    fingerprint=request.fingerprint,
                    created_at=clock.now(),
                )
            )
    except IntegrityError:
        return _first_answer(request)
    return None


def remember(request: KeyedRequest, answer: Answer) -> None:
    """Keep the answer for whoever repeats the request."""
    with transaction() as session:
        session.execute(
            sa.update(IdempotencyKey)
            .where(_of(request))
            .values(status=answer.status, headers=answer.headers, body=answer.body)
        )


def release(request: KeyedRequest) -> None:
    """Forget the key: the same request may be tried again."""
    with transaction() as session:
        session.execute(sa.delete(IdempotencyKey).where(_of(request)))


def prune(session: Session) -> None:
    """Delete the keys whose time is over."""
    session.execute(sa.delete(IdempotencyKey).where(IdempotencyKey.created_at < clock.now() - KEPT_FOR))


def _first_answer(request: KeyedRequest) -> Answer:
    with snapshot() as session:
        first = session.scalar(sa.select(IdempotencyKey).where(_of(request)))
    if first is None:  # It was released in this very moment.
        raise StillInProgress(_("The first request with this Idempotency-Key has just failed; send it again."))
    if first.fingerprint != request.fingerprint:
        raise InvalidInput(
            _("This Idempotency-Key was used for another request; take a new key for each new request."),
            "idempotency_key_reused",
        )
    if first.status is None:
        raise StillInProgress(
            _("The first request with this Idempotency-Key is still being worked on; ask again soon.")
        )
    return Answer(first.status, first.headers or {}, first.body or b"")


def _forget_what_is_over(session: Session, request: KeyedRequest) -> None:
    now = clock.now()
    abandoned = sa.and_(IdempotencyKey.status.is_(None), IdempotencyKey.created_at < now - GIVEN_UP_AFTER)
    over = sa.or_(IdempotencyKey.created_at < now - KEPT_FOR, abandoned)
    session.execute(sa.delete(IdempotencyKey).where(_of(request), over))


def _of(request: KeyedRequest) -> sa.ColumnElement[bool]:
    return sa.and_(IdempotencyKey.user_id == request.user_id, IdempotencyKey.key == request.key)
