"""What a planner may say about days to come, and the rules for it."""

import datetime
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.catalogue.product_fields import Text, Units
from services.days import Day, ToCome
from utils.language import _

LONGEST = timedelta(days=365)


class NewOverride(BaseModel):
    """A figure for each day from starts_on to ends_on (the same day if left out): units, or a change in percent."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    starts_on: Day = Field(examples=["2026-03-02"])
    ends_on: Day | None = Field(None, description="Last day, included; empty: one day only.", examples=["2026-03-08"])
    quantity: Units | None = Field(None, description="Units per day.", examples=[40])
    change_percent: Annotated[float, Field(ge=-100, le=1000, strict=True, allow_inf_nan=False)] | None = Field(
        None, description="Added to the model's figure: 20 makes 100 units 120."
    )
    reason: Text = Field(min_length=1, max_length=500, examples=["Street festival"])
    expires_at: ToCome | None = Field(None, description="From then on the model's figure counts again.")

    @model_validator(mode="after")
    def _makes_sense(self) -> "NewOverride":
        if (self.quantity is None) == (self.change_percent is None):
            raise ValueError(
                _("give a figure: units a day (`quantity`) or a change in percent (`change_percent`), one of the two")
            )
        if not self.starts_on <= self.last_day <= self.starts_on + LONGEST:
            raise ValueError(
                _(
                    "the last day (`ends_on`) must lie within {days} days after the first (`starts_on`)",
                    days=LONGEST.days,
                )
            )
        return self

    @property
    def last_day(self) -> datetime.date:
        return self.ends_on or self.starts_on
