"""What the sender of a file says about it, over what it says about itself."""

import json
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.files.fields import Overrules
from utils import clock
from utils.language import _


def _mapping(text: str) -> str:
    """Raises ValueError."""
    try:
        mapping = json.loads(text or "{}")
    except (ValueError, RecursionError):
        raise ValueError(_('is no JSON; write it like {"product_sku": "Lineitem sku"}')) from None
    if not isinstance(mapping, dict) or not all(isinstance(heading, str) for heading in mapping.values()):
        raise ValueError(_('has to name one heading for each field, like {"product_sku": "Lineitem sku"}'))
    return text


def _zone(name: str) -> str:
    """Raises ValueError."""
    try:
        return name and ZoneInfo(name).key
    except (KeyError, OSError, ValueError):
        raise ValueError(_("is no time zone: {name!r}; write it like Europe/Berlin or UTC", name=name)) from None


LONGEST_NAME = 300


class FileOptions(BaseModel):
    """How to read a file. What is left out the file decides."""

    model_config = ConfigDict(frozen=True)

    profile: str = Field(
        "", max_length=64, description="Name of a profile (`GET /import-profiles`), or `none` to recognise none."
    )
    mapping: Annotated[str, AfterValidator(_mapping)] = Field(
        "",
        max_length=10_000,
        description='JSON object: the heading of each of our fields, such as `{"product_sku": "Lineitem sku"}`; '
        "an empty one says that the file has none.",
    )
    decimal: Literal["", ",", "."] = Field("", description="The decimal sign of all numbers of the file.")
    date_order: Literal["", "dmy", "mdy", "ymd"] = Field("", description="The order of day, month and year.")
    timezone: Annotated[str, AfterValidator(_zone)] = Field(
        "", max_length=64, description="Where days begin, for times with a time zone; by default the shop's."
    )
    sheet: str = Field(
        "",
        max_length=300,
        description="The sheet of a workbook to read, or the file of an archive; `*`: all with the same headings, `@`: "
        "the same, each a store of its own; by default the only one.",
    )
    file_name: str = Field(
        "",
        max_length=LONGEST_NAME,
        description="What the file is called, where it does not come with its name: the day or month of sales may "
        "stand there alone.",
    )

    def of_file(self) -> "FileOptions":
        """These options alone, of a query that says more."""
        return FileOptions(**{name: getattr(self, name) for name in FileOptions.model_fields})

    def named(self, file_name: str) -> "FileOptions":
        """These, of a file that comes with its name; what is said of that counts more."""
        return self if self.file_name else self.model_copy(update={"file_name": file_name[-LONGEST_NAME:]})

    def overrules(self) -> Overrules:
        return Overrules(
            self.profile,
            tuple(json.loads(self.mapping or "{}").items()),
            self.decimal,
            self.date_order,
            ZoneInfo(self.timezone) if self.timezone else clock.zone(),
            sheet=self.sheet,
            file_name=self.file_name,
        )


USUAL = FileOptions()
