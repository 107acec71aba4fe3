"""Names of months, of weeks and of time zones, in six languages; of months in further ones."""

import unicodedata
from datetime import timedelta, timezone

_MONTHS = (
    "january januar janner janvier enero gennaio januari jan ene gen janv"
    " styczen stycznia leden ledna janeiro ocak tammikuu",
    "february februar fevrier febrero febbraio februari feb fev fevr febr"
    " luty lutego unor unora fevereiro subat helmikuu",
    "march marz mars marzo maart mar mrz mrt marzec marca brezen brezna marco mart marts maaliskuu",
    "april avril abril aprile apr avr abr kwiecien kwietnia duben dubna nisan huhtikuu",
    "may mai mayo maggio mei mag maj maja kveten kvetna maio toukokuu",
    "june juni juin junio giugno jun giu czerwiec czerwca cerven cervna junho haziran kesakuu",
    "july juli juillet julio luglio jul lug juil lipiec lipca cervenec cervence julho temmuz heinakuu",
    "august aout agosto augustus aug ago aou sierpien sierpnia srpen srpna augusti agustos elokuu",
    "september septembre septiembre settembre sep sept set setiembre wrzesien wrzesnia zari setembro eylul syyskuu",
    "october oktober octobre octubre ottobre oct okt ott pazdziernik pazdziernika rijen rijna outubro ekim lokakuu",
    "november novembre noviembre nov listopad listopada listopadu novembro marraskuu",
    "december dezember decembre diciembre dicembre dec dez dic"
    " grudzien grudnia prosinec prosince dezembro desember joulukuu",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

# What may stand beside a day and says nothing more.
_WEEKDAYS = (
    "monday montag lundi lunes lunedi maandag mon mo lun lu ma tuesday dienstag mardi martes martedi dinsdag tue tues"
    " die di mie wednesday mittwoch mercredi miercoles mercoledi woensdag wed mi mit mer mie woe wo thursday"
    " donnerstag jeudi jueves giovedi donderdag thu thur thurs do don jeu jue gio friday freitag vendredi viernes"
    " venerdi vrijdag fri fr fre ven vie vr vri saturday samstag sonnabend samedi sabado sabato zaterdag sat sa sam"
    " sab za zat sunday sonntag dimanche domingo domenica zondag sun so son dim dom zo zon"
)
FILLERS = frozenset(_WEEKDAYS.split()) | {"de", "del", "of", "the", "le", "den", "der", "am", "on", "el", "il", "uhr"}
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
    ]
)


def _east(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


ZONES = {
    "z": _east(0), "utc": _east(0), "gmt": _east(0), "wet": _east(0), "bst": _east(1), "west": _east(1),
    "cet": _east(1), "mez": _east(1), "cest": _east(2), "mesz": _east(2), "eet": _east(2), "eest": _east(3),
    "est": _east(-5), "edt": _east(-4), "cst": _east(-6), "cdt": _east(-5), "mst": _east(-7), "mdt": _east(-6),
    "pst": _east(-8), "pdt": _east(-7), "aest": _east(10), "aedt": _east(11), "nzst": _east(12), "nzdt": _east(13),
}  # fmt: skip


def plain_word(text: str) -> str:
    """A word without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
