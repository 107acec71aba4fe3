"""Which passwords are taken."""

import pytest

from services.access import passwords
from services.errors import InvalidInput


@pytest.mark.parametrize(
    "password",
    [
        "",
        "eleven char",
        "aaaaaaaaaaaaaaaa",
        "121212121212",
        "123456789012",
        "qwertyuiopasdf",
        "password1234",
        "P@ssw0rd!!!!",
        "PasswordPassword",
        "Welcome2026!!",
        "administrator",
        "changemechangeme",
        "12345password",
        "kimkimkimkim",
        "kim123456789",
        "Kim-2026-Kim!",
        "kimpassword1",
        "ｐａｓｓｗｏｒｄ１２３４",
    ],
)
def test_what_is_guessed_early_is_refused(password):
    with pytest.raises(InvalidInput) as refusal:
        passwords.check(password, "kim")
    assert (refusal.value.code, refusal.value.faults[0].pointer) == ("weak_password", "/password")


@pytest.mark.parametrize("password", ["a good password", "kimonos are for sale", "f3a9c1e07b52d846", "739182640571"])
def test_what_is_not_is_taken(password):
    passwords.check(password, "kim")


def test_a_guess_costs_who_guesses_as_much_as_is_advised():
    assert passwords.NOBODY.startswith("scrypt:32768:8:1$")
