"""How long stock lasts with an order, where packs, a smallest order or a minimum make that worth a word."""

from forecasting.replenishment.walks import EXCESS_DAYS
from utils.language import ngettext

MONTH_DAYS = 365 / 12


def words(days: float, needed: float) -> str:
    """days -- it lasts for; needed -- until the order after this one is there"""
    if days <= needed + EXCESS_DAYS:
        return ""
    return ngettext("enough for {count} month", "enough for {count} months", round(days / MONTH_DAYS))
