"""What cells say of a row: a cancelled order, a return. In six languages; see `languages`."""

import re
from collections.abc import Iterable
from functools import lru_cache

from services.files import languages
from services.files.values.day_words import plain_word

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BETWEEN = re.compile(r"[\W_]+")
# "CustomerReturns".
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


def plain_words(text: str) -> list[str]:
    """The words of a list, as `word` has them."""
    return plain_word(text).split()


def elsewhere(kind: str) -> list[str]:
    """The words of one kind in all other languages."""
    return plain_words(languages.words(kind))


NOT_SOLD = {
    "cancelled": "cancelled canceled cancel cancelado cancelada annulled annule annulee anulado anulada annullato"
    " annullata abandonne abandonnee geannuleerd storniert storno annulliert abgebrochen abbruch"
    " bonabbruch cancelled_by_customer"
    " cancelled_by_seller",
    "voided": "voided void ungultig nul nietig invalid",
    "refunded": "refunded refund fully_refunded erstattet ruckerstattet zuruckerstattet rembourse remboursee"
    " reembolsado reembolsada rimborsato rimborsata terugbetaald retourniert chargeback charged_back "
    "returned_refunded returned returned_to_seller retourne retournee devuelto devuelta reso restituito"
    " geretourneerd zuruckgesendet rto",
    "draft": "draft entwurf brouillon borrador bozza concept parked incomplete"
    " checkout_draft auto_draft quotation quotation_sent angebot"
    " rfq rfq_sent request_for_quotation to_approve waiting_for_approval pending_approval angebotsanfrage"
    " preisanfrage demande_de_prix solicitud_de_presupuesto richiesta_di_preventivo offerteaanvraag"
    " devis presupuesto preventivo offerte",
    "deleted": "deleted geloscht supprime supprimee eliminado eliminada eliminato eliminata verwijderd zuruckgezogen"
    " withdrawn removed",
    "test": "test training ubung schulung practice practise prueba prova essai proef",
    "failed": "failed fehlgeschlagen echoue fallido fallito mislukt trash declined rejected abgelehnt expired denied"
    " refused refuse refusee rechazado rechazada rifiutato rifiutata geweigerd afgewezen recusado recusada odrzucone"
    " odmitnuto отклонен erreur_de_paiement payment_error",
}
_NOT_SOLD = dict.fromkeys(elsewhere("returns"), "refunded") | dict.fromkeys(elsewhere("draft"), "draft")
_NOT_SOLD |= dict.fromkeys(elsewhere("cancelled"), "cancelled")
_NOT_SOLD |= {word: kind for kind, words in NOT_SOLD.items() for word in words.split()}
_CLOSED = frozenset(
    plain_words(
        "closed complete completed fully_received fully_delivered erledigt abgeschlossen geschlossen komplett_geliefert"
        " vollstandig_geliefert cloture cloturee solde soldee termine terminee cerrado cerrada servido_total chiuso"
        " chiusa evaso gesloten afgesloten afgehandeld volledig_ontvangen stangd avslutad slutlevererad afsluttet"
        " lukket avsluttet zamkniete zakonczone zrealizowane fechado fechada concluida ferdig"
    )
)
# In Japan, China, Korea and Thailand a phrase has no blanks: "cancellation confirmed" is one word there.
_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u4e00-\u9fff]")
_WITHIN = {one: kind for one, kind in _NOT_SOLD.items() if _WITHOUT_BLANKS.match(one)}
# How words begin that say in all their forms that goods went back; "shipped back" says so in two.
_WENT_BACK = (
    "visszakuld",
    "visszater",
    "zwrocon",
    "vracen",
    "возвращен",
    "повернен",
    "returner",
    "devuelt",
    "devolvid",
)
_SENT_BACK = re.compile(r"(?:shipped|sent|sending|came)_back")
# "Devolución finalizada", "Return completed": of what is on its way back nobody knows.
_BACK_AGAIN = re.compile(
    r"(?:^|_)(?:returns?|refund|rucksendung|ruckgabe|retoure|retour|devolucion|reembolso|reso|rimborso|devolucao)_(?:\w+_)?"
    r"(?:complet\w*|finali\w*|received|accepted|closed|done|abgeschlossen|erhalten|eingegangen|termine\w*|recue?|accepte"
    r"|recibid[oa]|aceptad[oa]|ricevuto|concluid[oa]|finalizad[oa]|ontvangen|afgerond|afgehandeld)"
)
_NOT_ALL = tuple(plain_words("一部 部分 部份 未 没 沒 拒 非 不 無 无 부분 일부 미"))
# What is so only in part, or is not so, is sold.
_PARTS = (
    "partially partly partial teilweise teil partiellement partiel partielle parcialmente parcial parzialmente parziale"
    " gedeeltelijk deels not nicht non no niet pas never"
)
_PARTLY = frozenset(_PARTS.split(" "))
# ERPNext numbers the state of its documents: 0 is a draft, 1 counts, 2 is cancelled.
DOCSTATUS = {"0": "draft", "2": "cancelled"}

