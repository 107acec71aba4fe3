from datetime import date

import pandas as pd
import pytest
from prophet.make_holidays import make_holidays_df

from forecasting.prophet.holidays import UnknownCountry, country_holidays, holiday_days


@pytest.mark.parametrize("country", ["US", "DE", "BR", "IN"])
def test_names_and_days_are_prophets(country):
    theirs = make_holidays_df([2023, 2024], country)
    expected = set(zip(theirs["holiday"], pd.to_datetime(theirs["ds"]).dt.date, strict=True))
    assert set(holiday_days(country, range(2023, 2025))) == expected


def test_each_holiday_is_a_column_of_its_days():
    names, columns = country_holidays("DE", date(2023, 12, 20), 20)
    christmas = columns[:, names.index("Christmas Day")]
    assert christmas.nonzero()[0].tolist() == [5]


def test_a_week_is_marked_by_any_of_its_days():
    names, columns = country_holidays("DE", date(2023, 12, 20), 4, step_days=7)
    assert columns[0, names.index("Christmas Day")] == 1
    assert columns[1, names.index("New Year's Day")] == 1


def test_an_unknown_country_is_named():
    with pytest.raises(UnknownCountry, match="'XX'"):
        country_holidays("XX", date(2023, 1, 1), 10)
