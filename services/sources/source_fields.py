"""What one may say about a source, and what must not be said."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from services.errors import Fault, InvalidInput
from services.files.options import USUAL, FileOptions
from services.sales import spans
from services.sources import databases, downloads, folders, statements
from services.sources.secrets import SecretName
from utils import refusals
from utils.language import _

Kind = Literal["folder", "https", "sql"]
Reads = Literal["sales", "products", "suppliers", "product_suppliers", "stock", "purchase_orders", "receipts"]
SALES = "sales"
# A change of anything else leaves what was seen as it is.
_TIMES = {"overlap_days"}


def _header(name: str) -> str:
    """Raises ValueError."""
    if not name.isascii() or not name.replace("-", "").isalnum() or name.casefold() == "host":
        raise ValueError(_("is no header that can be sent; write it like Authorization"))
    return name


Header = Annotated[str, AfterValidator(_header)]


class SourceFields(BaseModel):
    """All of a source but its name and its times."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = Field(description="Where it reads: files of a folder, a file at an https address, a database.")
    reads: Reads = Field("sales", description="What it reads.")
    folder: str = Field("", max_length=1000, description="folder: its path, within one of SOURCE_FOLDERS.")
    pattern: str = Field("*", max_length=200, description="folder: names of the files, such as `sales-*.csv`.")
    url: str = Field(
        "", max_length=2000, description="https: the address of the file. sql: of the database, without the password."
    )
    secret_headers: dict[Header, SecretName] = Field(
        {},
        max_length=10,
        description="https: headers whose value is a secret, each with the environment variable that holds it.",
    )
    password_env: SecretName = Field("", description="sql: the environment variable that holds the password.")
    query: str = Field("", max_length=20_000, description="sql: one SELECT whose columns are those of a file.")
    since_column: str = Field(
        "",
        max_length=100,
        description="sql: a column of days or times; only rows from its last days on are read again.",
    )
    overlap_days: int = Field(
        7, ge=0, le=366, description="sql: days that are read again, because rows come late or change."
    )
    span: Literal["", "day", "week", "month"] = Field(
        "", description="sales: what a row is the total of; empty: as it shows."
    )
    options: FileOptions = Field(
        USUAL, description="How its files are to be read, as the parameters of imports say it."
    )

    @property
    def span_days(self) -> int | None:
        return next((days for days, name in spans.NAMES.items() if name == self.span), None)


def checked(values: dict[str, Any]) -> SourceFields:
    """The fields of a source that can be read from. Raises InvalidInput."""
    try:
        fields = SourceFields(**values)
    except ValidationError as error:
        faults = tuple(Fault("/".join(["", *map(str, one["loc"])]), refusals.in_words(one)) for one in error.errors())
        raise InvalidInput("; ".join(f"{one.pointer[1:]}: {one.detail}" for one in faults), faults=faults) from None
    if fields.kind == "folder":
        folders.allowed(fields.folder)
        folders.check_pattern(fields.pattern)
    elif fields.kind == "https":
        downloads.target_of(fields.url)
    else:
        databases.check(fields.url)
        statements.check(fields.query)
    return fields


def starts_anew(before: SourceFields, after: SourceFields) -> bool:
    """Whether what was seen of the one says nothing of the other."""
    return before.model_dump(exclude=_TIMES) != after.model_dump(exclude=_TIMES)
