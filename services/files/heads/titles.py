"""What a table is called: in the line above it, by its sheet, by its file."""

import re
from collections.abc import Sequence
from functools import lru_cache

from services.files.lines import statuses
from services.files.records import Cell, is_filled

# "Sales and returns", "Umsatz ohne Retouren", "Returns policy"; what is sold on credit, and manure in Spanish.
_NO_TITLE = re.compile(
    r"(?:^|_)(?:and|und|et|y|e|en|og|och|i|with|mit|avec|con|met|net|netto|ohne|without|sans|sin|senza|zonder|uden|utan"
    r"|less|minus|(?:in|ex)(?:cl|kl)\w*|after|nach|before|policy|credits?|kredit|abonos?|are|deducted|applied|yes|no"
    r"|abgezogen|enthalten|berucksichtigt|ja|nein|compris|deduits?|oui|non|descontad[ao]s|si|dedott[oi])(?:_|$)|[及与與含除]|포함|제외"
)
_LONGEST_TITLE = 5


@lru_cache(1_000)
def is_of_returns(text: str) -> bool:
    """Whether what a table is called says that it lists what came back, and nothing else."""
    # "Returns: yes" is what somebody has asked a report for.
    if re.search(r"[:&+/]", text):
        return False
    words = [one for one in statuses.word(text).split("_") if not any(map(str.isdigit, one))]
    whole = "_".join(words)
    return len(words) <= _LONGEST_TITLE and not _NO_TITLE.search(whole) and statuses.is_return(whole)


def of_line(cells: Sequence[Cell]) -> str:
    """The text of a line that may be a title, which stands in it alone; "" for others."""
    filled = [str(cell) for cell in cells if is_filled(cell)]
    return filled[0] if len(filled) == 1 else ""
