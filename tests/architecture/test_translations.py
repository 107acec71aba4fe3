"""What is in one catalogue is in each, whole, and with the figures of its message."""

import re

import pytest

from utils import language

OTHERS = [code for code in language.LANGUAGES if code != language.ENGLISH.language]


def messages(code):
    return [message for message in language.source_of(code) if message.id]


def texts(said):
    return [said] if isinstance(said, str) else list(said)


def figures(text):
    return set(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code):
    missing = [message.id for message in messages(code) if message.fuzzy or not all(texts(message.string))]
    assert not missing, f"Write these into utils/translations/{code}.po: {missing}"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_figures_of_its_message(code):
    wrong = [
        (message.id, translated)
        for message in messages(code)
        for translated in texts(message.string)
        if figures(translated) != figures(texts(message.id)[-1])
    ]
    assert not wrong


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_begins_and_ends_as_its_message_where_it_is_joined_to_others(code):
    def edges(text):
        return text[:1] == " ", text[-1:] == " "

    wrong = [own.id for own in messages(code) if edges(texts(own.id)[0]) != edges(texts(own.string)[0])]
    assert not wrong


def test_the_catalogues_have_the_same_messages():
    first, *others = ({str(message.id) for message in messages(code)} for code in OTHERS)
    assert all(other == first for other in others)
