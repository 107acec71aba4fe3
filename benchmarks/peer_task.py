"""What a peer is asked."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Task:
    """train -- product_sku, date, quantity and known regressors, up to the cut-off; future -- the same, ahead of it;
    measured -- the products a peer that works one product at a time has to answer for; step_days -- 1 or 7;
    seconds -- what a peer that goes on for as long as it may is given."""

    train: pd.DataFrame
    future: pd.DataFrame
    measured: list[str]
    regressors: list[str]
    step_days: int = 1
    seconds: int = 600

    @property
    def horizon(self) -> int:
        return self.future["date"].nunique()

    @property
    def weekly(self) -> bool:
        return self.step_days == 7

    @property
    def freq(self) -> str:
        return f"{self.step_days}D"

    @property
    def season(self) -> int:
        """Periods of the season: a week of days, a year of weeks."""
        return 52 if self.weekly else 7

    @property
    def shortest(self) -> int:
        """Periods of the youngest measured product."""
        return self.nixtla().groupby("unique_id").size().min()

    def nixtla(self, everything: bool = False) -> pd.DataFrame:
        """History in the columns of Nixtla's libraries; unknown periods carry the value of the week before, or zero."""
        frame = self.train if everything else self.train[self.train["product_sku"].isin(self.measured)]
        by_product = frame.groupby("product_sku")["quantity"]
        week = 7 // self.step_days
        known = frame["quantity"].fillna(by_product.shift(week)).fillna(by_product.shift(2 * week)).fillna(0.0)
        return pd.DataFrame({"unique_id": frame["product_sku"], "ds": frame["date"], "y": known.astype(float)})
