import pytest

from services.errors import InvalidInput
from services.paging import Page, position


def page(rows: list[int], limit: int) -> Page[int]:
    return Page.of(rows, limit, lambda last: [last])


def test_the_last_page_has_no_cursor():
    assert page([1, 2], 2) == Page([1, 2], None)
    assert page([], 2) == Page([], None)


def test_a_cursor_stands_for_the_last_item_shown():
    first = page([1, 2, 3], 2)
    assert first.items == [1, 2]
    assert position(first.next_cursor, 1, int) == [2]


def test_a_cursor_of_another_list_is_refused():
    numbers = page([1, 2, 3], 2).next_cursor
    with pytest.raises(InvalidInput):
        position(numbers, 1)
    with pytest.raises(InvalidInput):
        position(Page.of(["a\0b", "x"], 1, lambda last: [last]).next_cursor, 1)


@pytest.mark.parametrize(
    "cursor",
    ["", "nonsense", "e30=", "WzEsMl0=", "bnVsbA==", "ä", "=", "\x00", "W" * 4001, "WyJcdWQ4MDAiXQ=="],
)
def test_what_is_not_a_cursor_is_refused(cursor):
    with pytest.raises(InvalidInput) as refused:
        position(cursor, 1)
    assert refused.value.code == "invalid_cursor"
