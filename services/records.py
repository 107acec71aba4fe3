"""What is shown of a thing, through whichever door: fields read from its attributes, in the plain values of JSON."""

import datetime
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    AliasGenerator,
    AliasPath,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    WithJsonSchema,
)

from utils import clock


def _rounded(digits: int) -> AfterValidator:
    return AfterValidator(partial(round, ndigits=digits))


Instant = Annotated[
    datetime.datetime,
    PlainSerializer(clock.rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Money = Annotated[float, _rounded(2)]
# What one unit costs may be a fraction of a cent.
UnitMoney = Annotated[float, _rounded(4)]
Units = Annotated[float, _rounded(2)]
Tenths = Annotated[float, _rounded(1)]


class Record(BaseModel):
    """A field whose attribute has another name says so by its `validation_alias`."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, thing: Any) -> dict[str, Any]:
        return cls.model_validate(thing).model_dump(mode="json", by_alias=True)


class FileRecord(Record):
    """One that also stands as a row in files, under these of its fields."""

    COLUMNS: ClassVar[tuple[str, ...]]

    @classmethod
    def rows(cls, things: Iterable[Any]) -> Iterator[list[Any]]:
        for shown in map(cls.model_validate, things):
            yield [getattr(shown, name) for name in cls.COLUMNS]


def fields_of(attribute: str) -> ConfigDict:
    """The fields are those of this attribute, where they do not say otherwise."""
    return ConfigDict(alias_generator=AliasGenerator(validation_alias=partial(AliasPath, attribute)))
