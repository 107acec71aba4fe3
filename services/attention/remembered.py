"""What was found a moment ago, while what it rests on is the same: every page that is open asks once a minute."""

from sqlalchemy.orm import Session

from services import remembered
from services.attention import kinds
from services.attention.found import Found, Kind
from services.remembered import Remembered

# Few rows, and other ones at any moment: looked up each time.
ANEW = frozenset({Kind.OVERDUE, Kind.JOB_FAILED})

_found: Remembered[dict[Kind, list[Found]]] = Remembered(
    remembered.advice, remembered.products, remembered.scores, most=50
)


def find(session: Session, most: int) -> list[Found]:
    """As `kinds.find` of all kinds."""
    kept = [kind for kind in Kind if kind not in ANEW]
    known = _found.get(session, most, lambda: {kind: kinds.find(session, kind, most) for kind in kept})
    return [found for kind in Kind for found in (known[kind] if kind in known else kinds.find(session, kind, most))]
