from datetime import date, timedelta

import holidays
import numpy as np

from forecasting.errors import ForecastingError


class UnknownCountry(ForecastingError):
    """No holidays are known for this country; give its ISO 3166 code, such as "DE"."""

    code = "unknown_country"


def country_holidays(country: str, start: date, n_periods: int, step_days: int = 1) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of a country's public holidays, sorted, and float64 (n_periods, names): 1 where a period contains one.

    Names and days are those of Prophet's add_country_holidays. Raises UnknownCountry.
    """
    years = range(start.year, (start + timedelta(days=n_periods * step_days)).year + 1)
    try:
        found = holidays.country_holidays(country, years=years, language="en_US", expand=False)
    except NotImplementedError:
        raise UnknownCountry(f"No holidays are known for {country!r}; give an ISO 3166 code, such as 'DE'.") from None
    days = [(name, (day - start).days // step_days) for day in found for name in found.get_list(day)]
    inside = [(name, period) for name, period in days if 0 <= period < n_periods]
    names = tuple(sorted({name for name, _ in inside}))
    columns = np.zeros((n_periods, len(names)))
    for name, period in inside:
        columns[period, names.index(name)] = 1.0
    return names, columns
