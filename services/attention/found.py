"""An exception: of what kind, about what, and what it costs."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

# Of each kind those that cost most: nobody acts on more in a day.
MOST = 100


class Kind(StrEnum):
    RUNS_OUT = "runs_out"
    OVERDUE = "overdue"
    FORECAST_OFF = "forecast_off"
    DEMAND_JUMPED = "demand_jumped"
    TOO_MUCH = "too_much"
    EXPIRES = "expires"
    DATA_MISSING = "data_missing"
    JOB_FAILED = "job_failed"


@dataclass(frozen=True, slots=True)
class Found:
    """subject -- a product code, an order number or a job; money -- at stake, 0 where none is known
    reason -- a sentence; link -- where in the API to look
    supplier -- whom it concerns, where anybody
    compared -- what it is, and what it should be: days that stock lasts and until an order of today arrives, units sold
    and forecast, units that are there and that are needed, units there and those of them that expire; None: nothing
    """

    kind: Kind
    subject: str
    name: str
    money: float
    reason: str
    link: str
    supplier: str = ""
    compared: tuple[float, float] | None = None

    @property
    def title(self) -> str:
        """A product or an order by its name, or else its code; a job as people call it."""
        return self.name or self.subject


def product_link(sku: str, what: str = "/reorder") -> str:
    """Where the API has this of a product."""
    return f"/products/{segment(sku)}{what}"


def segment(text: str) -> str:
    """So that any text is one part of an address."""
    return quote(text, safe="")
