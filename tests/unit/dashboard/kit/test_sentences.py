"""Sentences of services on pages."""

import re

import pytest

from dashboard.kit import sentences
from utils import language
from utils.language import LANGUAGES


def test_days_of_a_sentence_are_written_as_the_page_writes_days(in_berlin):
    said = sentences.as_written_here("Empty from 2026-03-02 for PO-2026-03-02-A, not 2026-13-02.")
    assert said == "Empty from Mon\u00a02\u00a0Mar for PO-2026-03-02-A, not 2026-13-02."


@pytest.mark.parametrize(("code", "shown"), [("en", "With 95% certainty"), ("de", "With 95\u00a0% certainty")])
def test_percents_of_a_sentence_are_written_as_the_page_writes_percents(code, shown):
    with language.spoken(code):
        assert sentences.as_written_here("With 95 % certainty") == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("There is no product 'A.1'. GET /products lists them.", "There is no product 'A.1'."),
        ("There is no event 7; GET /events lists them.", "There is no event 7."),
        ("Schließen Sie sie ab (POST /purchase-orders/PO-1/close).", "Schließen Sie sie ab."),
        ("Il n’y a pas d’article « A ». GET /products les liste ; essayez.", "Il n’y a pas d’article « A » ; essayez."),
        ("Der letzte Tag (`ends_on`) liegt vor dem ersten (`from`).", "Der letzte Tag liegt vor dem ersten."),
        ("It counts once (or twice, with a ?source= of its own).", "It counts once."),
        ("Write it (no spaces, no dots) as it is.", "Write it (no spaces, no dots) as it is."),
        ("Get 3 of them; the post /office is closed.", "Get 3 of them; the post /office is closed."),
    ],
)
def test_people_are_not_advised_what_to_call(said, shown):
    assert sentences.for_people(said) == shown


# What is said of a task is said by its own sentence, which is for programs as a whole.
FOR_PROGRAMS = re.compile(r"^(GET|POST) /tasks/")


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_no_refusal_names_a_call_once_it_is_for_people(code):
    texts = [text for one in language.source_of(code) for text in (one.id, one.string) if isinstance(text, str)]
    calls = [text for text in texts if re.search(sentences.CALL, text) and not FOR_PROGRAMS.match(text)]
    shown = [sentences.for_people(text) for text in calls]
    assert calls
    assert [text for text in shown if re.search(sentences.CALL, text) or not text[:2].strip(".")] == []


# What an administrator types: a name of a table, of a setting of a server, of a command.
TYPED = re.compile(r"product_sku, date, quantity|`flask |in Redis|start_worker\.sh|`id`|valid_hours|\?mapping=|PATCH ")
API_NAME = re.compile(r"`\w+`|(?<![\w?{])[a-z]+_[a-z_]+(?![\w}])")


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_no_text_names_a_field_as_programs_do_once_it_is_for_people(code):
    texts = [text for one in language.source_of(code) for text in (one.id, one.string) if isinstance(text, str)]
    named = [text for text in texts if not TYPED.search(text) and not FOR_PROGRAMS.match(text)]
    shown = [re.sub(r"{[^}]*}", "", sentences.for_people(text)) for text in named]
    assert [text for text in shown if API_NAME.search(text)] == []


def test_a_field_of_the_api_is_called_as_the_page_calls_it():
    with language.spoken("fr"):
        said = sentences.for_people("La ligne 1 nomme les colonnes : `date` = 'Jour du mois', `product_sku` = 'Réf'.")
    assert said == "La ligne 1 nomme les colonnes : Jour = 'Jour du mois', Article = 'Réf'."


@pytest.mark.parametrize(
    ("code", "shown"), [("fr", "A\u202f: b\u202f; à 10:30, http://c"), ("es", "A: b; à 10:30, http://c")]
)
def test_parts_of_a_sentence_are_joined_as_the_language_joins_them(code, shown):
    with language.spoken(code):
        assert sentences.for_people("A: b; à 10:30, http://c") == shown
        assert sentences.as_written_here(shown) == shown
