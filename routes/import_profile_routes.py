from typing import Any

from flask import Response, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import requires
from routes.blueprints import APIBlueprint
from services import paging
from services.files import saved_profiles
from services.files.headings import profiles
from services.files.headings.profiles import Profile
from services.files.saved_profiles import NewProfile

import_profile_bp = APIBlueprint(
    "import_profiles", __name__, url_prefix="/import-profiles", abp_tags=[Tag(name="Products and sales")]
)


class ProfileItem(BaseModel):
    name: str = Field(description="As `?profile=` takes it.")
    title: str
    headings: list[list[str]] = Field(description="A file with all headings of one of these lists is of this kind.")
    columns: dict[str, list[str]] = Field(description="What our fields are called there, the best first.")
    decimal: str
    date_order: str
    saved: bool = Field(description="Saved by this shop; the others are always there.")


class ProfileList(BaseModel):
    items: list[ProfileItem]
    next_cursor: str | None


class ProfilePath(BaseModel):
    name: str = Field(max_length=64, description="Name of the saved profile.")


class ProfileBody(schemas.Body, NewProfile):
    pass


@import_profile_bp.get("", summary="Kinds of files that are recognised", responses={200: ProfileList})
def list_import_profiles(query: schemas.WholeListQuery) -> Response:
    every = [*profiles.BUILT_IN, *saved_profiles.all_saved()]
    return answers.listing(paging.cut(every, query.limit, query.cursor), _item)


@import_profile_bp.post("", summary="Save how files of one kind are to be read", responses={201: ProfileItem})
@requires("planner")
def save_import_profile(body: ProfileBody) -> Response:
    """One of the same name is replaced. Files with these headings are read so from now on."""
    saved = saved_profiles.save(body)
    return answers.created(_item(saved), url_for("import_profiles.delete_import_profile", name=saved.name))


@import_profile_bp.delete("/<string:name>", summary="Delete a saved profile", responses={204: None})
@requires("planner")
def delete_import_profile(path: ProfilePath) -> tuple[str, int]:
    saved_profiles.delete(path.name)
    return "", 204


def _item(profile: Profile) -> dict[str, Any]:
    columns = {name: [heading for heading in names if heading] for name, names in profile.columns.items()}
    return {
        "name": profile.name,
        "title": profile.title,
        "headings": [list(known) for known in profile.known_by],
        "columns": {name: names for name, names in columns.items() if names},
        "decimal": profile.decimal,
        "date_order": profile.date_order,
        "saved": profile.is_saved,
    }
