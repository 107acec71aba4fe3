"""How many decimals money of a currency has (ISO 4217): yen none, euros two, dinars of Kuwait three."""

from babel.numbers import get_currency_precision

from utils.config import get_settings

USUAL = 2
# Decimals that the cost of a single unit may have besides.
FRACTION = 2


def decimals(currency: str) -> int:
    """currency -- empty: none is named"""
    return get_currency_precision(currency) if currency else USUAL


def rounded(amount: float, currency: str | None = None) -> float:
    """To what can be paid in this currency; None: the shop's."""
    return round(amount, decimals(get_settings().currency if currency is None else currency))


def of_one(amount: float, currency: str) -> int:
    """The decimals of what a single unit costs: those besides that it has."""
    least = decimals(currency)
    most = least + FRACTION
    return next((own for own in range(least, most) if round(amount, own) == round(amount, most)), most)


def pattern(currency: str, fraction: int = 0) -> str:
    """How an amount is written; fraction -- decimals besides, where it has them: of what a single unit costs"""
    places = "0" * decimals(currency) + "#" * fraction
    return "#,##0" + (f".{places}" if places else "")
