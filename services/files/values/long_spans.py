"""Names of weeks by one of their days, and of times too long, or counted otherwise than by the calendar."""

import re
from collections.abc import Iterable

from services.files.values.day_words import plain_word

_WEEK_OF = re.compile(
    r"(?:(?P<begin>w/?c|week (?:of|commencing|starting|beginning|from)|wk (?:of|commencing|starting)"
    r"|woche (?:ab|vom|von)|kw (?:ab|vom)|semaine d[ue]|semana del?|settimana d(?:el|al)|week van(?:af)?)"
    r"|(?P<end>w/?e|week (?:ending|end|to)|wk (?:ending|end)|woche bis|semaine au|semana hasta|settimana al|week tot))"
    r"[\s.:]+(?=\d)"
)
# Quarters, halves of years, years, periods of a fiscal year.
_TOO_LONG = re.compile(
    r"(?:(?:(?:19|20)\d\d|fy ?\d{2,4})[\s\-/]*)?(?:q[1-4]|[1-4]\.? ?q(?:tr|uartal)?|h[12]|qtr ?[1-4]|quarter ?[1-4]"
    r"|quartal ?[1-4]|t[1-4]|(?:[1-4](?:er|e|o|°|º|\.)? )?trimestre ?[1-4]?|kwartaal ?[1-4]|fp? ?\d{1,2}|p\d{1,2})"
    r"[\s\-/,']*(?:fy ?)?(?:(?:19|20)?\d\d)?|fy ?\d{2,4}.*|(?:19|20)\d\d|quarter|quartal|trimestre|kwartaal"
    r"|year|jahr|annee|ano|anno|jaar|(?:fiscal|financial) .+"
)
_FISCAL = re.compile(
    r"fiscal|financial|geschafts ?(?:jahr|monat|woche|periode)|wirtschafts ?(?:jahr|monat|woche)|exercice|ejercicio"
    r"|esercizio|boek(?:jaar|periode|maand|week)"
)


def week_of(heading: str) -> tuple[str, str]:
    """Of "Week ending 08/03/2026" the day, and that it is the "end", else "begin"; empty for others."""
    found = _WEEK_OF.match(plain_word(heading))
    return (heading[found.end() :], found.lastgroup or "") if found else ("", "")


def too_long(names: Iterable[str]) -> list[str]:
    """Those of names and cells that are of times too long to say anything of days."""
    return [name for name in names if _TOO_LONG.fullmatch(plain_word(name).strip())]


def is_fiscal(heading: str) -> bool:
    """Whether it says that its months or weeks are those of a fiscal year."""
    return bool(_FISCAL.search(plain_word(heading)))
