"""Profiles that a shop has saved: how files with these headings are to be read."""

from typing import Annotated, Literal

import sqlalchemy as sa
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.db import snapshot, transaction
from app.models import ImportProfile
from services.errors import Conflict, NotFound
from services.files.headings.profiles import BUILT_IN, Profile
from utils import clock
from utils.language import _

MOST = 200


def _shown(text: str) -> str:
    """Raises ValueError."""
    if not text.strip() or not text.isprintable():
        raise ValueError(_("write it in visible characters"))
    return text.strip()


Heading = Annotated[str, AfterValidator(_shown), Field(max_length=200)]


class NewProfile(BaseModel):
    """A kind of file, recognised by its headings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, AfterValidator(_shown)] = Field(max_length=64, examples=["till-report"])
    headings: list[Heading] = Field(
        min_length=2, max_length=200, description="A file with all of these headings is of this kind."
    )
    mapping: dict[str, Heading | Literal[""]] = Field(
        max_length=50,
        description="The heading of each of our fields; an empty one says that such files have none.",
        examples=[{"product_sku": "PLU", "date": "Tag", "quantity": "Stk."}],
    )
    decimal: Literal["", ",", "."] = Field("", description="The decimal sign its files have.")
    date_order: Literal["", "dmy", "mdy", "ymd"] = ""


def all_saved() -> list[Profile]:
    """The profiles of this shop, by name."""
    with snapshot() as session:
        return [_profile(saved) for saved in session.scalars(sa.select(ImportProfile).order_by(ImportProfile.name))]


def save(new: NewProfile) -> Profile:
    """Keep a profile; one of the same name is replaced. Raises Conflict for the name of a built-in one."""
    if new.name in {profile.name for profile in BUILT_IN} | {"none"}:
        raise Conflict(
            _("{name!r} is the name of a profile that is always there; choose another.", name=new.name),
            "profile_exists",
        )
    with transaction() as session:
        if (session.scalar(sa.select(sa.func.count()).select_from(ImportProfile)) or 0) >= MOST:
            raise Conflict(_("There are {most} profiles; delete one first.", most=MOST), "too_many_profiles")
        values = new.model_dump(exclude={"mapping"}) | {"columns": new.mapping, "created_at": clock.now()}
        return _profile(session.merge(ImportProfile(**values)))


def delete(name: str) -> None:
    """Raises NotFound."""
    with transaction() as session:
        saved = session.get(ImportProfile, name)
        if saved is None:
            raise NotFound(_("No profile {name!r} was saved.", name=name), "unknown_profile")
        session.delete(saved)


def _profile(saved: ImportProfile) -> Profile:
    return Profile(
        saved.name,
        saved.name,
        (tuple(saved.headings),),
        {name: (heading,) for name, heading in saved.columns.items()},
        saved.date_order,
        saved.decimal,
        is_saved=True,
    )
