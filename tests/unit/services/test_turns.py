"""One after the other."""

from concurrent.futures import ThreadPoolExecutor

from services.turns import turn


def test_whoever_asks_for_a_turn_waits_until_the_one_before_has_ended(database):
    seen = []

    def take(place):
        with turn("orders"):
            seen.append((place, "begins"))
            seen.append((place, "ends"))

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(take, range(30)))
    assert [place for place, _ in seen[::2]] == [place for place, _ in seen[1::2]]
    assert len(seen) == 60


def test_a_turn_ends_with_an_error_too(database):
    for _ in range(2):
        try:
            with turn("orders"):
                raise LookupError
        except LookupError:
            continue