# These words say it only where they stand alone: "no longer valid: invalid", "concept store".
_AMBIGUOUS = frozenset(
    plain_words(
        "nul concept trash offerte angebot invalid quotation removed training practice practise prova essai"
        " proef schulung ubung"
    )
)

# Also within a phrase, such as "sales return".
_RETURNS = frozenset(
    plain_words(
        "return returned returns refund refunds refunded credit retoure retouren retour rucksendung rucknahme ruckgabe"
        " gutschrift erstattung ruckerstattung rechnungskorrektur storno stornierung avoir remboursement rembourse"
        " annulation devolucion abono reembolso anulacion reso rimborso annullamento creditnota creditfactuur"
        " terugbetaling stornorechnung gutschriftsanzeige rectificativa accredito"
    )
    + elsewhere("returns")
)
# "nota de credito": only so, for "credit card" is a way to pay.
# "SC" is a sales credit of Sage, "AV" an avoir, "NC" a nota de credito, 381 and TD04 are credits of
# electronic invoices, the other numbers movements of SAP: reversals and returns.
_RETURN_PHRASES = frozenset(
    plain_words(
        "zw sc scr crn rtn av gs cn td04 381 nc ncr nct 602 252 232 634 651 653 655"
        " opravny_danovy_doklad credit_note credit_memo nota_de_credito nota_di_credito nota_credito kredit_nota"
    )
)
_NO_RETURNS = frozenset(("card", "non", "no", "not"))
_RETURN_ENDS = ("retoure", "gutschrift", "erstattung", "rucksendung", "rucknahme", "storno")
YES = frozenset(plain_words("1 true t yes y ja j oui o si s x wahr vrai verdadero vero waar") + elsewhere("yes"))
NO = frozenset(plain_words("0 false f no n nein non nee falsch faux falso onwaar") + elsewhere("no"))
_NOTHING = frozenset(("", "-", "none", "null", "n/a", "nan"))
_ZERO = re.compile(r"0+(?:[.,]0+)?")


@lru_cache(20_000)
def word(text: object) -> str:
    """A text as the lists here have it: plain, with _ between its words."""
    return _BETWEEN.sub("_", _EDGES.sub("", plain_word(_HUMP.sub(" ", str(text)))))


def why_not_sold(status: object, is_docstatus: bool = False) -> str:
    """cancelled, voided, refunded, draft, test or failed; "" for a sale."""
    if is_docstatus:
        return DOCSTATUS.get(word(status).removesuffix("_0"), "")
    return _kind_of(word(status))


@lru_cache(20_000)
def _kind_of(status: str) -> str:
    """Of a word such as WooCommerce's wc-cancelled, or a phrase such as "cancelled by the customer"."""
    words = status.split("_")
    if status in _NOT_SOLD or _PARTLY.intersection(words):
        return _NOT_SOLD.get(status, "")
    if _WITHOUT_BLANKS.search(status) and not any(part in status for part in _NOT_ALL):
        return next((kind for one, kind in _WITHIN.items() if one in status), "")
    if _SENT_BACK.search(status) or _BACK_AGAIN.match(status) or any(one.startswith(_WENT_BACK) for one in words):
        return "refunded"
    return next((_NOT_SOLD[one] for one in words if one in _NOT_SOLD and one not in _AMBIGUOUS), "")


def is_closed(status: object) -> bool:
    """Whether no more of an order comes. "done" says so of none: Odoo locks by it what is still on its way."""
    return word(status) in _CLOSED


def is_cancelled(mark: object) -> bool:
    """Whether a column such as "cancelled at" says yes."""
    text = plain_word(str(mark).strip())
    return text not in NO and text not in _NOTHING and not _ZERO.fullmatch(text)


def is_within(phrase: str, words: Iterable[str]) -> bool:
    """Whether a phrase of a language that has no blanks has one of these words in it."""
    return bool(_WITHOUT_BLANKS.search(phrase)) and any(one in phrase for one in words if _WITHOUT_BLANKS.match(one))


@lru_cache(20_000)
def is_return(movement: object) -> bool:
    """Whether a line such as "Refund" or "Sales return" takes back what was sold."""
    whole = word(movement)
    words = whole.split("_")
    if whole in _RETURN_PHRASES or is_within(whole, _RETURNS):
        return True
    return not _NO_RETURNS.intersection(words) and any(one in _RETURNS or one.endswith(_RETURN_ENDS) for one in words)
