import pytest
from forecasting.season import season_length


@pytest.mark.parametrize(("periods", "step_days", "length"), [(5, 1, 7), (900, 1, 7), (103, 7, 1), (104, 7, 52)])
def test_days_repeat_every_week_and_weeks_every_year(periods, step_days, length, history):
    assert season_length(history(periods, step_days=step_days)) == length
