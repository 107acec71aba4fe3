"""Nobody is promised a mail that no server would send."""

import pytest

from tests.unit.dashboard.desk import Desk, notice
from utils.config import use_settings


@pytest.mark.parametrize(("smtp_url", "words"), [("smtp://localhost:25", "comes at 7:00"), ("", "has set SMTP_URL")])
def test_what_comes_in_the_morning_is_told_by_whether_a_mail_server_is_set_up(signed_in, database, smtp_url, words):
    desk = Desk(signed_in("viewer"))
    use_settings(database.model_copy(update={"smtp_url": smtp_url}))
    assert words in notice(desk.change("account-morning-save", 1, {"account-morning-email": "kim@shop.example"}))
