import ast
import re

import pytest

from dashboard.tasks import reason_words
from tests.architecture.source import ROOT
from utils import language

SPEAKERS = ("report", "launching", "renewal", "signals/calendars/calendars")
# Said of a product's sales, not of a choice.
ASIDE = "{} is not known for {} of the {} periods ahead: "
DRAWN = "40% prophet, 33% shared season"


def said(path):
    """Every sentence that a module says, with {} for its figures; figures in a row as one."""
    for node in ast.walk(ast.parse((ROOT / "forecasting" / f"{path}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield re.sub(r"(\{\})+", "{}", "".join(map(str, parts)))


def test_all_that_the_engine_says_of_a_choice_is_known():
    known = {re.sub(r"\{\w+\}( ?%)?", "{}", sentence) for sentence in reason_words.SENTENCES}
    reasons = {one for path in SPEAKERS for one in said(path) if re.search(r"[a-z]{2} [a-z]", one)}
    assert reasons - known == {ASIDE}


def test_models_have_the_names_that_the_page_training_gives_them():
    assert reason_words.reason(f"{DRAWN}, as before") == "40% Prophet, 33% Season shared by all products, as before"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (f"{DRAWN}: error 14% below seasonal naive's in 3 backtests.", "40\xa0% Prophet, 33\xa0% Saison"),
        (
            f"By week, as sales come as totals: {DRAWN}, as before: nothing beat repeating the last season in 2"
            " backtests.",
            "Par semaine",
        ),
        ("Sells at its own times only, by the time of the year: forecast from the same times before.", "l’année"),
        ("Nothing was sold yet: 80 % of what 3 launches sold in their first weeks, those of 'Tea' first.", "Tea"),
    ],
)
def test_a_reason_is_said_in_the_language_of_the_shop(in_berlin, sentence, words):
    with language.spoken("fr"):
        shown = reason_words.reason(sentence)
    assert words in shown
    assert not re.search(r"\b(the|of|error|below|by|forecast)\b", shown)
