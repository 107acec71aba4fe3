import ast
import re

import pytest

from dashboard.tasks import progress_words
from tests.architecture.source import ROOT
from utils import language

# Some of them say further, where something follows.
ROOMS = ("forecasting", "services/replays", "services/training")
BEGUN = {"As of {}:", "Week {}:", "Learning {}:", "epoch {}/{}{}"}


def steps():
    """What the engine says of how far it is, with {} for its figures."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for call in (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ):
            if getattr(call.func, "id", getattr(call.func, "attr", "")) in ("report_progress", "within"):
                for said in (one for one in call.args[1:] if isinstance(one, ast.JoinedStr | ast.Constant)):
                    yield re.sub(r"\{[^}]*\}", "{}", ast.unparse(said).lstrip("f").strip("'\""))


def test_all_steps_of_the_engine_are_known():
    known = {re.sub(r"\{\w+\}", "{}", step) for step in progress_words.STEPS}
    assert {step for step in steps() if re.search(r"[a-z]{3}", step)} - known - BEGUN == set()


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("As of 2026-10-19: Fitting shared season", "État du 19 oct. 2026\xa0: ajustement de saison commune"),
        ("Fitting lightgbm: tree 60/60", "Ajustement de lightgbm\xa0: arbre 60/60"),
        ("Week 9: Smoothing", "Semaine 9\xa0: lissage"),
        ("Learning lightgbm: tree 58/60", "Apprentissage de lightgbm\xa0: arbre 58/60"),
    ],
)
def test_a_step_is_said_in_the_language_of_the_shop(in_berlin, step, said):
    with language.spoken("fr"):
        assert progress_words.progress(step) == said
