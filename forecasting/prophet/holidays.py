from datetime import date, timedelta

import holidays
import numpy as np

from forecasting.errors import ForecastingError


class UnknownCountry(ForecastingError):
    """No holidays are known for this country; give its ISO 3166 code, such as "DE"."""

    code = "unknown_country"


def holiday_days(country: str, years: range) -> list[tuple[str, date]]:
    """(name, day) of every public holiday, named as Prophet's add_country_holidays does. Raises UnknownCountry."""
    try:
        found = holidays.country_holidays(country, years=years, language="en_US", expand=False)
    except NotImplementedError:
        raise UnknownCountry(f"No holidays are known for {country!r}; give an ISO 3166 code, such as 'DE'.") from None
    return [(name, day) for day in found for name in found.get_list(day)]


Columns = tuple[tuple[str, ...], np.ndarray]


def country_holidays(country: str, start: date, n_periods: int, step_days: int = 1) -> Columns:
    """What ProphetSettings takes: holiday_names, sorted, and holidays, float64 (n_periods, names).

    A period is 1 where it contains the holiday. Raises UnknownCountry.
    """
    end = start + timedelta(days=n_periods * step_days)
    days = holiday_days(country, range(start.year, end.year + 1))
    inside = [(name, (day - start).days // step_days) for name, day in days if start <= day < end]
    names = tuple(sorted({name for name, _ in inside}))
    columns = np.zeros((n_periods, len(names)))
    for name, period in inside:
        columns[period, names.index(name)] = 1.0
    return names, columns
