"""What a job is at: steps that the engine says in English, in the language of the page.

As its reasons (`reason_words`), they stand here once more for the catalogues; a test compares both.
"""

from utils.kept_texts import anew
from utils.language import N_

STEPS = (
    N_("As of {day}: {step}"),
    N_("Week {number}: {step}"),
    N_("Preparing the sales to learn from"),
    N_("Reading sales"),
    N_("Reading the sales to learn from"),
    N_("Placing orders"),
    N_("Fitting {method}: {step}"),
    N_("Fitting {method}"),
    N_("Learning {method}: {step}"),
    N_("Features {done}/{known}"),
    N_("Windows"),
    N_("Smoothing"),
    N_("Publishing"),
    N_("Loading the library"),
    N_("tree {done}/{trees}"),
    N_("{trees} trees on all weeks, loss {loss}"),
    N_("round {done}/{most}, loss {loss}"),
    N_("round {done}/{best} on all weeks, loss {loss}"),
    N_("epoch {done}/{epochs}, loss {loss}"),
    N_("epoch {done}/{epochs}"),
    N_("cut-off {done}/{origins}"),
    N_("shared season"),
    N_("own season"),
    N_("seasonal naive"),
    N_("exponential smoothing"),
    N_("intermittent"),
)


def progress(said: str) -> str:
    """A step of a job, in the language spoken now."""
    return anew(said)
