"""Where sales come from: a till, a web shop. Sources add up, and each speaks only for itself."""

from typing import Annotated

import sqlalchemy as sa
from pydantic import AfterValidator, Field
from sqlalchemy.orm import Session

from app.db.expressions import insert_into
from app.models import DEFAULT_SOURCE, SaleSource
from utils.language import _

# What those are called who name no source.
DEFAULT_NAME = "default"
LONGEST = 64


def checked(name: str) -> str:
    """The name of a source as it is kept. Raises ValueError."""
    name = name.strip()
    if not name or len(name) > LONGEST or not name.isprintable():
        raise ValueError(
            _("the name of a source has 1 to {longest} characters, none of them invisible", longest=LONGEST)
        )
    return name


Source = Annotated[
    str,
    AfterValidator(checked),
    Field(description="Where the sales come from, such as `till-2`. Sources add up.", max_length=200),
]


def id_of(session: Session, name: str) -> int:
    """The id of the source of this name; a new one gets its id here."""
    if name == DEFAULT_NAME:
        return DEFAULT_SOURCE
    session.execute(insert_into(session, SaleSource).values(name=name).on_conflict_do_nothing())
    return session.scalars(sa.select(SaleSource.id).where(SaleSource.name == name)).one()
