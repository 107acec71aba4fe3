import pytest

from dashboard.schedules import cron_words


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("0 2 * * *", "Every day at 02:00"),
        ("30 6 * * 1-5", "Monday to Friday at 06:30"),
        ("0 2 * * 0", "Every Sunday at 02:00"),
        ("0 2 * * 7", "Every Sunday at 02:00"),
        ("15 4 3 * *", "On day 3 of every month at 04:15"),
        ("5 * * * *", "Every hour, 5 minutes past"),
    ],
)
def test_usual_rhythms_have_words(in_berlin, cron, words):
    assert cron_words.words(cron) == words


@pytest.mark.parametrize(
    "cron", ["*/5 * * * *", "0 2 * 3 *", "0 2 1 * 1", "0 2 * * MON", "0 2 * * 12", "nonsense", "0 25 * * *", ""]
)
def test_others_are_shown_as_they_are(cron):
    assert cron_words.words(cron) == f"By cron: {cron}"


@pytest.mark.parametrize("cron", ["0 2 * * *", "30 6 * * 1-5", "0 2 * * 0", "0 2 * * 6", "15 4 3 * *", "5 * * * *"])
def test_reading_and_writing_agree(cron):
    assert cron_words.read(cron).cron == cron
