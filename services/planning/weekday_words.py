"""Days of the week as suppliers write them: "Mo, Mi, Fr", "lunes a viernes", "L-X-V", "Po a St", "daily"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.catalogue.supplier_fields import WEEKDAYS
from services.files.values.day_words import plain_word
from utils.language import _


@dataclass(frozen=True)
class Week:
    """shortest -- with how many letters a day may begin to be meant; shorts -- what is written instead, a word each
    a_joins -- "a" means "and", and not "to"
    """

    shortest: int
    names: str
    shorts: str = ""
    a_joins: bool = False

    def place(self, word: str) -> int | None:
        for words in (self.names.split(), self.shorts.split()):
            if word in words:
                return words.index(word)
        is_begun = (
            place for place, name in enumerate(self.names.split())
            if len(word) >= self.shortest and name.startswith(word)
        )  # fmt: skip
        return next(is_begun, None)


# Where a beginning may be meant in two of them, the first counts that has all words of the cell.
LANGUAGES = (
    Week(2, "monday tuesday wednesday thursday friday saturday sunday"),
    Week(2, "montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    Week(2, "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    Week(3, "lundi mardi mercredi jeudi vendredi samedi dimanche"),
    Week(3, "lunes martes miercoles jueves viernes sabado domingo", "l m x j v s d"),
    Week(3, "lunedi martedi mercoledi giovedi venerdi sabato domenica"),
    Week(3, "segunda terca quarta quinta sexta sabado domingo"),
    Week(3, "pondeli utery streda ctvrtek patek sobota nedele", "po ut st ct pa so ne", a_joins=True),
    Week(3, "poniedzialek wtorek sroda czwartek piatek sobota niedziela", "pn wt sr czw pt sob nd"),
    Week(3, "mandag tisdag onsdag torsdag fredag lordag sondag", "ma ti on to fr lo so"),
    Week(3, "mandag tirsdag onsdag torsdag fredag lordag sondag", "ma ti on to fr lo so"),
    Week(9, "pazartesi sali carsamba persembe cuma cumartesi pazar", "pzt sal car per cum cmt paz"),
)
_DAILY = re.compile(
    r"daily|every ?day|taglich|jeden tag|tous les jours|diario|diariamente|a diario|todos los dias|tutti i giorni"
    r"|dagelijks|elke dag|codziennie|denne|dagligen|dagligt|daglig|todos os dias|her gun"
)
_AND = frozenset(
    ("and", "und", "u", "en", "et", "y", "e", "i", "och", "og", "ve", "from", "von", "du", "de", "dal", "van", "od")
)
_TO = re.compile(r"\s*[-\u2010-\u2014]\s*|\s+(?:to|till|bis|au|al|t/m|tot|do|az|til|ate)\s+")
_A = re.compile(r"\s+a\s+")
_BETWEEN = re.compile(r"[\s,;/+&|.]+")


def read(text: str) -> list[str] | None:
    """Days of the week, one by one or from one to another. Raises ValueError."""
    plain = " ".join(plain_word(text).replace("-feira", "").split())
    if _DAILY.fullmatch(plain):
        return list(WEEKDAYS)
    for weeks in (*((own,) for own in LANGUAGES), LANGUAGES):
        places = list(_places(plain, weeks))
        if None not in places:
            return [WEEKDAYS[place] for place in places if place is not None] or None
    words = (day for word in _words(plain, ()) for day in word.split("-"))
    wrong = next(word for word in words if _place(word, LANGUAGES) is None)
    raise ValueError(_("{word!r} is no day of the week; write them as mon, tue, wed, thu, fri, sat, sun", word=wrong))


def _words(plain: str, weeks: Sequence[Week]) -> list[str]:
    spans = _TO.sub("-", plain)
    joined = _A.sub(" " if len(weeks) == 1 and weeks[0].a_joins else "-", spans)
    return [word for word in _BETWEEN.split(joined) if word and word not in _AND]


def _places(plain: str, weeks: Sequence[Week]) -> Iterator[int | None]:
    """The places in a week of the words of a cell; None for one that is no day."""
    for word in _words(plain, weeks):
        days = [_place(one, weeks) for one in word.split("-")]
        if len(days) == 2 and None not in days:
            begin, end = (day for day in days if day is not None)
            yield from (place % 7 for place in range(begin, begin + (end - begin) % 7 + 1))
        else:
            yield from days


def _place(word: str, weeks: Sequence[Week]) -> int | None:
    return next((place for one in weeks if (place := one.place(word)) is not None), None)
