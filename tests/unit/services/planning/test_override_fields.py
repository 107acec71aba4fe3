import datetime

import pytest
from pydantic import ValidationError

from services.planning.event_fields import NewEvent
from services.planning.override_fields import NewOverride

OVERRIDE = {"starts_on": "2100-01-01", "quantity": 1.0, "reason": "a festival"}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", datetime.date.max])
@pytest.mark.parametrize("plan", [(NewOverride, OVERRIDE), (NewEvent, {"kind": "holiday"})])
def test_a_plan_beyond_all_calendars_is_refused(plan, day):
    fields, given = plan
    with pytest.raises(ValidationError, match="the day must be from 1900-01-01 to 2199-12-31"):
        fields(**given | {"starts_on": day})


@pytest.mark.parametrize("instant", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_an_end_beyond_all_calendars_is_refused(instant):
    with pytest.raises(ValidationError, match="must be from"):
        NewOverride(**OVERRIDE, expires_at=instant)


def test_an_override_that_has_expired_already_is_refused():
    with pytest.raises(ValidationError, match="this is over already"):
        NewOverride(**OVERRIDE, expires_at="2020-01-01T00:00:00Z")
