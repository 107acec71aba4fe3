"""What somebody has chosen on the page for a file, as options of its reading; remembered for the next of its kind."""

import json
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from dashboard.kit.meanings import LEFT_OUT
from services.files import saved_profiles
from services.files.headings.profiles import Profile
from services.files.options import FileOptions
from services.files.saved_profiles import NewProfile
from services.imports import previews
from services.imports.previews import Preview

LONGEST_NAME = 64
# So many know a kind of file, as a profile has it.
FEWEST_HEADINGS = 2


def options(chosen: dict[str, Any], file_name: str) -> FileOptions:
    return FileOptions(**chosen | {"mapping": json.dumps(chosen.get("mapping", {}))}).named(file_name)


def with_columns(chosen: dict[str, Any], columns: list[tuple[dict[str, Any], str]]) -> dict[str, Any] | None:
    """The choices with what fields above columns say otherwise than before; None where they say nothing new."""
    changed = [(id, value) for id, value in columns if value and value != (id["was"] or LEFT_OUT)]
    if not changed:
        return None
    mapping = dict(chosen.get("mapping", {}))
    for id, value in changed:
        if id["was"]:
            mapping[id["was"]] = ""
        if value != LEFT_OUT:
            mapping[value] = id["heading"]
    return chosen | {"mapping": mapping}


def remember(file_name: str, chosen: dict[str, Any], preview: Preview) -> str | None:
    """Keep what was chosen as a profile, named like the file; None where nothing was chosen, or nothing can be kept."""
    if not chosen:
        return None
    left_out = {field: "" for field, heading in chosen.get("mapping", {}).items() if not heading}
    try:
        profile = NewProfile(
            name=PurePath(file_name).stem[:LONGEST_NAME],
            headings=_known_by(preview),
            mapping=left_out | previews.mapping_of(preview),
            decimal=chosen.get("decimal", ""),
            date_order=chosen.get("date_order", ""),
        )
    except ValidationError:
        return None
    return saved_profiles.save(profile).name


def _known_by(preview: Preview) -> list[str]:
    """The headings that the next file of this kind has too: its days are others, and perhaps its products."""
    every = [column for column in preview.columns if column.heading.strip()]
    alone = dict.fromkeys(column.heading for column in every if column.is_alone)
    return list(alone if len(alone) >= FEWEST_HEADINGS else dict.fromkeys(column.heading for column in every))


def remembered() -> list[Profile]:
    return saved_profiles.all_saved()
