from forecasting.history import History

_WEEKS_A_YEAR = 52


def season_length(history: History) -> int:
    """Periods after which sales repeat: a week of days, or a year of weeks once two years are known (else 1)."""
    if history.step_days == 1:
        return 7
    return _WEEKS_A_YEAR if len(history) >= 2 * _WEEKS_A_YEAR else 1
