"""Rows of totals, by what they are called. In six languages; see `languages`."""

import re
from functools import lru_cache

from services.files.lines.statuses import elsewhere, plain_words, word
from services.files.values.day_words import FILLERS, MONTHS

_TOTALS = frozenset(
    plain_words(
        "total totals grand_total sub_total subtotal sum summe summen gesamt gesamtsumme gesamtergebnis zwischensumme"
        " insgesamt ergebnis endsumme total_general total_ge somme sous_total suma totales subtotales totale totali"
        " totale_generale totale_complessivo subtotale somma totaal eindtotaal subtotaal totalen grand_totals overall"
        " all total_sales general_total totaux report_total ubertrag σ average durchschnitt mittelwert moyenne"
        " promedio media gemiddelde"
    )
    + elsewhere("totals")
)
# What lists are made of: "Total of the day", "Tagessumme", "Daily total", "Total du jour".
_PARTS_OF_LISTS = frozenset(
    plain_words(
        "day daily week weekly month monthly year store shop branch category group department receipt page report tag"
        " woche monat jahr seite filiale jour semaine mois annee page magasin rayon dia semana mes ano tienda giorno"
        " settimana mese anno negozio dag week maand jaar winkel of for the in fur im der des du de la del di van voor"
        " per"
    )
)
_TOTAL_OF_A_PART = re.compile(
    r"(?:(?:day|daily|week|weekly|month|monthly|year|store|shop|branch|category|group|department|receipt|page|report)_"
    r"(?:sub_?)?totals?)|(?:tages|wochen|monats|jahres|seiten|beleg|bon|filial|gruppen|warengruppen)_?"
    r"(?:gesamt|summe|ergebnis)|(?:dag|week|maand|jaar)_?totaal"
)
_GROUP_WORDS = (
    "warengruppe hauptwarengruppe obergruppe untergruppe artikelgruppe abteilung department category famille rayon"
    " categorie familia seccion categoria reparto rubriek artikelgroep afdeling varugrupp varegruppe grupa"
)
_GROUPS = frozenset(_GROUP_WORDS.split())
_OF = frozenset(["of", "for", "in", "fur", "im", "der", "des", "du", "de", "del", "di", "van", "voor", "per"])

_OF_ALL = re.compile(
    r"(?:all|alle|tous_les|toutes_les|todas_las|todos_los|tutti_i|tutte_le)_(?:stores?|shops?|branches|locations|outlets|sites"
    r"|filialen|laden|standorte|markte|geschafte|magasins|boutiques|tiendas|negozi|winkels|vestigingen)"
)


@lru_cache(20_000)
def is_total(text: object) -> bool:
    """A total as such, or one of a month or day: "Total September 2026", "Summe für März", "Summe 01.03.2026"."""
    whole = word(text)
    first, *rest = whole.split("_")
    if whole in _TOTALS or _TOTAL_OF_A_PART.fullmatch(whole):
        return True
    return first in _TOTALS and (_is_of_months(rest) or _is_of_a_day(rest) or _PARTS_OF_LISTS.issuperset(rest))


def is_of_all(text: object) -> bool:
    """Whether it is called as all stores together are: "All stores", "Alle Filialen"."""
    return _OF_ALL.fullmatch(word(text)) is not None


def is_of_a_group(text: object) -> bool:
    """Whether it names a group of goods: "Warengruppe Brot", "Department 12". A product may be called so as well."""
    first, *rest = word(text).split("_")
    return bool(rest) and first in _GROUPS


def is_total_of(text: object, above: object) -> bool:
    """Whether it is the total of what the row above is called, as spreadsheets write below each group: "4711 Total"."""
    words, own = word(text).split("_"), word(above)
    if len(words) < 2 or not own:
        return False
    return (words[-1] in _TOTALS and "_".join(words[:-1]) == own) or (
        words[0] in _TOTALS and "_".join(words[1:]) == own
    )


def _is_of_months(words: list[str]) -> bool:
    others = [one for one in words if one not in MONTHS and not one.isdigit() and one not in _OF]
    return not others and any(one in MONTHS for one in words)


def _is_of_a_day(words: list[str]) -> bool:
    beside = _OF | FILLERS
    return len([one for one in words if one.isdigit()]) == 3 and all(one.isdigit() or one in beside for one in words)


def begins_as_total(text: object) -> bool:
    """Totals of one product or month, such as "Total BRD-001": only where the rest of the row says so as well."""
    return word(text).partition("_")[0] in _TOTALS
