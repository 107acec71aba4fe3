"""Names of months, weeks and time zones, in English, German, French, Spanish, Italian and Dutch; see `languages`."""

import unicodedata
from datetime import timedelta, timezone

from services.files import languages

# Letters with a stroke or without a dot, which keyboards elsewhere lack.
_BARE = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d"})


def plain_word(text: str) -> str:
    """A word without case, accents and, where letters carry them, signs of vowels."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if unicodedata.category(c)[0] != "M").translate(_BARE)


_MONTHS = (
    "january januar janner janvier enero gennaio januari jan ene gen janv",
    "february februar fevrier febrero febbraio februari feb fev fevr febr",
    "march marz mars marzo maart mar mrz mrt",
    "april avril abril aprile apr avr abr",
    "may mai mayo maggio mei mag",
    "june juni juin junio giugno jun giu",
    "july juli juillet julio luglio jul lug juil",
    "august aout agosto augustus aug ago aou",
    "september septembre septiembre settembre sep sept set setiembre",
    "october oktober octobre octubre ottobre oct okt ott",
    "november novembre noviembre nov",
    "december dezember decembre diciembre dicembre dec dez dic",
)
MONTHS = {
    name: number
    for number, names in enumerate(_MONTHS, 1)
    for name in plain_word(f"{languages.months(number)} {names}").split()
}

# What may stand beside a day and says nothing more.
_WEEKDAYS = (
    "monday montag lundi lunes lunedi maandag mon mo lun lu ma tuesday dienstag mardi martes martedi dinsdag tue tues"
    " die di mie wednesday mittwoch mercredi miercoles mercoledi woensdag wed mi mit mer mie woe wo thursday"
    " donnerstag jeudi jueves giovedi donderdag thu thur thurs do don jeu jue gio friday freitag vendredi viernes"
    " venerdi vrijdag fri fr fre ven vie vr vri saturday samstag sonnabend samedi sabado sabato zaterdag sat sa sam"
    " sab za zat sunday sonntag dimanche domingo domenica zondag sun so son dim dom zo zon"
)
FILLERS = frozenset(_WEEKDAYS.split()) | {"de", "del", "of", "the", "le", "den", "der", "am", "on", "el", "il", "uhr"}
# Of the year, as in "15 marca 2026 r.", in Polish and Russian.
FILLERS |= {"r", "roku", "г", "года"}
# In dates, "mar" is the month; as a weekday (mardi, martes) it always stands beside a month.
WEEKS = frozenset(
    [
        "w",
        "wk",
        "week",
        "kw",
        "woche",
        "kalenderwoche",
        "s",
        "sem",
        "semaine",
        "semana",
        "settimana",
        "sett",
        "weeknr",
        "weeknummer",
        "cw",
        *plain_word(languages.words("weeks")).split(),
    ]
)


def _east(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


ZONES = {
    "z": _east(0), "utc": _east(0), "gmt": _east(0), "wet": _east(0), "bst": _east(1), "west": _east(1),
    "cet": _east(1), "mez": _east(1), "cest": _east(2), "mesz": _east(2), "eet": _east(2), "eest": _east(3),
    "est": _east(-5), "edt": _east(-4), "cst": _east(-6), "cdt": _east(-5), "mst": _east(-7), "mdt": _east(-6),
    "jst": _east(9), "kst": _east(9), "hkt": _east(8), "sgt": _east(8), "awst": _east(8), "msk": _east(3),
    "sast": _east(2), "brt": _east(-3), "trt": _east(3), "pst": _east(-8), "pdt": _east(-7),
    "aest": _east(10), "aedt": _east(11), "nzst": _east(12), "nzdt": _east(13),
}  # fmt: skip
