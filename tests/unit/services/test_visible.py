import pytest

from services.visible import lines, on_one_line, one_line, shown, visible

HIDDEN = ["\u202e", "\u202a", "\u2066", "\u200b", "\u200e", "\u00ad", "\u2060", "\ufeff", "\u200d", "\0", "\x1b"]


@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
def test_a_name_with_a_character_that_cannot_be_seen_is_refused_with_it_and_its_place(sign):
    with pytest.raises(ValueError, match=rf"U\+{ord(sign):04X}, number 5:"):
        one_line(f"Mill{sign}er")


@pytest.mark.parametrize("name", ["Crème brûlée", "日本語", "می‌خواهم", "👩‍🌾 Honey", "יין אדום", "Mill & Sons", "☕️"])
def test_what_scripts_and_pictures_need_stays(name):
    assert one_line(name) == visible(name) == name


def test_only_a_text_may_have_several_lines():
    assert lines("first\nsecond\tthird") == "first\nsecond\tthird"
    with pytest.raises(ValueError, match=r"U\+000A, number 6:"):
        one_line("first\nsecond")
    with pytest.raises(ValueError, match=r"U\+202E, number 7:"):
        lines("first\n\u202esecond")


def test_what_stands_on_one_line_has_a_space_for_each_break():
    assert on_one_line("4711\r\nBcc: x@mill.example\tand\n\nso on") == "4711 Bcc: x@mill.example and so on"
    with pytest.raises(ValueError, match=r"U\+2028, number 2:"):
        on_one_line("A\u2028B")


def test_files_lose_what_hides_and_keep_their_spaces():
    assert shown("Tea\u00ad\u00a0\u202etime") == "Tea\u00a0time"
