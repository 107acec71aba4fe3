"""Lengths of time as people write them, in days: "14", "3 Tage", "ca. 2 Wochen", "10-14 jours", "48 h", "1 mes"."""

import math
import re

from services.files.values.day_words import plain_word
from utils.language import _

# Of what each unit is called; of working days five make a week.
_WORDS = {
    1.0: "d t day days tag tage tagen kalendertage j jour jours dia dias gg g giorno giorni dag dagen"
    " dni dzien den dny dnu nap gun dagar dager dage paiva paivaa zi zile μερες ημερες день дня дней дн 日 日間 天 일",
    1.4: "workingdays workdays businessdays werktage werktagen arbeitstage arbeitstagen at joursouvres joursouvrables"
    " diaslaborables diashabiles giornilavorativi werkdagen 営業日 工作日 영업일",
    7.0: "w wk wks week weeks wo woche wochen sem semaine semaines semana semanas settimana settimane weken"
    " tydzien tygodnie tygodni tyden tydny tydnu het hafta vecka veckor uke uker uge uger viikko viikkoa saptamana"
    " saptamani неделя недели недель нед 週 週間 周 주",
    30.0: "m month months mo mon monat monate monaten mois mes meses mese mesi maand maanden"
    " miesiac miesiace miesiecy mesic mesice mesicu honap ay manad manader maned maneder kuukausi kuukautta luna luni"
    " месяц месяца месяцев мес か月 ヶ月 カ月 个月 個月 개월",
    91.0: "q quarter quarters quartal quartale trimestre trimestres trimestri kwartaal kwartalen",
    365.0: "y yr year years jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren",
    1 / 24: "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren",
}
UNITS = {plain_word(word): days for days, words in _WORDS.items() for word in words.split()}
_NOT_LETTERS = re.compile(r"[\W\d_]+")
# "approx. 2 weeks", "bis zu 14 Tage"; of a span the longest: what comes early waits, what comes late is missed.
_LENGTH = re.compile(
    r"(?:[^\W\d]|[\s.~<≤±])*(?:\d+(?:[.,]\d+)?\s*(?P<first>[^\W\d]*\.?)\s*(?:[-–—/]|to|bis|à|a|tot|au)\s*)?"
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>(?:[^\W\d]|[\s.()])*)",
    re.IGNORECASE,
)


def days(text: str, usual: float = 1.0) -> float | None:
    """The days that a length is, as whole ones where its unit is none of a day; None for a text that is none.

    usual -- the unit, in days, of numbers without one
    """
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        return None
    words = found["unit"].strip() or found["first"] or ""
    unit = unit_of(words) if words else usual
    return in_days(float(found["number"].replace(",", ".")), unit) if unit else None


def has_words(text: str) -> bool:
    return any(one.isalpha() for one in text)


def in_days(number: float, unit: float) -> float:
    """So many of a unit, rounded up to whole days; of days themselves as many as they are."""
    return number if unit == 1 else float(math.ceil(round(number * unit, 6)))


def unit_of(text: str) -> float | None:
    """The days of a unit; of a heading such as "Lead time (weeks)" that of its last words."""
    words = [word for word in _NOT_LETTERS.split(plain_word(text)) if word]
    return UNITS.get("".join(words[-2:])) or UNITS.get(words[-1]) if words else None


def unit_beside(text: str) -> float:
    """The days of the unit that a cell beside a number names. Raises ValueError where it names none."""
    if unit := unit_of(text):
        return unit
    raise ValueError(_("the unit '{unit}' is not known here; convert it", unit=text.strip()))
