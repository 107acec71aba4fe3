"""What one may suppose of the whole list, and the rules for it."""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.days import Day
from services.errors import InvalidInput
from services.replenishment.suppositions.supposing import Scenario
from utils import refusals
from utils.language import _

# The largest number of a row.
LARGEST = 2**31 - 1


class Supposed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    demand_change: float = Field(0, ge=-100, le=1000, description="In percent: 20 is a fifth more.")
    supplier_id: int | None = Field(
        None,
        ge=1,
        le=LARGEST,
        description="Whose goods come `lead_time_change_days` later; without that, whose products alone are supposed "
        "otherwise and compared. Left out: everybody's.",
    )
    lead_time_change_days: float | None = Field(
        None, ge=-365, le=365, description="Days by which orders, and goods on their way, come later."
    )
    service_level: float | None = Field(None, ge=0.5, le=0.999, description="Wanted chance of no stock-out, of all.")
    budget: float | None = Field(None, ge=0, le=1e15, description="Money there is for the whole list.")
    first: Day | None = Field(None, alias="from", description="First day with the change of demand.")
    last: Day | None = Field(None, alias="to", description="Last day with it.")

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """Raises InvalidInput, with the name of what nobody can suppose."""
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            name, why = refusals.first(error)
            raise InvalidInput(_("{name}: {why}.", name=name, why=why), "invalid_scenario") from None

    def to_scenario(self) -> Scenario:
        return Scenario(**{name: getattr(self, name) for name in Supposed.model_fields})
