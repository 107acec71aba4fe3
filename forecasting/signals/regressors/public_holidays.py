"""Public holidays by country and region."""

from datetime import date
from functools import lru_cache

import holidays

from forecasting.errors import ForecastingError


class UnknownRegion(ForecastingError):
    """No holidays are known for this country or region; give ISO 3166 codes, such as "DE" and "BY"."""

    code = "unknown_region"


@lru_cache(maxsize=256)
def in_year(country: str, region: str | None, year: int) -> tuple[date, ...]:
    """The days off of a year, in order. Raises UnknownRegion."""
    known = holidays.list_supported_countries()
    if country not in known:
        raise UnknownRegion(f"No holidays are known for the country {country!r}; give its ISO 3166 code, such as 'DE'.")
    if region and region not in known[country]:
        choice = f"choose one of {', '.join(known[country])}" if known[country] else "leave the region out"
        raise UnknownRegion(f"No holidays are known for the region {region!r} of {country!r}; {choice}.")
    return tuple(sorted(holidays.country_holidays(country, subdiv=region, years=year, expand=False)))
