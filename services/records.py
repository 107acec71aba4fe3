"""What is shown of a thing, through whichever door: fields read from its attributes, in the plain values of JSON."""

import datetime
import operator
import types
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial, reduce
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    AliasGenerator,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    create_model,
)

from utils import clock, currencies


def _rounded(digits: int) -> AfterValidator:
    return AfterValidator(partial(round, ndigits=digits))


Instant = Annotated[
    datetime.datetime,
    PlainSerializer(clock.rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
# In the shop's currency.
Money = Annotated[float, AfterValidator(currencies.rounded)]
# What one unit costs may be a fraction of a cent.
UnitMoney = Annotated[float, _rounded(4)]
Units = Annotated[float, _rounded(2)]
Tenths = Annotated[float, _rounded(1)]
# JSON has no decimal numbers.
_SHOWN: dict[Any, Any] = {Decimal: UnitMoney, Decimal | None: UnitMoney | None}


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
    """The fields are those of this attribute (`a.b`: of one of its own), where they do not say otherwise."""
    return ConfigDict(alias_generator=AliasGenerator(validation_alias=partial(AliasPath, *attribute.split("."))))


def as_shown(said: type[BaseModel]) -> type[Record]:
    """A record with all the fields that may be said of a thing, without the rules and defaults for saying them."""
    fields: dict[str, Any] = {
        name: (_SHOWN.get(bare := without_rules(field.annotation), bare), Field(description=field.description))
        for name, field in said.model_fields.items()
    }
    return create_model(said.__name__, __base__=Record, **fields)


def without_rules(annotation: Any) -> Any:
    """A type as it is behind its `Annotated`, on its own or in a union."""
    if get_origin(annotation) is Annotated:
        return without_rules(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return reduce(operator.or_, map(without_rules, get_args(annotation)))
    return annotation
